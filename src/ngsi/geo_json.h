// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/write_entity.h"

namespace alzette::ngsi {

// An entity as a GeoJSON Feature (clauses 4.5.16 and 4.5.17; RFC 7946, 3.2): its geometry is the value of the GeoProperty named (expanded), null when it has
// none, and its
// members are under `properties`.
void write_feature(Entity const& entity, Context const& context, WriteOptions const& options, std::string_view geometry_property, std::string& out);

}  // namespace alzette::ngsi
