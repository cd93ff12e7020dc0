// SPDX-License-Identifier: Apache-2.0
#include "formula/random.h"

#include <Random123/philox.h>

namespace alzette::formula {

std::array<std::uint32_t, 4> random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t index)
{
    auto const low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    auto const high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
    r123::Philox4x32 const generator;
    r123::Philox4x32::ctr_type const counter = {{low(index), high(index), low(stream), high(stream)}};
    r123::Philox4x32::key_type const key = {{low(seed), high(seed)}};
    auto const bits = generator(counter, key);
    return {bits[0], bits[1], bits[2], bits[3]};
}

}  // namespace alzette::formula
