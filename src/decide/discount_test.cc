// SPDX-License-Identifier: Apache-2.0
#include "decide/discount.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>
#include <numeric>

using namespace alzette::decide;

namespace {

DiscountSchedule green_book()
{
    // HM Treasury, The Green Book 2022, annex A6.
    return {{{1, {}, 0.035, 0}, {31, {}, 0.03, 0}, {76, {}, 0.025, 0}, {126, {}, 0.02, 0}}, 1};
}

}  // namespace

TEST_CASE("factors of a declining schedule are cumulative products")
{
    // Package greenbook, tests; the sums by hand.
    auto const factors = green_book().factors(100, 2022, 1, Timing::end_of_year);
    REQUIRE(factors.size() == 101);
    CHECK(factors[0] == 1);
    CHECK(factors[30] == within(1e-6, 0.356278));
    CHECK(factors[31] == within(1e-6, 0.345901));
    CHECK(factors[75] == within(1e-6, 0.0942138));
    CHECK(factors[100] == within(1e-6, 0.0508180));
    CHECK(std::accumulate(factors.begin() + 1, factors.begin() + 31, 0.0) == within(1e-6, 18.392045));
    CHECK(std::accumulate(factors.begin() + 1, factors.end(), 0.0) == within(1e-6, 28.863363));
    // Not the wrong way, (1 + r_t)^-t, which would make year 31 worth more than year 30.
    CHECK(factors[31] < factors[30]);
}

TEST_CASE("a rate is risk-free plus beta times the premium")
{
    // France Stratégie, "Taux d'actualisation : un bêta sensible".
    DiscountSchedule const french{{{1, {}, 0.012, 0.02}}, 1};
    CHECK(french.has_premium());
    CHECK(french.rate(1, 2025, 0.7) == doctest::Approx(0.026));
    CHECK(french.rate(1, 2025, 1) == doctest::Approx(0.032));
    CHECK(french.rate(40, 2025, 1.4) == doctest::Approx(0.04));
    CHECK(french.rate(40, 2025, -0.5) == doctest::Approx(0.002));
    CHECK(french.factors(22, 2025, 1, Timing::end_of_year)[22] == within(1e-5, 0.50009));
    CHECK_FALSE(DiscountSchedule::flat(0.04).has_premium());
}

TEST_CASE("before its first step a schedule has its first rate")
{
    DiscountSchedule const late{{{5, {}, 0.04, 0}, {31, {}, 0.02, 0}}, 1};
    CHECK(late.rate(1, 2025, 1) == 0.04);
    DiscountSchedule const calendar{{{1, 2020, 0.04, 0}, {1, 2071, 0.02, 0}}, 1};
    CHECK(calendar.rate(1, 2000, 1) == 0.04);
    CHECK(calendar.rate(46, 2024, 1) == 0.04);
    CHECK(calendar.rate(47, 2024, 1) == 0.02);
}

TEST_CASE("moving a schedule moves each of its rates")
{
    auto const moved = green_book().shifted(-0.01);
    CHECK(moved.rate(1, 2022, 1) == doctest::Approx(0.025));
    CHECK(moved.rate(130, 2022, 1) == doctest::Approx(0.01));
    CHECK(green_book().shifted(0) == green_book());
}

TEST_CASE("a rate of zero and a negative rate discount as they say")
{
    for (auto const factor : DiscountSchedule::flat(0).factors(10, 2025, 1, Timing::mid_year)) CHECK(factor == 1);
    CHECK(DiscountSchedule::flat(-0.5).factors(2, 2025, 1, Timing::end_of_year)[2] == doctest::Approx(4));
}

TEST_CASE("the UK factor of year 5 is that of the Green Book")
{
    // HM Treasury, The Green Book 2026, table 8: 0.8420.
    CHECK(DiscountSchedule::flat(0.035).factors(5, 2026, 1, Timing::end_of_year)[5] == within(5e-5, 0.8420));
}
