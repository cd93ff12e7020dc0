// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"
#include "ngsi/query.h"

#include <functional>

namespace alzette::ngsi {

// The entity of an id, for conditions on linked entities; nothing when it is not there.
using FindEntity = std::function<std::optional<Entity>(std::string_view id)>;

// Whether an entity is one of those a query asks for (clause 4.9).
bool matches(Query const& query, Entity const& entity, FindEntity const& find_entity);

// The values a path without links leads to, of each instance.
std::vector<json::Value> values_at(Entity const& entity, ValuePath const& path);

}  // namespace alzette::ngsi
