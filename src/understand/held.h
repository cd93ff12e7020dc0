// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/shared_bytes.h"

#include <cstdint>
#include <string_view>

namespace alzette::understand {

using Slot = std::uint32_t;  // where an entity stands in memory; given anew after a deletion

// One entity as it is held.
struct Held {
    base::SharedBytes bytes;     // row_of(), shared with the store while it still has to write them
    std::uint64_t number = 0;    // of its row in the store
    std::uint64_t sequence = 0;  // of the change that made it what it is
    std::string_view text() const;
    std::string_view id() const;
};

}  // namespace alzette::understand
