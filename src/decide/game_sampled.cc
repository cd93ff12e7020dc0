// SPDX-License-Identifier: Apache-2.0
#include "decide/game.h"

#include "formula/random.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace alzette::decide {

namespace {

constexpr double normal_quantile_975 = 1.959963984540054;

std::vector<std::size_t> random_order(std::size_t players, std::uint64_t seed, std::uint64_t batch)
{
    std::vector<std::size_t> order(players);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (auto left = players; left > 1; --left) {
        auto const bits = formula::random_bits(seed, batch, left)[0];
        std::swap(order[left - 1], order[std::uint64_t{bits} * left >> 32U]);
    }
    return order;
}

// A circle of players. Who joins first of a rotation of it, forwards or backwards, is a stretch of the circle: all stretches serve all orders.
class Circle {
public:
    explicit Circle(std::vector<std::size_t> order) : order_(std::move(order)), groups_(order_.size() * (order_.size() + 1)), costs_(groups_.size())
    {
        for (std::size_t start = 0; start < size(); ++start)
            for (std::size_t length = 1; length <= size(); ++length)
                groups_[index(start, length)] = groups_[index(start, length - 1)] | only(order_[(start + length - 1) % size()]);
    }

    // Adds to `shares` what each player adds to those before, as a mean over all rotations in both directions.
    void add(Game const& game, std::vector<double>& shares)
    {
        game.costs(groups_, costs_);
        auto const orders = 2 * static_cast<double>(size());
        for (std::size_t place = 0; place < size(); ++place) {
            auto added = 0.0;
            for (std::size_t before = 0; before < size(); ++before) {
                auto const start = (place + size() - before) % size();
                added += costs_[index(start, before + 1)] - costs_[index(start, before)];
                added += costs_[index(place, before + 1)] - costs_[index((place + 1) % size(), before)];
            }
            shares[order_[place]] += added / orders;
        }
    }

private:
    std::size_t size() const { return order_.size(); }
    std::size_t index(std::size_t start, std::size_t length) const { return start * (size() + 1) + length; }

    std::vector<std::size_t> order_;
    std::vector<Coalition> groups_;
    std::vector<double> costs_;
};

}  // namespace

SampledShares sampled_shapley_shares(Game const& game, std::uint64_t seed, std::size_t batches)
{
    auto const count = static_cast<double>(batches);
    SampledShares sampled;
    sampled.orders = 2 * game.players * batches;
    // Welford's mean and sum of squared deviations.
    sampled.shares.resize(game.players);
    std::vector<double> squares(game.players);
    for (std::size_t batch = 0; batch < batches; ++batch) {
        std::vector<double> shares(game.players);
        Circle(random_order(game.players, seed, batch)).add(game, shares);
        for (std::size_t player = 0; player < game.players; ++player) {
            auto const off = shares[player] - sampled.shares[player];
            sampled.shares[player] += off / static_cast<double>(batch + 1);
            squares[player] += off * (shares[player] - sampled.shares[player]);
        }
    }
    for (auto const square : squares) sampled.half_widths.push_back(normal_quantile_975 * std::sqrt(square / (count * (count - 1))));
    return sampled;
}

}  // namespace alzette::decide
