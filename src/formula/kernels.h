// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formula/program.h"

#include <cstddef>
#include <cstdint>

// Arithmetic over rows of numbers, with the same bits on every machine of the architecture: one order of operations, fused multiply-adds written out,
// no function of the C library. With AVX2 four numbers go at a time; older machines run the same steps one by one through std::fma.
namespace alzette::formula {

// A row of operands: `stride` 1 advances, 0 repeats one value.
struct Operand {
    double const* values;
    std::size_t stride;
    double at(std::size_t i) const { return values[i * stride]; }
};

struct Kernels {
    // out[i] = op(a[i], b[i], c[i]); out may be an operand with stride 1. Exponential and logarithm are within 2 units in the last place.
    void (*apply)(Op op, double* out, std::size_t count, Operand a, Operand b, Operand c);
    // out[i] = (bits[i] ^ flip + 1/2) / 2^32: the middle of one of 2^32 cells, never 0 or 1.
    void (*uniform)(double* out, std::uint32_t const* bits, std::uint32_t flip, std::size_t count);
    // Quantile of the standard normal, relative error about 1e-15 (Wichura 1988, algorithm AS 241, PPND16). in and out may be the same.
    void (*normal_quantile)(double* out, double const* u, std::size_t count);
    // The way back: the probability that a standard normal number is below z, relative error about 1e-15. in and out may be the same.
    void (*normal_probability)(double* out, double const* z, std::size_t count);
    // out[i] = offset + scale * in[i]
    void (*affine)(double* out, double const* in, double offset, double scale, std::size_t count);
    // Quantile of the triangular distribution {low, mode, high}.
    void (*triangular)(double* out, double const* u, double low, double mode, double high, std::size_t count);
    // out[i] += weight * in[i]
    void (*accumulate)(double* out, Operand in, double weight, std::size_t count);
    // out[i] += weight * a[i] * b[i]
    void (*accumulate_product)(double* out, Operand a, Operand b, double weight, std::size_t count);
    char const* name;
};

// Those of this machine: AVX2 with FMA where it has them. The choice never changes a bit of a result.
Kernels const& kernels();
// The portable ones, for the test that compares bits.
Kernels const& plain_kernels();
Kernels const* avx2_kernels();  // null where the build or the machine has none

// One number, by the same steps. exponential, logarithm and power of one number are in program.h.
double normal_quantile(double u);
double normal_probability(double z);

}  // namespace alzette::formula
