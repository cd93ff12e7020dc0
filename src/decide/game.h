// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

// Cost games: who should pay what of a joint cost, given the cost of every group. Pure functions of a game; any thread, one thread each.
namespace alzette::decide {

// A group of players (Group is the word for who is within an actor): bit i says that player i belongs to it.
using Coalition = std::uint64_t;

constexpr bool has(Coalition group, std::size_t player) { return (group >> player & 1U) != 0; }
constexpr Coalition only(std::size_t player) { return Coalition{1} << player; }
constexpr Coalition everyone(std::size_t players) { return players == 0 ? 0 : ~Coalition{0} >> (64 - players); }

// `costs` writes the cost of each group; the same group always has the same cost, and that of nobody is zero.
struct Game {
    std::size_t players = 0;  // at most limits::sharing_players_max
    std::function<void(std::span<Coalition const> groups, std::span<double> costs)> costs;

    double cost(Coalition group) const;
};

// A sum, a maximum or a minimum over the members of any group, in a handful of steps: that of each eight players is looked up. Numbers are joined
// in the order of the players, so that a group's result does not depend on how one came to it.
class OverMembers {
public:
    enum class Kind { sum, largest, smallest };
    OverMembers(Kind kind, std::span<double const> of_player);
    double operator()(Coalition group) const;  // 0 for nobody

private:
    double join(double a, double b) const;

    Kind kind_;
    double nothing_;
    std::vector<std::array<double, 256>> tables_;
};

// The cost of every group of at most limits::sharing_players_exact_max players, at the group's own number: 8 bytes x 2^players.
std::vector<double> costs_of_all(Game const& game);

// Exact Shapley shares from the costs of all groups.
std::vector<double> shapley_shares(std::span<double const> costs, std::size_t players);

struct SampledShares {
    std::vector<double> shares;       // they sum to the cost of everyone
    std::vector<double> half_widths;  // of the interval with nineteen chances in twenty
    std::uint64_t orders = 0;
};

// Shapley shares from `batches` independent random orders, each taken in every rotation and backwards too, so that every player stands at every place
// equally often. The same seed gives the same bits.
SampledShares sampled_shapley_shares(Game const& game, std::uint64_t seed, std::size_t batches);

// Separable costs, the rest by what is saved against going alone (see SharingRule). Where nobody saves anything the rest is shared equally.
std::vector<double> separable_shares(Game const& game);

// `total` in proportion to weights that are not negative and not all zero.
std::vector<double> proportional_shares(double total, std::span<double const> weights);

// A group whose members' shares come to more than it would cost alone.
struct Excess {
    Coalition group = 0;
    double cost = 0;
    double shares = 0;
    double better_by() const { return shares - cost; }
};

// The groups that are better off alone by more than `tolerance`, the worst first, at most `count_max` of them.
std::vector<Excess> objections(std::span<double const> costs, std::span<double const> shares, double tolerance, std::size_t count_max);
// The same by search: from each player, and from all but each, one player joins or leaves as long as the group gains by it. None found is no proof.
// `tolerance` of each player adds up over a group as independent errors do.
std::vector<Excess> search_objections(Game const& game, std::span<double const> shares, std::span<double const> tolerances, std::size_t count_max);

// Two groups without common member that cost more together than apart.
struct Split {
    Coalition first = 0;
    Coalition second = 0;
    double together = 0;
    double apart = 0;
    double excess() const { return together - apart; }
};

// The worst such pair, nothing where there is none beyond `tolerance`. All pairs of up to 16 players; beyond, one player joining any group, and everyone
// cut in two.
std::optional<Split> dearer_together(std::span<double const> costs, std::size_t players, double tolerance);
// The same where groups are too many: two players, and one joining all others.
std::optional<Split> search_dearer_together(Game const& game, double tolerance);

}  // namespace alzette::decide
