// SPDX-License-Identifier: Apache-2.0
#include "decide/choice.h"

#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <rapidcheck.h>

using namespace alzette::decide;

namespace {

double worth(std::vector<double> const& values, std::vector<std::uint8_t> const& taken)
{
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += taken[i] != 0 ? values[i] : 0;
    return sum;
}

// The most that any subset which meets the limits is worth, by trying each of them; nothing where there is none.
std::optional<double> by_trying_all(ChoiceProblem const& problem, std::vector<double> const& values)
{
    std::optional<double> most;
    for (unsigned subset = 0; subset < 1U << problem.size(); ++subset) {
        std::vector<std::uint8_t> taken;
        for (std::size_t i = 0; i < problem.size(); ++i) taken.push_back((subset >> i) & 1U);
        if (problem.is_met(taken)) most = std::max(most.value_or(-no_limit), worth(values, taken));
    }
    return most;
}

void check_best(ChoiceProblem const& problem, std::vector<double> const& values, Choice const& choice)
{
    auto const most = by_trying_all(problem, values);
    RC_ASSERT(choice.proof == (most ? Proof::optimal : Proof::impossible));
    if (!most) return;
    RC_ASSERT(problem.is_met(choice.taken));
    RC_ASSERT(std::abs(worth(values, choice.taken) - *most) <= 1e-9 * std::max(1.0, std::abs(*most)));
    RC_ASSERT(std::abs(choice.bound - *most) <= 1e-6 * std::max(1.0, std::abs(*most)));
}

std::vector<double> amounts(std::size_t count, int low, int high)
{
    std::vector<double> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(*rc::gen::inRange(low, high));
    return all;
}

ChoiceProblem some_groups(std::size_t count)
{
    ChoiceProblem problem;
    for (std::size_t i = 0; i < count; ++i) problem.groups.push_back(*rc::gen::inRange<std::size_t>(0, count));
    return problem;
}

std::vector<std::size_t> each_alone(std::size_t count)
{
    std::vector<std::size_t> groups(count);
    std::iota(groups.begin(), groups.end(), std::size_t{0});
    return groups;
}

}  // namespace

TEST_CASE("under one budget no subset is worth more than the choice, with alternatives, savings and losses among the candidates")
{
    CHECK(rc::check([] {
        auto const count = *rc::gen::inRange<std::size_t>(1, 10);
        auto problem = some_groups(count);
        problem.limits.push_back({amounts(count, -4, 12), -no_limit, static_cast<double>(*rc::gen::inRange(0, 30))});
        auto const values = amounts(count, -5, 20);
        Chooser const chooser(problem);
        RC_ASSERT(chooser.is_fast());
        check_best(problem, values, chooser.best(values));
    }));
}

TEST_CASE("under several limits no subset is worth more than the choice, and what is impossible is said to be")
{
    CHECK(rc::check([] {
        auto const count = *rc::gen::inRange<std::size_t>(2, 9);
        auto problem = some_groups(count);
        for (auto i = *rc::gen::inRange(1, 4); i > 0; --i)
            problem.limits.push_back({amounts(count, -3, 10), -no_limit, static_cast<double>(*rc::gen::inRange(0, 25))});
        for (auto i = *rc::gen::inRange(0, 3); i > 0; --i)
            problem.limits.push_back({amounts(count, 0, 2), static_cast<double>(*rc::gen::inRange(1, 4)), no_limit});
        auto const values = amounts(count, -5, 20);
        check_best(problem, values, choose_by_cbc(problem, values, {}));
        check_best(problem, values, Chooser(problem).best(values));
    }));
}

TEST_CASE("both methods find the same worth under one budget, and a start never changes it")
{
    CHECK(rc::check([] {
        auto const count = *rc::gen::inRange<std::size_t>(1, 30);
        auto problem = some_groups(count);
        problem.limits.push_back({amounts(count, 1, 1'000), -no_limit, static_cast<double>(*rc::gen::inRange(100, 5'000))});
        auto const values = amounts(count, -50, 2'000);
        auto const alone = choose_by_lists(problem, values, {});
        RC_ASSERT(alone.has_value());
        auto const solver = choose_by_cbc(problem, values, {});
        RC_ASSERT(std::abs(worth(values, alone->taken) - worth(values, solver.taken)) < 1e-6);
        std::vector<std::uint8_t> const nothing(count);
        RC_ASSERT(worth(values, Chooser(problem).best(values, nothing).taken) == worth(values, alone->taken));
        RC_ASSERT(worth(values, Chooser(problem).best(values, alone->taken).taken) == worth(values, alone->taken));
    }));
}

TEST_CASE("a budget that is exactly spent is met")
{
    // By hand: 0.1 + 0.2 is 0.3 and a rounding error more.
    ChoiceProblem const problem{each_alone(2), {{{0.1, 0.2}, -no_limit, 0.3}}};
    CHECK(Chooser(problem).best(std::vector<double>{1, 1}).value == 2);
    CHECK(choose_by_cbc(problem, std::vector<double>{1, 1}, {}).taken == std::vector<std::uint8_t>{1, 1});
}

TEST_CASE("limits that everything meets need no solver")
{
    ChoiceProblem const problem{each_alone(3), {{{1, 1, 1}, -no_limit, 2}, {{1, 2, 3}, -no_limit, 6}, {{0, 0, 1}, 0, no_limit}}};
    Chooser const chooser(problem);
    CHECK(chooser.is_fast());
    CHECK(chooser.best(std::vector<double>{5, 3, 4}).taken == std::vector<std::uint8_t>{1, 0, 1});
}

TEST_CASE("a conflict names the limits that stand against each other and no others")
{
    // By hand: the first candidate is asked for and costs 5 of a budget of 4; the other limits are easily met.
    ChoiceProblem const problem{each_alone(3), {{{5, 1, 1}, -no_limit, 4}, {{0, 1, 1}, -no_limit, 1}, {{1, 0, 0}, 1, no_limit}, {{0, 1, 0}, 1, no_limit}}};
    CHECK(conflict_of(problem) == std::vector<std::size_t>{0, 2});
    CHECK(Chooser(problem).best(std::vector<double>{1, 1, 1}).proof == Proof::impossible);
    ChoiceProblem const possible{each_alone(3), {problem.limits[0], problem.limits[1]}};
    CHECK(conflict_of(possible).empty());
}

TEST_CASE("a search that lasts too long is stopped, and what it found is not said to be proven")
{
    // Worth what they cost, all even, under odd budgets: the bound stays above every choice until nearly all have been tried.
    ChoiceProblem problem{each_alone(60), {}};
    std::vector<double> costs;
    costs.reserve(60);
    for (int i = 0; i < 60; ++i) costs.push_back(2 * (1'000'003 + 7'919 * i * i % 1'000'003));
    for (int i = 0; i < 2; ++i) problem.limits.push_back({costs, -no_limit, std::floor(std::reduce(costs.begin(), costs.end()) / 4) * 2 + 1});
    auto const choice = Chooser(problem).best(costs, {}, 0.2);
    CHECK(choice.proof == Proof::found);
    CHECK(problem.is_met(choice.taken));
    CHECK(choice.value > 0);
    CHECK(choice.bound > choice.value);
    CHECK(choice.bound <= problem.limits[0].high * (1 + 1e-9));
}
