// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "decide/threshold.h"

#include "decide/for_test.h"
#include "decide/target.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// Undiscounted, over one year: `gain` to the users and `cost` by the city, formulas of x and of inputs of 1, 100 and 1000 EUR a year.
ThresholdResult solved(std::string const& x, std::string const& gain, std::string const& cost, std::string const& until,
                       std::string const& more = {})
{
    auto const body =
        "inputs:\n  x: {value: \"" + x + "\", status: assumed}\n" + input("euro", "1 EUR/year") + input("hundred", "100 EUR/year") +
        input("grand", "1000 EUR") + "effects:\n  gain: {to: users, category: any, amount: \"" + gain +
        "\"}\n  cost: {by: city, category: any, amount: \"" + cost + "\"}\n" + more + "thresholds: [{solve: x, until: " + until + "}]\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text());
    return evaluation.thresholds.at(0);
}

base::MessageId reason(ThresholdResult const& result)
{
    CHECK(result.values.empty());
    CHECK(result.slopes.empty());
    CHECK_FALSE(result.inside_range);
    REQUIRE(result.none_because);
    return result.none_because->id;
}

}  // namespace

TEST_CASE("a linear target has one value, with its slope")
{
    auto const result = solved("2 .. 5 .. 8", "x * hundred", "3 * hundred", "npv = 0");
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-12, 3));
    CHECK(result.slopes[0] == Approx(100).epsilon(1e-6));
    CHECK(result.inside_range);
    CHECK(result.central == 5);
    CHECK(*result.stated_range == formula::Range{2, 8});
    CHECK_FALSE(result.none_because);
}

TEST_CASE("at the value found the indicator is what was asked")
{
    for (std::string const until :
         {"npv = 123.4", "bcr = 1.3", "npv_per_cost = 0.7", "npv_per_public_euro = 0.3", "bcr_public = 2", "annual_equivalent = 50"}) {
        auto const result = solved("2 .. 5 .. 8", "x * hundred", "3 * hundred", until);
        REQUIRE(result.values.size() == 1);
        auto const again =
            evaluated(CaseText{.horizon = 1,
                               .discount = "0 %",
                               .body = "inputs:\n" + input("x", figure(result.values[0])) + input("hundred", "100 EUR/year") +
                                       "effects:\n  gain: {to: users, category: any, amount: x * hundred}\n"
                                       "  cost: {by: city, category: any, amount: 3 * hundred}\n"}
                          .text());
        CHECK(*indicator(again.central.indicators, result.until.indicator) == Approx(result.until.value).epsilon(1e-9));
    }
}

TEST_CASE("a quadratic has two values, rising")
{
    // (x - 2) (x - 7) = x^2 - 9 x + 14
    auto const result = solved("0 .. 10", "(x * x + 14) * hundred", "9 * x * hundred", "npv = 0");
    REQUIRE(result.values.size() == 2);
    CHECK(result.values[0] == within(1e-9, 2));
    CHECK(result.values[1] == within(1e-9, 7));
    CHECK(result.slopes[0] == Approx(-500).epsilon(1e-6));
    CHECK(result.slopes[1] == Approx(500).epsilon(1e-6));
}

TEST_CASE("a value outside the stated range is found and said to be outside")
{
    auto const above = solved("0 .. 1", "x * hundred", "250 * hundred", "npv = 0");
    REQUIRE(above.values.size() == 1);
    CHECK(above.values[0] == within(1e-9, 250));
    CHECK_FALSE(above.inside_range);
    auto const below = solved("-2 .. -1", "(x + 40) * hundred", "0", "npv = 0");
    REQUIRE(below.values.size() == 1);
    CHECK(below.values[0] == within(1e-9, -40));
    // What is nowhere negative by its range is not searched below zero.
    auto const never = solved("1 .. 2", "(x + 40) * hundred", "0", "npv = 0");
    CHECK(reason(never) == say::threshold_never_reached);
    CHECK(never.searched.low == 0);
}

TEST_CASE("a point without range is searched from zero far beyond itself")
{
    auto const result = solved("10", "x * hundred", "900 * hundred", "npv = 0");
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-8, 900));
    CHECK_FALSE(result.stated_range);
    CHECK_FALSE(result.inside_range);
}

TEST_CASE("a share is searched and told as a share")
{
    auto const result = solved("0 .. 10 .. 30 %", "x * hundred", "0.2 * hundred", "npv = 0");
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-12, 0.2));
    CHECK(result.slopes[0] == Approx(100).epsilon(1e-6));
    CHECK(result.is_share);
    CHECK(result.unit.empty());
    CHECK(result.central == Approx(0.1));
    CHECK(result.stated_range->high == Approx(0.3));
    CHECK(result.inside_range);
}

