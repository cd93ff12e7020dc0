// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alzette::formula {

// Points of Sobol's sequence, scrambled at random: each dimension's digits are mixed by a random lower triangular matrix and shifted, which keeps the
// even filling of space and makes each point uniform, so that several scramblings give independent means (Matoušek, J. Complexity 14 (1998) 527-556).
// Direction numbers: Joe and Kuo (SIAM J. Sci. Comput. 30 (2008) 2635-2654), from Boost.Random. A value; any thread may read it.
class SobolPoints {
public:
    static constexpr std::size_t dimensions_max = 3'000;
    static constexpr std::size_t block = 256;

    // Scrambling number `randomisation` of a seed.
    SobolPoints(std::size_t dimensions, std::uint64_t seed, std::uint64_t randomisation);

    // The 32 bits of points first, first + 1 ... in a dimension; `first` is a multiple of `block`.
    void bits(std::size_t dimension, std::uint64_t first, std::span<std::uint32_t> out) const;

    std::size_t dimensions() const { return dimensions_; }

private:
    static constexpr std::size_t digits = 32;
    static constexpr std::size_t low_digits = 8;  // of the points within a block

    std::size_t dimensions_;
    std::vector<std::uint32_t> directions_;  // digits x dimension
    std::vector<std::uint32_t> within_;      // block x dimension: the low digits' part
    std::vector<std::uint32_t> shifts_;
};

}  // namespace alzette::formula
