// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "ngsi/pattern.h"
#include "ngsi/selection.h"
#include "understand/state.h"

namespace alzette::api {

// Which entities are meant, by id, by a pattern of ids and by types, all that are given at once (clause 5.2.33).
struct Selector {
    std::vector<std::string> ids = {};
    std::shared_ptr<re2::RE2 const> id_pattern = {};
    std::optional<ngsi::Selection> types = {};
};

struct SelectorTexts {
    std::vector<std::string> ids = {};
    std::string const* id_pattern = nullptr;
    std::string const* types = nullptr;  // "*" is any
};
base::Result<Selector> read_selector(SelectorTexts const& texts, ngsi::Context const& context);

// By ids and types, as the indexes know them. What they give may borrow from the state.
understand::SomeSlots select(understand::State const& state, Selector const& selector);
// The whole of it, for one entity, pattern included.
bool is_selected(understand::State const& state, Selector const& selector, understand::Slot slot);
understand::SomeSlots with_types(understand::State const& state, ngsi::Selection const& types);

}  // namespace alzette::api
