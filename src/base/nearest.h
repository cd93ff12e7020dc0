// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::base {

// The known name nearest to a misspelt one (optimal string alignment: insert, delete, change, swap neighbours; case is ignored),
// empty when none is within a third of its length.
std::string nearest(std::string_view name, std::span<std::string_view const> known);

}  // namespace alzette::base
