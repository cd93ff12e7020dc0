// SPDX-License-Identifier: Apache-2.0
// Prices of other years, growth, series and published figures, as docs/formats/case.md has them. Numbers are by hand unless said.
#include "base/catalogue/decide.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// An effect that is its input, undiscounted: what a year's flow shows is the input's value in that year.
Evaluation of_input(std::string const& text, CaseText around = {})
{
    around.discount = "0 %";
    around.body = "inputs:\n  price: " + text + "\neffects: {flow: {to: users, category: any, amount: price}}\n";
    return evaluated(around.text());
}

double in_year(Evaluation const& evaluation, int year)
{
    auto const t = static_cast<std::size_t>(year - evaluation.subject.conventions.base_year);
    return line(evaluation.central, "flow").flows[t];
}

}  // namespace

TEST_CASE("money of another price year is re-based with the consumer price index")
{
    // INSEE consumer prices, 2015 = 100: 2010 94.716, 2022 112.009.
    CaseText const around{.money = "EUR 2022", .more = "values: fr-2025"};
    auto const stated = of_input("{value: 100 EUR/year, prices: 2010, status: expert}", around);
    CHECK(in_year(stated, 2026) == Approx(100 * 112.009 / 94.716).epsilon(1e-12));
    auto const own_year = of_input("{value: 100 EUR/year, prices: 2022, status: expert}", around);
    CHECK(in_year(own_year, 2026) == 100);
    auto const deflated = of_input("{value: 100 EUR/year, prices: 2010, status: expert}",
                                   {.money = "EUR 2022", .more = "values: fr-2025, price_index: fr.index.gdp_deflator"});
    CHECK(in_year(deflated, 2026) == Approx(100 * 111.328 / 95.728).epsilon(1e-12));  // World Bank NY.GDP.DEFL.KD.ZG
}

TEST_CASE("money whose price year no index covers is used as it stands, with a warning that names both years")
{
    auto const no_set = of_input("{value: 100 EUR/year, prices: 2010, status: expert}");
    CHECK(in_year(no_set, 2026) == 100);
    REQUIRE(warns(no_set, say::prices_not_rebased));
    auto const told = no_set.warnings[0].message.in(base::Language::en);
    CHECK(told.find("2010") != std::string::npos);
    CHECK(told.find("2025") != std::string::npos);
    auto const too_early = of_input("{value: 100 EUR/year, prices: 1990, status: expert}", {.more = "values: fr-2025"});
    CHECK(in_year(too_early, 2026) == 100);
    CHECK(warns(too_early, say::prices_not_rebased));
}

TEST_CASE("an official value whose price year is not confirmed is used as it stands, with a warning")
{
    // fr.carbon.2025: 256 EUR in 2025, said to be euros of 2023, not confirmed.
    auto const body = "inputs:\n  carbon: {from: fr.carbon.2025}\n" + input("avoided", "1 t/year") +
                      "effects: {flow: {to: users, category: any, amount: carbon * avoided}}\n";
    auto text = CaseText{.base_year = 2024, .money = "EUR 2022", .discount = "0 %", .more = "values: fr-2025", .body = body};
    auto const evaluation = evaluated(text.text());
    CHECK(in_year(evaluation, 2025) == Approx(256).epsilon(1e-12));
    CHECK(warns(evaluation, say::prices_not_confirmed));
    // An author who vouches for the year has it re-based: INSEE 2022 112.009, 2023 117.473.
    text.body.replace(text.body.find("fr.carbon.2025}"), 15, "fr.carbon.2025, prices: 2023}");
    auto const vouched = evaluated(text.text());
    CHECK(in_year(vouched, 2025) == Approx(256 * 112.009 / 117.473).epsilon(1e-12));
    CHECK_FALSE(warns(vouched, say::prices_not_confirmed));
}

TEST_CASE("a price year stated beside an official value replaces the set's own")
{
    // fr.vsl.2010 is in euros of 2010; an author who says it is in the case's prices has it as it stands.
    auto const npv = [](std::string const& more_of_input) {
        auto const body = "inputs:\n  life: {from: fr.vsl.2010" + more_of_input + "}\n" + input("saved", "1 death") +
                          "effects: {saved: {to: users, category: any, amount: life * saved, at: 0}}\n";
        return evaluated(CaseText{.money = "EUR 2022", .more = "values: fr-2025", .body = body}.text()).central.indicators.npv;
    };
    CHECK(npv("") == Approx(3e6 * 112.009 / 94.716).epsilon(1e-12));
    CHECK(npv(", prices: 2022") == Approx(3e6).epsilon(1e-12));
}

TEST_CASE("what is not money is not re-based")
{
    auto const body = "inputs:\n  hours: {value: 100 h/year, prices: 2010, status: expert}\n" + input("worth", "1 EUR/h") +
                      "effects: {flow: {to: users, category: any, amount: hours * worth}}\n";
    auto const evaluation = evaluated(CaseText{.money = "EUR 2022", .discount = "0 %", .more = "values: fr-2025", .body = body}.text());
    CHECK(line(evaluation.central, "flow").flows[1] == 100);
}

