// SPDX-License-Identifier: Apache-2.0
#include "formula/quantile.h"
#include "formula/sobol.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::formula;
using doctest::Approx;

namespace {

Quantile quantile(std::string_view text)
{
    auto const value = parse_uncertain(text, {}, UnitTable(), nullptr);
    REQUIRE(value);
    return Quantile(*value);
}

struct Moments {
    double mean;
    double sd;
};

// By the middle of many equal slices of probability.
Moments moments(Quantile const& quantile)
{
    constexpr auto slices = 400'000;
    double sum = 0;
    double squares = 0;
    for (auto i = 0; i < slices; ++i) {
        auto const x = quantile.at((i + 0.5) / slices);
        sum += x;
        squares += x * x;
    }
    auto const mean = sum / slices;
    return {mean, std::sqrt(squares / slices - mean * mean)};
}

}  // namespace

TEST_CASE("a triangular distribution has its published moments and quantiles")
{
    // EU cost-benefit guide 2008, p. 149: triangular (0.9, 1, 3); moments by the closed form.
    auto const triangular = quantile("0.9 .. 1 .. 3");
    auto const found = moments(triangular);
    CHECK(found.mean == Approx(1.633333).epsilon(1e-6));
    CHECK(found.sd == Approx(0.483621).epsilon(1e-5));
    CHECK(triangular.at(0.5) == Approx(1.550862).epsilon(1e-6));
    CHECK(triangular.at(0.95) == Approx(2.541742).epsilon(1e-6));
    CHECK(triangular.at(0.047619) == Approx(1).epsilon(1e-5));
}

TEST_CASE("normal and lognormal have the moments of their closed forms")
{
    auto const normal = moments(quantile("100 +- 15 EUR"));
    CHECK(normal.mean == Approx(100).epsilon(1e-6));
    CHECK(normal.sd == Approx(15).epsilon(1e-4));
    auto const lognormal = moments(quantile("lognormal(median=8, sigma=0.3) /day"));
    CHECK(lognormal.mean == Approx(8 * std::exp(0.045)).epsilon(1e-5));
    CHECK(lognormal.sd == Approx(8 * std::exp(0.045) * std::sqrt(std::exp(0.09) - 1)).epsilon(1e-3));
}

TEST_CASE("a 90 % interval is what it says")
{
    auto const interval = quantile("5 to 10 min");
    CHECK(interval.at(0.05) == Approx(5).epsilon(1e-12));
    CHECK(interval.at(0.95) == Approx(10).epsilon(1e-12));
}

TEST_CASE("beta and PERT agree with the library's quantiles")
{
    auto const beta = quantile("beta(2, 5)");
    auto const pert = quantile("pert(1, 3, 5) min");
    for (auto const p : {0.001, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999}) {
        CHECK(beta.at(p) == Approx(boost::math::quantile(boost::math::beta_distribution<>(2, 5), p)).epsilon(1e-4));
        CHECK(pert.at(p) == Approx(1 + 4 * boost::math::quantile(boost::math::beta_distribution<>(3, 3), p)).epsilon(1e-4));
    }
}

TEST_CASE("values, percentiles and measurements come back as they were stated")
{
    auto const discrete = quantile("discrete(1 = 0.3, 2 = 0.7)");
    CHECK(discrete.at(0.299) == 1);
    CHECK(discrete.at(0.301) == 2);
    auto const known = quantile("quantiles(p5=1, p50=3, p95=9)");
    CHECK(known.at(0.05) == Approx(1));
    CHECK(known.at(0.5) == Approx(3));
    CHECK(known.at(0.95) == Approx(9));
    CHECK(known.at(0.725) == Approx(6));  // half way between 3 and 9
}

TEST_CASE("discrete values and measurements have the moments of what was stated")
{
    auto const discrete = moments(quantile("discrete(1 = 0.3, 2 = 0.7)"));
    CHECK(discrete.mean == Approx(1.7).epsilon(1e-5));
    CHECK(discrete.sd == Approx(std::sqrt(0.21)).epsilon(1e-5));  // p (1 - p)
    auto const minutes = [](std::string const&) -> base::Result<std::string> { return std::string("minutes\n4\n1\n2\n9\n"); };
    auto const value = parse_uncertain("data(measures.csv, minutes)", {}, UnitTable(), minutes);
    REQUIRE(value);
    auto const measured = moments(Quantile(*value));
    CHECK(measured.mean == Approx(4).epsilon(1e-5));  // by hand: 16 / 4; squares 102 / 4 - 16 = 9.5
    CHECK(measured.sd == Approx(std::sqrt(9.5)).epsilon(1e-5));
}

TEST_CASE("scrambled Sobol points fill every slice of every dimension evenly")
{
    SobolPoints const points(50, 7, 3);
    std::vector<std::uint32_t> bits(1024);
    for (std::size_t dimension = 0; dimension < 50; ++dimension) {
        points.bits(dimension, 0, bits);
        std::vector<int> slices(1024);
        for (auto const word : bits) ++slices[word >> 22U];
        CHECK(std::ranges::all_of(slices, [](int count) { return count == 1; }));
    }
    std::vector<std::uint32_t> again(256);
    points.bits(7, 512, again);
    points.bits(7, 0, bits);
    CHECK(std::equal(again.begin(), again.end(), bits.begin() + 512));
    SobolPoints const other(50, 7, 4);
    other.bits(7, 512, again);
    CHECK(!std::equal(again.begin(), again.end(), bits.begin() + 512));
}
