// SPDX-License-Identifier: Apache-2.0
#include "decide/game.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <doctest/doctest.h>
#include <map>
#include <numeric>
#include <rapidcheck.h>

using namespace alzette::decide;
using doctest::Approx;

namespace {

using Kind = OverMembers::Kind;

// What each player needs, and the largest need is what a group pays: an airport's runway.
Game runway(std::vector<double> const& needs)
{
    auto const largest = OverMembers(Kind::largest, needs);
    return {needs.size(), [largest](std::span<Coalition const> groups, std::span<double> costs) { std::ranges::transform(groups, costs.begin(), largest); }};
}

Game of(std::size_t players, std::vector<double> costs)
{
    return {players, [costs = std::move(costs)](std::span<Coalition const> groups, std::span<double> out) {
                for (std::size_t i = 0; i < groups.size(); ++i) out[i] = costs[groups[i]];
            }};
}

std::vector<double> exact(Game const& game) { return shapley_shares(costs_of_all(game), game.players); }

double sum(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Any game at all: each group's cost is drawn, that of nobody is zero.
rc::Gen<Game> any_game()
{
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 8), [](std::size_t players) {
        return rc::gen::map(rc::gen::container<std::vector<int>>(std::size_t{1} << players, rc::gen::inRange(0, 1'000)), [players](auto drawn) {
            std::vector<double> costs(drawn.begin(), drawn.end());
            costs[0] = 0;
            return of(players, costs);
        });
    });
}

rc::Gen<std::vector<double>> any_needs(std::size_t least = 2, std::size_t most = 8)
{
    return rc::gen::mapcat(rc::gen::inRange(least, most), [](std::size_t players) {
        return rc::gen::container<std::vector<double>>(players, rc::gen::map(rc::gen::inRange(0, 500), [](int need) { return need / 4.0; }));
    });
}

void check_property(bool holds) { CHECK(holds); }

}  // namespace

TEST_CASE("a runway is paid for by those who need each stretch of it")
{
    // Littlechild and Owen 1973, "A simple expression for the Shapley value in a special case": 8, 11, 13, 18 -> 2, 3, 4, 9.
    auto const shares = exact(runway({8, 11, 13, 18}));
    std::vector const expected{2.0, 3.0, 4.0, 9.0};
    for (std::size_t i = 0; i < 4; ++i) CHECK(shares[i] == Approx(expected[i]).epsilon(1e-12));
}

TEST_CASE("a longer last stretch is paid by the one who needs it")
{
    // By hand: 1500 / 3; + 700 / 2; + 800, then + 1300.
    auto const shorter = exact(runway({1500, 2200, 3000}));
    auto const longer = exact(runway({1500, 2200, 3500}));
    std::vector const expected{500.0, 850.0, 1650.0, 500.0, 850.0, 2150.0};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(shorter[i] == Approx(expected[i]).epsilon(1e-12));
        CHECK(longer[i] == Approx(expected[3 + i]).epsilon(1e-12));
    }
}

TEST_CASE("Shapley shares add up to the cost of everyone")
{
    check_property(rc::check([] {
        auto const game = *any_game();
        RC_ASSERT(std::abs(sum(exact(game)) - game.cost(everyone(game.players))) < 1e-9);
    }));
}

TEST_CASE("players who cost the same in every group pay the same")
{
    check_property(rc::check([] {
        auto needs = *any_needs();
        needs.back() = needs.front();
        auto const shares = exact(runway(needs));
        RC_ASSERT(std::abs(shares.back() - shares.front()) < 1e-9);
    }));
}

TEST_CASE("a player who adds nothing to any group pays nothing, exactly or sampled")
{
    check_property(rc::check([] {
        auto needs = *any_needs();
        needs.push_back(0);
        RC_ASSERT(exact(runway(needs)).back() == 0);
        RC_ASSERT(sampled_shapley_shares(runway(needs), 1, 2).shares.back() == 0);
    }));
}

TEST_CASE("the shares of two costs together are the sums of the shares of each")
{
    check_property(rc::check([] {
        auto const first = *any_needs(5, 6);
        auto const second = *any_needs(5, 6);
        auto const both = Game{5, [a = runway(first), b = runway(second)](std::span<Coalition const> groups, std::span<double> costs) {
                                   for (std::size_t i = 0; i < groups.size(); ++i) costs[i] = a.cost(groups[i]) + b.cost(groups[i]);
                               }};
        for (std::size_t i = 0; i < 5; ++i) RC_ASSERT(std::abs(exact(both)[i] - exact(runway(first))[i] - exact(runway(second))[i]) < 1e-9);
    }));
}

TEST_CASE("sampled shares agree with the exact ones, add up, and keep their bits")
{
    check_property(rc::check([](std::uint64_t seed) {
        auto const needs = *any_needs(4, 12);
        auto const game = runway(needs);
        auto const wanted = exact(game);
        auto const sampled = sampled_shapley_shares(game, seed, 256);
        RC_ASSERT(std::abs(sum(sampled.shares) - game.cost(everyone(game.players))) < 1e-9);
        // The interval holds two standard errors; six are missed once in hundreds of millions, were the errors quite normal.
        for (std::size_t i = 0; i < wanted.size(); ++i) RC_ASSERT(std::abs(sampled.shares[i] - wanted[i]) <= 3 * sampled.half_widths[i] + 1e-9);
        RC_ASSERT(sampled_shapley_shares(game, seed, 256).shares == sampled.shares);
    }));
}

