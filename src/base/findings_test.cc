// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/record.h"
#include "base/catalogue/yaml.h"
#include "base/findings.h"

#include <algorithm>
#include <cstdint>
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

TEST_CASE("findings are sorted as the text is, an error before a warning of the same place")
{
    Findings findings;
    findings.warning({2, 1}, say::value_missing);
    findings.error({2, 1}, say::yaml_tab);
    findings.error({10, 1}, say::yaml_tab);
    findings.error({2, 7}, say::yaml_tab);
    findings.error({1, 80}, say::yaml_tab);
    auto const sorted = findings.sorted();
    REQUIRE(sorted.size() == 5);
    CHECK(sorted[0].place == Place{1, 80});
    CHECK(sorted[1].place == Place{2, 1});
    CHECK(sorted[1].severity == Severity::error);
    CHECK(sorted[2].severity == Severity::warning);
    CHECK(sorted[3].place == Place{2, 7});
    CHECK(sorted[4].place == Place{10, 1});
    CHECK(findings.in_order_found().front().severity == Severity::warning);
}

TEST_CASE("findings of one place stay in the order they were found")
{
    Findings findings;
    for (auto const* const key : {"c", "a", "b"}) findings.error({1, 1}, say::key_without_value, {{"key", key}});
    std::string order;
    for (auto const& finding : findings.sorted()) order += finding.message.arguments[0].in(Language::en);
    CHECK(order == "cab");
}

TEST_CASE("the first error says what kind of fault it was")
{
    Findings findings;
    CHECK(findings.kind() == Errc::invalid);
    CHECK_FALSE(findings.has_errors());
    findings.warning({1, 1}, say::value_missing);
    CHECK_FALSE(findings.has_errors());
    findings.add(Error{Errc::unavailable, Message(say::yaml_failed), {3, 1}, "data.csv"});
    findings.error({1, 1}, say::yaml_tab);
    CHECK(findings.has_errors());
    CHECK(findings.kind() == Errc::unavailable);
    CHECK(findings.sorted().back().file == "data.csv");
    CHECK(findings.sorted().back().place == Place{3, 1});
}
