// SPDX-License-Identifier: Apache-2.0
// The reference, variants and groups. Numbers are by hand.
#include "base/catalogue/decide.h"
#include "base/catalogue/record.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

constexpr auto lamps =
    "inputs:\n"
    "  led: {value: 1000 EUR, status: expert}\n"
    "  old: {value: 300 EUR, status: expert}\n"
    "  upkeep: {value: 20 EUR/year, status: expert}\n"
    "  power: {value: 50 EUR/year, status: expert}\n"
    "effects:\n"
    "  lamps: {by: city, category: investment, amount: led, at: 0}\n"
    "  upkeep: {by: city, category: operation, amount: upkeep}\n";

constexpr auto old_lamps =
    "{label: Lamps are renewed as they fail., effects: {renewal: {by: city, category: investment, amount: old, at: [0, 5]}, "
    "upkeep: {by: city, category: operation, amount: 3 * upkeep}, power: {by: city, category: operation, amount: power}}}";

CaseText lighting(std::string const& variants = {}) { return {.discount = "0 %", .reference = old_lamps, .body = lamps + variants}; }

}  // namespace

TEST_CASE("the reference has effects of its own, and results are option minus reference")
{
    auto const evaluation = evaluated(lighting().text());
    auto const& central = evaluation.central;
    CHECK(central.indicators.npv == Approx(-1000 + 600 - 200 + 600 + 500));
    CHECK(line(central, "renewal").in_reference);
    CHECK(line(central, "renewal").discounted == Approx(600));
    CHECK(line(central, "power").flows[3] == Approx(50));
    // What both have is one line, their difference.
    CHECK(line(central, "upkeep").flows[1] == Approx(40));
    CHECK(std::ranges::count(central.lines, std::string("upkeep"), &LineResult::id) == 1);
    CHECK(actor(central, "city").total() == Approx(central.indicators.npv));
}

TEST_CASE("an option that does what the reference does is worth nothing")
{
    auto text = lighting();
    text.reference =
        "{label: The same., effects: {lamps: {by: city, category: investment, amount: led, at: 0}, "
        "upkeep: {by: city, category: operation, amount: upkeep}}}";
    auto const evaluation = evaluated(text.text());
    auto const& central = evaluation.central;
    CHECK(evaluation.verdict.outcome == Outcome::not_worth_it);
    CHECK(central.indicators.npv == 0);
    CHECK(central.indicators.public_outlay == 0);
    for (auto const& year : central.years) CHECK(year.npv == 0);
}

TEST_CASE("a variant keeps what it does not name")
{
    auto const evaluation = evaluated(lighting("variants:\n"
                                               "  same: {}\n"
                                               "  dear: {inputs: {led: 1500 EUR}}\n"
                                               "  cheaper_upkeep: {effects: {upkeep: {amount: upkeep / 2}}}\n"
                                               "  without_upkeep: {effects: {upkeep: none}}\n"
                                               "  with_sale: {effects: {sale: {to: city, category: sale, amount: old, at: 10}}}\n"
                                               "  later: {effects: {lamps: {at: 2}}}\n")
                                          .text());
    auto const project = evaluation.central.indicators.npv;
    CHECK(variant(evaluation, "same").indicators.npv == project);
    CHECK(variant(evaluation, "dear").indicators.npv == Approx(project - 500));
    CHECK(variant(evaluation, "cheaper_upkeep").indicators.npv == Approx(project + 100));
    CHECK(variant(evaluation, "without_upkeep").indicators.npv == Approx(project + 200));
    CHECK(variant(evaluation, "with_sale").indicators.npv == Approx(project + 300));
    CHECK(variant(evaluation, "later").lines[0].flows[2] == Approx(-1000));
    CHECK(variant(evaluation, "later").lines[0].flows[0] == 0);
}

TEST_CASE("a variant may have its own quantities, horizon and residual")
{
    auto const body = "inputs:\n" + input("gain", "100 EUR/year") +
                      "quantities: {share: 0.5, total: gain * share}\n"
                      "effects: {gain: {to: users, category: any, amount: total}}\n"
                      "variants:\n"
                      "  more: {quantities: {share: 0.8}}\n"
                      "  longer: {horizon: 20}\n"
                      "  shorter: {horizon: 4, residual: extend(3)}\n";
    auto const evaluation = evaluated(CaseText{.discount = "0 %", .body = body}.text());
    CHECK(evaluation.central.indicators.npv == Approx(500));
    CHECK(variant(evaluation, "more").indicators.npv == Approx(800));
    CHECK(variant(evaluation, "longer").indicators.npv == Approx(1000));
    CHECK(variant(evaluation, "shorter").indicators.npv == Approx(350));
    CHECK(variant(evaluation, "longer").years.size() == 21);
    CHECK(evaluation.central.years.size() == 11);
}

TEST_CASE("a variant's years are held against its own horizon")
{
    auto const with = [](std::string const& variant_text) { return lighting("variants: {other: {" + variant_text + "}}\n").text(); };
    auto const longer = evaluated(with("horizon: 15, effects: {lamps: {at: [0, 12]}, upkeep: {during: 11 .. 15}}"));
    CHECK(line(variant(longer, "other"), "lamps").flows[12] == Approx(-1000));
    CHECK(line(variant(longer, "other"), "upkeep").flows[15] == Approx(40));  // 60 of the reference less 20
    CHECK(refused(with("horizon: 5, effects: {lamps: {at: 7}}"))[0].message.id == say::integer_expected);
    CHECK(refused(with("horizon: 5, effects: {upkeep: {during: 4 .. 7}}"))[0].message.id == say::during_outside_horizon);
    // What it inherits beyond its horizon does not fall.
    auto const shorter = evaluated(with("horizon: 3"));
    CHECK(variant(shorter, "other").indicators.npv == Approx(-1000 + 300 + 3 * (-20 + 60 + 50)));
}

