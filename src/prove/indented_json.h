// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace alzette::prove {

// The same JSON for people and for version control: two blanks a level, a line for each member and item, what is short enough on one line, a line feed
// at the end. The JSON must be sound and without spaces between its signs, as JsonWriter writes it.
std::string indented_json(std::string_view json);

}  // namespace alzette::prove
