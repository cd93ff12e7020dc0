// SPDX-License-Identifier: Apache-2.0
// What a verdict may rest on: docs/decisions/0003. Numbers are by hand.
#include "decide/verdict.h"

#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// A yearly gain against a yearly cost, one year, undiscounted.
Evaluation judged(std::string const& gain_input, std::string const& cost = "100 EUR/year", std::string const& more = {})
{
    auto const body = "inputs:\n  gain: " + gain_input + "\n" + input("cost", cost) +
                      "effects:\n  gain: {to: users, category: any, amount: gain}\n  cost: {by: shop, category: any, amount: cost}\n";
    return evaluated(CaseText{.horizon = 1, .discount = "0 %", .more = more, .body = body}.text());
}

}  // namespace

TEST_CASE("without a doubtful value the sign decides")
{
    CHECK(judged("{value: 150 EUR/year, status: expert}").verdict.outcome == Outcome::worth_it);
    CHECK(judged("{value: 50 EUR/year, status: expert}").verdict.outcome == Outcome::not_worth_it);
    CHECK(judged("{value: 100 EUR/year, status: expert}").verdict.outcome == Outcome::not_worth_it);
    CHECK(judged("{value: 150 EUR/year, status: expert}").swings.empty());
    CHECK(judged("{value: 50 .. 150 .. 250 EUR/year, status: expert}").verdict.outcome == Outcome::worth_it);
}

TEST_CASE("an assumed value whose range turns the sign leaves the verdict open and is named")
{
    auto const open = judged("{value: 50 .. 150 .. 200 EUR/year, status: assumed}");
    CHECK(open.verdict.outcome == Outcome::not_settled);
    CHECK(open.verdict.carried_by == "gain");
    REQUIRE(open.swings.size() == 1);
    CHECK(open.swings[0].flips);
    CHECK(open.swings[0].range_is_stated);
    CHECK(open.swings[0].npv_low == Approx(-50));
    CHECK(open.swings[0].npv_high == Approx(100));
    CHECK(*open.swings[0].switches_at == within(1e-9, 100));
    auto const settled = judged("{value: 110 .. 150 .. 200 EUR/year, status: assumed}");
    CHECK(settled.verdict.outcome == Outcome::worth_it);
    CHECK_FALSE(settled.swings[0].flips);
    CHECK(judged("{value: 50 .. 60 .. 200 EUR/year, status: assumed}").verdict.outcome == Outcome::not_settled);
}

TEST_CASE("a value without a range is moved by a half either way, and the report says so")
{
    // 150 x 0.5 < 100 turns it; 250 x 0.5 does not. From below: 60 x 1.5 < 100 does not turn it, 70 x 1.5 does.
    auto const turned = judged("{value: 150 EUR/year, status: assumed}");
    CHECK(turned.verdict.outcome == Outcome::not_settled);
    CHECK_FALSE(turned.swings[0].range_is_stated);
    CHECK(turned.swings[0].low == Approx(75));
    CHECK(turned.swings[0].high == Approx(225));
    CHECK(turned.verdict.because.in(base::Language::en).find("no range stated") != std::string::npos);
    CHECK(judged("{value: 250 EUR/year, status: assumed}").verdict.outcome == Outcome::worth_it);
    CHECK(judged("{value: 60 EUR/year, status: assumed}").verdict.outcome == Outcome::not_worth_it);
    CHECK(judged("{value: 70 EUR/year, status: assumed}").verdict.outcome == Outcome::not_settled);
    // Another half may be asked for.
    CHECK(judged("{value: 150 EUR/year, status: assumed}", "100 EUR/year", "unstated_range: 20 %").verdict.outcome == Outcome::worth_it);
    CHECK(judged("{value: 0 EUR/year, status: assumed}").swings.empty());
}

TEST_CASE("leaving a range out never makes a case look safer than a narrow one")
{
    auto const stated = judged("{value: 120 .. 150 .. 180 EUR/year, status: assumed}");
    auto const unstated = judged("{value: 150 EUR/year, status: assumed}");
    CHECK(stated.verdict.outcome == Outcome::worth_it);
    CHECK(unstated.verdict.outcome == Outcome::not_settled);
}

TEST_CASE("a value that is not weak is not moved, whatever its range")
{
    for (std::string const status : {"measured", "published", "expert"})
        CHECK(judged("{value: 50 .. 150 .. 250 EUR/year, source: x, status: " + status + "}").swings.empty());
}

TEST_CASE("a sign that changes inside the range and comes back is seen")
{
    auto const body = "inputs:\n  x: {value: 0 .. 1 .. 4, status: assumed}\n" + input("euro", "1 EUR/year") +
                      "effects: {gain: {to: users, category: any, amount: ((x - 2) * (x - 2) - 0.5) * euro}}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text());
    REQUIRE(evaluation.swings.size() == 1);
    CHECK(evaluation.swings[0].npv_low > 0);
    CHECK(evaluation.swings[0].npv_high > 0);
    CHECK(evaluation.verdict.outcome == Outcome::not_settled);
    CHECK(*evaluation.swings[0].switches_at == within(1e-9, 2 - std::sqrt(0.5)));  // the nearer of two
}

