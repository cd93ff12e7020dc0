// SPDX-License-Identifier: Apache-2.0
// Indicators against published worked examples and the identities official guides state.
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

TEST_CASE("optimism bias, then the cost of public funds")
{
    // Package greenbook, test-invariants.R: cost 100 at 0, benefits 10 in years 1 to 29, bias 20 % half mitigated, funds +20 %, 3.5 %:
    // adjusted cost 132, benefits 180.357670, net 48.357670.
    auto const body = "inputs:\n" + input("cost", "100 GBP") + input("gain", "10 GBP/year") +
                      "effects:\n"
                      "  cost: {by: city, category: investment, amount: cost, at: 0, optimism: 20 %, mitigated: 50 %}\n"
                      "  gain: {to: users, category: any, amount: gain}\n";
    auto const evaluation =
        evaluated(CaseText{.horizon = 29, .money = "GBP 2022", .discount = "3.5 %", .more = "public_funds: 1.2", .body = body}.text());
    auto const& indicators = evaluation.central.indicators;
    CHECK(indicators.costs == within(1e-9, 110));
    CHECK(indicators.public_outlay == within(1e-9, 110));
    CHECK(indicators.costs - indicators.public_funds_premium == within(1e-6, 132));
    CHECK(indicators.benefits == within(1e-6, 180.357670));
    CHECK(indicators.npv == within(1e-6, 48.357670));
}

TEST_CASE("welfare weights of the European guide")
{
    // European Commission, Guide to Cost-Benefit Analysis (2008), table E.1, page 216: (mean / income)^elasticity.
    double const incomes[] = {0.75, 0.90, 1.80};
    double const elasticities[] = {0.3, 0.7, 1.2};
    double const printed[3][3] = {{0.9173, 0.8176, 0.7081}, {0.9689, 0.9289, 0.8812}, {1.1928, 1.5090, 2.0245}};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t e = 0; e < 3; ++e) {
            // The table's ratio is mean over income; a case states income over mean.
            auto const body = "inputs:\n" + input("gain", "100 EUR/year") +
                              "effects: {gain: {to: users, category: any, amount: gain}}\n"
                              "groups: {some: {of: users, share: 100 %, income: " +
                              figure(1 / incomes[i]) + "}}\n";
            auto const more = "welfare_elasticity: " + figure(elasticities[e]);
            auto const evaluation = evaluated(CaseText{.horizon = 1, .discount = "0 %", .more = more, .body = body}.text());
            CHECK(evaluation.central.groups[0].weight == within(5.1e-5, printed[i][e]));
            CHECK(*evaluation.central.npv_weighted == within(0.0051, 100 * printed[i][e]));
            CHECK(evaluation.central.indicators.npv == within(1e-9, 100));
        }
    }
}

TEST_CASE("rates of return of the numpy-financial documentation, and a flag where they may mislead")
{
    // numpy-financial, irr and npv: docstrings.
    struct Expected {
        std::vector<double> amounts;
        double rate;
        int sign_changes;
    };
    Expected const all[] = {{{-100, 39, 59, 55, 20}, 0.28095, 1},
                            {{-100, 0, 0, 74}, -0.0955, 1},
                            {{-100, 100, 0, -7}, -0.0833, 2},
                            {{-100, 100, 0, 7}, 0.06206, 1},
                            {{-5, 10.5, 1, -8, 1}, 0.0886, 3}};
    for (auto const& expected : all) {
        auto const horizon = static_cast<int>(expected.amounts.size()) - 1;
        auto const evaluation = evaluated(CaseText{.horizon = horizon, .body = yearly_amounts(expected.amounts)}.text());
        auto const& indicators = evaluation.central.indicators;
        CHECK(indicators.sign_changes == expected.sign_changes);
        CHECK((expected.sign_changes > 1 || indicators.irr.size() == 1));
        CHECK(std::ranges::any_of(indicators.irr, [&](double rate) { return std::abs(rate - expected.rate) < 5e-5; }));
    }
    // Every root of the third and the fifth, by bisection of their polynomials in 1 / (1 + rate).
    auto const rates = [](std::vector<double> const& amounts) {
        return evaluated(CaseText{.horizon = static_cast<int>(amounts.size()) - 1, .body = yearly_amounts(amounts)}.text())
            .central.indicators.irr;
    };
    auto const third = rates({-100, 100, 0, -7});
    REQUIRE(third.size() == 2);
    CHECK(third[0] == within(1e-12, -0.6788943736323865));
    CHECK(third[1] == within(1e-12, -0.0832996661849326));
    auto const fifth = rates({-5, 10.5, 1, -8, 1});
    REQUIRE(fifth.size() == 3);
    CHECK(fifth[0] == within(1e-12, -0.8702012474847411));
    CHECK(fifth[1] == within(1e-12, 0.0885983385277556));
    CHECK(fifth[2] == within(1e-12, 0.7095595276861839));
    auto const first = evaluated(CaseText{.horizon = 4, .discount = "28.1 %", .body = yearly_amounts({-100, 39, 59, 55, 20})}.text());
    CHECK(first.central.indicators.npv == within(5e-8, -0.0084786));
}

