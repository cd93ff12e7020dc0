// SPDX-License-Identifier: Apache-2.0
#include "base/findings.h"

#include "base/limits.h"

#include <algorithm>
#include <tuple>

namespace alzette::base {

void Findings::keep(Finding finding)
{
    if (finding.severity == Severity::error) ++errors_;
    if (items_.size() < limits::findings_max) items_.push_back(std::move(finding));
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
