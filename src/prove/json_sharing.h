// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_writer.h"
#include "base/language.h"
#include "decide/sharing.h"

#include <string>

namespace alzette::prove {

// The member "sharing" of docs/formats/results.md.
void write_sharing(base::JsonWriter& json, decide::SharingResult const& sharing, std::string const& currency, base::Language language);

}  // namespace alzette::prove
