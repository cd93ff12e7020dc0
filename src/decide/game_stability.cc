// SPDX-License-Identifier: Apache-2.0
#include "decide/game.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace alzette::decide {

namespace {

constexpr std::size_t pairs_players_max = 16;  // 3^16 / 2 pairs take a tenth of a second; each player more takes three times as long

// The worst few, each group once. Of two alike the one with the smaller number comes first.
class Worst {
public:
    explicit Worst(std::size_t count_max) : count_max_(count_max) {}

    void add(Excess const& excess)
    {
        auto const worse = [](Excess const& a, Excess const& b) { return std::tuple(-a.better_by(), a.group) < std::tuple(-b.better_by(), b.group); };
        if (kept_.size() == count_max_ && !worse(excess, kept_.back())) return;
        if (std::ranges::find(kept_, excess.group, &Excess::group) != kept_.end()) return;
        kept_.insert(std::ranges::upper_bound(kept_, excess, worse), excess);
        if (kept_.size() > count_max_) kept_.pop_back();
    }
    std::vector<Excess> take() && { return std::move(kept_); }

private:
    std::size_t count_max_;
    std::vector<Excess> kept_;
};

class Climber {
public:
    Climber(Game const& game, std::span<double const> shares, std::span<double const> tolerances)
        : game_(game), shares_(OverMembers::Kind::sum, shares), neighbours_(game.players), costs_(game.players)
    {
        std::vector<double> squares;
        for (auto const tolerance : tolerances) squares.push_back(tolerance * tolerance);
        squares_.emplace(OverMembers::Kind::sum, squares);
    }

    // Goes uphill from a group, by one player who joins or leaves, and tells the top.
    void climb(Coalition start, Worst& worst)
    {
        auto top = excess_of(start, game_.cost(start));
        for (;;) {
            for (std::size_t player = 0; player < neighbours_.size(); ++player) neighbours_[player] = top.group ^ only(player);
            game_.costs(neighbours_, costs_);
            auto best = top;
            for (std::size_t player = 0; player < neighbours_.size(); ++player) {
                auto const next = excess_of(neighbours_[player], costs_[player]);
                if (next.group != 0 && next.better_by() > best.better_by()) best = next;
            }
            if (best.group == top.group) break;
            top = best;
        }
        if (top.better_by() > std::sqrt((*squares_)(top.group))) worst.add(top);
    }

private:
    Excess excess_of(Coalition group, double cost) const { return {group, cost, shares_(group)}; }

    Game const& game_;
    OverMembers shares_;
    std::optional<OverMembers> squares_;
    std::vector<Coalition> neighbours_;
    std::vector<double> costs_;
};

void keep_worse(std::optional<Split>& worst, Split const& split, double tolerance)
{
    if (split.excess() > std::max(tolerance, worst ? worst->excess() : 0)) worst = split;
}

}  // namespace

std::vector<Excess> objections(std::span<double const> costs, std::span<double const> shares, double tolerance, std::size_t count_max)
{
    OverMembers const of_members(OverMembers::Kind::sum, shares);
    Worst worst(count_max);
    for (Coalition group = 1; group + 1 < costs.size(); ++group) {
        auto const excess = Excess{group, costs[group], of_members(group)};
        if (excess.better_by() > tolerance) worst.add(excess);
    }
    return std::move(worst).take();
}

std::vector<Excess> search_objections(Game const& game, std::span<double const> shares, std::span<double const> tolerances, std::size_t count_max)
{
    Worst worst(count_max);
    Climber climber(game, shares, tolerances);
    for (std::size_t player = 0; player < game.players; ++player) {
        climber.climb(only(player), worst);
        climber.climb(everyone(game.players) & ~only(player), worst);
    }
    return std::move(worst).take();
}

std::optional<Split> dearer_together(std::span<double const> costs, std::size_t players, double tolerance)
{
    std::optional<Split> worst;
    auto const try_split = [&](Coalition all, Coalition first) {
        keep_worse(worst, {first, all & ~first, costs[all], costs[first] + costs[all & ~first]}, tolerance);
    };
    if (players <= pairs_players_max) {
        for (Coalition all = 1; all < costs.size(); ++all) {
            auto const others = all & (all - 1);  // the first member stays in the first group, so that each pair comes once
            for (auto second = others; second != 0; second = (second - 1) & others) try_split(all, all & ~second);
        }
        return worst;
    }
    auto const all = everyone(players);
    for (Coalition first = 1; first < all; ++first) {
        if (has(first, 0)) try_split(all, first);
        for (std::size_t player = 0; player < players; ++player)
            if (!has(first, player)) try_split(first | only(player), only(player));
    }
    return worst;
}

std::optional<Split> search_dearer_together(Game const& game, double tolerance)
{
    std::optional<Split> worst;
    auto const all = everyone(game.players);
    auto const try_split = [&](Coalition first, Coalition second) {
        keep_worse(worst, {first, second, game.cost(first | second), game.cost(first) + game.cost(second)}, tolerance);
    };
    for (std::size_t a = 0; a < game.players; ++a) {
        try_split(only(a), all & ~only(a));
        for (std::size_t b = 0; b < a; ++b) try_split(only(b), only(a));
    }
    return worst;
}

}  // namespace alzette::decide
