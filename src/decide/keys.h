// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/record.h"

#include <span>
#include <string_view>

namespace alzette::decide {

// Every mapping a case file, a value set or a portfolio file may hold, with its keys: what the reader accepts, the JSON Schema says and the manual shows.
// The first section of each is the file itself.
std::span<yaml::Section const> case_sections();
std::span<yaml::Section const> value_set_sections();
std::span<yaml::Section const> portfolio_sections();

// A section by its name; it must exist.
yaml::Section const& case_section(std::string_view name);
yaml::Section const& value_set_section(std::string_view name);
yaml::Section const& portfolio_section(std::string_view name);

}  // namespace alzette::decide
