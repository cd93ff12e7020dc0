// SPDX-License-Identifier: Apache-2.0
#include "decide/evaluate.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "decide/for_test.h"
#include "decide/uncertainty.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

// One gain against one certain cost of 100 a year, over one year and undiscounted.
Evaluation drawn(std::string const& gain, std::string const& more = {}, DrawRequest const& draws = {.draws = 4'096})
{
    auto const body = "inputs:\n  gain: " + gain + "\n  cost: {value: 100 EUR/year, status: expert}\n" +
                      "effects:\n  gains: {to: users, category: time, amount: gain}\n  costs: {by: city, category: operation, amount: cost}\n" + more;
    return evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text(), {.draws = draws});
}

}  // namespace

TEST_CASE("over draws a verdict is settled when the other sign is rarer than one in twenty")
{
    // By hand: the gain is uniform, so the npv is negative in (100 - low) / (high - low) of all cases.
    auto const rare = drawn("{value: 98 .. 178 EUR/year, status: assumed}");  // 2 / 80
    CHECK(rare.central.uncertainty->npv.probability_positive == within(0.002, 0.975));
    CHECK(rare.verdict.outcome == Outcome::worth_it);
    CHECK(rare.verdict.because.in(base::Language::en).find("negative in 2.4% of them") != std::string::npos);
    auto const often = drawn("{value: 90 .. 170 EUR/year, status: assumed}");  // 10 / 80
    CHECK(often.verdict.outcome == Outcome::not_settled);
    CHECK(often.verdict.carried_by == "gain");
    auto const mostly = drawn("{value: 20 .. 110 EUR/year, status: assumed}");  // positive in 10 / 90
    CHECK(mostly.verdict.outcome == Outcome::not_settled);
    CHECK(mostly.verdict.because.in(base::Language::fr).find("mais positive dans 11") != std::string::npos);
    CHECK(drawn("{value: 20 .. 101 EUR/year, status: assumed}").verdict.outcome == Outcome::not_worth_it);
}

TEST_CASE("a doubt that rests on measured values alone is a risk, and the verdict stands")
{
    auto const risk = drawn("{value: 90 .. 170 EUR/year, status: measured, source: a survey}");
    CHECK(risk.verdict.outcome == Outcome::worth_it);
    CHECK(risk.verdict.carried_by.empty());
}

