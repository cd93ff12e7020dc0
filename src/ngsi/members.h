// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// Which members of an entity and of an attribute are not attributes themselves (clauses 5.2.2, 5.2.3, 5.2.4 to 5.2.8).
namespace alzette::ngsi {

// id, type, scope and the like, whose reading is not that of an attribute.
bool is_entity_member(std::string_view name);
// type, value, observedAt and the like.
bool is_attribute_member(std::string_view name);
// Written by the system or only in answers; ignored where they come in: createdAt, previousValue, entity, ...
bool is_output_member(std::string_view name);
// Terms of the core context that are no attributes and must not be the name of one (clause 4.5.1).
bool is_reserved_name(std::string_view name);

}  // namespace alzette::ngsi
