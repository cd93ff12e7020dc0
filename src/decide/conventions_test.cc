// SPDX-License-Identifier: Apache-2.0
// What docs/formats/case.md says of years, rates, prices and residual values, one sentence each. Numbers are by hand unless said.
#include "base/catalogue/decide.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

double npv(CaseText const& text) { return evaluated(text.text()).central.indicators.npv; }

// 100 EUR a year to the users over the horizon.
CaseText yearly_gain(std::string const& more_of_effect = {})
{
    return {.body = "inputs:\n" + input("gain", "100 EUR/year") + "effects: {gain: {to: users, category: any, amount: gain" +
                    more_of_effect + "}}\n"};
}

CaseText one_off_cost(std::string const& keys)
{
    return {.discount = "0 %",
            .body = "inputs:\n" + input("price", "100 EUR") + "effects: {works: {by: city, category: any, amount: price, " + keys + "}}\n"};
}

std::vector<int> years_of(Evaluation const& evaluation, std::string_view id)
{
    std::vector<int> years;
    auto const& flows = line(evaluation.central, id).flows;
    for (std::size_t t = 0; t < flows.size(); ++t)
        if (flows[t] != 0) years.push_back(static_cast<int>(t));
    return years;
}

double annuity(double rate, int first, int last)
{
    double sum = 0;
    for (auto t = first; t <= last; ++t) sum += std::pow(1 + rate, -t);
    return sum;
}

}  // namespace

TEST_CASE("year 0 is never discounted, year t by t - 1, t - 0.5 or t years")
{
    for (auto const& [timing, late] : {std::pair{"start_of_year", 1.0}, std::pair{"mid_year", 0.5}, std::pair{"end_of_year", 0.0}}) {
        auto text = yearly_gain();
        text.timing = timing;
        auto const evaluation = evaluated(text.text());
        CHECK(evaluation.central.years[0].factor == 1);
        for (std::size_t t = 1; t <= 10; ++t)
            CHECK(evaluation.central.years[t].factor == Approx(std::pow(1.032, late - static_cast<double>(t))).epsilon(1e-14));
    }
}

TEST_CASE("a schedule may change its rate in a year of the project or in a calendar year")
{
    // fr.discount.2005: 4 % to t = 30, then 2 %. fr.discount.2013: 4.5 % to 2070, then 1.5 % + 3 % beta.
    auto text = yearly_gain();
    text.horizon = 50;
    text.more = "values: fr-2025";
    text.discount = "fr.discount.2005";
    auto const by_t = evaluated(text.text()).central.years;
    CHECK(by_t[30].factor == Approx(std::pow(1.04, -30)).epsilon(1e-13));
    CHECK(by_t[31].factor == Approx(std::pow(1.04, -30) / 1.02).epsilon(1e-13));
    text.discount = "fr.discount.2013";
    text.more = "values: fr-2025, beta: 0.5";
    auto const by_year = evaluated(text.text()).central.years;
    CHECK(by_year[45].factor == Approx(std::pow(1.035, -45)).epsilon(1e-13));         // 2070
    CHECK(by_year[46].factor == Approx(std::pow(1.035, -45) / 1.03).epsilon(1e-13));  // 2071
}

TEST_CASE("a schedule that changes within a half year keeps its factors cumulative")
{
    auto text = yearly_gain();
    text.horizon = 32;
    text.timing = "mid_year";
    text.more = "values: fr-2025";
    text.discount = "fr.discount.2005";
    auto const years = evaluated(text.text()).central.years;
    CHECK(years[31].factor == Approx(std::pow(1.04, -30) / std::sqrt(1.02)).epsilon(1e-13));
    CHECK(years[32].factor == Approx(std::pow(1.04, -30) / 1.02 / std::sqrt(1.02)).epsilon(1e-13));
}

