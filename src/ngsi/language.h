// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.h"

#include <string>
#include <string_view>

namespace alzette::ngsi {

// Which entry of a languageMap suits a preference such as "fr-CA,fr;q=0.9,en;q=0.8" (clause 4.15; RFC 9110, 12.5.4, and the lookup of RFC 4647, 3.4): the
// member's name. Where none suits: "@none", else the first; nothing of an empty map.
std::string suitable_language(json::Value::Object const& language_map, std::string_view preference);

// Whether a text has the form of a language tag (RFC 5646), or is "@none" (clause 4.6.5).
bool is_language_tag(std::string_view text);

}  // namespace alzette::ngsi
