// SPDX-License-Identifier: Apache-2.0
// Values that change over the years, against what official paths and open tools print.
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

// One unit of an input each year, undiscounted, from the first year on.
std::vector<double> path(std::string const& value_input, std::string const& unit_input, int first_year, int years,
                         std::string const& more = {})
{
    auto const body = "units: [piece]\ninputs:\n  price: " + value_input + "\n" + input("one", unit_input) +
                      "effects: {one: {to: climate_, category: any, amount: price * one}}\n";
    auto text = CaseText{.base_year = first_year - 1, .horizon = years, .discount = "0 %", .more = more, .body = body}.text();
    text.replace(text.find("shop: {kind: firm}"), 4, "climate_");
    auto const evaluation = evaluated(text);
    auto flows = line(evaluation.central, "one").flows;
    flows.erase(flows.begin());
    return flows;
}

constexpr auto benefriches_carbon =
    "{points: {2020: 90, 2030: 250, 2040: 500, 2050: 775}, unit: EUR/t, interpolation: geometric, extend: flat, status: expert}";

}  // namespace

TEST_CASE("the French carbon path of 2025 passes through its published values")
{
    // France Stratégie, La valeur de l'action pour le climat (2025), via F. Cherbonnier: 256 in 2025, 264 in 2026, 563 in 2050,
    // that is 256 x 1.032^(year - 2025).
    auto const values = path("{from: fr.carbon.2025}", "1 t/year", 2025, 26, "values: fr-2025");
    CHECK(values[0] == within(1e-9, 256));
    CHECK(values[1] == within(0.01, 264.19));
    CHECK(values[5] == within(0.01, 299.67));
    CHECK(values[10] == within(0.01, 350.78));
    CHECK(values[25] == within(0.01, 562.64));
    CHECK(values[25] == within(0.05, 562.6));
}

TEST_CASE("geometric interpolation gives the carbon path and the car of Bénéfriches")
{
    // Bénéfriches (ADEME), unit tests: 150 in 2025, 184 in 2027, 330 in 2034, 775 for ever after 2050;
    // a car's 132.0 and 113.3 g a km in 2025 and 2034.
    auto const carbon = path(benefriches_carbon, "1 t/year", 2025, 50);
    CHECK(carbon[0] == within(0.5, 150));
    CHECK(carbon[2] == within(0.5, 184));
    CHECK(carbon[9] == within(0.5, 330));
    CHECK(carbon[49] == within(1e-9, 775));
    auto const cars = path("{points: {2015: 157.2, 2030: 120.9, 2050: 87.2}, unit: EUR/piece, interpolation: geometric, status: expert}",
                           "1 piece/year", 2025, 10);
    CHECK(cars[0] == within(0.05, 132.0));
    CHECK(cars[9] == within(0.05, 113.3));
}

TEST_CASE("a quantity times a price path, discounted, comes out as in Bénéfriches")
{
    // Bénéfriches (ADEME), unit tests, 4.5 %, k = 0 .. : 15 000 t a year over 50 years 145 146 579; 0.225 t a year over 30 years 1 544.
    auto const npv = [](std::string const& tonnes, int years) {
        auto const body = std::string("inputs:\n  price: ") + benefriches_carbon + "\n" + input("tonnes", tonnes) +
                          "effects: {avoided: {to: users, category: carbon, amount: price * tonnes}}\n";
        return evaluated(CaseText{.base_year = 2024, .horizon = years, .timing = "start_of_year", .discount = "4.5 %", .body = body}.text())
            .central.indicators.npv;
    };
    CHECK(npv("15000 t/year", 50) == within(1, 145146579));
    CHECK(npv("0.225 t/year", 30) == within(1, 1544));
    CHECK(npv("225 kg/year", 30) == within(1, 1544));
}

TEST_CASE("the French ratios of casualties")
{
    // An open dbt project citing ONISR: 3 575 000 a death; hospitalised 12.5 % of it, 446 887 as published; lightly injured 0.5 %, 17 875.
    auto const body =
        "inputs:\n"
        "  death: {from: fr.vsl.2021.death}\n" +
        input("deaths", "1 death/year") + input("severe", "12.5 %") + input("light", "0.5 %") +
        "effects:\n"
        "  hospitalised: {to: users, category: safety, amount: death * deaths * severe}\n"
        "  light: {to: users, category: safety, amount: death * deaths * light}\n";
    auto const evaluation = evaluated(CaseText{.horizon = 1, .money = "EUR 2021", .more = "values: fr-2025", .body = body}.text());
    CHECK(line(evaluation.central, "hospitalised").flows[1] == within(15, 446887));
    CHECK(line(evaluation.central, "light").flows[1] == within(1e-6, 17875));
}
