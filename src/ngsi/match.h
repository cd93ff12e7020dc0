// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"
#include "ngsi/query.h"

#include <functional>

namespace alzette::ngsi {

// The entity of an id, for conditions on linked entities; nothing when it is not there.
using FindEntity = std::function<std::optional<Entity>(std::string_view id)>;

// Whether an entity is one of those a query asks for (clause 4.9). Of several instances of an attribute, and of several linked entities, one that holds a
// condition is enough, for "!=" too. A value compares with a literal of its own type only: with another it is unequal, and not in order.
bool matches(Query const& query, Entity const& entity, FindEntity const& find_entity);

}  // namespace alzette::ngsi
