// SPDX-License-Identifier: Apache-2.0
#include "base/findings.h"

#include <doctest/doctest.h>

#include "base/limits.h"

using namespace alzette;
using namespace alzette::base;

namespace {

std::size_t errors_kept(Findings const& findings)
{
    auto const is_error = [](Finding const& finding) { return finding.severity == Severity::error; };
    return static_cast<std::size_t>(std::ranges::count_if(findings.in_order_found(), is_error));
}

}  // namespace

TEST_CASE("the same finding is told once, another of the same place too")
{
    Findings findings;
    findings.error({3, 5}, say::key_without_value, {{"key", "at"}});
    findings.error({3, 5}, say::key_without_value, {{"key", "at"}});
    findings.error({3, 5}, say::key_without_value, {{"key", "every"}});
    findings.warning({3, 5}, say::key_without_value, {{"key", "at"}});
    CHECK(findings.in_order_found().size() == 3);
}

TEST_CASE("an error is told however many warnings came before")
{
    Findings findings;
    for (std::uint32_t i = 0; i < 2 * limits::findings_max; ++i) findings.warning({i + 1, 1}, say::value_missing);
    CHECK(findings.in_order_found().size() == limits::findings_max);
    CHECK_FALSE(findings.has_errors());
    for (std::uint32_t i = 0; i < 2 * limits::findings_max; ++i) findings.error({i + 1, 1}, say::value_missing);
    CHECK(findings.in_order_found().size() == limits::findings_max);
    CHECK(errors_kept(findings) == limits::findings_max);
}
