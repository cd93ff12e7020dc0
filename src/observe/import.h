// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/intake.h"
#include "observe/mapping.h"
#include "observe/row.h"
#include "understand/contexts.h"

#include <optional>

namespace alzette::observe {

enum class FileFormat { csv, geo_json, ngsi_ld };
// By what the text begins with.
FileFormat format_of(std::string_view text);

// The table of a CSV or GeoJSON text in UTF-8. `separator` is found where it is none.
base::Result<Table> open_table(std::string_view text, FileFormat format, std::string_view separator);

// Guesses a mapping from the first rows.
base::Result<Mapping> guess(std::string_view text, FileFormat format, std::string_view type);

// Rows to entities by a mapping, taken in one by one. What the mapping names and the file has not is reported; nothing is then taken in.
base::Result<std::size_t> import_rows(Table const& table, Mapping const& mapping, Intake& intake, Defects& defects, base::Findings& findings);

// NGSI-LD entities: one, or an array. Each brings its own @context, or none. Gives how many there were.
base::Result<std::size_t> import_entities(std::string_view text, understand::Contexts& contexts, Intake& intake, Defects& defects);

}  // namespace alzette::observe