TEST_CASE("an effect may have a beta of its own")
{
    auto text = yearly_gain();
    text.more = "values: fr-2025, beta: 1.4";
    text.discount = "fr.discount.2021";
    CHECK(npv(text) == Approx(100 * annuity(0.04, 1, 10)).epsilon(1e-13));
    text.body = yearly_gain(", beta: 0.5").body;
    CHECK(npv(text) == Approx(100 * annuity(0.022, 1, 10)).epsilon(1e-13));
    text.discount = "4 %";
    text.more = "";
    auto const flat = evaluated(text.text());
    CHECK(flat.central.indicators.npv == Approx(100 * annuity(0.04, 1, 10)).epsilon(1e-13));
    CHECK(warns(flat, say::beta_without_premium));
}

TEST_CASE("public funds multiply the net outlay of public actors, receipts included, on a line of their own")
{
    auto const body =
        "inputs:\n" + input("price", "1000 EUR") + input("fee", "50 EUR/year") + input("gain", "200 EUR/year") +
        "effects:\n  works: {by: city, category: any, amount: price, at: 0}\n  gain: {to: users, category: any, amount: gain}\n"
        "transfers: {fee: {from: users, to: city, amount: fee}}\n";
    auto const indicators = evaluated(CaseText{.more = "public_funds: 1.2", .body = body}.text()).central.indicators;
    auto const outlay = 1000 - 50 * annuity(0.032, 1, 10);
    CHECK(indicators.public_outlay == Approx(outlay).epsilon(1e-13));
    CHECK(indicators.public_funds_premium == Approx(-0.2 * outlay).epsilon(1e-13));
    CHECK(indicators.npv == Approx(-1000 + 200 * annuity(0.032, 1, 10) - 0.2 * outlay).epsilon(1e-13));
    CHECK(*indicators.npv_per_public_euro == Approx(indicators.npv / outlay).epsilon(1e-13));
    // Costs and benefits are without the premium and the transfer.
    CHECK(*indicators.bcr == Approx(200 * annuity(0.032, 1, 10) / 1000).epsilon(1e-13));
}

TEST_CASE("a public body that earns gains by the premium, and has no public euro to divide by")
{
    auto const body = "inputs:\n" + input("saved", "10 EUR/year") + "effects: {saved: {to: city, category: any, amount: saved}}\n";
    auto const indicators = evaluated(CaseText{.discount = "0 %", .more = "public_funds: 1.2", .body = body}.text()).central.indicators;
    CHECK(indicators.public_funds_premium == Approx(20));
    CHECK(indicators.npv == Approx(120));
    CHECK_FALSE(indicators.npv_per_public_euro);
    CHECK_FALSE(indicators.bcr);
    auto const reason = [&](std::string_view id) {
        return std::ranges::find(indicators.not_applicable, id, &NotApplicable::id)->reason.id;
    };
    CHECK(reason("npv_per_public_euro") == say::no_public_outlay);
    CHECK(reason("bcr") == say::no_costs);
    CHECK(reason("npv_per_investment") == say::no_investment);
}

TEST_CASE("costs that an option shares with its reference are no costs, whatever rounding leaves of them")
{
    auto const shared = std::string("{first: {by: city, category: any, amount: price, at: 2}, second: {by: city, category: any, amount: price, at: 1}}");
    auto left = 0;
    for (auto const* const price : {"1 EUR", "3 EUR", "7 EUR", "1000 EUR", "9999 EUR"}) {
        CaseText const text{.timing = "mid_year", .discount = "0.1 %", .reference = "{label: Otherwise., effects: " + shared + "}",
                            .body = "inputs:\n" + input("price", price) + "effects: " + shared + "\n"};
        auto const indicators = evaluated(text.text()).central.indicators;
        left += static_cast<int>(indicators.costs != 0);
        CAPTURE(price);
        CHECK_FALSE(indicators.bcr.has_value());
        CHECK_FALSE(indicators.npv_per_cost.has_value());
        CHECK_FALSE(indicators.npv_per_public_euro.has_value());
        CHECK_FALSE(indicators.npv_per_investment.has_value());
    }
    CHECK(left > 0);  // or there was nothing to see
}

