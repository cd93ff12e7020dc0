// SPDX-License-Identifier: Apache-2.0
// Discounting against published worked examples.
#include "base/catalogue/decide.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>
#include <numeric>

using namespace alzette;
using namespace alzette::decide;

namespace {

// One unit of money a year to the users, t = 1 .. horizon.
std::string one_a_year(std::string const& currency)
{
    return "inputs:\n" + input("one", "1 " + currency + "/year") + "effects: {one: {to: users, category: any, amount: one}}\n";
}

double factor(Evaluation const& evaluation, std::size_t t) { return evaluation.central.years[t].factor; }

}  // namespace

TEST_CASE("two options of the UK and NI appraisal guide have its net present costs")
{
    // UK/NI appraisal guide, annex A4.6: 3.5 %, option A 228.6, option B 247.7 (rounded there; exact by its own formula).
    auto const a = evaluated(
        CaseText{.horizon = 4, .money = "GBP 2003", .discount = "3.5 %", .body = yearly_amounts({-100, -35, -35, -35, -35}, "GBP")}.text());
    auto const b = evaluated(
        CaseText{.horizon = 4, .money = "GBP 2003", .discount = "3.5 %", .body = yearly_amounts({-75, -47, -47, -47, -47}, "GBP")}.text());
    CHECK(a.central.indicators.npv == within(0.1, -228.6));
    CHECK(b.central.indicators.npv == within(0.1, -247.7));
    CHECK(a.central.indicators.npv == within(5e-5, -228.5578));
    CHECK(b.central.indicators.npv == within(5e-5, -247.6347));
}

TEST_CASE("boilers of unequal lives have the annual costs of the UK and NI appraisal guide")
{
    // UK/NI appraisal guide, annex A4.9 and A4.10: boiler X of 2 000 lasts 7 years, Y of 2 500 lasts 10; annual costs 327 and 301.
    auto const body = "inputs:\n" + input("price", "2000 GBP") + "effects: {boiler: {by: city, category: any, amount: price, at: 0}}\n" +
                      "variants:\n  longer: {horizon: 10, inputs: {price: 2500 GBP}}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 7, .money = "GBP 2003", .discount = "3.5 %", .body = body}.text());
    auto const& longer = variant(evaluation, "longer");
    CHECK(evaluation.central.indicators.annual_equivalent == within(1, -327));
    CHECK(longer.indicators.annual_equivalent == within(1, -301));
    CHECK(evaluation.central.indicators.annual_equivalent / 2000 == within(5e-7, -0.163544));
    CHECK(longer.indicators.annual_equivalent / 2500 == within(5e-7, -0.120241));
    CHECK(longer.indicators.npv == within(1e-9, -2500));
    CHECK(longer.years.size() == 11);
}

TEST_CASE("the library information system of a cost-benefit textbook has its net present value")
{
    // Boardman and others, Cost-Benefit Analysis: 325 000 now, 100 000 less 20 000 a year for 5 years, sold for 20 000 at the end, 7 %:
    // 17 276.
    auto const body = "inputs:\n" + input("system", "325000 USD") + input("saved", "100000 USD/year") + input("upkeep", "20000 USD/year") +
                      input("sale", "20000 USD") +
                      "effects:\n"
                      "  system: {by: city, category: investment, amount: system, at: 0}\n"
                      "  saved: {to: users, category: time, amount: saved}\n"
                      "  upkeep: {by: city, category: operation, amount: upkeep}\n"
                      "  sale: {to: city, category: sale, amount: sale, at: 5}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 5, .money = "USD 2000", .discount = "7 %", .body = body}.text());
    CHECK(evaluation.central.indicators.npv == within(1, 17276));
    CHECK(evaluation.central.indicators.npv == within(0.005, 17275.52));
    // The same sale as a residual value of the case.
    auto const residual = evaluated(CaseText{.horizon = 5,
                                             .money = "USD 2000",
                                             .discount = "7 %",
                                             .more = "residual: 20000 USD",
                                             .body = body.substr(0, body.find("  sale: {to"))}
                                        .text());
    CHECK(residual.central.indicators.npv == within(0.005, 17275.52));
}

TEST_CASE("the federal sample of OMB circular A-94 adds up")
{
    // OMB circular A-94 (1992), sample format: 7 %, end of year; costs 106.40, benefits 142.41, net 36.01.
    double const costs[] = {10, 20, 30, 30, 20, 10, 5, 5, 5, 5};
    double const benefits[] = {0, 0, 5, 10, 30, 40, 40, 40, 40, 25};
    std::string inputs = "inputs:\n";
    std::string effects = "effects:\n";
    for (std::size_t i = 0; i < 10; ++i) {
        inputs += input(fmt::format("cost_{}", i), fmt::format("{} USD", costs[i])) +
                  input(fmt::format("benefit_{}", i), fmt::format("{} USD", benefits[i]));
        effects += fmt::format("  cost_{0}: {{by: city, category: any, amount: cost_{0}, at: {1}}}\n", i, i + 1);
        effects += fmt::format("  benefit_{0}: {{to: users, category: any, amount: benefit_{0}, at: {1}}}\n", i, i + 1);
    }
    for (std::string const discount : {"7 %", "us.discount.a94_1992"}) {
        auto const evaluation =
            evaluated(CaseText{.money = "USD 1992", .discount = discount, .more = "values: us-2025", .body = inputs + effects}.text());
        auto const& indicators = evaluation.central.indicators;
        CHECK(indicators.costs == within(0.005, 106.40));
        CHECK(indicators.benefits == within(0.005, 142.41));
        CHECK(indicators.npv == within(0.005, 36.01));
        CHECK(*indicators.bcr == within(5e-5, 1.3385));
    }
}