TEST_CASE("a health measure over ten years without discounting")
{
    // healthiar, tests after Chen and others 2015: 19 800 x 541 000 - 8.2e9 and 197 000 x 541 000 - 5.23e8.
    auto const npv = [](std::string const& lives, std::string const& cost) {
        auto const body = "units: [life]\ninputs:\n" + input("lives", lives) + input("worth", "541000 USD/life") + input("cost", cost) +
                          "effects:\n"
                          "  saved: {to: users, category: health, amount: lives * worth, at: 10}\n"
                          "  cost: {by: city, category: investment, amount: cost, at: 10}\n";
        return evaluated(CaseText{.money = "USD 2015", .discount = "0 %", .body = body}.text()).central.indicators.npv;
    };
    CHECK(npv("19800 life", "8.2e9 USD") == 2'511'800'000);
    CHECK(npv("197000 life", "5.23e8 USD") == 106'054'000'000);
}

TEST_CASE("the British smart meters: the programme's totals give its net benefit and its ratio")
{
    // BEIS 2019: costs 13.5, benefits 19.4 billion, net 5.9, ratio 1.44.
    auto const body = "inputs:\n" + input("cost", "13.5e9 GBP") + input("benefit", "19.4e9 GBP") +
                      "effects:\n"
                      "  cost: {by: shop, category: any, amount: cost, at: 0}\n"
                      "  benefit: {to: users, category: any, amount: benefit, at: 0}\n";
    auto const both = evaluated(CaseText{.money = "GBP 2011", .body = body}.text());
    CHECK(both.central.indicators.npv == within(1, 5.9e9));
    CHECK(*both.central.indicators.bcr == within(0.005, 1.44));
}

namespace {

// Costs on public and other actors, a benefit, a negative benefit that may stand on either side, and transfers.
std::string mixed_case(std::string const& nuisance_side, std::string const& transfers = {}, std::string const& more = "public_funds: 1")
{
    auto const body = "inputs:\n" + input("works", "500 EUR") + input("running", "30 EUR/year") + input("fitting", "12 EUR/year") +
                      input("gain", "150 EUR/year") + input("nuisance", "9 EUR/year") + input("fee", "20 EUR/year") +
                      "effects:\n"
                      "  works: {by: city, category: investment, amount: works, at: 0}\n"
                      "  running: {by: city, category: operation, amount: running}\n"
                      "  fitting: {by: shop, category: operation, amount: fitting}\n"
                      "  gain: {to: users, category: time, amount: gain}\n"
                      "  nuisance: {" +
                      nuisance_side + "}\n" + transfers;
    return CaseText{.more = more, .body = body}.text();
}

}  // namespace

TEST_CASE("the return on public sector cost is one more than the net value per public euro")
{
    // HM Treasury, The Green Book 2026, table 10: RPSC = (PVB - PVC of others) / PVC public; hence 1 + NPSV / PVC public.
    auto const evaluation = evaluated(mixed_case("by: users, category: noise, amount: nuisance"));
    auto const& indicators = evaluation.central.indicators;
    CHECK(*indicators.bcr_public == Approx(1 + indicators.npv / indicators.public_outlay).epsilon(1e-13));
    CHECK(*indicators.bcr_public == Approx(1 + *indicators.npv_per_public_euro).epsilon(1e-13));
    // With fees paid to the city too: they move from the public outlay to the others, both ways of writing the return agree.
    auto const fees =
        evaluated(mixed_case("by: users, category: noise, amount: nuisance", "transfers: {fees: {from: users, to: city, amount: fee}}\n"));
    CHECK(fees.central.indicators.npv == Approx(indicators.npv).epsilon(1e-13));
    CHECK(*fees.central.indicators.bcr_public == Approx(1 + *fees.central.indicators.npv_per_public_euro).epsilon(1e-13));
}

TEST_CASE("moving an item between numerator and denominator changes the benefit-cost ratio only")
{
    // HM Treasury, The Green Book 2026, para 6.95.
    auto const as_cost = evaluated(mixed_case("by: users, category: noise, amount: nuisance", {}, "public_funds: 1.2")).central.indicators;
    auto const as_negative_gain =
        evaluated(mixed_case("to: users, category: noise, amount: -nuisance", {}, "public_funds: 1.2")).central.indicators;
    CHECK(*as_cost.bcr != Approx(*as_negative_gain.bcr).epsilon(1e-3));
    CHECK(as_cost.npv == Approx(as_negative_gain.npv).epsilon(1e-13));
    CHECK(*as_cost.bcr_public == Approx(*as_negative_gain.bcr_public).epsilon(1e-13));
    CHECK(*as_cost.npv_per_public_euro == Approx(*as_negative_gain.npv_per_public_euro).epsilon(1e-13));
    CHECK(as_cost.irr == as_negative_gain.irr);
}

TEST_CASE("a transfer written as a gain and a cost leaves the net value and pulls the ratio towards one")
{
    // HM Treasury, The Green Book 2026, para 6.95: adding a transfer to both sides moves the ratio towards 1.
    auto const plain = evaluated(mixed_case("by: users, category: noise, amount: nuisance")).central.indicators;
    auto const doubled =
        evaluated(mixed_case("by: users, category: noise, amount: nuisance",
                             "  fee_paid: {by: users, category: fee, amount: fee}\n  fee_kept: {to: shop, category: fee, amount: fee}\n"))
            .central.indicators;
    CHECK(doubled.npv == Approx(plain.npv).epsilon(1e-13));
    CHECK(std::abs(*doubled.bcr - 1) < std::abs(*plain.bcr - 1));
    // As a transfer it moves neither.
    auto const transfer =
        evaluated(mixed_case("by: users, category: noise, amount: nuisance", "transfers: {fee: {from: users, to: shop, amount: fee}}\n"))
            .central.indicators;
    CHECK(transfer.npv == Approx(plain.npv).epsilon(1e-13));
    CHECK(*transfer.bcr == Approx(*plain.bcr).epsilon(1e-13));
}
