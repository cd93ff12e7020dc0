// SPDX-License-Identifier: Apache-2.0
#include "decide/choice.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace alzette::decide {

namespace {

constexpr double rounding = 1e-9;

double slack_of(double limit) { return std::isfinite(limit) ? rounding * std::max(1.0, std::abs(limit)) : 0; }

// The least and the most the weights can sum to, at most one candidate of each group.
struct Reach {
    double least = 0;
    double most = 0;
};

Reach reach_of(ChoiceLimit const& limit, std::vector<std::size_t> const& groups)
{
    std::map<std::size_t, Reach> by_group;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto& reach = by_group[groups[i]];
        reach.least = std::min(reach.least, limit.weights[i]);
        reach.most = std::max(reach.most, limit.weights[i]);
    }
    Reach all;
    for (auto const& [group, reach] : by_group) {
        all.least += reach.least;
        all.most += reach.most;
    }
    return all;
}

double value_of(std::span<double const> values, std::span<std::uint8_t const> taken)
{
    double sum = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) sum += taken[i] != 0 ? values[i] : 0;
    return sum;
}

// What no choice can be worth more than, whatever the limits.
double gains_of(std::span<double const> values)
{
    double sum = 0;
    for (auto const value : values) sum += std::max(0.0, value);
    return sum;
}

}  // namespace

bool ChoiceLimit::is_met(std::span<std::uint8_t const> taken) const
{
    auto const sum = value_of(weights, taken);
    return sum <= high + slack_of(high) && sum >= low - slack_of(low);
}

bool ChoiceProblem::is_met(std::span<std::uint8_t const> taken) const
{
    std::vector<std::uint8_t> has_one(size() == 0 ? 0 : *std::ranges::max_element(groups) + 1);
    for (std::size_t i = 0; i < size(); ++i) {
        if (taken[i] == 0) continue;
        if (has_one[groups[i]] != 0) return false;
        has_one[groups[i]] = 1;
    }
    return std::ranges::all_of(limits, [&](ChoiceLimit const& limit) { return limit.is_met(taken); });
}

Chooser::Chooser(ChoiceProblem problem) : problem_(std::move(problem)), binding_{problem_.groups, {}}
{
    for (auto const& limit : problem_.limits) {
        CHECK_THAT(limit.weights.size() == problem_.size());
        auto const reach = reach_of(limit, problem_.groups);
        if (reach.most <= limit.high && reach.least >= limit.low) continue;
        binding_.limits.push_back(limit);
    }
    auto const is_budget = [](ChoiceLimit const& limit) { return limit.low == -no_limit && limit.high >= 0; };
    is_fast_ = binding_.limits.size() <= 1 && std::ranges::all_of(binding_.limits, is_budget);
}

Choice Chooser::best(std::span<double const> values, std::span<std::uint8_t const> start, double seconds) const
{
    CHECK_THAT(values.size() == problem_.size());
    auto const usable = !start.empty() && binding_.is_met(start) ? start : std::span<std::uint8_t const>();
    auto by_lists = is_fast_ ? choose_by_lists(binding_, values, usable) : std::nullopt;
    auto choice = by_lists ? *std::move(by_lists) : choose_by_cbc(binding_, values, usable, seconds);
    if (choice.proof == Proof::impossible || choice.proof == Proof::none) return choice;
    choice.value = value_of(values, choice.taken);
    choice.bound = std::max(std::min(choice.bound, gains_of(values)), choice.value);
    return choice;
}

std::vector<std::size_t> conflict_of(ChoiceProblem const& problem)
{
    std::vector<double> const nothing(problem.size());
    auto const is_impossible = [&](ChoiceProblem const& part) { return Chooser(part).best(nothing).proof == Proof::impossible; };
    if (!is_impossible(problem)) return {};
    std::vector<std::size_t> left(problem.limits.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    for (std::size_t i = 0; i < problem.limits.size(); ++i) {
        ChoiceProblem without{problem.groups, {}};
        for (auto const kept : left)
            if (kept != i) without.limits.push_back(problem.limits[kept]);
        if (is_impossible(without)) std::erase(left, i);
    }
    return left;
}

}  // namespace alzette::decide
