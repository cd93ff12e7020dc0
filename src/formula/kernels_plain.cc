// SPDX-License-Identifier: Apache-2.0
// One number at a time, for machines without AVX2 and for single numbers. std::fma is exact everywhere, slow where the machine has none.
#include "formula/kernels_steps.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace alzette::formula {

namespace {

struct One {
    using Mask = bool;
    static constexpr std::size_t width = 1;
    double value;

    static One set(double x) { return {x}; }
    static One load(double const* from) { return {*from}; }
    void store(double* to) const { *to = value; }
    static One from_bits(std::uint32_t const* bits, std::uint32_t flipped) { return {static_cast<double>(*bits ^ flipped)}; }

    static bool both(bool a, bool b) { return a && b; }
    static bool either(bool a, bool b) { return a || b; }
    static bool flip(bool a) { return !a; }
    static bool any(bool a) { return a; }

    friend One operator+(One a, One b) { return {a.value + b.value}; }
    friend One operator-(One a, One b) { return {a.value - b.value}; }
    friend One operator*(One a, One b) { return {a.value * b.value}; }
    friend One operator/(One a, One b) { return {a.value / b.value}; }
    friend One fma(One a, One b, One c) { return {std::fma(a.value, b.value, c.value)}; }
    friend One min(One a, One b) { return {a.value < b.value ? a.value : b.value}; }
    friend One max(One a, One b) { return {a.value > b.value ? a.value : b.value}; }
    friend One sqrt(One a) { return {std::sqrt(a.value)}; }
    friend One abs(One a) { return {std::abs(a.value)}; }
    friend One nearest(One a) { return {std::nearbyint(a.value)}; }
    friend bool less(One a, One b) { return a.value < b.value; }
    friend bool equal(One a, One b) { return a.value == b.value; }
    friend One choose(bool mask, One yes, One no) { return mask ? yes : no; }
    friend One two_to(One n) { return {std::bit_cast<double>(static_cast<std::uint64_t>(static_cast<std::int64_t>(n.value) + 1023) << 52U)}; }
    friend One split(One x, One& exponent)
    {
        auto const bits = std::bit_cast<std::uint64_t>(x.value);
        exponent = {static_cast<double>(static_cast<std::int64_t>((bits >> 52U) & 0x7FFU) - 1022)};
        return {std::bit_cast<double>((bits & 0x800FFFFFFFFFFFFFU) | 0x3FE0000000000000U)};
    }
};

}  // namespace

Kernels const& plain_kernels()
{
    static Kernels const table = steps::make<One>("plain");
    return table;
}

Kernels const& kernels()
{
    static Kernels const& chosen = avx2_kernels() != nullptr ? *avx2_kernels() : plain_kernels();
    return chosen;
}

double exponential(double x) { return steps::exponential(One{x}).value; }
double logarithm(double x) { return steps::logarithm(One{x}).value; }
double power(double base, double exponent) { return steps::power(One{base}, One{exponent}).value; }
double normal_probability(double z) { return steps::normal_probability(One{z}).value; }
double normal_quantile(double u) { return steps::normal_quantile(One{u}).value; }

}  // namespace alzette::formula
