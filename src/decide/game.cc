// SPDX-License-Identifier: Apache-2.0
#include "decide/game.h"

#include "base/check.h"
#include "base/limits_sharing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace alzette::decide {

namespace {

constexpr std::size_t players_a_table = 8;
constexpr std::size_t groups_at_once = 1 << 12;

double sum_of(std::span<double const> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

double Game::cost(Coalition group) const
{
    double cost_of_group = 0;
    costs({&group, 1}, {&cost_of_group, 1});
    return cost_of_group;
}

OverMembers::OverMembers(Kind kind, std::span<double const> of_player) : kind_(kind)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    nothing_ = kind == Kind::sum ? 0 : kind == Kind::largest ? -infinity : infinity;
    for (std::size_t first = 0; first < of_player.size(); first += players_a_table) {
        auto& table = tables_.emplace_back();
        table.fill(nothing_);
        auto const here = of_player.subspan(first, std::min(players_a_table, of_player.size() - first));
        for (std::size_t player = 0; player < here.size(); ++player)
            for (std::size_t others = 0; others < std::size_t{1} << player; ++others)
                table[others | std::size_t{1} << player] = join(table[others], here[player]);
    }
}

// Not a number stays so, whichever side it is on.
double OverMembers::join(double a, double b) const
{
    if (kind_ == Kind::sum) return a + b;
    if (std::isnan(a) || std::isnan(b)) return std::nan("");
    return kind_ == Kind::largest ? std::max(a, b) : std::min(a, b);
}

double OverMembers::operator()(Coalition group) const
{
    if (group == 0) return 0;
    auto result = nothing_;
    for (std::size_t i = 0; i < tables_.size(); ++i) result = join(result, tables_[i][group >> (i * players_a_table) & 0xFFU]);
    return result;
}

std::vector<double> costs_of_all(Game const& game)
{
    CHECK_THAT(game.players <= base::limits::sharing_players_exact_max);
    std::vector<double> costs(std::size_t{1} << game.players);
    std::vector<Coalition> groups(std::min(groups_at_once, costs.size()));
    for (std::size_t first = 0; first < costs.size(); first += groups.size()) {
        std::iota(groups.begin(), groups.end(), Coalition{first});
        game.costs(groups, std::span(costs).subspan(first, groups.size()));
    }
    return costs;
}

std::vector<double> shapley_shares(std::span<double const> costs, std::size_t players)
{
    std::vector<double> weights(players);  // of what a player adds to a group of so many: 1 / (players x ways to choose the group from the others)
    auto ways = 1.0;
    for (std::size_t size = 0; size < players; ++size) {
        weights[size] = 1 / (static_cast<double>(players) * ways);
        ways = ways * static_cast<double>(players - 1 - size) / static_cast<double>(size + 1);
    }
    std::vector<double> shares(players);
    for (std::size_t player = 0; player < players; ++player) {
        std::vector<double> added(players);  // by the size of the group joined
        for (Coalition group = 0; group < costs.size(); ++group)
            if (!has(group, player)) added[static_cast<std::size_t>(std::popcount(group))] += costs[group | only(player)] - costs[group];
        for (std::size_t size = 0; size < players; ++size) shares[player] += weights[size] * added[size];
    }
    return shares;
}

std::vector<double> separable_shares(Game const& game)
{
    auto const all = everyone(game.players);
    auto const total = game.cost(all);
    std::vector<double> separable;
    std::vector<double> saved;
    for (std::size_t player = 0; player < game.players; ++player) {
        separable.push_back(total - game.cost(all & ~only(player)));
        saved.push_back(std::max(0.0, game.cost(only(player)) - separable.back()));
    }
    auto const rest = total - sum_of(separable);
    auto const nobody_saves = !(sum_of(saved) > 0);
    auto shares = proportional_shares(rest, nobody_saves ? std::vector<double>(game.players, 1.0) : saved);
    for (std::size_t player = 0; player < game.players; ++player) shares[player] += separable[player];
    return shares;
}

std::vector<double> proportional_shares(double total, std::span<double const> weights)
{
    auto const sum = sum_of(weights);
    CHECK_THAT(sum > 0);
    std::vector<double> shares;
    for (auto const weight : weights) shares.push_back(total * (weight / sum));
    return shares;
}

}  // namespace alzette::decide
