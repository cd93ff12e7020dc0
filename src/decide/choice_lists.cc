// SPDX-License-Identifier: Apache-2.0
#include "decide/choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alzette::decide {

namespace {

constexpr std::size_t states_max = 4'000'000;  // of all lists together: 128 MiB
constexpr double rounding = 1e-9;              // of the limit, as everywhere
constexpr double nearly = 1e-13;               // of all values together: what sums differ by when made in another order

// One way to settle a group: a candidate, or none of it. Costs and values count from the cheapest way.
struct Way {
    double cost = 0;
    double value = 0;
    std::ptrdiff_t candidate = -1;
};

// From one way of a group to a better and dearer one, on the hull of its ways.
struct Increment {
    std::size_t position = 0;  // of the group, in the order they are settled
    std::size_t way = 0;       // that it leads to
    double cost = 0;
    double value = 0;
    double efficiency() const { return cost > 0 ? value / cost : no_limit; }
};

struct Group {
    std::vector<Way> ways;               // rising in cost and in value, the first at no cost
    std::vector<Increment> increments;   // falling in efficiency
    double best_efficiency() const { return increments.empty() ? -1 : increments.front().efficiency(); }
};

// Keeps the ways that no cheaper one equals.
void keep_undominated(std::vector<Way>& ways)
{
    std::ranges::stable_sort(ways, [](Way const& a, Way const& b) { return a.cost != b.cost ? a.cost < b.cost : a.value > b.value; });
    std::vector<Way> kept;
    for (auto const& way : ways)
        if (kept.empty() || way.value > kept.back().value) kept.push_back(way);
    ways = std::move(kept);
}

std::vector<Increment> hull_of(std::vector<Way> const& ways)
{
    std::vector<std::size_t> hull{0};
    auto const slope = [&](std::size_t from, std::size_t to) { return (ways[to].value - ways[from].value) / (ways[to].cost - ways[from].cost); };
    for (std::size_t i = 1; i < ways.size(); ++i) {
        while (hull.size() > 1 && slope(hull[hull.size() - 2], hull.back()) <= slope(hull.back(), i)) hull.pop_back();
        hull.push_back(i);
    }
    std::vector<Increment> increments;
    for (std::size_t i = 1; i < hull.size(); ++i)
        increments.push_back({0, hull[i], ways[hull[i]].cost - ways[hull[i - 1]].cost, ways[hull[i]].value - ways[hull[i - 1]].value});
    return increments;
}

// The best that remains possible in groups from a position on: increments by falling efficiency, summed.
struct Rest {
    std::vector<Increment> increments;
    std::vector<double> costs{0};   // of the first 0, 1, 2 ... increments
    std::vector<double> values{0};
};

class Lists {
public:
    Lists(ChoiceProblem const& problem, std::span<double const> values, std::span<std::uint8_t const> start)
        : values_(values)
    {
        auto const* const limit = problem.limits.empty() ? nullptr : &problem.limits.front();
        weights_ = limit == nullptr ? std::vector<double>(problem.size()) : limit->weights;
        room_ = limit == nullptr ? 0 : limit->high + rounding * std::max(1.0, std::abs(limit->high));
        for (auto const value : values) tolerance_ += nearly * std::abs(value);
        make_groups(problem);
        if (!start.empty()) start_from(problem, start);
    }

    std::optional<Choice> choice()
    {
        std::vector<std::vector<State>> stages{{State{}}};
        std::size_t kept = 1;
        consider(stages.front(), 0);
        for (std::size_t position = 0; position < groups_.size(); ++position) {
            auto next = settled(stages.back(), groups_[position]);
            prune(next, position + 1);
            kept += next.size();
            if (kept > states_max) return std::nullopt;
            stages.push_back(std::move(next));
        }
        return traced(stages);
    }

private:
    struct State {
        double cost = 0;
        double value = 0;
        std::uint32_t parent = 0;
        std::uint32_t way = 0;
    };
    // The best choice found: a state after some groups, then the first increments of the rest.
    struct Found {
        double value = -no_limit;
        std::size_t position = 0;
        std::uint32_t parent = 0;  // in the stage before
        std::uint32_t way = 0;
        std::size_t increments = 0;
        bool is_start = false;
    };

    void make_groups(ChoiceProblem const& problem)
    {
        std::vector<std::vector<Way>> by_group(problem.size() == 0 ? 0 : *std::ranges::max_element(problem.groups) + 1, {Way{}});
        for (std::size_t i = 0; i < problem.size(); ++i) by_group[problem.groups[i]].push_back({weights_[i], values_[i], static_cast<std::ptrdiff_t>(i)});
        for (auto& ways : by_group) {
            keep_undominated(ways);
            auto const first = ways.front();
            room_ -= first.cost;
            base_ += first.value;
            for (auto& way : ways) {
                way.cost -= first.cost;
                way.value -= first.value;
            }
        }
        for (auto& ways : by_group) {
            std::erase_if(ways, [&](Way const& way) { return way.cost > room_; });
            if (ways.empty()) continue;
            auto increments = hull_of(ways);
            groups_.push_back({std::move(ways), std::move(increments)});
        }
        std::ranges::stable_sort(groups_, [](Group const& a, Group const& b) { return a.best_efficiency() > b.best_efficiency(); });
        make_rests();
    }

