// SPDX-License-Identifier: Apache-2.0
#include "api/selectors.h"

#include "ngsi/names.h"

namespace alzette::api {

using understand::Bitmap;
using understand::State;

base::Result<Selector> read_selector(SelectorTexts const& texts, ngsi::Context const& context)
{
    Selector selector{texts.ids, {}, {}};
    for (auto const& id : selector.ids) TRY_VOID(ngsi::check_entity_id(id));
    if (texts.id_pattern != nullptr) selector.id_pattern = TRY(ngsi::compile_pattern(*texts.id_pattern));
    if (texts.types != nullptr && *texts.types != "*") selector.types = TRY(ngsi::read_type_selection(*texts.types, context));
    return selector;
}

Bitmap with_types(State const& state, ngsi::Selection const& types)
{
    Bitmap slots;
    for (auto const& all : types.alternatives) {
        auto part = state.with_type(all.front());
        for (auto const& type : all) part &= state.with_type(type);
        slots |= part;
    }
    return slots;
}

Bitmap select(State const& state, Selector const& selector)
{
    auto slots = selector.types ? with_types(state, *selector.types) : state.all();
    if (!selector.ids.empty()) {
        Bitmap named;
        for (auto const& id : selector.ids)
            if (auto const slot = state.slot_of(id)) named.insert(*slot);
        slots &= named;
    }
    if (selector.id_pattern == nullptr) return slots;
    Bitmap fitting;
    slots.each([&](understand::Slot slot) {
        if (ngsi::matches_pattern(*selector.id_pattern, state.at(slot).id())) fitting.insert(slot);
        return true;
    });
    return fitting;
}

}  // namespace alzette::api
