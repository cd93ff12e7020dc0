// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>

namespace alzette::net {

// Fails (unavailable) when something listens on a port already. Several loops share a port (SO_REUSEPORT), and the system then lets another process of the
// same user share it too, without a word: each would get a part of the requests. Port 0 is always free.
base::Result<void> check_free(std::string const& address, std::uint16_t port);

}  // namespace alzette::net