    void make_rests()
    {
        std::vector<Increment> all;
        for (std::size_t position = 0; position < groups_.size(); ++position)
            for (auto& increment : groups_[position].increments) {
                increment.position = position;
                all.push_back(increment);
            }
        std::ranges::stable_sort(all, [](Increment const& a, Increment const& b) { return a.efficiency() > b.efficiency(); });
        rests_.resize(groups_.size() + 1);
        for (std::size_t position = 0; position <= groups_.size(); ++position) {
            auto& rest = rests_[position];
            for (auto const& increment : all) {
                if (increment.position < position) continue;
                rest.increments.push_back(increment);
                rest.costs.push_back(rest.costs.back() + increment.cost);
                rest.values.push_back(rest.values.back() + increment.value);
            }
        }
    }

    // A choice to beat. It is the answer where nothing does.
    void start_from(ChoiceProblem const& problem, std::span<std::uint8_t const> start)
    {
        double value = 0;
        for (std::size_t i = 0; i < problem.size(); ++i) value += start[i] != 0 ? values_[i] : 0;
        best_.value = value - base_;
        best_.is_start = true;
        start_.assign(start.begin(), start.end());
    }

    // How many increments of the rest fit entirely.
    std::size_t that_fit(Rest const& rest, double room) const
    {
        auto const beyond = std::ranges::upper_bound(rest.costs, room);
        return static_cast<std::size_t>(beyond - rest.costs.begin()) - 1;
    }

    // Every state completed by what fits is a choice.
    void consider(std::vector<State> const& states, std::size_t position)
    {
        auto const& rest = rests_[position];
        for (auto const& state : states) {
            auto const count = that_fit(rest, room_ - state.cost);
            auto const value = state.value + rest.values[count];
            if (value > best_.value + tolerance_) best_ = {value, position, state.parent, state.way, count, false};
        }
    }

    // All ways of the next group on top of each state; of equal or greater cost only what is worth more.
    std::vector<State> settled(std::vector<State> const& states, Group const& group) const
    {
        std::vector<State> all;
        for (std::size_t way = 0; way < group.ways.size(); ++way) {
            auto const middle = static_cast<std::ptrdiff_t>(all.size());
            for (std::size_t i = 0; i < states.size(); ++i) {
                auto const cost = states[i].cost + group.ways[way].cost;
                if (cost > room_) break;
                all.push_back({cost, states[i].value + group.ways[way].value, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(way)});
            }
            std::inplace_merge(all.begin(), all.begin() + middle, all.end(), [](State const& a, State const& b) { return a.cost < b.cost; });
        }
        std::vector<State> kept;
        for (auto const& state : all)
            if (kept.empty() || state.value > kept.back().value) kept.push_back(state);
        return kept;
    }

    // Drops the states whose best completion, even by parts of candidates, does not beat the best choice.
    void prune(std::vector<State>& states, std::size_t position)
    {
        consider(states, position);
        auto const& rest = rests_[position];
        std::erase_if(states, [&](State const& state) {
            auto const room = room_ - state.cost;
            auto const count = that_fit(rest, room);
            auto bound = state.value + rest.values[count];
            if (count < rest.increments.size()) bound += (room - rest.costs[count]) * rest.increments[count].efficiency();
            return bound <= best_.value + tolerance_;
        });
    }

    Choice traced(std::vector<std::vector<State>> const& stages) const
    {
        Choice choice{Proof::optimal, start_, 0, base_ + best_.value};
        if (best_.is_start) return choice;
        std::vector<std::size_t> ways(groups_.size());
        for (std::size_t i = 0; i < best_.increments; ++i) {
            auto const& increment = rests_[best_.position].increments[i];
            ways[increment.position] = increment.way;
        }
        auto parent = best_.parent;
        auto way = best_.way;
        for (auto position = best_.position; position > 0; --position) {
            ways[position - 1] = way;
            auto const& state = stages[position - 1][parent];
            parent = state.parent;
            way = state.way;
        }
        choice.taken.assign(values_.size(), 0);
        for (std::size_t position = 0; position < groups_.size(); ++position) {
            auto const candidate = groups_[position].ways[ways[position]].candidate;
            if (candidate >= 0) choice.taken[static_cast<std::size_t>(candidate)] = 1;
        }
        return choice;
    }

    std::span<double const> values_;
    std::vector<double> weights_;
    double room_ = 0;
    double base_ = 0;       // the value of the cheapest way of every group
    double tolerance_ = 0;
    std::vector<Group> groups_;
    std::vector<Rest> rests_;
    std::vector<std::uint8_t> start_;
    Found best_;
};

}  // namespace

std::optional<Choice> choose_by_lists(ChoiceProblem const& problem, std::span<double const> values, std::span<std::uint8_t const> start)
{
    return Lists(problem, values, start).choice();
}

}  // namespace alzette::decide