TEST_CASE("an official value nobody traced is weak, one that was traced is not")
{
    // fr.public_funds is unverified; fr.discount.2021 primary. A cost of 100 by the city, a gain of 115: at +10 % worth it, at +20 % not.
    auto const body = "inputs:\n" + input("gain", "115 EUR/year") + input("cost", "100 EUR/year") +
                      "effects:\n  gain: {to: users, category: any, amount: gain}\n  cost: {by: city, category: any, amount: cost}\n";
    auto text =
        CaseText{.horizon = 1, .discount = "fr.discount.2021", .more = "values: fr-2025, public_funds: fr.public_funds", .body = body};
    auto const open = evaluated(text.text());
    CHECK(open.verdict.outcome == Outcome::not_settled);
    CHECK(open.verdict.carried_by == "public_funds");
    REQUIRE(open.swings.size() == 1);
    CHECK(open.swings[0].low == Approx(1.1));
    CHECK(open.swings[0].high == Approx(1.3));
    text.more = "values: fr-2025, public_funds: 1.2";  // the author's own figure is the author's
    CHECK(evaluated(text.text()).verdict.outcome == Outcome::not_worth_it);
}

TEST_CASE("an unverified discount rate is moved by a half either way")
{
    // fr.discount.2013 is unverified: 4.5 %, tried from 2.25 to 6.75 %. 1000 now against 130 a year: npv at 4.5 % 28.6, at 6.75 % -76.
    auto const body =
        "inputs:\n" + input("price", "1000 EUR") + input("gain", "130 EUR/year") +
        "effects:\n  price: {by: city, category: any, amount: price, at: 0}\n  gain: {to: users, category: any, amount: gain}\n";
    auto const open = evaluated(CaseText{.discount = "fr.discount.2013", .more = "values: fr-2025", .body = body}.text());
    CHECK(open.central.indicators.npv > 0);
    CHECK(open.verdict.outcome == Outcome::not_settled);
    CHECK(open.verdict.carried_by == "discount");
    CHECK(open.swings[0].low == Approx(0.0225));
    CHECK(open.swings[0].high == Approx(0.0675));
    double at_high = -1000;
    for (auto t = 1; t <= 10; ++t) at_high += 130 * std::pow(1.0675, -t);
    CHECK(open.swings[0].npv_high == Approx(at_high));
    auto const primary = evaluated(CaseText{.discount = "fr.discount.2021", .more = "values: fr-2025", .body = body}.text());
    CHECK(primary.verdict.outcome == Outcome::worth_it);
}

TEST_CASE("an unverified rate is lowered only as far as a perpetuity keeps a value")
{
    auto const body = "inputs:\n" + input("gain", "130 EUR/year") + "effects: {gain: {to: users, category: any, amount: gain}}\n";
    auto const evaluation =
        evaluated(CaseText{.discount = "fr.discount.2013", .more = "values: fr-2025, residual: perpetuity(3 %)", .body = body}.text());
    REQUIRE(evaluation.swings.size() == 1);
    CHECK(evaluation.swings[0].low > 0.03);
    CHECK(std::isfinite(evaluation.swings[0].npv_low));
}

TEST_CASE("the published range of an official value is what it is moved over")
{
    // illustrative.time: 10 EUR/h, published range 5 .. 15, unverified.
    auto const body =
        "inputs:\n  time: {from: illustrative.time}\n" + input("hours", "10 h/year") + input("cost", "60 EUR/year") +
        "effects:\n  saved: {to: users, category: time, amount: hours * time}\n  cost: {by: shop, category: any, amount: cost}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .more = "values: illustrative", .body = body}.text());
    REQUIRE(evaluation.swings.size() == 1);
    CHECK(evaluation.swings[0].range_is_stated);
    CHECK(evaluation.swings[0].low == 5);
    CHECK(evaluation.swings[0].high == 15);
    CHECK(evaluation.verdict.carried_by == "time");
}

TEST_CASE("of several values that turn the sign the widest comes first, then those that do not")
{
    auto const body =
        "inputs:\n  narrow: {value: 80 .. 105 .. 110 EUR/year, status: assumed}\n"
        "  wide: {value: -50 .. 10 .. 20 EUR/year, status: assumed}\n"
        "  calm: {value: 0 .. 5 .. 500 EUR/year, status: assumed}\n" +
        input("cost", "100 EUR/year") +
        "effects:\n  gain: {to: users, category: any, amount: narrow + wide + calm}\n"
        "  cost: {by: shop, category: any, amount: cost}\n";
    auto const swings = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text()).swings;
    REQUIRE(swings.size() == 3);
    CHECK(swings[0].input == "wide");
    CHECK(swings[1].input == "narrow");
    CHECK(swings[2].input == "calm");
    CHECK_FALSE(swings[2].flips);
}

TEST_CASE("a range that reaches where an amount is no number does not turn the sign by that")
{
    // At x = 0 the amount is 0 / 0.
    auto const body = "inputs:\n  x: {value: 0 .. 1 .. 2, status: assumed}\n" + input("gain", "100 EUR/year") +
                      "effects: {gain: {to: users, category: any, amount: gain * x / x}}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text());
    CHECK(evaluation.verdict.outcome == Outcome::worth_it);
}

TEST_CASE("an input only a variant uses does not carry the project's verdict")
{
    auto const body = "inputs:\n" + input("gain", "150 EUR/year") + input("cost", "100 EUR/year") +
                      "effects:\n  gain: {to: users, category: any, amount: gain}\n  cost: {by: shop, category: any, amount: cost}\n"
                      "variants: {other: {inputs: {gain: {value: 1 .. 2 .. 3 EUR/year, status: assumed}}}}\n";
    CHECK(evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text()).verdict.outcome == Outcome::worth_it);
}
