// SPDX-License-Identifier: Apache-2.0
#include "understand/named_sets.h"

#include "ngsi/context.h"

namespace alzette::understand {

Bitmap const& NamedSets::find(std::string_view name) const
{
    static Bitmap const nothing;
    auto const found = sets_.find(name);
    return found == sets_.end() ? nothing : found->second;
}

void NamedSets::insert(std::string_view written, std::uint32_t slot)
{
    auto found = by_written_.find(written);
    if (found == by_written_.end()) {
        auto name = names_ == Names::compacted ? ngsi::Context::core()->expand(written) : std::string(written);
        found = by_written_.emplace(written, sets_.try_emplace(std::move(name)).first).first;
    }
    found->second->second.insert(slot);
}

void NamedSets::erase(std::string_view written, std::uint32_t slot)
{
    auto const found = by_written_.find(written);
    auto const set = found->second;
    set->second.erase(slot);
    if (!set->second.empty()) return;
    sets_.erase(set);
    by_written_.erase(found);
}

}  // namespace alzette::understand