TEST_CASE("growth multiplies after its year and divides before it")
{
    CaseText const around{.base_year = 2018};
    auto const evaluation = of_input("{value: 100 EUR/year, grows: 1.2 % from 2022, status: expert}", around);
    CHECK(in_year(evaluation, 2022) == Approx(100).epsilon(1e-14));
    CHECK(in_year(evaluation, 2025) == Approx(100 * std::pow(1.012, 3)).epsilon(1e-14));
    CHECK(in_year(evaluation, 2019) == Approx(100 / std::pow(1.012, 3)).epsilon(1e-14));
    auto const falls = of_input("{value: 100 EUR/year, grows: -2 % from 2019, status: expert}", around);
    CHECK(in_year(falls, 2021) == Approx(100 * 0.98 * 0.98).epsilon(1e-14));
}

TEST_CASE("a series by anchor and growth covers the years before and after, with a warning outside what is published")
{
    auto const body = "inputs:\n  carbon: {from: fr.carbon.2025}\n" + input("avoided", "1 t/year") +
                      "effects: {flow: {to: users, category: any, amount: carbon * avoided}}\n";
    auto const early = evaluated(CaseText{.base_year = 2014, .discount = "0 %", .more = "values: fr-2025", .body = body}.text());
    CHECK(in_year(early, 2015) == Approx(256 * std::pow(1.032, -10)).epsilon(1e-12));
    CHECK(warns(early, say::series_beyond_published));
    auto const inside = evaluated(CaseText{.base_year = 2025, .discount = "0 %", .more = "values: fr-2025", .body = body}.text());
    CHECK_FALSE(warns(inside, say::series_beyond_published));
}

TEST_CASE("points are joined by lines, by equal rates or by steps")
{
    auto const value_in = [](std::string const& more, int year) {
        return in_year(of_input("{points: {2026: 100 EUR/year, 2036: 400 EUR/year}" + more + ", status: expert}"), year);
    };
    CHECK(value_in("", 2031) == Approx(250));
    CHECK(value_in(", interpolation: linear", 2031) == Approx(250));
    CHECK(value_in(", interpolation: geometric", 2031) == Approx(200));
    CHECK(value_in(", interpolation: step", 2031) == Approx(100));
    CHECK(value_in("", 2026) == 100);
}

TEST_CASE("points cover their span; beyond, they go on flat or grow as their last two do, with a warning")
{
    auto const points = [](std::string const& more) {
        return "{points: {2028: 100, 2030: 121}, unit: EUR/year, status: expert" + more + "}";
    };
    auto const flat = of_input(points(", extend: flat"));
    CHECK(in_year(flat, 2026) == 100);
    CHECK(in_year(flat, 2035) == 121);
    CHECK(warns(flat, say::series_beyond_published));
    auto const grown = of_input(points(", extend: growth"));
    CHECK(in_year(grown, 2032) == Approx(121 * 1.21));
    CHECK(in_year(grown, 2026) == Approx(100 / 1.21));
    CHECK(in_year(grown, 2029) == Approx(110.5));
    auto const body = "inputs:\n  price: " + points("") + "\neffects: {flow: {to: users, category: any, amount: price}}\n";
    CHECK(refused(CaseText{.body = body}.text())[0].message.id == say::series_does_not_cover);
}

TEST_CASE("a series must reach as far as the longest variant")
{
    auto const text = [](std::string const& horizon) {
        return CaseText{.horizon = 5,
                        .body =
                            "inputs:\n  price: {points: {2026: 100, 2030: 120}, unit: EUR/year, status: expert}\n"
                            "effects: {flow: {to: users, category: any, amount: price}}\nvariants: {longer: {horizon: " +
                            horizon + "}}\n"}
            .text();
    };
    CHECK(evaluated(text("5")).variants.size() == 1);
    auto const findings = refused(text("6"));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.id == say::series_does_not_cover);
}

TEST_CASE("a series of points takes the unit of its points or the one beside them")
{
    auto const in_points = of_input("{points: {2025: 100 EUR/month, 2040: 100 EUR/month}, status: expert}");
    CHECK(in_year(in_points, 2026) == Approx(1200));
    auto const beside = of_input("{points: {2025: 100, 2040: 100}, unit: EUR/month, status: expert}");
    CHECK(in_year(beside, 2026) == Approx(1200));
}

namespace {

Evaluation with_claim(std::string const& inputs, std::string const& claim)
{
    auto const body = "units: [signal, death]\ninputs:\n" + inputs + input("gain", "1 USD/year") +
                      "effects: {gain: {to: users, category: any, amount: gain}}\nclaims:\n  figure: {" + claim + "}\n";
    return evaluated(CaseText{.money = "USD 2016", .body = body}.text());
}

bool recomputes(Evaluation const& evaluation) { return !warns(evaluation, say::claim_does_not_recompute); }

}  // namespace

