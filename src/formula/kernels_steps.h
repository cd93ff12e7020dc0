// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formula/kernels.h"

#include <algorithm>
#include <concepts>
#include <cstdint>

// The steps of every kernel, written once over a pack of numbers: kernels_avx2.cc gives four at a time, kernels_plain.cc one.
// A pack P offers: load, store, set; + - * /; fma(a, b, c) = a * b + c rounded once; min, max, sqrt, abs; less, equal (masks), both, either, flip,
// choose(mask, yes, no), any(mask); nearest (to an integer); two_to(n) for a whole n in -1022 .. 1023; split(x, exponent) -> mantissa in [0.5, 1)
// of a normal number; from_bits for uniforms.
namespace alzette::formula::steps {

template <class P>
using Mask = typename P::Mask;

// Horner's rule over x^2 for even and odd powers apart: half the wait of one chain. Highest power first.
template <class P, std::size_t n>
P two_chains(P x, double const (&coefficients)[n])
{
    static_assert(n % 2 == 0);
    auto const square = x * x;
    auto odd = P::set(coefficients[0]);
    auto even = P::set(coefficients[1]);
    for (std::size_t i = 2; i < n; i += 2) {
        odd = fma(odd, square, P::set(coefficients[i]));
        even = fma(even, square, P::set(coefficients[i + 1]));
    }
    return fma(odd, x, even);
}

template <class P, std::size_t n>
P polynomial(P x, double const (&coefficients)[n])  // highest power first
{
    auto sum = P::set(coefficients[0]);
    for (std::size_t i = 1; i < n; ++i) sum = fma(sum, x, P::set(coefficients[i]));
    return sum;
}

// exp(x) = 2^n exp(r), r within half of log 2 (Cody and Waite's reduction in two parts; Taylor's terms to r^13 leave less than 5e-18).
template <class P>
P exponential(P x)
{
    constexpr double terms[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
                                1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       0.5,          1.0,          1.0};
    auto const kept = min(max(x, P::set(-745.2)), P::set(709.9));
    auto const n = nearest(kept * P::set(1.4426950408889634));
    auto const r = fma(n, P::set(-1.9082149292705877e-10), fma(n, P::set(-6.93147180369123816490e-01), kept));
    auto const value = two_chains(r, terms);
    // In two steps, so that results near the ends of the range do not overflow on the way.
    auto const half = nearest(n * P::set(0.5));
    auto const scaled = value * two_to(half) * two_to(n - half);
    auto const high = choose(less(P::set(709.782712893384), x), P::set(__builtin_inf()), scaled);
    auto const low = choose(less(x, P::set(-745.13321910194122)), P::set(0.0), high);
    return choose(equal(x, x), low, x);
}

// A logarithm in two parts: their sum has some ten bits more than a double.
template <class P>
struct Parts {
    P high;
    P low;
};

// Of a positive normal number: e log 2 + 2 artanh(s), s = (m - 1) / (m + 1), m within a factor of the square root of 2 around 1.
template <class P>
Parts<P> logarithm_parts(P x, P exponent)
{
    constexpr double terms[] = {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3};
    auto own = P::set(0);
    auto mantissa = split(x, own);
    auto const small = less(mantissa, P::set(0.70710678118654752));
    mantissa = choose(small, mantissa + mantissa, mantissa);
    exponent = exponent + choose(small, own - P::set(1), own);
    auto const f = mantissa - P::set(1);
    auto const s = f / (f + P::set(2));
    auto const z = s * s;
    // log(1 + f) = f - s (f - z R): the leading term is exact, and so is the exponent's part, whose constant ends in zeros.
    auto const rest = s * (f - z * polynomial(z, terms));
    auto const whole = exponent * P::set(6.93147180369123816490e-01);
    auto const sum = whole + f;
    auto const lost = f - (sum - whole);
    auto const small_part = fma(exponent, P::set(1.90821492927058770002e-10), lost - rest);
    auto const high = sum + small_part;
    return {high, small_part - (high - sum)};
}

template <class P>
P logarithm(P x)
{
    auto const tiny = less(x, P::set(2.2250738585072014e-308));
    auto const normal = choose(tiny, x * P::set(18014398509481984.0), x);  // 2^54
    auto const result = logarithm_parts(normal, choose(tiny, P::set(-54), P::set(0))).high;
    auto const zero = choose(equal(x, P::set(0)), P::set(-__builtin_inf()), result);
    auto const negative = choose(less(x, P::set(0)), P::set(__builtin_nan("")), zero);
    auto const infinite = choose(equal(x, P::set(__builtin_inf())), x, negative);
    return choose(equal(x, x), infinite, x);
}

// a^b by exp(b log|a|), for exponents that are not whole or very large. A negative base needs a whole exponent.
template <class P>
P power(P a, P b)
{
    auto const size = abs(a);
    auto const usual = P::both(less(P::set(1e-300), size), less(size, P::set(1e300)));
    auto const log = logarithm_parts(choose(usual, size, P::set(1)), P::set(0));
    auto const product = b * log.high;
    auto const error = fma(b, log.low, fma(b, log.high, P::set(0) - product));
    auto const near = exponential(product);
    auto const corrected = choose(less(abs(product), P::set(700)), fma(near, error, near), near);
    auto result = choose(usual, corrected, exponential(b * logarithm(size)));
    auto const whole = equal(nearest(b), b);
    auto const odd = P::both(whole, P::flip(equal(nearest(b * P::set(0.5)) * P::set(2), b)));
    auto const negative = less(a, P::set(0));
    result = choose(P::both(negative, odd), P::set(0) - result, result);
    result = choose(P::both(negative, P::flip(whole)), P::set(__builtin_nan("")), result);
    auto const at_zero = choose(less(P::set(0), b), P::set(0), P::set(__builtin_inf()));
    return choose(equal(a, P::set(0)), at_zero, result);
}

// The same multiplications as raised(), in the same order.
template <class P>
P whole_power(P base, double exponent)
{
    auto product = P::set(1);
    for (auto left = static_cast<unsigned>(exponent < 0 ? -exponent : exponent); left > 0; left >>= 1U) {
        if ((left & 1U) != 0) product = product * base;
        base = base * base;
    }
    return exponent < 0 ? P::set(1) / product : product;
}

// Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484, PPND16: coefficients as published, highest power first.
template <class P>
P normal_quantile(P u)
{
    constexpr double a[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
                            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0};
    constexpr double b[] = {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
                            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
    constexpr double c[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
                            3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0};
    constexpr double d[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
                            6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0};
    constexpr double e[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
                            2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0};
    constexpr double f[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                            1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};
    auto const q = u - P::set(0.5);
    auto const central = less(abs(q), P::set(0.425000000000000044));
    auto const r = fma(q, P::set(0) - q, P::set(0.180625));
    auto const middle = q * two_chains(r, a) / two_chains(r, b);
    if (!P::any(P::flip(central))) return middle;
    auto const nearer = min(u, P::set(1) - u);
    auto const root = sqrt(P::set(0) - logarithm(nearer));
    auto const near = root - P::set(1.6);
    auto tail = two_chains(near, c) / two_chains(near, d);
    auto const is_far = less(P::set(5), root);
    if (P::any(is_far)) {
        auto const far = root - P::set(5);
        tail = choose(is_far, two_chains(far, e) / two_chains(far, f), tail);
    }
    return choose(central, middle, choose(less(q, P::set(0)), P::set(0) - tail, tail));
}

// Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969) 631-637, in the form for the normal distribution:
// near the middle, to the square root of 32, and beyond. Highest power first.
template <class P>
P normal_probability(P z)
{
    constexpr double a[] = {0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249};
    constexpr double b[] = {1.0, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956};
    constexpr double c[] = {1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
                            2494.5375852903726711,    6848.1904505362823326,  11602.651437647350124, 9842.7148383839780218};
    constexpr double d[] = {1.0,                   22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
                            18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727};
    constexpr double e[] = {0.02307344176494017303, 0.21589853405795699,  0.1274011611602473639,
                            0.022235277870649807,   0.001421619193227893466, 2.9112874951168792e-5};
    constexpr double f[] = {1.0, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5};
    constexpr double inverse_root_of_two_pi = 0.39894228040143267794;
    auto const size = min(abs(z), P::set(38.5));
    auto const square = size * size;
    auto const lost = fma(size, size, P::set(0) - square);
    auto const middle = P::set(0.5) + z * (polynomial(square, a) / polynomial(square, b));
    auto const falling = exponential(P::set(-0.5) * square) * fma(lost, P::set(-0.5), P::set(1));
    auto const part = polynomial(size, c) / polynomial(size, d);
    auto const inverse = P::set(1) / square;
    auto const far = (P::set(inverse_root_of_two_pi) - inverse * (polynomial(inverse, e) / polynomial(inverse, f))) / size;
    auto const tail = falling * choose(less(P::set(5.656854249492380195), size), far, part);
    auto const outside = choose(less(z, P::set(0)), tail, P::set(1) - tail);
    return choose(less(size, P::set(0.67448975)), middle, outside);
}

template <class P>
P one(Op op, P a, P b, P c)
{
    auto const truth = [](Mask<P> mask) { return choose(mask, P::set(1), P::set(0)); };
    auto const zero = P::set(0);
    switch (op) {
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::negate: return P::set(-0.0) - a;
    case Op::less: return truth(less(a, b));
    case Op::less_equal: return truth(P::either(less(a, b), equal(a, b)));
    case Op::equal: return truth(equal(a, b));
    case Op::not_equal: return truth(P::flip(equal(a, b)));
    case Op::all_of: return truth(P::both(P::flip(equal(a, zero)), P::flip(equal(b, zero))));
    case Op::any_of: return truth(P::either(P::flip(equal(a, zero)), P::flip(equal(b, zero))));
    case Op::none: return truth(equal(a, zero));
    case Op::select: return choose(P::flip(equal(a, zero)), b, c);
    case Op::minimum: return choose(P::either(less(b, a), P::flip(equal(b, b))), b, a);
    case Op::maximum: return choose(P::either(less(a, b), P::flip(equal(b, b))), b, a);
    case Op::exponential: return exponential(a);
    case Op::logarithm: return logarithm(a);
    case Op::square_root: return sqrt(a);
    case Op::absolute: return abs(a);
    default: return zero;
    }
}

// A row as packs. One repeated value is a pack of its own that every step reads again, so that no step asks which of the two it is.
template <class P>
class Packs {
public:
    explicit Packs(Operand const& row) : row_(row), from_(row.values)
    {
        if (row.stride != 0) return;
        std::fill_n(kept_, P::width, row.values[0]);
        from_ = kept_;
    }
    Packs(Packs const&) = delete;
    Packs& operator=(Packs const&) = delete;

    P at(std::size_t i) const { return P::load(from_ + i * row_.stride); }
    // At the end of a row the last value repeats, so that nothing beyond is read.
    P last(std::size_t i, std::size_t count) const
    {
        double kept[P::width];
        for (std::size_t k = 0; k < P::width; ++k) kept[k] = row_.at(std::min(i + k, count - 1));
        return P::load(kept);
    }

private:
    double kept_[P::width] = {};
    Operand row_;
    double const* from_;
};

// out[i] = step(rows[i]...), a pack at a time; what is left over goes through a pack of its own.
template <class P, class Step, std::same_as<Packs<P>>... Rows>
void over(double* out, std::size_t count, Step step, Rows const&... rows)
{
    std::size_t i = 0;
    for (; i + P::width <= count; i += P::width) step(rows.at(i)...).store(out + i);
    if (i == count) return;
    double rest[P::width];
    step(rows.last(i, count)...).store(rest);
    std::copy_n(rest, count - i, out + i);
}

template <class P, Op op>
void apply_one(double* out, std::size_t count, Operand a, Operand b, Operand c)
{
    over<P>(out, count, [](P x, P y, P z) { return one<P>(op, x, y, z); }, Packs<P>(a), Packs<P>(b), Packs<P>(c));
}

// Exponents are nearly always one for the row: a year count. One that varies goes number by number.
template <class P>
void apply_power(double* out, std::size_t count, Operand a, Operand b)
{
    auto const exponent = b.values[0];
    if (b.stride != 0)
        for (std::size_t i = 0; i < count; ++i) out[i] = raised(a.at(i), b.at(i));
    else if (is_whole_power(exponent)) over<P>(out, count, [=](P base) { return whole_power(base, exponent); }, Packs<P>(a));
    else over<P>(out, count, [=](P base) { return power(base, P::set(exponent)); }, Packs<P>(a));
}

template <class P>
void apply(Op op, double* out, std::size_t count, Operand a, Operand b, Operand c)
{
    switch (op) {
#define KERNEL_CASE(name) \
    case Op::name: return apply_one<P, Op::name>(out, count, a, b, c);
        KERNEL_CASE(add)
        KERNEL_CASE(subtract)
        KERNEL_CASE(multiply)
        KERNEL_CASE(divide)
    case Op::power: return apply_power<P>(out, count, a, b);
        KERNEL_CASE(negate)
        KERNEL_CASE(less)
        KERNEL_CASE(less_equal)
        KERNEL_CASE(equal)
        KERNEL_CASE(not_equal)
        KERNEL_CASE(all_of)
        KERNEL_CASE(any_of)
        KERNEL_CASE(none)
        KERNEL_CASE(select)
        KERNEL_CASE(minimum)
        KERNEL_CASE(maximum)
        KERNEL_CASE(exponential)
        KERNEL_CASE(logarithm)
        KERNEL_CASE(square_root)
        KERNEL_CASE(absolute)
#undef KERNEL_CASE
    default: return;
    }
}

template <class P>
void uniform(double* out, std::uint32_t const* bits, std::uint32_t flipped, std::size_t count)
{
    auto const step = [=](std::uint32_t const* from) { return fma(P::from_bits(from, flipped), P::set(0x1p-32), P::set(0x1p-33)); };
    std::size_t i = 0;
    for (; i + P::width <= count; i += P::width) step(bits + i).store(out + i);
    if (i == count) return;
    std::uint32_t last[P::width] = {};
    std::copy_n(bits + i, count - i, last);
    double rest[P::width];
    step(last).store(rest);
    std::copy_n(rest, count - i, out + i);
}

template <class P>
void normal_probabilities(double* out, double const* z, std::size_t count)
{
    over<P>(out, count, [](P x) { return normal_probability(x); }, Packs<P>({z, 1}));
}

template <class P>
void normal_quantiles(double* out, double const* u, std::size_t count)
{
    over<P>(out, count, [](P x) { return normal_quantile(x); }, Packs<P>({u, 1}));
}

template <class P>
void affine(double* out, double const* in, double offset, double scale, std::size_t count)
{
    over<P>(out, count, [=](P x) { return fma(x, P::set(scale), P::set(offset)); }, Packs<P>({in, 1}));
}

template <class P>
void triangular(double* out, double const* u, double low, double mode, double high, std::size_t count)
{
    auto const width = high - low;
    auto const at_mode = (mode - low) / width;
    auto const rise = width * (mode - low);
    auto const fall = width * (high - mode);
    auto const step = [=](P share) {
        auto const left = P::set(low) + sqrt(share * P::set(rise));
        auto const right = P::set(high) - sqrt((P::set(1) - share) * P::set(fall));
        return choose(less(share, P::set(at_mode)), left, right);
    };
    over<P>(out, count, step, Packs<P>({u, 1}));
}

template <class P>
void accumulate(double* out, Operand in, double weight, std::size_t count)
{
    over<P>(out, count, [=](P x, P sum) { return fma(x, P::set(weight), sum); }, Packs<P>(in), Packs<P>({out, 1}));
}

template <class P>
void accumulate_product(double* out, Operand a, Operand b, double weight, std::size_t count)
{
    over<P>(out, count, [=](P x, P y, P sum) { return fma(x * y, P::set(weight), sum); }, Packs<P>(a), Packs<P>(b), Packs<P>({out, 1}));
}

template <class P>
Kernels make(char const* name)
{
    return {apply<P>, uniform<P>, normal_quantiles<P>, normal_probabilities<P>, affine<P>, triangular<P>, accumulate<P>, accumulate_product<P>, name};
}

}  // namespace alzette::formula::steps
