// SPDX-License-Identifier: Apache-2.0
#include "api/sight.h"

#include "base/catalogue/api.h"

#include <algorithm>

namespace alzette::api {

using access::Verb;
using base::Result;
using understand::Bitmap;
using understand::State;

bool Sight::covers(Verb verb, State const& state, understand::Slot slot) const
{
    if (may_all(verb)) return true;
    understand::Entries entries;
    read_entries(understand::trusted_row(state.at(slot).bytes).entries, entries);
    return who_->rights.covers(verb, tenant_, entries.scopes);
}

bool Sight::covers(Verb verb, ngsi::Entity const& entity) const { return who_ == nullptr || who_->rights.covers(verb, tenant_, entity.scopes); }

std::optional<Bitmap> Sight::slots(Verb verb, State const& state) const
{
    if (may_all(verb)) return std::nullopt;
    Bitmap slots;
    for (auto const& [scope, members] : state.scopes())
        if (who_->rights.covers_scope(verb, tenant_, scope)) slots |= members;
    return slots;
}

Result<void> Sight::check_put(State const& state, ngsi::Entity const& entity) const
{
    if (may_all(Verb::change)) return {};
    auto const slot = state.slot_of(entity.id);
    auto const before = slot ? state.kept(*slot).entity().scopes : std::vector<std::string>();
    auto const is_allowed = [&](std::string const& scope) {
        return std::ranges::find(before, scope) != before.end() || who_->rights.covers_scope(Verb::change, tenant_, scope);
    };
    // One scope that is covered opens an entity to changes; those that it is given must be covered each, or it could be put before the eyes of others.
    auto const is_own = covers(Verb::change, entity) && (!slot || covers(Verb::change, state, *slot));
    if (is_own && std::ranges::all_of(entity.scopes, is_allowed)) return {};
    return base::fail(base::Errc::denied, say::change_not_allowed);
}

Result<void> Sight::check_removal(State const& state, std::string_view id) const
{
    auto const slot = state.slot_of(id);
    if (!slot || covers(Verb::change, state, *slot)) return {};
    return base::fail(base::Errc::denied, say::change_not_allowed);
}

Result<void> Sight::check(State const& state, understand::Decision const& decision) const
{
    for (auto const& entity : decision.puts) TRY_VOID(check_put(state, entity));
    for (auto const& id : decision.removals) TRY_VOID(check_removal(state, id));
    return {};
}

}  // namespace alzette::api
