// SPDX-License-Identifier: Apache-2.0
#include "formula/sobol.h"

#include "base/check.h"
#include "formula/random.h"

#include <array>
#include <bit>
#include <boost/random/sobol.hpp>

namespace alzette::formula {

namespace {

using Lattice = boost::random::qrng_detail::sobol_lattice<std::uint32_t, 32, boost::random::default_sobol_table>;

// Streams of random bits: the scramblings must not share any with draws.
constexpr std::uint64_t scrambling_stream = 0x536F626F6CULL << 24U;  // "Sobol"

// Row k of the matrix has ones on the diagonal and random bits to its left (the digits above it in weight).
std::array<std::uint32_t, 32> random_rows(std::uint64_t seed, std::uint64_t randomisation, std::size_t dimension)
{
    std::array<std::uint32_t, 32> rows{};
    for (std::size_t k = 0; k < 32; ++k) {
        auto const bits = random_bits(seed, scrambling_stream + randomisation, dimension * 64 + k)[0];
        auto const diagonal = 0x80000000U >> k;
        auto const above = k == 0 ? 0U : ~((diagonal << 1U) - 1U);
        rows[k] = diagonal | (bits & above);
    }
    return rows;
}

std::uint32_t mixed(std::array<std::uint32_t, 32> const& rows, std::uint32_t digits)
{
    std::uint32_t out = 0;
    for (std::size_t k = 0; k < 32; ++k) out |= static_cast<std::uint32_t>(std::popcount(rows[k] & digits) & 1) << (31U - k);
    return out;
}

}  // namespace

SobolPoints::SobolPoints(std::size_t dimensions, std::uint64_t seed, std::uint64_t randomisation)
    : dimensions_(dimensions), directions_(digits * dimensions), within_(block * dimensions), shifts_(dimensions)
{
    CHECK_THAT(dimensions > 0 && dimensions <= dimensions_max);
    Lattice const lattice(dimensions);
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
        auto const rows = random_rows(seed, randomisation, dimension);
        auto* const directions = directions_.data() + dimension * digits;
        for (std::size_t j = 0; j < digits; ++j)
            directions[j] = mixed(rows, *(lattice.iter_at(dimensions * j) + static_cast<std::ptrdiff_t>(dimension)));
        shifts_[dimension] = random_bits(seed, scrambling_stream + randomisation, dimension * 64 + 63)[1];
        auto* const within = within_.data() + dimension * block;
        for (std::size_t i = 1; i < block; ++i) within[i] = within[i & (i - 1)] ^ directions[static_cast<std::size_t>(std::countr_zero(i))];
    }
}

void SobolPoints::bits(std::size_t dimension, std::uint64_t first, std::span<std::uint32_t> out) const
{
    auto const* const directions = directions_.data() + dimension * digits;
    auto const* const within = within_.data() + dimension * block;
    for (std::size_t start = 0; start < out.size(); start += block) {
        auto base = shifts_[dimension];
        for (auto high = (first + start) >> low_digits; high != 0; high &= high - 1)
            base ^= directions[low_digits + static_cast<std::size_t>(std::countr_zero(high))];
        auto const count = std::min(block, out.size() - start);
        for (std::size_t i = 0; i < count; ++i) out[start + i] = base ^ within[i];
    }
}

}  // namespace alzette::formula