TEST_CASE("the declining rates of the Green Book multiply year by year")
{
    // Definition: package greenbook, tests (cumulative products); the numbers by hand, 1.035^-30 / 1.03 for t = 31 and so on.
    auto const evaluation = evaluated(
        CaseText{.horizon = 100, .money = "GBP 2022", .discount = "uk.discount.2022", .more = "values: uk-2022", .body = one_a_year("GBP")}
            .text());
    CHECK(factor(evaluation, 30) == within(1e-6, 0.356278));
    CHECK(factor(evaluation, 31) == within(1e-6, 0.345901));
    CHECK(factor(evaluation, 75) == within(1e-6, 0.0942138));
    CHECK(factor(evaluation, 100) == within(1e-6, 0.0508180));
    CHECK(evaluation.central.indicators.npv == within(1e-6, 28.863363));
    CHECK(evaluation.central.years[30].cumulated == within(1e-6, 18.392045));
    CHECK(warns(evaluation, say::value_superseded));
}

TEST_CASE("table 8 of the Green Book of 2026 prints these factors")
{
    // HM Treasury, The Green Book 2026, table 8: 1.000, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420.
    auto const evaluation = evaluated(
        CaseText{.horizon = 5, .money = "GBP 2026", .discount = "uk.discount.2026", .more = "values: uk-2026", .body = one_a_year("GBP")}
            .text());
    double const printed[] = {1.000, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420};
    for (std::size_t t = 0; t < 6; ++t) CHECK(factor(evaluation, t) == within(5e-5, printed[t]));
}

TEST_CASE("the French rate follows beta, and at 3.2 % a receipt in 22 years is worth one half")
{
    // France Stratégie, "Taux d'actualisation : un bêta sensible": 1.2 % + beta x 2 %; 2.6, 3.2 and 4.0 % at beta 0.7, 1 and 1.4.
    double const betas[] = {0.7, 1, 1.4};
    double const rates[] = {0.026, 0.032, 0.040};
    for (std::size_t i = 0; i < 3; ++i) {
        auto const more = "values: fr-2025, beta: " + figure(betas[i]);
        auto const evaluation =
            evaluated(CaseText{.horizon = 22, .discount = "fr.discount.2021", .more = more, .body = one_a_year("EUR")}.text());
        CHECK(1 / factor(evaluation, 1) - 1 == within(1e-12, rates[i]));
        if (betas[i] == 1) CHECK(factor(evaluation, 22) == within(1e-5, 0.50009));
    }
}

TEST_CASE("annuities of Bénéfriches come out whichever way their years are counted")
{
    // Bénéfriches (ADEME), unit tests: 83 EUR a year at 4.5 %; 50 years from index 0: 1 714; indices 1 to 33: 1 413; indices 1 to 9: 603.
    auto const body = "inputs:\n" + input("rent", "83 EUR/year") + "effects: {rent: {to: city, category: any, amount: rent}}\n";
    auto const npv = [&](int horizon, std::string const& timing) {
        return evaluated(CaseText{.horizon = horizon, .timing = timing, .discount = "4.5 %", .body = body}.text()).central.indicators.npv;
    };
    CHECK(npv(50, "start_of_year") == within(0.5, 1714));
    CHECK(npv(33, "end_of_year") == within(0.5, 1413));
    CHECK(npv(9, "end_of_year") == within(0.5, 603));
}

TEST_CASE("a value that grows and is discounted comes out as in Bénéfriches")
{
    // Bénéfriches (ADEME), unit tests: the sum over k = 0 .. 49 of 133 912 x 1.012^(2025 + k - 2022) x 1.045^-k is 3 511 611.
    // t = 0 is 2024 here, so that year t falls in 2024 + t = 2025 + k and start_of_year discounts it by t - 1 = k.
    auto const body =
        "inputs: {worth: {value: 133912 EUR/year, grows: 1.2 % from 2022, status: expert}}\neffects: {worth: {to: users, category: any, "
        "amount: worth}}\n";
    auto const evaluation =
        evaluated(CaseText{.base_year = 2024, .horizon = 50, .timing = "start_of_year", .discount = "4.5 %", .body = body}.text());
    CHECK(evaluation.central.indicators.npv == within(1, 3511611));
}

TEST_CASE("the same flows under the three timings")
{
    // Inputs: UQ Social Cost-Benefit Analysis textbook, chapter 3: -10 000, then 5 000 three times, 5 %.
    // By hand: the 5 000 are worth 5 000 x (1 / 1.05 + ...) at the end of the year, and 1.05^0.5 and 1.05 times that.
    auto const npv = [](std::string const& timing) {
        return evaluated(
                   CaseText{.horizon = 3, .timing = timing, .discount = "5 %", .body = yearly_amounts({-10000, 5000, 5000, 5000})}.text())
            .central.indicators.npv;
    };
    CHECK(npv("end_of_year") == within(0.01, 3616.24));
    CHECK(npv("mid_year") == within(0.01, 3952.49));
    CHECK(npv("start_of_year") == within(0.01, 4297.05));
}

TEST_CASE("a source that rounds its factors is met within its rounding")
{
    // Tilley, Systems Analysis and Design, solutions: -13 970 with factors of three digits; -13 975.90 exactly.
    auto const evaluation = evaluated(CaseText{
        .horizon = 5, .money = "USD 2000", .discount = "12 %", .body = yearly_amounts({-95000, 30000, 20000, 20000, 20000, 20000}, "USD")}
                                          .text());
    CHECK(evaluation.central.indicators.npv == within(10, -13970));
    CHECK(evaluation.central.indicators.npv == within(0.005, -13975.90));
}
