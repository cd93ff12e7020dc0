// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string>

namespace alzette::prove {

enum class FileKind { case_file, value_set, portfolio };

// The JSON Schema (draft 2020-12) of a file format, from the tables of keys the reader itself uses, so that any YAML editor completes and checks a file.
// Descriptions are in `language`; all else is the same in both. What units, names and formulas mean is the reader's to check, not the schema's.
std::string render_schema(FileKind kind, base::Language language);

}  // namespace alzette::prove