TEST_CASE("what no draw moves is still moved one at a time")
{
    // The cost is assumed and states no range: half as much again would turn the sign, which no draw can show.
    auto const body = std::string("inputs:\n  gain: {value: 130 .. 170 EUR/year, status: measured, source: a survey}\n") +
                      "  cost: {value: 120 EUR/year, status: assumed}\n" +
                      "effects:\n  gains: {to: users, category: time, amount: gain}\n  costs: {by: city, category: operation, amount: cost}\n";
    auto const open = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text(), {.draws = {.draws = 4'096}});
    CHECK(open.verdict.outcome == Outcome::not_settled);
    CHECK(open.verdict.carried_by == "cost");
}

TEST_CASE("draws are those of the caller, else of the case, else the standard; none where nothing is uncertain")
{
    auto const uncertain = "{value: 90 .. 170 EUR/year, status: assumed}";
    base::Findings findings;
    auto const text = [&](std::string const& more) {
        return CaseText{.body = "inputs:\n  gain: " + std::string(uncertain) + "\neffects:\n  g: {to: users, category: time, amount: gain}\n" + more}.text();
    };
    auto const standard = evaluate_text(text(""), library(), nullptr, {}, findings);
    REQUIRE(standard);
    CHECK(standard->central.uncertainty->asked == draws_usual);
    CHECK(standard->central.uncertainty->seed == 1);
    auto const own = evaluate_text(text("uncertainty: {draws: 5000, seed: 7, method: plain}\n"), library(), nullptr, {}, findings);
    REQUIRE(own);
    CHECK(own->central.uncertainty->asked == 5'000);
    CHECK(own->central.uncertainty->seed == 7);
    CHECK(own->central.uncertainty->method == Method::plain);
    auto const certain = drawn("{value: 150 EUR/year, status: expert}");
    CHECK(certain.central.uncertainty == nullptr);
}

TEST_CASE("a draw without a value ends the evaluation and says what to do")
{
    auto const text = [](std::string const& amount) {
        return CaseText{.body = "inputs:\n  gain: {value: 90 .. 170 EUR/year, status: assumed}\n  n: {value: \"discrete(0 = 0.2, 1 = 0.8)\", status: assumed}\n"
                                "effects:\n  g: {to: users, category: time, amount: " + amount + "}\n"}.text();
    };
    for (auto const* const amount : {"gain / n", "gain * log(n)"}) {
        base::Findings findings;
        CHECK_FALSE(evaluate_text(text(amount), library(), nullptr, {.draws = {.draws = 4'096}}, findings));
        REQUIRE(findings.has_errors());
        CHECK(findings.sorted().front().message.id == say::draws_not_finite);
    }
    base::Findings findings;
    CHECK(evaluate_text(text("gain / n"), library(), nullptr, {.draws = {.draws = 0}}, findings));
}

TEST_CASE("each variant is drawn as the project is")
{
    auto const both = drawn("{value: 90 .. 170 EUR/year, status: assumed}", "variants:\n  twice: {effects: {gains: {amount: 2 * gain}}}\n");
    auto const& twice = *variant(both, "twice").uncertainty;
    CHECK(twice.npv.mean == within(0.5, 160));  // by hand: 2 x 130 - 100
    CHECK(both.central.uncertainty->npv.mean == within(0.5, 30));
}

TEST_CASE("a stopped run counts what is done and says so")
{
    std::atomic<bool> const stop = true;
    auto const stopped = drawn("{value: 90 .. 170 EUR/year, status: assumed}", "", {.draws = 1'000'000, .stop = &stop});
    CHECK(warns(stopped, say::draws_interrupted));
    CHECK(stopped.verdict.outcome == Outcome::not_settled);  // none was made: the central case and its swings speak
}

TEST_CASE("a run stopped on its way names the carrier by how far each input moves the npv")
{
    // What each input explains was not reached, so the squares of the bars of the tornado speak: those of `small` are 1/401 of all, too few to carry.
    auto const stopped = [](std::string const& of_large, std::string const& of_small) {
        std::atomic<bool> stop = false;
        auto const body = "inputs:\n  large: {value: 90 .. 290 EUR/year, " + of_large + "}\n  small: {value: 10 .. 20 EUR/year, " + of_small +
                          "}\n  cost: {value: 120 EUR/year, status: expert}\n" +
                          "effects:\n  gains: {to: users, category: time, amount: large}\n  saves: {to: users, category: time, amount: small}\n"
                          "  costs: {by: city, category: operation, amount: cost}\n";
        auto result = evaluated(CaseText{.horizon = 1, .discount = "0 %", .body = body}.text(),
                                {.draws = {.draws = 100'000, .threads = 1, .progress = [&](double done) { stop = done > 0.4; }, .stop = &stop}});
        REQUIRE(result.central.uncertainty->interrupted);
        REQUIRE(result.central.uncertainty->inputs.front().total == 0);
        return result;
    };
    std::string const assumed = "status: assumed";
    std::string const measured = "status: measured, source: a survey";
    CHECK(stopped(assumed, assumed).verdict.carried_by == "large");
    CHECK(stopped(assumed, measured).verdict.carried_by == "large");
    auto const risk = stopped(measured, assumed);
    CHECK(risk.verdict.outcome == Outcome::worth_it);
    CHECK(risk.verdict.carried_by.empty());
}

TEST_CASE("a run stopped after the project's own draws says that the rest may be missing")
{
    std::atomic<bool> stop = false;
    DrawRequest const draws{.draws = 4'096, .threads = 1, .progress = [&](double done) { stop = done >= 1; }, .stop = &stop};
    auto const cut = drawn("{value: 90 .. 170 EUR/year, status: assumed}", "variants:\n  twice: {effects: {gains: {amount: 2 * gain}}}\n", draws);
    CHECK(cut.central.uncertainty->draws == 4'096);
    CHECK(variant(cut, "twice").uncertainty->draws == 0);
    CHECK(variant(cut, "twice").uncertainty->interrupted);
    CHECK(warns(cut, say::draws_interrupted));
}
