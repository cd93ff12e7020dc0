// SPDX-License-Identifier: Apache-2.0
// The example cases against their expected values.
#include "decide/evaluate.h"
#include "decide/for_test.h"
#include "decide/sharing.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// To the cent.
bool same_cents(double a, double b) { return std::abs(a - b) < 0.005; }

}  // namespace

TEST_CASE("the Strasbourg parking observatory comes out to the cent")
{
    // Expected values: docs/formats/case.md, "Strasbourg", computed by an independent script from the same inputs.
    auto const evaluation = evaluated_file("strasbourg-parking-observatory.yaml");
    auto const& central = evaluation.central;
    CHECK(same_cents(line(central, "time_saved").discounted, 2062897.40));
    CHECK(same_cents(line(central, "fuel_saved").discounted, 283734.44));
    CHECK(same_cents(line(central, "co2_avoided").discounted, 67940.60));
    CHECK(same_cents(line(central, "cleaner_air").discounted, 91740.80));
    CHECK(same_cents(line(central, "equipment").discounted, -410000.00));
    CHECK(same_cents(line(central, "running").discounted, -1097693.18));
    CHECK(same_cents(line(central, "paid_parking").discounted, 628724.62));
    CHECK(same_cents(actor(central, "motorists").total(), 1717907.22));
    CHECK(same_cents(actor(central, "city").total(), -878968.56));
    CHECK(same_cents(actor(central, "residents").total(), 91740.80));
    CHECK(same_cents(actor(central, "climate").total(), 67940.60));
    CHECK(same_cents(central.indicators.public_funds_premium, -175793.71));
    CHECK(same_cents(central.indicators.npv, 822826.34));
    CHECK(*central.indicators.npv_per_public_euro == Approx(0.936127).epsilon(1e-6));
    CHECK(*central.indicators.npv_per_cost == Approx(0.545752).epsilon(1e-6));
    CHECK(*central.indicators.bcr == Approx(1.662350).epsilon(1e-6));
    REQUIRE(evaluation.thresholds.size() == 4);
    double const expected[] = {0.0671699, 0.1127611, 0.1453724, 0.0782026};
    for (std::size_t i = 0; i < 4; ++i) {
        REQUIRE(evaluation.thresholds[i].values.size() == 1);
        CHECK(evaluation.thresholds[i].values[0] == Approx(expected[i]).epsilon(1e-6));
        CHECK(evaluation.thresholds[i].inside_range);
    }
    CHECK(evaluation.verdict.outcome == Outcome::not_settled);
    CHECK(evaluation.verdict.carried_by == "reduction");
}

TEST_CASE("the Strasbourg case at a flat 4.5 %")
{
    auto const evaluation = evaluated_file("strasbourg-parking-observatory.yaml", {.discount = "4.5 %"});
    CHECK(same_cents(evaluation.central.indicators.npv, 722280.69));
    CHECK(*evaluation.central.indicators.npv_per_public_euro == Approx(0.846541).epsilon(1e-6));
    CHECK(*evaluation.central.indicators.bcr == Approx(1.620666).epsilon(1e-6));
}

TEST_CASE("the other example cases run as they stand")
{
    auto const counter = evaluated_file("hautes-alpes-remote-counter.yaml");
    CHECK(counter.central.indicators.npv < 0);
    REQUIRE(counter.thresholds.size() == 1);
    CHECK(counter.thresholds[0].values.size() == 1);
    auto const village = evaluated_file("ville50.yaml");
    CHECK(std::isfinite(village.central.indicators.npv));
}

TEST_CASE("the five communes of the invented counter share its cost by what each makes dearer")
{
    auto const evaluation = evaluated_file("haut-val-shared-counter.yaml");
    REQUIRE(evaluation.sharing);
    auto const& sharing = *evaluation.sharing;
    // By hand: 15 000 / 5; 2 500 a counter; 6 a visit; the line in stretches of 2, 1, 1, 1 and 6 km at 300, each shared by those beyond its start.
    std::vector const expected{3000 + 5000 + 6000 + 120 + 75 + 100.0, 3000 + 5000 + 7800 + 120.0, 3000 + 2500 + 1800 + 120 + 75 + 100 + 150 + 1800.0,
                               3000 + 2500 + 1080 + 120 + 75.0, 3000 + 2500 + 720 + 120 + 75 + 100 + 150.0};
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(sharing.players[i].share == Approx(expected[i]).epsilon(1e-12));
    CHECK(sharing.stable());
    CHECK(sharing.total == Approx(-line(evaluation.central, "running").flows[1]));
    CHECK(evaluation.warnings.empty());
}
