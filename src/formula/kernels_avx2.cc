// SPDX-License-Identifier: Apache-2.0
// Four numbers at a time, by Highway compiled for AVX2 with FMA (the build gives this file its flags).
#include "formula/kernels_steps.h"

#if defined(__AVX2__) && defined(__FMA__)
#include <hwy/highway.h>

#include <cstdint>
#endif

namespace alzette::formula {

#if defined(__AVX2__) && defined(__FMA__)

namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::FixedTag<double, 4>;
using Whole = hn::FixedTag<std::int64_t, 4>;
using Half = hn::FixedTag<std::int32_t, 4>;
using Vector = hn::Vec<Tag>;

// 2^52 + 2^51: adding it leaves a whole number in the low bits.
constexpr double whole_magic = 6755399441055744.0;

struct Four {
    using Mask = hn::Mask<Tag>;
    static constexpr std::size_t width = 4;
    Vector value;

    static Four set(double x) { return {hn::Set(Tag(), x)}; }
    static Four load(double const* from) { return {hn::LoadU(Tag(), from)}; }
    void store(double* to) const { hn::StoreU(value, Tag(), to); }
    // 32 bits below the exponent of 2^52 are that number added to 2^52.
    static Four from_bits(std::uint32_t const* bits, std::uint32_t flipped)
    {
        auto const words = hn::Xor(hn::LoadU(hn::FixedTag<std::uint32_t, 4>(), bits), hn::Set(hn::FixedTag<std::uint32_t, 4>(), flipped));
        auto const wide = hn::PromoteTo(hn::FixedTag<std::uint64_t, 4>(), words);
        auto const base = hn::Set(Tag(), 4503599627370496.0);
        return {hn::Sub(hn::Or(hn::BitCast(Tag(), wide), base), base)};
    }

    static Mask both(Mask a, Mask b) { return hn::And(a, b); }
    static Mask either(Mask a, Mask b) { return hn::Or(a, b); }
    static Mask flip(Mask a) { return hn::Not(a); }
    static bool any(Mask a) { return !hn::AllFalse(Tag(), a); }

    friend Four operator+(Four a, Four b) { return {hn::Add(a.value, b.value)}; }
    friend Four operator-(Four a, Four b) { return {hn::Sub(a.value, b.value)}; }
    friend Four operator*(Four a, Four b) { return {hn::Mul(a.value, b.value)}; }
    friend Four operator/(Four a, Four b) { return {hn::Div(a.value, b.value)}; }
    friend Four fma(Four a, Four b, Four c) { return {hn::MulAdd(a.value, b.value, c.value)}; }
    friend Four min(Four a, Four b) { return {hn::IfThenElse(hn::Lt(a.value, b.value), a.value, b.value)}; }
    friend Four max(Four a, Four b) { return {hn::IfThenElse(hn::Gt(a.value, b.value), a.value, b.value)}; }
    friend Four sqrt(Four a) { return {hn::Sqrt(a.value)}; }
    friend Four abs(Four a) { return {hn::Abs(a.value)}; }
    friend Four nearest(Four a) { return {hn::Round(a.value)}; }
    friend Mask less(Four a, Four b) { return hn::Lt(a.value, b.value); }
    friend Mask equal(Four a, Four b) { return hn::Eq(a.value, b.value); }
    friend Four choose(Mask mask, Four yes, Four no) { return {hn::IfThenElse(mask, yes.value, no.value)}; }
    friend Four two_to(Four n)
    {
        auto const shifted = hn::Add(n.value, hn::Set(Tag(), whole_magic + 1023));
        return {hn::BitCast(Tag(), hn::ShiftLeft<52>(hn::BitCast(Whole(), shifted)))};
    }
    friend Four split(Four x, Four& exponent)
    {
        auto const bits = hn::BitCast(Whole(), x.value);
        auto const raised = hn::And(hn::ShiftRight<52>(bits), hn::Set(Whole(), 0x7FF));
        auto const whole = hn::Or(raised, hn::BitCast(Whole(), hn::Set(Tag(), 4503599627370496.0)));
        exponent = {hn::Sub(hn::BitCast(Tag(), whole), hn::Set(Tag(), 4503599627370496.0 + 1022))};
        auto const mantissa = hn::And(bits, hn::Set(Whole(), static_cast<std::int64_t>(0x800FFFFFFFFFFFFFU)));
        return {hn::BitCast(Tag(), hn::Or(mantissa, hn::Set(Whole(), 0x3FE0000000000000)))};
    }
};

}  // namespace

Kernels const* avx2_kernels()
{
    static Kernels const table = steps::make<Four>("AVX2");
    static bool const runs_here = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    return runs_here ? &table : nullptr;
}

#else

Kernels const* avx2_kernels() { return nullptr; }

#endif

}  // namespace alzette::formula
