// SPDX-License-Identifier: Apache-2.0
#include "formula/kernels.h"
#include "formula/random.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <string>
#include <vector>

using namespace alzette::formula;
using doctest::Approx;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t row_length = 1'003;  // not a multiple of a pack

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b)); }

// Numbers of all sizes and signs, and the special ones.
std::vector<double> numbers(std::uint64_t stream)
{
    std::vector<double> row{0.0, -0.0, 1.0, -1.0, infinity, -infinity, std::nan(""), 5e-324, 1e-310, 1e308, -1e308, 700, -745, 0.5};
    for (std::uint64_t i = 0; row.size() < row_length; ++i) {
        auto const bits = random_bits(1, stream, i);
        auto const size = (bits[0] % 2 == 0) ? 20 : 700;
        row.push_back((bits[2] / 4294967296.0 - 0.5) * std::ldexp(1.0, static_cast<int>(bits[1] % static_cast<unsigned>(size)) - size / 2));
    }
    return row;
}

std::vector<double> probabilities()
{
    std::vector<double> row;
    for (std::uint64_t i = 0; row.size() < row_length; ++i) row.push_back((random_bits(2, 0, i)[0] + 0.5) / 4294967296.0);
    row[0] = 0x1p-33;
    row[1] = 1 - 0x1p-33;
    row[2] = 0.5;
    return row;
}

}  // namespace

TEST_CASE("machines with and without AVX2 compute the same bits")
{
    auto const* const fast = avx2_kernels();
    if (fast == nullptr) {
        MESSAGE("this machine has no AVX2: nothing to compare");
        return;
    }
    auto const a = numbers(1);
    auto const b = numbers(2);
    auto const c = numbers(3);
    constexpr Op all[] = {
        Op::add,    Op::subtract, Op::multiply, Op::divide,  Op::power,  Op::negate,  Op::less,    Op::less_equal,  Op::equal,     Op::not_equal,
        Op::all_of, Op::any_of,   Op::none,     Op::select,  Op::minimum, Op::maximum, Op::exponential, Op::logarithm, Op::square_root, Op::absolute,
    };
    std::vector<double> plain_row(row_length);
    std::vector<double> fast_row(row_length);
    auto const compare = [&](char const* what) {
        auto differences = 0;
        for (std::size_t i = 0; i < row_length; ++i) differences += same_bits(plain_row[i], fast_row[i]) ? 0 : 1;
        CHECK_MESSAGE(differences == 0, what << ": " << differences);
    };
    for (auto const op : all) {
        for (auto const stride : {1UL, 0UL}) {
            plain_kernels().apply(op, plain_row.data(), row_length, {a.data(), 1}, {b.data() + 20, stride}, {c.data(), stride});
            fast->apply(op, fast_row.data(), row_length, {a.data(), 1}, {b.data() + 20, stride}, {c.data(), stride});
            if (stride == 0 || op != Op::power) compare(("operation " + std::to_string(static_cast<int>(op))).c_str());
        }
    }
    auto const u = probabilities();
    plain_kernels().normal_quantile(plain_row.data(), u.data(), row_length);
    fast->normal_quantile(fast_row.data(), u.data(), row_length);
    compare("normal quantile");
    auto scores = plain_row;
    scores[0] = -12;
    scores[1] = 6;
    plain_kernels().normal_probability(plain_row.data(), scores.data(), row_length);
    fast->normal_probability(fast_row.data(), scores.data(), row_length);
    compare("normal probability");
    plain_kernels().triangular(plain_row.data(), u.data(), 1, 3, 8, row_length);
    fast->triangular(fast_row.data(), u.data(), 1, 3, 8, row_length);
    compare("triangular");
    std::vector<std::uint32_t> bits;
    for (std::uint64_t i = 0; i < row_length; ++i) bits.push_back(random_bits(3, 0, i)[0]);
    plain_kernels().uniform(plain_row.data(), bits.data(), 0x12345678U, row_length);
    fast->uniform(fast_row.data(), bits.data(), 0x12345678U, row_length);
    compare("uniform");
    plain_kernels().accumulate_product(plain_row.data(), {u.data(), 1}, {u.data() + 5, 0}, 0.3, row_length);
    fast->accumulate_product(fast_row.data(), {u.data(), 1}, {u.data() + 5, 0}, 0.3, row_length);
    compare("accumulated product");
}

TEST_CASE("exponential, logarithm and power agree with the library's to a few units in the last place")
{
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        auto const bits = random_bits(4, 0, i);
        auto const x = (bits[0] / 4294967296.0 - 0.5) * 1400;
        CHECK(exponential(x) == Approx(std::exp(x)).epsilon(1e-15));
        auto const positive = std::exp(x);
        CHECK(logarithm(positive) == Approx(std::log(positive)).epsilon(1e-15));
        auto const exponent = (bits[1] / 4294967296.0 - 0.5) * 60;
        auto const base = std::exp((bits[2] / 4294967296.0 - 0.5) * 20);
        CHECK(power(base, exponent) == Approx(std::pow(base, exponent)).epsilon(5e-15));
    }
    CHECK(exponential(1000) == infinity);
    CHECK(exponential(-1000) == 0);
    CHECK(logarithm(0) == -infinity);
    CHECK(std::isnan(logarithm(-1)));
    CHECK(logarithm(5e-324) == Approx(std::log(5e-324)));
    CHECK(power(0, 2) == 0);
}

TEST_CASE("the normal quantile is that of the tables")
{
    // Abramowitz and Stegun, Handbook of Mathematical Functions, table 26.1 and 26.2, read backwards.
    CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
    CHECK(normal_quantile(0.95) == Approx(1.6448536269514722).epsilon(1e-15));
    CHECK(normal_quantile(0.5) == 0);
    CHECK(normal_quantile(1e-10) == Approx(-6.361340902404056).epsilon(1e-14));
    CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-14));
}

TEST_CASE("the normal probability is that of the library's error function, and undoes the quantile")
{
    for (int hundredths = -800; hundredths < 800; ++hundredths) {
        auto const z = hundredths / 100.0;
        CHECK(normal_probability(z) == Approx(std::erfc(-z / std::sqrt(2.0)) / 2).epsilon(1e-14));
    }
    for (auto const z : {-37.0, -30.0, -12.0}) CHECK(normal_probability(z) == Approx(std::erfc(-z / std::sqrt(2.0)) / 2).scale(0).epsilon(1e-12));
    CHECK(normal_probability(0) == 0.5);
    CHECK(normal_probability(40) == 1);
    for (auto const u : {1e-9, 0.001, 0.2, 0.6, 0.999}) CHECK(normal_probability(normal_quantile(u)) == Approx(u).scale(0).epsilon(1e-13));
}

TEST_CASE("random bits are a function of seed, stream and index: the published vector")
{
    // Random123 1.14, known-answer tests: philox4x32 10 rounds, counter and key all zero.
    auto const bits = random_bits(0, 0, 0);
    CHECK(bits == std::array<std::uint32_t, 4>{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
    CHECK(random_bits(1, 0, 0) != bits);
    CHECK(random_bits(0, 1, 0) != bits);
    CHECK(random_bits(0, 0, 1) != bits);
}
