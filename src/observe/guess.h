// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/mapping.h"
#include "observe/row.h"

namespace alzette::observe {

// A mapping for a table of which nothing is known but its first rows: what identifies a row, where it lies, what its columns hold. Something to begin with,
// to be read by a person.
Mapping guess_mapping(Table const& table, std::vector<Row> const& rows, std::string_view type);

}  // namespace alzette::observe