TEST_CASE("flows run over 1 .. horizon, within `during`, or fall whole in the listed years")
{
    auto const all = evaluated(yearly_gain().text());
    CHECK(years_of(all, "gain") == std::vector{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(years_of(evaluated(yearly_gain(", during: 3 .. 7").text()), "gain") == std::vector{3, 4, 5, 6, 7});
    CHECK(years_of(evaluated(yearly_gain(", during: 4").text()), "gain") == std::vector{4});
    CHECK(years_of(evaluated(one_off_cost("at: 0").text()), "works") == std::vector{0});
    CHECK(years_of(evaluated(one_off_cost("at: [6, 3]").text()), "works") == std::vector{3, 6});
    CHECK(years_of(evaluated(one_off_cost("at: 10").text()), "works") == std::vector{10});
    CHECK(npv(one_off_cost("at: [3, 6]")) == -200);
}

TEST_CASE("a replacement cycle stops below the horizon")
{
    CHECK(years_of(evaluated(one_off_cost("every: 5").text()), "works") == std::vector{5});
    CHECK(years_of(evaluated(one_off_cost("every: 3").text()), "works") == std::vector{3, 6, 9});
    CHECK(years_of(evaluated(one_off_cost("at: 0, every: 4").text()), "works") == std::vector{0, 4, 8});
    CHECK(years_of(evaluated(one_off_cost("at: [0, 4], every: 4").text()), "works") == std::vector{0, 4, 8});
    auto const never = evaluated(one_off_cost("every: 10").text());
    CHECK(never.central.indicators.npv == 0);
    CHECK(warns(never, say::flow_never_falls));
}

TEST_CASE("no residual value unless the case says one")
{
    CHECK(npv(yearly_gain()) == Approx(100 * annuity(0.032, 1, 10)).epsilon(1e-13));
    auto text = yearly_gain();
    text.more = "residual: none";
    CHECK(npv(text) == Approx(100 * annuity(0.032, 1, 10)).epsilon(1e-13));
}

TEST_CASE("a linear residual is what is left of the life of one-off costs")
{
    auto const residual = [](std::string const& keys, std::string const& discount = "0 %") {
        auto text = one_off_cost(keys);
        text.discount = discount;
        text.more = "residual: linear, public_funds: 1.2";
        return evaluated(text.text());
    };
    CHECK(residual("at: 0, life: 15 year").central.indicators.residual == Approx(100.0 / 3));
    CHECK(residual("at: 0, life: 180 month").central.indicators.residual == Approx(100.0 / 3));
    CHECK(residual("at: 0, life: 10 year").central.indicators.residual == 0);
    CHECK(residual("at: [0, 6], life: 8 year").central.indicators.residual == Approx(50));
    CHECK(residual("at: 0, every: 4").central.indicators.residual == Approx(50));  // bought in 0, 4 and 8
    CHECK(residual("at: 0, life: 15 year", "3.2 %").central.indicators.residual == Approx(100.0 / 3 * std::pow(1.032, -10)));
    // What is left of an asset is no public spending and bears no premium (docs/decisions/0004).
    CHECK(residual("at: 0, life: 15 year").central.indicators.npv == Approx(-120 + 100.0 / 3));
    auto const without = residual("at: 0");
    CHECK(without.central.indicators.residual == 0);
    CHECK(warns(without, say::life_missing));
}

TEST_CASE("a perpetuity lets the flows of the last year go on, with or without growth")
{
    auto text = yearly_gain();
    text.more = "residual: perpetuity";
    CHECK(npv(text) == Approx(100 / 0.032).epsilon(1e-12));  // an annuity for ever
    text.more = "residual: perpetuity(1 %)";
    auto const grown = 100 * 1.01 / (0.032 - 0.01) * std::pow(1.032, -10);
    CHECK(npv(text) == Approx(100 * annuity(0.032, 1, 10) + grown).epsilon(1e-12));
    text.timing = "start_of_year";
    CHECK(npv(text) == Approx(1.032 * (100 * annuity(0.032, 1, 10) + grown)).epsilon(1e-12));
    text.body = yearly_gain(", during: 3 .. 7").body;
    CHECK(evaluated(text.text()).central.indicators.residual == 0);
}

TEST_CASE("a perpetuity under a declining schedule is summed to its limit")
{
    auto text = yearly_gain();
    text.more = "residual: perpetuity, values: fr-2025";
    text.discount = "fr.discount.2005";
    text.horizon = 20;
    auto const to_30 = 100 * annuity(0.04, 1, 30);
    CHECK(npv(text) == Approx(to_30 + 100 / 0.02 * std::pow(1.04, -30)).epsilon(1e-9));
}

TEST_CASE("a perpetuity that grows as fast as its lowest far rate is refused")
{
    auto text = yearly_gain();
    text.more = "residual: perpetuity(3.2 %)";
    CHECK(refused(text.text())[0].message.id == say::perpetuity_growth);
    // 4 % up to t = 30, but 2 % from then on: 3 % is too much.
    text.more = "residual: perpetuity(3 %), values: fr-2025";
    text.discount = "fr.discount.2005";
    auto const findings = refused(text.text());
    CHECK(std::ranges::any_of(findings, [](auto const& finding) { return finding.message.id == say::perpetuity_growth; }));
    // An effect with a low rate of its own.
    text.discount = "fr.discount.2021";
    text.more = "residual: perpetuity(2 %), values: fr-2025";
    CHECK(evaluated(text.text()).central.indicators.residual > 0);
    text.body = yearly_gain(", beta: 0").body;
    CHECK(refused(text.text())[0].message.id == say::perpetuity_growth);
}

TEST_CASE("the rate is moved by one and by two points, and a single point is said as one")
{
    std::vector<std::string> said;
    for (auto const& row : evaluated(yearly_gain().text()).by_rate) said.push_back(row.label.in(base::Language::en));
    CHECK(said == std::vector<std::string>{"2 points lower", "1 point lower", "the case's own schedule", "1 point higher", "2 points higher"});
    CHECK(evaluated(yearly_gain().text()).by_rate[1].label.in(base::Language::fr) == "1 point de moins");
}

TEST_CASE("rates at which a perpetuity has no value have no row in the sensitivity table")
{
    auto text = yearly_gain();
    text.more = "residual: perpetuity(2 %)";
    auto const evaluation = evaluated(text.text());
    for (auto const& row : evaluation.by_rate) {
        CHECK(row.rate > 0.02);
        CHECK(std::isfinite(row.npv));
    }
    CHECK(evaluation.by_rate.size() == 4);
}

TEST_CASE("extend lets the flows of the last year go on for some years")
{
    auto text = yearly_gain();
    text.more = "residual: extend(5)";
    CHECK(npv(text) == Approx(100 * annuity(0.032, 1, 15)).epsilon(1e-13));
    auto const indicators = evaluated(text.text()).central.indicators;
    CHECK(indicators.residual == Approx(100 * annuity(0.032, 11, 15)).epsilon(1e-13));
}

TEST_CASE("the premium on public money goes on with the flows that go on")
{
    auto const body = "inputs:\n" + input("upkeep", "10 EUR/year") + "effects: {upkeep: {by: city, category: any, amount: upkeep}}\n";
    auto const text = CaseText{.discount = "0 %", .more = "residual: extend(2), public_funds: 1.2", .body = body};
    auto const indicators = evaluated(text.text()).central.indicators;
    CHECK(indicators.public_outlay == Approx(100));
    CHECK(indicators.residual == Approx(-24));
    CHECK(indicators.npv == Approx(-144));
}

TEST_CASE("a residual amount falls at the end, once")
{
    auto text = yearly_gain();
    text.more = "residual: 500 EUR";
    CHECK(evaluated(text.text()).central.indicators.residual == Approx(500 * std::pow(1.032, -10)).epsilon(1e-13));
}

TEST_CASE("optimism raises a cost, as far as it is not mitigated")
{
    CHECK(npv(one_off_cost("at: 0, optimism: 51 %")) == Approx(-151));
    CHECK(npv(one_off_cost("at: 0, optimism: 51 %, mitigated: 100 %")) == Approx(-100));
    CHECK(npv(one_off_cost("at: 0, optimism: 51 %, mitigated: 40 %")) == Approx(-130.6));
    auto official = one_off_cost("at: 0, optimism: uk.optimism_bias.equipment.capital");
    official.more = "values: uk-2022";
    CHECK(npv(official) == Approx(-300));  // Mott MacDonald 2002: equipment and development, 200 %
}
