// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace alzette::formula {

// Random bits as a function and not a state: the same seed, stream and index give the same bits, whichever thread asks in whatever order.
// Philox 4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11), by Random123.
std::array<std::uint32_t, 4> random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t index);

}  // namespace alzette::formula
