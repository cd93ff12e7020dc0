// SPDX-License-Identifier: Apache-2.0
#include "base/findings.h"

#include "base/limits.h"

#include <algorithm>
#include <tuple>

namespace alzette::base {

namespace {

bool is_same(Argument const& a, Argument const& b)
{
    return a.name == b.name && a.text == b.text && a.is_message == b.is_message && a.message == b.message;
}

bool is_same(Finding const& a, Finding const& b)
{
    return a.place == b.place && a.severity == b.severity && a.message.id == b.message.id && a.file == b.file &&
           std::ranges::equal(a.message.arguments, b.message.arguments, [](auto const& one, auto const& other) { return is_same(one, other); });
}

}  // namespace

void Findings::keep(Finding finding)
{
    auto const is_error = finding.severity == Severity::error;
    if (is_error) ++errors_;
    if (std::ranges::any_of(items_, [&](Finding const& kept) { return is_same(kept, finding); })) return;
    if (items_.size() < limits::findings_max) return items_.push_back(std::move(finding));
    if (!is_error) return;
    auto const warning = std::ranges::find(items_, Severity::warning, &Finding::severity);
    if (warning != items_.end()) *warning = std::move(finding);
}

void Findings::error(Place place, MessageId message, std::vector<Argument> arguments)
{
    keep({Severity::error, place, Message(message, std::move(arguments))});
}

void Findings::warning(Place place, MessageId message, std::vector<Argument> arguments)
{
    keep({Severity::warning, place, Message(message, std::move(arguments))});
}

void Findings::add(Error const& error) { keep({Severity::error, error.place, error.message, error.file, error.kind}); }

Errc Findings::kind() const
{
    auto const first = std::ranges::find(items_, Severity::error, &Finding::severity);
    return first == items_.end() ? Errc::invalid : first->kind;
}

std::vector<Finding> Findings::sorted() const
{
    auto sorted = items_;
    std::ranges::stable_sort(sorted, {}, [](Finding const& finding) { return std::tuple(finding.place, finding.severity); });
    return sorted;
}

}  // namespace alzette::base
