// SPDX-License-Identifier: Apache-2.0
#include "decide/irr.h"
#include "decide/for_test.h"

#include <chrono>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <rapidcheck.h>

using namespace alzette::decide;
using doctest::Approx;

namespace {

std::vector<double> rates_of(std::vector<double> const& flows)
{
    std::vector<double> years(flows.size());
    std::iota(years.begin(), years.end(), 0.0);
    return internal_rates_of_return(flows, years);
}

double value_at(std::vector<double> const& flows, double rate)
{
    double sum = 0;
    for (std::size_t t = 0; t < flows.size(); ++t) sum += flows[t] * std::pow(1 + rate, -static_cast<double>(t));
    return sum;
}

// The flows whose rates of return are exactly those given: the product of (1 - (1 + rate) x).
std::vector<double> flows_with(std::vector<double> const& rates)
{
    std::vector<double> flows{1};
    for (auto const rate : rates) {
        flows.push_back(0);
        for (auto t = flows.size() - 1; t > 0; --t) flows[t] -= (1 + rate) * flows[t - 1];
    }
    return flows;
}

}  // namespace

TEST_CASE("rates of return of the numpy-financial documentation")
{
    // numpy-financial, docstring of irr.
    CHECK(rates_of({-100, 39, 59, 55, 20})[0] == within(5e-6, 0.28095));
    CHECK(rates_of({-100, 0, 0, 74})[0] == within(5e-5, -0.0955));
    CHECK(rates_of({-100, 100, 0, 7})[0] == within(5e-6, 0.06206));
}

TEST_CASE("every root is found, rising")
{
    auto const two = rates_of(flows_with({0.1, 0.3}));
    REQUIRE(two.size() == 2);
    CHECK(two[0] == within(1e-12, 0.1));
    CHECK(two[1] == within(1e-12, 0.3));
    auto const five = rates_of(flows_with({-0.5, 0, 0.05, 0.5, 3}));
    REQUIRE(five.size() == 5);
    double const expected[] = {-0.5, 0, 0.05, 0.5, 3};
    for (std::size_t i = 0; i < 5; ++i) CHECK(five[i] == within(1e-9, expected[i]));
}

TEST_CASE("a value that only touches zero counts once")
{
    // -100 + 240 x - 144 x^2 = -(10 - 12 x)^2: a double root at 20 %.
    auto const rates = rates_of({-100, 240, -144});
    REQUIRE(rates.size() == 1);
    CHECK(rates[0] == within(1e-6, 0.2));
}

TEST_CASE("flows that never change sign, or are nothing, have no rate")
{
    CHECK(rates_of({100, 10, 0, 5}).empty());
    CHECK(rates_of({-100, -10}).empty());
    CHECK(rates_of({0, 0, 0}).empty());
    CHECK(rates_of({}).empty());
    CHECK(rates_of({-5, 0, 0}).empty());
}

TEST_CASE("two sign changes may have no rate at all")
{
    CHECK(rates_of({-100, 150, -100}).empty());
    CHECK(sign_changes(std::vector<double>{-100, 150, -100}) == 2);
}

TEST_CASE("sign changes leave zeros out")
{
    CHECK(sign_changes(std::vector<double>{-100, 0, 0, 5, 0, 7}) == 1);
    CHECK(sign_changes(std::vector<double>{0, -1, 0, 1, -1}) == 2);
    CHECK(sign_changes(std::vector<double>{}) == 0);
}

TEST_CASE("half years count as the factors do")
{
    std::vector<double> const flows{-100, 60, 60};
    std::vector<double> const years{0, 0.5, 1.5};
    auto const rates = internal_rates_of_return(flows, years);
    REQUIRE(rates.size() == 1);
    CHECK(-100 + 60 * std::pow(1 + rates[0], -0.5) + 60 * std::pow(1 + rates[0], -1.5) == within(1e-10, 0));
}

TEST_CASE("flows of the same moment are one")
{
    std::vector<double> const flows{-100, 40, 80};
    std::vector<double> const years{0, 0, 1};
    auto const rates = internal_rates_of_return(flows, years);
    REQUIRE(rates.size() == 1);
    CHECK(rates[0] == within(1e-12, 80.0 / 60 - 1));
}

TEST_CASE("at every root the flows are worth nothing, and their number fits Descartes' rule")
{
    CHECK(rc::check([] {
        auto const flows =
            *rc::gen::container<std::vector<double>>(rc::gen::map(rc::gen::inRange(-1000, 1000), [](int x) { return x * 1.0; }));
        auto const rates = rates_of(flows);
        RC_ASSERT(std::ranges::is_sorted(rates));
        RC_ASSERT(static_cast<int>(rates.size()) <= sign_changes(flows));
        for (auto const rate : rates) {
            double size = 0;
            for (std::size_t t = 0; t < flows.size(); ++t) size += std::abs(flows[t]) * std::pow(1 + rate, -static_cast<double>(t));
            RC_ASSERT(rate > -1);
            RC_ASSERT(std::abs(value_at(flows, rate)) <= 1e-6 * size);
        }
    }));
}

TEST_CASE("the roots put into flows are found again")
{
    CHECK(rc::check([] {
        auto const steps = *rc::gen::container<std::set<int>>(rc::gen::inRange(-8, 30));
        RC_PRE(steps.size() <= 6U);
        std::vector<double> rates;
        rates.reserve(steps.size());
        for (auto const step : steps) rates.push_back(step / 10.0);
        auto const found = rates_of(flows_with(rates));
        RC_ASSERT(found.size() == rates.size());
        for (std::size_t i = 0; i < rates.size(); ++i) RC_ASSERT(std::abs(found[i] - rates[i]) < 1e-5);
    }));
}

TEST_CASE("two hundred years of alternating flows end in time")
{
    std::vector<double> flows;
    for (auto t = 0; t <= 200; ++t) flows.push_back(t % 2 == 0 ? 100.0 + t : -101.0);
    auto const start = std::chrono::steady_clock::now();
    auto const rates = rates_of(flows);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
    CHECK(rates.size() <= 200);
}
