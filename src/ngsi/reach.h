// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"
#include "ngsi/path.h"

#include <functional>
#include <span>

namespace alzette::ngsi {

// What a path leads to in one instance of an attribute: its value, or of a languageMap the texts of the languages asked for. Values live during the call.
struct Target {
    std::span<json::Value const* const> values;
    Kind kind;
    bool is_relationship;  // the object of one, not a member such as observedAt
};

// Whether a test holds for anything that a path leads to in an entity, its links left aside (clause 4.9). Stops at the first.
bool reach(ValuePath const& path, Entity const& entity, std::function<bool(Target const&)> const& test);

}  // namespace alzette::ngsi
