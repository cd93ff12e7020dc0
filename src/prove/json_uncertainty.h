// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_writer.h"
#include "base/language.h"
#include "decide/uncertainty.h"

namespace alzette::prove {

// The member "uncertainty" of the project or of a variant; null where no draws were made. docs/formats/results.md has the keys.
void write_uncertainty(base::JsonWriter& json, decide::Uncertainty const* uncertainty, base::Language language);

}  // namespace alzette::prove
