// SPDX-License-Identifier: Apache-2.0
#include "api/selectors.h"

#include "ngsi/names.h"

#include <algorithm>

namespace alzette::api {

using understand::Bitmap;
using understand::SomeSlots;
using understand::State;

base::Result<Selector> read_selector(SelectorTexts const& texts, ngsi::Context const& context)
{
    Selector selector{texts.ids, {}, {}};
    for (auto const& id : selector.ids) TRY_VOID(ngsi::check_entity_id(id));
    if (texts.id_pattern != nullptr) selector.id_pattern = TRY(ngsi::compile_pattern(*texts.id_pattern));
    if (texts.types != nullptr && *texts.types != "*") selector.types = TRY(ngsi::read_type_selection(*texts.types, context));
    return selector;
}

SomeSlots with_types(State const& state, ngsi::Selection const& types)
{
    SomeSlots slots;
    for (bool is_first = true; auto const& all : types.alternatives) {
        SomeSlots part(state.with_type(all.front()));
        for (std::size_t i = 1; i < all.size(); ++i) part &= SomeSlots(state.with_type(all[i]));
        if (is_first) slots = std::move(part);
        else slots |= part;
        is_first = false;
    }
    return slots;
}

SomeSlots select(State const& state, Selector const& selector)
{
    auto slots = selector.types ? with_types(state, *selector.types) : SomeSlots(state.all());
    if (!selector.ids.empty()) {
        Bitmap named;
        for (auto const& id : selector.ids)
            if (auto const slot = state.slot_of(id)) named.insert(*slot);
        slots &= SomeSlots(std::move(named));
    }
    return slots;
}

bool is_selected(State const& state, Selector const& selector, understand::Slot slot)
{
    auto const has_type = [&](std::string const& type) { return state.with_type(type).contains(slot); };
    auto const has_all = [&](std::vector<std::string> const& all) { return std::ranges::all_of(all, has_type); };
    if (selector.types && std::ranges::none_of(selector.types->alternatives, has_all)) return false;
    auto const id = state.at(slot).id();
    if (!selector.ids.empty() && std::ranges::find(selector.ids, id) == selector.ids.end()) return false;
    return selector.id_pattern == nullptr || ngsi::matches_pattern(*selector.id_pattern, id);
}

}  // namespace alzette::api
