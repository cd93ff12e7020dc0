// SPDX-License-Identifier: Apache-2.0
#include "decide/scenarios.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "decide/for_test.h"
#include "decide/uncertainty.h"

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// npv = a, undiscounted.
std::string text_of(std::string const& value, std::string const& scenarios, std::string const& more = {})
{
    return CaseText{.discount = "0 %",
                    .body = "inputs:\n  a: {value: '" + value + "', status: assumed}\n  rate: {value: 50 %, status: expert}\n" +
                            "effects:\n  gain: {to: users, category: time, amount: a * rate * 2, at: 0}\nscenarios: " + scenarios + "\n" + more}
        .text();
}

Uncertainty drawn(std::string const& text, std::size_t option = 0)
{
    return uncertainty_of(model_of(text), option, {.draws = 20'000});
}

}  // namespace

TEST_CASE("draws fall into scenarios by their probability, and inputs take the scenario's values there")
{
    auto const text = text_of("10 +- 1 EUR", "{crisis: {label: Crisis, probability: 20 %, inputs: {a: -5 EUR}}, "
                                             "boom: {probability: 0.1, inputs: {a: 20 .. 30 EUR}}}");
    auto const found = drawn(text);
    // By hand: 0.7 x 10 - 0.2 x 5 + 0.1 x 25.
    CHECK(found.npv.mean == Approx(8.5).epsilon(2e-3));
    REQUIRE(found.scenarios.size() == 2);
    CHECK(found.scenarios[0].id == "crisis");
    CHECK(found.scenarios[0].label.en == "Crisis");
    CHECK(found.scenarios[0].probability == Approx(0.2).epsilon(1e-3));
    CHECK(found.scenarios[0].npv.mean == Approx(-5));
    CHECK(found.scenarios[0].npv.sd == Approx(0).scale(1).epsilon(1e-4));
    CHECK(found.scenarios[1].npv.mean == Approx(25).epsilon(5e-3));
    CHECK(found.scenarios[1].npv.p5 == Approx(20.5).epsilon(5e-3));
    // Knowing a tells the scenario: the crisis alone is worth avoiding, 0.2 x 5.
    CHECK(found.evpi == Approx(1).epsilon(5e-3));
    REQUIRE(found.inputs.size() == 1);
    CHECK(found.inputs[0].evppi == Approx(1).epsilon(0.03));
    CHECK(std::abs(found.inputs[0].turns - 0.2) <= 1.0 / 64);
    // The central case stays the case as it stands.
    CHECK(evaluated(text).central.indicators.npv == Approx(10));
}

TEST_CASE("a scenario's value may have another unit of the same kind, and make a certain input uncertain")
{
    // By hand: 10 x 0.2 x 2.
    auto const certain = drawn(text_of("10 EUR", "{all: {probability: 1, inputs: {rate: 0.2}}}"));
    CHECK(certain.npv.mean == Approx(4));
    CHECK(certain.inputs.empty());
    auto const range = drawn(text_of("10 EUR", "{half: {probability: 50 %, inputs: {rate: 0.2 .. 0.4}}}"));
    CHECK(range.npv.mean == Approx(0.5 * 10 + 0.5 * 6).epsilon(5e-3));
    REQUIRE(range.inputs.size() == 1);
    CHECK(range.inputs[0].input == "rate");
}

TEST_CASE("scenarios alone are enough to draw: no input needs a range")
{
    auto const evaluation = evaluated(text_of("10 EUR", "{crisis: {probability: 20 %, inputs: {rate: 0.2}}}"), {.draws = {.draws = 5'000}});
    REQUIRE(evaluation.central.uncertainty);
    CHECK(evaluation.central.uncertainty->npv.mean == Approx(0.8 * 10 + 0.2 * 4).epsilon(2e-3));
}

TEST_CASE("a variant's own value stays in every scenario")
{
    auto const found = drawn(text_of("1 .. 2 EUR", "{crisis: {probability: 1, inputs: {a: 50 EUR}}}", "variants: {fixed: {inputs: {a: 3 .. 5 EUR}}}"), 1);
    CHECK(found.npv.mean == Approx(4).epsilon(1e-3));
}

TEST_CASE("scenarios that make no sense are refused where they stand")
{
    auto const mistake = [](std::string const& scenarios) {
        auto const found = refused(text_of("1 .. 2 EUR", scenarios));
        REQUIRE(found.size() == 1);
        return found[0].message.id;
    };
    CHECK(mistake("{x: {probability: 60 %, inputs: {a: 1 EUR}}, y: {probability: 60 %, inputs: {a: 2 EUR}}}") == say::scenarios_above_one);
    CHECK(mistake("{x: {probability: 120 %, inputs: {a: 1 EUR}}}") == say::share_out_of_range);
    CHECK(mistake("{x: {probability: 20 %, inputs: {b: 1 EUR}}}") == say::scenario_input_unknown);
    CHECK(mistake("{x: {probability: 20 %, inputs: {a: 3 kg}}}") == say::scenario_other_unit);
    CHECK(mistake("{x: {probability: 20 %, inputs: {a: {value: 3 EUR}}}}") == say::scenario_value_expected);
}
