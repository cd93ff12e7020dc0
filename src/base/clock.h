// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"

namespace alzette::base {

// The system's clock. For the edges, which hand on what it says; what decides is given an instant.
inline Instant now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

}  // namespace alzette::base