TEST_CASE("a variant's own value drops what came with the official one it replaces")
{
    // fr.vsl.2010 is in prices of 2010; the variant's figure is in the case's.
    auto const body = "inputs:\n  life: {from: fr.vsl.2010}\n" + input("saved", "1 death") +
                      "effects: {saved: {to: users, category: any, amount: life * saved, at: 0}}\n"
                      "variants:\n"
                      "  own: {inputs: {life: 4e6 EUR/death}}\n"
                      "  own_in_full: {inputs: {life: {value: 4e6 EUR/death, status: expert}}}\n"
                      "  official: {inputs: {life: {from: fr.vsl.2021.death}}}\n";
    auto const evaluation = evaluated(CaseText{.money = "EUR 2022", .more = "values: fr-2025", .body = body}.text());
    CHECK(variant(evaluation, "own").indicators.npv == Approx(4e6));
    CHECK(variant(evaluation, "own_in_full").indicators.npv == Approx(4e6));
    CHECK(variant(evaluation, "official").indicators.npv == Approx(3575000 * 112.009 / 106.450).epsilon(1e-12));  // INSEE 2021, 2022
    auto const& own = evaluation.subject.variants[0].inputs[0];
    CHECK(own.from.empty());
    CHECK(own.status == Status::assumed);
    CHECK_FALSE(own.verification);
}

TEST_CASE("a variant may put an official point where the case has a series, and the reverse")
{
    auto const body = "inputs:\n  worth: {points: {2025: 10, 2040: 20}, unit: EUR/t, status: expert}\n" + input("avoided", "1 t/year") +
                      "effects: {avoided: {to: users, category: any, amount: worth * avoided}}\n"
                      "variants:\n"
                      "  carbon: {inputs: {worth: {from: fr.carbon.2025}}}\n"
                      "  flat: {inputs: {worth: 30 EUR/t}}\n"
                      "  steep: {inputs: {worth: {points: {2025: 0, 2035: 100}, unit: EUR/t}}}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .more = "values: fr-2025", .body = body}.text());
    CHECK(variant(evaluation, "carbon").indicators.npv == Approx(256 * 1.032));
    CHECK(variant(evaluation, "flat").indicators.npv == Approx(30));
    CHECK(variant(evaluation, "steep").indicators.npv == Approx(10));
}

TEST_CASE("a quantity of a variant is checked though nothing uses it")
{
    auto const findings = refused(lighting("variants: {other: {quantities: {unused: nobody_knows + 1}}}\n").text());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.id == say::name_unknown);
}

TEST_CASE("groups share an actor's result and are weighted beside it, never instead")
{
    auto const body = "inputs:\n" + input("gain", "100 EUR/year") + input("fee", "20 EUR/year") +
                      "effects: {gain: {to: users, category: any, amount: gain}}\n"
                      "transfers: {fee: {from: users, to: city, amount: fee}}\n"
                      "groups:\n"
                      "  modest: {of: users, share: 30 %, income: 0.5}\n"
                      "  others: {of: users, share: 70 %, income: 1}\n";
    auto const weighted = evaluated(CaseText{.discount = "0 %", .more = "welfare_elasticity: 1.2", .body = body}.text()).central;
    CHECK(weighted.indicators.npv == Approx(1000));
    CHECK(weighted.groups[0].amount == Approx(0.3 * 800));
    CHECK(weighted.groups[0].weight == Approx(std::pow(2, 1.2)));
    CHECK(weighted.groups[1].weight == 1);
    CHECK(*weighted.npv_weighted == Approx(1000 + (std::pow(2, 1.2) - 1) * 240));
    auto const plain = evaluated(CaseText{.discount = "0 %", .body = body}.text()).central;
    CHECK_FALSE(plain.npv_weighted);
    CHECK(plain.groups[0].weight == 1);
}

TEST_CASE("a transfer of the reference is what the project gives up")
{
    auto const body = "inputs:\n" + input("gain", "100 EUR/year") + input("rent", "30 EUR/year") +
                      "effects: {gain: {to: users, category: any, amount: gain}}\n";
    auto text = CaseText{.discount = "0 %", .more = "public_funds: 1.2", .body = body};
    text.reference = "{label: The site is let., transfers: {rent: {from: shop, to: city, amount: rent}}}";
    auto const central = evaluated(text.text()).central;
    CHECK(actor(central, "city").transfers == Approx(-300));
    CHECK(actor(central, "shop").transfers == Approx(300));
    CHECK(central.indicators.public_outlay == Approx(300));
    CHECK(central.indicators.npv == Approx(1000 - 60));
}

TEST_CASE("options of unequal lives are compared by what they are worth a year")
{
    // By hand: npv / (1.035^-1 + ... + 1.035^-n).
    auto const body =
        "inputs:\n" + input("price", "2000 EUR") + input("gain", "600 EUR/year") +
        "effects:\n  boiler: {by: city, category: any, amount: price, at: 0}\n  gain: {to: users, category: any, amount: gain}\n"
        "variants: {longer: {horizon: 10, inputs: {price: 2500 EUR}}}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 7, .discount = "3.5 %", .body = body}.text());
    CHECK(evaluation.central.indicators.annual_equivalent == within(0.001, 600 - 327.089));
    CHECK(variant(evaluation, "longer").indicators.annual_equivalent == within(0.001, 600 - 300.603));
}
