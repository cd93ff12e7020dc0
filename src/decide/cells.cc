// SPDX-License-Identifier: Apache-2.0
#include "decide/cells.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace alzette::decide {

namespace {

// 1 + |y| as a floating-point number is its own logarithmic scale: the exponent and the first digits of its mantissa number the cells.
constexpr int digits = 11;
constexpr int dropped = 52 - digits;
constexpr std::uint64_t one = std::bit_cast<std::uint64_t>(1.0) >> dropped;
constexpr double size_max = 1e12;  // scales away: beyond, a value counts in the last cell

std::size_t cell_of(double size)
{
    auto const kept = size < size_max ? size : size_max;
    return (std::bit_cast<std::uint64_t>(1 + kept) >> dropped) - one;
}

double start_of(std::size_t cell) { return std::bit_cast<double>((one + cell) << dropped) - 1; }

void add_counts(std::vector<std::uint32_t>& counts, std::vector<std::uint32_t> const& more)
{
    counts.resize(std::max(counts.size(), more.size()));
    std::ranges::transform(more, counts, counts.begin(), std::plus<>());
}

}  // namespace

Cells::Frame Cells::frame_of(std::span<double const> examples)
{
    double sum = 0;
    for (auto const value : examples) sum += value;
    auto const mean = examples.empty() ? 0 : sum / static_cast<double>(examples.size());
    double squares = 0;
    for (auto const value : examples) squares += (value - mean) * (value - mean);
    auto const sd = examples.empty() ? 0 : std::sqrt(squares / static_cast<double>(examples.size()));
    return {std::isfinite(mean) ? mean : 0, sd > 0 && std::isfinite(sd) ? sd : std::max(1.0, std::abs(mean))};
}

void Cells::add(double value)
{
    if (!std::isfinite(value)) {
        ++not_finite_;
        return;
    }
    auto const distance = value - frame_.centre;
    auto const y = distance / frame_.scale;
    auto& side = y < 0 ? below_ : above_;
    auto const cell = cell_of(std::abs(y));
    if (cell >= side.size()) side.resize(cell + 1);
    ++side[cell];
    least_ = count_ == 0 ? value : std::min(least_, value);
    most_ = count_ == 0 ? value : std::max(most_, value);
    ++count_;
    positive_ += value > 0 ? 1U : 0U;
    negative_ += value < 0 ? 1U : 0U;
    sum_ += distance;
    squares_ += distance * distance;
    gain_ += std::max(0.0, value);
}

void Cells::add(std::span<double const> values)
{
    for (auto const value : values) add(value);
}

void Cells::add(Cells const& other)
{
    not_finite_ += other.not_finite_;
    if (other.count_ == 0) return;
    least_ = count_ == 0 ? other.least_ : std::min(least_, other.least_);
    most_ = count_ == 0 ? other.most_ : std::max(most_, other.most_);
    count_ += other.count_;
    positive_ += other.positive_;
    negative_ += other.negative_;
    sum_ += other.sum_;
    squares_ += other.squares_;
    gain_ += other.gain_;
    add_counts(above_, other.above_);
    add_counts(below_, other.below_);
}

double Cells::mean() const { return count_ == 0 ? 0 : frame_.centre + sum_ / static_cast<double>(count_); }

double Cells::sd() const
{
    if (count_ == 0) return 0;
    auto const count = static_cast<double>(count_);
    return std::sqrt(std::max(0.0, squares_ / count - (sum_ / count) * (sum_ / count)));
}

// The lower end of a cell, whichever side it is on.
double Cells::edge(std::ptrdiff_t cell) const
{
    auto const y = cell < 0 ? -start_of(static_cast<std::size_t>(-cell)) : start_of(static_cast<std::size_t>(cell));
    return frame_.centre + y * frame_.scale;
}

std::uint32_t Cells::held(std::ptrdiff_t cell) const
{
    return cell < 0 ? below_[static_cast<std::size_t>(-cell - 1)] : above_[static_cast<std::size_t>(cell)];
}

double Cells::quantile(double p) const
{
    if (count_ == 0) return 0;
    // A cell's values stand evenly in it, each in the middle of its part.
    auto const place = p * static_cast<double>(count_ - 1) + 0.5;
    double before = 0;
    for (auto cell = first_cell(); cell < end_cell(); ++cell) {
        auto const here = static_cast<double>(held(cell));
        if (here > 0 && place <= before + here) {
            auto const low = edge(cell);
            return std::clamp(low + (place - before) / here * (edge(cell + 1) - low), least_, most_);
        }
        before += here;
    }
    return most_;
}

double Cells::share_below(double value) const
{
    double before = 0;
    for (auto cell = first_cell(); cell < end_cell(); ++cell) {
        auto const low = edge(cell);
        auto const high = edge(cell + 1);
        if (value <= low) break;
        before += value >= high ? held(cell) : held(cell) * (value - low) / (high - low);
    }
    return count_ == 0 ? 0 : before / static_cast<double>(count_);
}

}  // namespace alzette::decide