TEST_CASE("a value is told in the unit its input states")
{
    auto const body = "inputs:\n  time: {value: 1 .. 5 min, status: assumed}\n" + input("visits", "1000 /year") +
                      input("hour", "12 EUR/h") + input("cost", "400 EUR/year") +
                      "effects:\n  saved: {to: users, category: time, amount: time * visits * hour}\n"
                      "  cost: {by: city, category: any, amount: cost}\nthresholds: [{solve: time, until: npv = 0}]\n";
    auto const result = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text()).thresholds[0];
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-9, 2));
    CHECK(result.unit == "min");
}

TEST_CASE("a pole of a ratio is no threshold")
{
    // npv per public euro = (500 - 100 x) / (100 x - 200) has a pole at 2 and no public euro below; it is 1 at 3.5.
    auto const result = solved("0 .. 6", "5 * hundred", "x * hundred", "npv_per_public_euro = 1",
                               "transfers: {fee: {from: users, to: city, amount: 2 * hundred}}\n");
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-9, 3.5));
    // (x + 1) / (x - 3.01) jumps from minus to plus infinity at 3.01 and is never zero from 0 on.
    CHECK(reason(solved("1 .. 9", "hundred * (x + 1) / (x - 3.01)", "0", "npv = 0")) == say::threshold_never_reached);
}

TEST_CASE("an indicator that jumps over its target has no value there")
{
    CHECK(reason(solved("0 .. 10", "if(x > 4.2, 2, 0) * hundred", "hundred", "npv = 0")) == say::threshold_never_reached);
}

TEST_CASE("an input that moves nothing, or is not used, has no influence")
{
    CHECK(reason(solved("1 .. 2", "hundred + 0 * x * euro", "3 * hundred", "npv = 0")) == say::threshold_no_influence);
    CHECK(reason(solved("1 .. 2", "hundred", "3 * hundred", "npv = 0")) == say::threshold_no_influence);
}

TEST_CASE("a target met whatever the input is said to be so")
{
    CHECK(reason(solved("1 .. 2", "hundred * (x / x)", "hundred", "npv = 0")) == say::threshold_always);
}

TEST_CASE("an indicator that exists nowhere is said not to")
{
    CHECK(reason(solved("1 .. 2", "x * hundred", "0", "bcr = 1")) == say::threshold_not_applicable);
}

TEST_CASE("of a plateau of values that meet the target its ends are given")
{
    // The gain is 100 between x = 2.3 and 6.1, more below and above.
    auto const result = solved("0 .. 10", "(1 + max(0, 2.3 - x) + max(0, x - 6.1)) * hundred", "hundred", "npv = 0");
    REQUIRE(result.values.size() == 2);
    CHECK(result.values[0] == within(1e-9, 2.3));
    CHECK(result.values[1] == within(1e-9, 6.1));
    // From 5 on, for ever.
    auto const half = solved("0 .. 10", "min(x, 5) * hundred", "5 * hundred", "npv = 0");
    REQUIRE(half.values.size() == 1);
    CHECK(half.values[0] == within(1e-9, 5));
}

TEST_CASE("years of pay-back are whole, and the inputs that give one of them are a range")
{
    auto const body = "inputs:\n  x: {value: 100 .. 300 EUR/year, status: assumed}\n" + input("price", "1000 EUR") +
                      "effects:\n  gain: {to: users, category: any, amount: x}\n  price: {by: city, category: any, amount: price, at: 0}\n"
                      "thresholds: [{solve: x, until: payback = 5}]\n";
    auto const result = evaluated(CaseText{.discount = "0 %", .body = body}.text()).thresholds[0];
    REQUIRE(result.values.size() == 2);
    CHECK(result.values[0] == within(1e-9, 200));
    CHECK(result.values[1] == within(1e-6, 250));
}

TEST_CASE("a value found exactly on the grid is found once")
{
    auto const middle = solved("0 .. 64", "x * hundred", "32 * hundred", "npv = 0");
    REQUIRE(middle.values.size() == 1);
    CHECK(middle.values[0] == 32);
    auto const end = solved("0 .. 64", "x * hundred", "0 * x * hundred", "npv = 0");
    REQUIRE(end.values.size() == 1);
    CHECK(end.values[0] == 0);
}

TEST_CASE("a series is moved as a whole, around one")
{
    auto const body = "inputs:\n  x: {points: {2025: 100, 2035: 100}, unit: EUR/year, status: assumed}\n" + input("cost", "250 EUR/year") +
                      "effects:\n  gain: {to: users, category: any, amount: x}\n  cost: {by: city, category: any, amount: cost}\n"
                      "thresholds: [{solve: x, until: npv = 0}]\n";
    auto const result = evaluated(CaseText{.body = body}.text()).thresholds[0];
    REQUIRE(result.values.size() == 1);
    CHECK(result.values[0] == within(1e-9, 2.5));
    CHECK(result.central == 1);
}
