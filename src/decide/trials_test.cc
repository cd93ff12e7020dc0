// SPDX-License-Identifier: Apache-2.0
#include "decide/trials.h"

#include "base/catalogue/trials.h"
#include "decide/for_test.h"

#include <bit>
#include <cstdint>
#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

TrialResults valued(std::string const& yaml, UncertaintyOptions const& options = {.draws = 10'000})
{
    auto const results = value_trials(model_of(yaml), options);
    REQUIRE(results);
    return *results;
}

// npv = gain - cost, both known at t = 0. Set-up of the vignette of the R package voi: N(1, 1) - N(0, 2).
std::string difference(std::string const& trials, std::string const& cost = "0 +- 2 EUR", std::string const& discount = "0 %")
{
    return CaseText{.horizon = 5, .discount = discount, .body = "inputs:\n" + input("gain", "1 +- 1 EUR") + input("cost", cost) +
                                         "effects:\n  gains: {to: users, category: any, amount: gain, at: 0}\n"
                                         "  costs: {by: shop, category: any, amount: cost, at: 0}\n" + trials}
        .text();
}

PilotResult pilot(std::string const& keys, std::string const& cost = "0 +- 2 EUR", std::string const& discount = "0 %")
{
    return valued(difference("pilots: {trial: {measures: cost, " + keys + "}}\n", cost, discount)).pilots.at(0);
}

// Mean of max(0, x) of a normal number, by hand.
double mean_above_zero(double mean, double sd)
{
    auto const z = mean / sd;
    return sd * std::exp(-z * z / 2) / std::sqrt(2 * M_PI) + mean * std::erfc(-z / std::sqrt(2.0)) / 2;
}

// After n measurements with error e of an N(m, s) input, its expected value is itself normal with sd s^2 / sqrt(s^2 + e^2 / n) around m
// (Raiffa and Schlaifer 1961, normal process with known variance).
double normal_evsi(double error, int sample) { return mean_above_zero(1, 4 / std::sqrt(4 + error * error / sample)) - 1; }

// A yearly surplus of three years, and a date at the end of the first.
std::string reviewed(std::string const& gate, std::string const& inputs = input("surplus", "100 +- 50 EUR/year"), std::string const& amount = "surplus")
{
    return CaseText{.horizon = 3, .discount = "0 %", .body = "inputs:\n" + inputs + "effects:\n  flow: {to: users, category: any, amount: " + amount +
                                         "}\ngates: {review: {at: 1, " + gate + "}}\n"}
        .text();
}

// Dixit and Pindyck (1994), chapter 2: a factory that makes one widget a year, sold for 200 now and for 300 or 100 for ever after.
std::string widgets(std::string const& waiting)
{
    return CaseText{.base_year = 2024, .horizon = 2, .timing = "start_of_year", .discount = "10 %", .more = "residual: perpetuity",
                    .body = "inputs:\n" + input("plant", "1600 EUR") + input("price_now", "200 EUR/year") +
                            input("price_later", "discrete(300 = 0.5, 100 = 0.5) EUR/year") +
                            "quantities:\n  price: {formula: \"if(year <= 2025, price_now, price_later)\"}\n"
                            "effects:\n  sales: {to: shop, category: any, amount: price}\n"
                            "  factory: {by: shop, category: investment, amount: plant, at: 0}\n" + waiting}
        .text();
}

}  // namespace

TEST_CASE("what a sample teaches has its closed form for normal inputs")
{
    for (auto const sample : {1, 4, 100}) {
        auto const result = pilot("cost: 0 EUR, error: 2 EUR, sample: " + std::to_string(sample));
        CHECK(result.evsi.value == Approx(normal_evsi(2, sample)).epsilon(2e-3));
        CHECK(result.evsi.standard_error < 1e-3);
    }
    // Expected value of perfect information about p2 in that vignette.
    CHECK(pilot("cost: 0 EUR, error: 2 EUR").evppi == Approx(0.395593).epsilon(2e-3));
}

TEST_CASE("a trial that measures nothing is worth nothing, an exact one all there is to know, and more measurements never less")
{
    CHECK(pilot("cost: 0 EUR, error: 1000000 EUR").evsi.value == Approx(0).epsilon(1e-6));
    auto const exact = pilot("cost: 0 EUR, error: 0 EUR");
    CHECK(exact.evsi.value == exact.evppi);
    // The probability that 1 - N(0, 2) is negative: Phi(-1 / 2).
    CHECK(exact.turns == Approx(0.308538).epsilon(0.05));
    double before = 0;
    for (auto const* const cost : {"0 +- 2 EUR", "0.1 .. 0.3 .. 5 EUR", "discrete(0.5 = 0.8, 4 = 0.2) EUR", "lognormal(median=0.8, sigma=0.6) EUR"}) {
        before = 0;
        for (auto const sample : {1, 2, 5, 30, 1000}) {
            auto const result = pilot("cost: 0 EUR, error: 3 EUR, sample: " + std::to_string(sample), cost);
            CHECK(result.evsi.value >= before - 1e-9);
            CHECK(result.evsi.value <= result.evppi);
            before = result.evsi.value;
        }
    }
}

TEST_CASE("an input with a few values is learnt by each of them")
{
    // By hand: the gain of 1 less a cost of 0.5 or 4 is 0.5 or -3; known, the project is done four times in five: 0.4. Unknown, never.
    auto const result = pilot("cost: 0.1 EUR, error: 0 EUR", "discrete(0.5 = 0.8, 4 = 0.2) EUR");
    CHECK(result.now == Approx(0));
    CHECK(result.evsi.value == Approx(0.4).epsilon(1e-3));
    CHECK(result.turns == Approx(0.8));
    CHECK(result.worth_it);
}

TEST_CASE("the time a trial takes is paid by a project that is worth doing")
{
    // By hand: worth 1 now; in a year, what was learnt and the project are worth 1 / 1.1 of that.
    auto const learnt = normal_evsi(2, 1);
    auto const result = pilot("cost: 0.05 EUR, lasts: 1 year, error: 2 EUR", "0 +- 2 EUR", "10 %");
    CHECK(result.now == Approx(1).epsilon(1e-3));
    CHECK(result.factor == Approx(1 / 1.1));
    CHECK(result.after == Approx((1 + learnt) / 1.1 - 0.05).epsilon(1e-3));
    CHECK(result.worth_it);
    CHECK(*result.break_even_cost == Approx((1 + learnt) / 1.1 - 1).epsilon(5e-3));
    CHECK(*result.break_even_years == Approx(std::log((1 + learnt) / 1.05) / std::log(1.1)).epsilon(5e-3));
    auto const slow = pilot("cost: 0.05 EUR, lasts: 24 month, error: 2 EUR", "0 +- 2 EUR", "10 %");
    CHECK_FALSE(slow.worth_it);
    CHECK(slow.factor * slow.evsi.value > slow.cost);
    CHECK_FALSE(slow.break_even_cost);
}

TEST_CASE("a trial may last no time")
{
    CHECK(pilot("cost: 1 EUR, lasts: 0 year, error: 2 EUR").factor == 1);
}

TEST_CASE("the best size of a trial is where one more measurement costs what it teaches")
{
    auto const result = pilot("cost: 0 EUR, cost_each: 0.01 EUR, error: 2 EUR, sample: 1");
    REQUIRE(result.best_sample);
    auto best = 1;
    auto const net = [](int sample) { return normal_evsi(2, sample) - 0.01 * sample; };
    for (auto sample = 1; sample < 40; ++sample)
        if (net(sample) > net(best)) best = sample;
    CHECK(net(*result.best_sample) == Approx(net(best)).epsilon(0.005));
    CHECK(std::abs(*result.best_sample - best) <= 1);
    CHECK(result.cost == Approx(0.01));
    CHECK_FALSE(pilot("cost: 0 EUR, error: 2 EUR").best_sample);
}

TEST_CASE("a trial of what is certain teaches nothing and says so")
{
    auto const result = pilot("cost: 5 EUR, error: 1 EUR", "0.5 EUR");
    REQUIRE(result.nothing_because);
    CHECK(result.nothing_because->id == say::pilot_input_certain);
    CHECK_FALSE(result.worth_it);
    CHECK(result.after == Approx(result.now - 5));
}

TEST_CASE("a trial of what only a scenario changes is not valued, and does not call it certain")
{
    auto const yaml = difference("scenarios: {crisis: {probability: 50 %, inputs: {cost: 0 .. 9 EUR}}}\n"
                                 "pilots: {trial: {measures: cost, cost: 5 EUR, error: 1 EUR}}\ngates: {review: {at: 1, observes: [cost]}}\n", "0.5 EUR");
    auto const result = valued(yaml).pilots.at(0);
    REQUIRE(result.nothing_because);
    CHECK(result.nothing_because->id == say::pilot_input_in_scenario);
    auto const warned = [&](base::MessageId message) {
        return std::ranges::count_if(evaluated(yaml).warnings, [&](base::Finding const& warning) { return warning.message.id == message; });
    };
    CHECK(warned(say::trial_input_in_scenario) == 2);
    CHECK(warned(say::trial_input_certain) == 0);
}

TEST_CASE("a gate adds what stopping and growing are worth, by the rule of the observed input")
{
    // By hand, without discounting: after year 1 two years of a surplus N(100, 50) are left. Stopping brings 120 instead: below 60 a year.
    auto const stopping = mean_above_zero(120 - 200, 100);
    auto const stop = valued(reviewed("observes: [surplus], recovers: 150 EUR, closing_cost: 30 EUR")).gates.at(0);
    CHECK(stop.without == Approx(300).epsilon(1e-3));
    CHECK(stop.value.value == Approx(stopping).epsilon(2e-3));
    CHECK(stop.stopping.value == stop.value.value);
    REQUIRE(stop.rule.size() == 2);
    CHECK(stop.rule[0].choice == GateChoice::stop);
    CHECK(*stop.rule[1].from == Approx(60));
    CHECK(stop.stops == Approx(0.211855).epsilon(0.03));  // Phi(-0.8)
    // Half as much again for 110: from 110 a year on.
    auto const both = valued(reviewed("observes: [surplus], recovers: 120 EUR, expand: 50 %, expand_cost: 110 EUR")).gates.at(0);
    CHECK(both.value.value == Approx(stopping + mean_above_zero(-10, 50)).epsilon(2e-3));
    CHECK(both.stopping.value == Approx(stopping).epsilon(2e-3));
    REQUIRE(both.rule.size() == 3);
    CHECK(both.rule[1].choice == GateChoice::go_on);
    CHECK(*both.rule[2].from == Approx(110));
}

TEST_CASE("what is always chosen is chosen with a share of exactly one")
{
    auto const stopped = valued(reviewed("observes: [surplus], recovers: 1000000 EUR")).gates.at(0);
    CHECK(stopped.stops == 1);
    CHECK(stopped.goes_on == 0);
    CHECK(valued(reviewed("observes: [surplus], closing_cost: 1000000 EUR")).gates.at(0).goes_on == 1);
    CHECK(pilot("cost: 0 EUR, error: 3 EUR", "20 .. 21 EUR").turns == 0);
}

TEST_CASE("several observed inputs are known together")
{
    // The sum of N(100, 30) and N(0, 40) is N(100, 50), as above.
    auto const gate = valued(reviewed("observes: [near, far], recovers: 120 EUR",
                                      input("near", "100 +- 30 EUR/year") + input("far", "0 +- 40 EUR/year"), "near + far"))
                          .gates.at(0);
    CHECK(gate.value.standard_error > 0);
    CHECK(std::abs(gate.value.value - mean_above_zero(-80, 100)) < 3 * gate.value.standard_error);
    CHECK(gate.rule.empty());
}

TEST_CASE("stopping is worth nothing where going on is always better, and a gate is never worth less than nothing")
{
    auto const sure = valued(reviewed("observes: [surplus]", input("surplus", "50 .. 150 EUR/year"))).gates.at(0);
    CHECK(sure.value.value == 0);
    CHECK(sure.stopping.value == 0);
    CHECK(sure.stops == 0);
    auto const blind = valued(reviewed("recovers: 150 EUR")).gates.at(0);  // 200 to come are more than 150, whatever happens
    CHECK(blind.value.value == 0);
    auto const better_stopped = valued(reviewed("recovers: 250 EUR")).gates.at(0);
    CHECK(better_stopped.value.value == Approx(50).epsilon(1e-2));
}

TEST_CASE("stopping loses what would be left at the end, growing leaves what was bought before as it is")
{
    // By hand: one year of 100 to come, and half of a machine of 400 that lasts four years: 300 in all. Stopping brings 310.
    auto const gate = valued(CaseText{.horizon = 2, .discount = "0 %", .more = "residual: linear",
                                      .body = "inputs:\n" + input("surplus", "90 .. 110 EUR/year") + input("machine", "400 EUR") +
                                              "effects:\n  flow: {to: users, category: any, amount: surplus}\n"
                                              "  buy: {by: shop, category: investment, amount: machine, at: 0, life: 4 year}\n"
                                              "gates: {review: {at: 1, recovers: 310 EUR}, grow: {at: 1, expand: 100 %, expand_cost: 95 EUR}}\n"}
                                 .text());
    CHECK(gate.gates.at(0).value.value == Approx(10).epsilon(1e-2));
    CHECK(gate.gates.at(1).value.value == Approx(5).epsilon(2e-2));
}

TEST_CASE("what stopping brings falls at the end of the gate's year, whenever in a year flows count")
{
    // By hand: 1 000 000 at the end of year 1, at 10 %, less what stopping forgoes: 150 and 160 at the start of years 2 and 3, or half a year or a year later.
    for (auto const& [timing, later] : {std::pair{"start_of_year", 0.0}, {"mid_year", 0.5}, {"end_of_year", 1.0}}) {
        auto const yaml = CaseText{.horizon = 3, .timing = timing, .discount = "10 %",
                                   .body = yearly_amounts({0, 100, 150, 160}) + "gates: {review: {at: 1, recovers: 1000000 EUR}}\n"}
                              .text();
        auto const forgone = (150 + 160 / 1.1) * std::pow(1.1, -1 - later);
        CHECK(valued(yaml).gates.at(0).value.value == Approx(1'000'000 / 1.1 - forgone).epsilon(1e-9));
    }
}

TEST_CASE("what a trial tells of inputs that move together counts")
{
    // Normal inputs that correlate by r: knowing the cost N(0, 2) moves the gain N(1, 1) by r / 2 for each euro, so the difference to expect is normal
    // with sd 2 (1 - r / 2). The rank correlation of normal numbers that correlate by 0.8 is 6 / pi asin(0.4).
    auto const yaml = difference("pilots: {trial: {measures: cost, cost: 0 EUR, error: 0 EUR}}\ncorrelations: [{between: [gain, cost], rank: " +
                                 figure(6 / M_PI * std::asin(0.4)) + "}]\n");
    CHECK(valued(yaml).pilots.at(0).evsi.value == Approx(mean_above_zero(1, 1.2) - 1).epsilon(1e-2));
}

TEST_CASE("a value that many draws share tells no more than itself of inputs that move with it")
{
    // By hand: a cost of median 10 and sigma 1 is 10 exp(1/2) on average. Its score correlates by r = 2 sin(pi / 6 x 0.9) with the gain's, which is 70 above
    // its quantile q of 0.9; the part of the mean cost that falls there is 10 exp(1/2) Phi(r - q). Only then is the project worth doing.
    auto const yaml = CaseText{.horizon = 5, .discount = "0 %",
                               .body = "inputs:\n" + input("gain", "discrete(5 = 0.9, 70 = 0.1) EUR") + input("cost", "lognormal(median=10, sigma=1) EUR") +
                                       "effects:\n  gains: {to: users, category: any, amount: gain, at: 0}\n"
                                       "  costs: {by: shop, category: any, amount: cost, at: 0}\n"
                                       "correlations: [{between: [gain, cost], rank: 0.9}]\n"
                                       "pilots: {trial: {measures: gain, cost: 1 EUR, error: 0 EUR}}\ngates: {review: {at: 1, observes: [gain]}}\n"}
                          .text();
    auto const result = valued(yaml);
    auto const mean_cost = 10 * std::exp(0.5);
    auto const with_high_gain = mean_cost * std::erfc((1.2815516 - 2 * std::sin(M_PI * 0.15)) / std::sqrt(2.0)) / 2;
    CHECK(result.gates.at(0).without == Approx(11.5 - mean_cost).epsilon(5e-3));
    CHECK(result.pilots.at(0).evsi.value == Approx(7 - with_high_gain).epsilon(5e-3));
    CHECK(result.pilots.at(0).turns == Approx(0.1));
}

TEST_CASE("equal measurements are one value, however many they are")
{
    // 700 of them; by hand as for an input with a few values: the project is done in the four fifths where the cost is 0.5.
    auto const read_file = [](std::string const&) -> base::Result<std::string> {
        std::string text = "x\n";
        for (auto i = 0; i < 700; ++i) text += i % 5 == 0 ? "4\n" : "0.5\n";
        return text;
    };
    auto const yaml = difference("pilots: {trial: {measures: cost, cost: 0.1 EUR, error: 0 EUR}}\n", "data(costs.csv, x) EUR");
    base::Findings findings;
    auto read = read_case(yaml, library(), read_file, findings);
    REQUIRE(read);
    auto const model = compile_model(*std::move(read), findings);
    REQUIRE(model);
    auto const result = value_trials(*model, {.draws = 10'000})->pilots.at(0);
    CHECK(result.turns == Approx(0.8).epsilon(1e-9));
    CHECK(result.evsi.value == Approx(0.4).epsilon(1e-3));
}

TEST_CASE("being able to wait is worth what Dixit and Pindyck found")
{
    // Investment under Uncertainty (1994), pp. 26-35: 600 now, 773 in a year, an option of 173, and 1 980 as the cost one may then bear.
    auto const result = valued(widgets("waiting: {years: 2, learns: [price_later]}\n")).waiting;
    REQUIRE(result);
    CHECK(result->starts.at(0).value == Approx(600).epsilon(1e-3));
    CHECK(result->starts.at(1).value == Approx(772.727).epsilon(1e-6));
    CHECK(result->starts.at(1).probability == Approx(0.5));
    CHECK(result->best == 1);
    CHECK(result->option.value == Approx(172.727).epsilon(5e-3));
    REQUIRE(result->break_even_investment);
    CHECK(*result->break_even_investment == Approx(1980).epsilon(2e-3));
}

TEST_CASE("waiting without learning only puts a sound project off")
{
    auto const result = valued(widgets("waiting: {years: 1}\n")).waiting;
    REQUIRE(result);
    CHECK(result->best == 0);
    CHECK(result->option.value == 0);
    // By hand: 200 for ever from year 1 on, less 1 600, a year later: 600 / 1.1.
    CHECK(result->starts.at(1).value == Approx(600 / 1.1).epsilon(1e-3));
}

TEST_CASE("where starting now is worth nothing, no extra cost is what waiting would stand")
{
    // By hand: 70 for five years at 4 % are 312, less than the 400 spent; known to be above 90 a year, the project is worth it.
    auto const result = valued(CaseText{.horizon = 5, .discount = "4 %",
                                        .body = "inputs:\n" + input("a", "70 +- 20 EUR/year") + input("c", "400 EUR") +
                                                "effects:\n  gain: {to: users, category: any, amount: a}\n"
                                                "  cost: {by: shop, category: any, amount: c, at: 0}\nwaiting: {years: 2, learns: [a]}\n"}
                                   .text())
                            .waiting;
    REQUIRE(result);
    CHECK(result->starts.at(0).value == 0);
    CHECK(result->option.value > 0);
    CHECK_FALSE(result->extra_cost);
    CHECK_FALSE(result->break_even_investment);
}

TEST_CASE("trials give the same bits on one thread and on seven")
{
    auto const yaml = difference("pilots: {trial: {measures: cost, cost: 1 EUR, cost_each: 0.01 EUR, error: 2 EUR}}\n"
                                 "gates: {review: {at: 1, observes: [cost, gain]}}\nwaiting: {years: 1, learns: [cost]}\n");
    auto const one = valued(yaml, {.draws = 5'000, .threads = 1});
    auto const seven = valued(yaml, {.draws = 5'000, .threads = 7});
    auto const same = [](double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); };
    CHECK(same(one.pilots[0].evsi.value, seven.pilots[0].evsi.value));
    CHECK(one.pilots[0].best_sample == seven.pilots[0].best_sample);
    CHECK(same(one.gates[0].without, seven.gates[0].without));
    CHECK(same(one.waiting->starts[1].value, seven.waiting->starts[1].value));
}

TEST_CASE("what a case says wrongly of trials is refused at its place")
{
    auto const said = [](std::string const& trials) {
        std::string text;
        for (auto const& finding : refused(difference(trials)))
            if (finding.severity == base::Severity::error) text += (text.empty() ? "" : ", ") + std::string(base::name_of(finding.message.id));
        return text;
    };
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: csot, error: 1 EUR}}\n") == "input_unknown_near");
    CHECK(said("pilots: {a: {cost: 5 h, measures: cost, error: 1 EUR}}\n") == "trial_money_expected");
    CHECK(said("pilots: {a: {cost: -5 EUR, measures: cost, error: 1 EUR}}\n") == "trial_below_zero");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost, error: -1 EUR}}\n") == "trial_below_zero");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost, error: 5 %}}\n") == "pilot_error_unit");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost, error: 1 EUR, sample: 0}}\n") == "integer_expected");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost, error: 1 EUR, lasts: 300 year}}\n") == "trial_too_long");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost, error: 1 EUR, lasts: -1 month}}\n") == "years_expected");
    CHECK(said("pilots: {a: {cost: 5 EUR, measures: cost}}\n") == "key_missing");
    CHECK(said("gates: {a: {at: 5}}\n") == "gate_beyond_horizon");
    CHECK(said("gates: {a: {at: 0}}\n") == "integer_expected");
    CHECK(said("gates: {a: {at: 1, expand_cost: 5 EUR}}\n") == "gate_expand_missing");
    CHECK(said("gates: {a: {at: 1, expand: -5 %}}\n") == "trial_below_zero");
    CHECK(said("gates: {a: {at: 1, observes: [nobody]}}\n") == "input_unknown");
    CHECK(said("waiting: {years: 0}\n") == "integer_expected");
    CHECK(said("waiting: {years: 2, learns: [nobody]}\n") == "input_unknown");
    CHECK(said("waiting: 3\n") == "mapping_expected");
}
