// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace alzette::ngsi {

// A scope as it is kept (clause 4.18): levels separated by '/', with '/' in front: "Strasbourg/Neudorf" and "/Strasbourg/Neudorf" are one. Fails (invalid)
// on empty levels and on anything but letters, digits, '_' and '-' in one; (exhausted) on more than `limits::scope_levels_max` levels.
base::Result<std::string> read_scope(std::string_view text);

// Whether a text may stand between two '/' of a scope.
bool is_scope_level(std::string_view text);

}  // namespace alzette::ngsi
