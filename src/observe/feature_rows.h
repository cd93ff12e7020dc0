// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/row.h"

namespace alzette::observe {

// The features of a GeoJSON Feature or FeatureCollection (RFC 7946), read one at a time: their properties are the cells, with the feature's own id as a column
// `@id` where it has one. The text outlives the table. Fails (invalid) on a text that is neither.
base::Result<Table> feature_table(std::string_view text);

// Whether a JSON text says it is a Feature or a FeatureCollection.
bool is_geo_json(std::string_view text);

inline constexpr std::string_view feature_id = "@id";

}  // namespace alzette::observe