TEST_CASE("a published figure that its own inputs do not give is told")
{
    // FETSIM signal retiming, California (Skabardonis): 16.1 M USD for 12 245 signals; 1 091 a signal as published, 1 315 by division.
    auto const fetsim = input("total", "16.1e6 USD") + input("signals", "12245 signal");
    CHECK_FALSE(recomputes(with_claim(fetsim, "says: 1091 USD/signal, formula: total / signals, source: Skabardonis")));
    CHECK(recomputes(with_claim(fetsim, "says: 1315 USD/signal, formula: total / signals")));
    // Colorado DOT 2016: 829 h a day at 19.50 USD an hour, 365 days, published as 5.845 M USD; 5.900 M by multiplication.
    auto const cdot = input("saved", "829 h/day") + input("hour", "19.50 USD/h") + input("days", "365 day/year");
    CHECK_FALSE(recomputes(with_claim(cdot, "says: 5.845e6 USD/year, formula: saved * hour * days")));
    CHECK(recomputes(with_claim(cdot, "says: 5.845e6 USD/year, formula: saved * hour * days, tolerance: 1 %")));
    // A student's guide (scribd 318719634), problem 2: -1 125.39 printed, its own addends give -1 251.39.
    auto const guide = input("addends", "-1251.39 USD");
    CHECK_FALSE(recomputes(with_claim(guide, "says: -1125.39 USD, formula: addends")));
}

TEST_CASE("two published figures that contradict each other are told")
{
    // Time lost looking for a place to park, on two French pages: 70 million hours worth 600 million EUR, and 10 million hours worth 1 billion.
    auto const pages = input("hours", "70e6 h") + input("cost", "600e6 USD") + input("other_hours", "10e6 h");
    CHECK_FALSE(recomputes(with_claim(pages, "says: 1e9 USD, formula: other_hours * cost / hours, tolerance: 50 %")));
}

TEST_CASE("a published order that does not hold is told")
{
    // European Commission, Guide to Cost-Benefit Analysis (2008), table 4.34: the maximum, -82 188, is below the mean, -74 353.
    auto const table = input("greatest", "-82188 USD") + input("mean", "-74353 USD");
    CHECK_FALSE(recomputes(with_claim(table, "says: 1, formula: \"if(greatest >= mean, 1, 0)\"")));
    CHECK(recomputes(with_claim(table, "says: 0, formula: \"if(greatest >= mean, 1, 0)\"")));
}

TEST_CASE("a printed formula that does not give the printed example is told")
{
    // Bénéfriches (ADEME), Actualisation.md: 93 EUR over 10 years at 4.5 %. The formula sums k = 1 .. 10 (735.88), the example says
    // 769 (k = 0 .. 9).
    auto const rent = input("rent", "93 USD") + input("rate", "4.5 %");
    std::string const ordinary = "(1 - (1 + rate) ^ -10) / rate";
    CHECK_FALSE(recomputes(with_claim(rent, "says: 769 USD, formula: rent * " + ordinary)));
    CHECK(recomputes(with_claim(rent, "says: 735.88 USD, formula: rent * " + ordinary + ", tolerance: 0.01 %")));
    CHECK(recomputes(with_claim(rent, "says: 769 USD, formula: rent * (1 + rate) * " + ordinary + ", tolerance: 0.01 %")));
    // Its growth after two years at 1.2 %, 1.024144, is printed as 1.012/k instead of 1.012^k.
    auto const grown = rent + input("k", "2");
    CHECK_FALSE(recomputes(with_claim(grown, "says: 1.024144, formula: 1.012 / k")));
    CHECK(recomputes(with_claim(grown, "says: 1.024144, formula: 1.012 ^ k, tolerance: 0.0001 %")));
}

TEST_CASE("casualties stay fractional, so that small projects are not worth nothing")
{
    // Bénéfriches (ADEME) rounds yearly casualties down: small projects always avoid none.
    auto const body = "units: [death]\ninputs:\n" + input("avoided", "0.003 death/year") + input("worth", "3e6 EUR/death") +
                      "effects: {safety: {to: users, category: safety, amount: avoided * worth}}\n";
    CHECK(evaluated(CaseText{.discount = "0 %", .body = body}.text()).central.indicators.npv == Approx(90000));
}

TEST_CASE("a source must be named, and an assistant is none")
{
    auto const with_source = [](std::string const& source) { return of_input("{value: 100 EUR/year, status: published" + source + "}"); };
    CHECK(warns(with_source(""), say::source_missing));
    auto const sound = with_source(", source: annual report 2016");
    CHECK_FALSE(warns(sound, say::source_missing));
    CHECK_FALSE(warns(sound, say::source_is_assistant));
    // healthiar, test-discount.R: "Result ... according to ChatGPT".
    CHECK(warns(with_source(", source: Result according to ChatGPT"), say::source_is_assistant));
}
