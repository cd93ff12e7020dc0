// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace alzette::base {

// The version of the program, from the build.
constexpr std::string_view version() { return ALZETTE_VERSION; }

}  // namespace alzette::base