TEST_CASE("the interval of a sampled share holds the exact one about nineteen times in twenty")
{
    // Not additive, so that the order matters: the square of the need.
    std::vector const needs{1.0, 2.0, 3.0, 5.0, 8.0, 13.0};
    auto const total = OverMembers(Kind::sum, needs);
    auto const largest = OverMembers(Kind::largest, needs);
    Game const game{needs.size(), [&](std::span<Coalition const> groups, std::span<double> costs) {
                        for (std::size_t i = 0; i < groups.size(); ++i) costs[i] = std::sqrt(total(groups[i])) * largest(groups[i]);
                    }};
    auto const wanted = exact(game);
    auto held = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        auto const sampled = sampled_shapley_shares(game, seed, 30);
        held += std::abs(sampled.shares[3] - wanted[3]) <= sampled.half_widths[3] ? 1 : 0;
    }
    // By hand: a share of 0.95 of 400 has a standard deviation of 4.4; with 30 batches the normal interval is a little narrow (0.94).
    CHECK(held >= 400 * 0.94 - 4 * 4.8);
    CHECK(held <= 400 * 0.95 + 4 * 4.4);
}

TEST_CASE("sums, largest and smallest over members are those of the members one by one")
{
    check_property(rc::check([](Coalition drawn) {
        auto const values = *any_needs(2, 40);
        auto const group = drawn & everyone(values.size());
        auto total = 0.0;
        auto largest = 0.0;
        auto smallest = group == 0 ? 0.0 : 1e9;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!has(group, i)) continue;
            total += values[i];
            largest = std::max(largest, values[i]);
            smallest = std::min(smallest, values[i]);
        }
        RC_ASSERT(OverMembers(Kind::sum, values)(group) == total);  // quarters add up without rounding
        RC_ASSERT(OverMembers(Kind::largest, values)(group) == largest);
        RC_ASSERT(OverMembers(Kind::smallest, values)(group) == smallest);
    }));
}

TEST_CASE("separable costs are paid by who causes them, the rest by what is saved")
{
    // By hand: alone 6, 8, 10; without one 14, 13, 11 of 18 for all, so separable 4, 5, 7; the rest 2 goes by what is saved: 2, 3, 3 of 8.
    auto const shares = separable_shares(of(3, {0, 6, 8, 11, 10, 13, 14, 18}));
    std::vector const expected{4 + 2 * 2 / 8.0, 5 + 2 * 3 / 8.0, 7 + 2 * 3 / 8.0};
    for (std::size_t i = 0; i < 3; ++i) CHECK(shares[i] == Approx(expected[i]).epsilon(1e-12));
    // Each on its own and nothing to save: what each costs.
    CHECK(separable_shares(of(2, {0, 3, 4, 7})) == std::vector<double>{3, 4});
}

TEST_CASE("a group that would be better off alone is found, the worst first")
{
    // Equal shares of 18: the first three need little. By hand: one alone 4.5 - 8 < 0; {8, 11} 9 - 11 < 0; {8, 11, 13} 13.5 - 13.
    auto const costs = costs_of_all(runway({8, 11, 13, 18}));
    auto const found = objections(costs, std::vector<double>(4, 4.5), 1e-9, 3);
    REQUIRE(found.size() == 1);
    CHECK(found[0].group == 0b0111);
    CHECK(found[0].better_by() == 0.5);
    CHECK(objections(costs, exact(runway({8, 11, 13, 18})), 1e-9, 3).empty());
    auto const unfair = objections(costs, std::vector<double>{18, 0, 0, 0}, 1e-9, 2);
    REQUIRE(unfair.size() == 2);
    CHECK(unfair[0].group == 0b0001);
    CHECK(unfair[0].better_by() == 10);
    CHECK(unfair[1].group == 0b0011);
}

TEST_CASE("the search finds the worst group where all groups are known")
{
    check_property(rc::check([] {
        auto const needs = *any_needs();
        auto const game = runway(needs);
        auto const total = game.cost(everyone(game.players));
        std::vector const shares(needs.size(), total / static_cast<double>(needs.size()));
        std::vector const tolerances(needs.size(), 1e-6);
        auto const all = objections(costs_of_all(game), shares, 1e-5, 1);
        auto const searched = search_objections(game, shares, tolerances, 1);
        RC_ASSERT(searched.empty() == all.empty());
        if (!all.empty()) RC_ASSERT(std::abs(searched[0].better_by() - all[0].better_by()) < 1e-9);
    }));
}

TEST_CASE("groups that cost more together than apart are found")
{
    CHECK_FALSE(dearer_together(costs_of_all(runway({8, 11, 13, 18})), 4, 1e-9));
    // By hand: the second and the third cost 5 + 5 apart and 13 together; with the first all costs are those of one more.
    auto const game = of(3, {0, 1, 5, 6, 5, 6, 13, 14});
    auto const split = dearer_together(costs_of_all(game), 3, 1e-9);
    REQUIRE(split);
    CHECK(split->excess() == 3);
    CHECK((split->first | split->second) == 0b110);
    auto const searched = search_dearer_together(game, 1e-9);
    REQUIRE(searched);
    CHECK(searched->excess() == 3);
}

TEST_CASE("beyond sixteen players one player who joins at a loss is still found")
{
    // The square of the number of members: the more join, the dearer.
    Game const game{17, [](std::span<Coalition const> groups, std::span<double> costs) {
                        std::ranges::transform(groups, costs.begin(), [](Coalition group) { return std::pow(std::popcount(group), 2); });
                    }};
    auto const split = dearer_together(costs_of_all(game), 17, 1e-9);
    REQUIRE(split);
    CHECK(split->excess() == 17 * 17 - 8 * 8 - 9 * 9);  // by hand: everyone in two halves
}
