// SPDX-License-Identifier: Apache-2.0
#include "decide/choice.h"
#include "decide/portfolio_parts.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdlib>
#include <fmt/core.h>
#include <random>

using namespace alzette;
using namespace alzette::decide;

namespace {

constexpr int project_count = 200;

// A project with four uncertain inputs whose costs and worth vary by a factor of ten from one to another.
std::string case_text(std::mt19937& generator)
{
    std::uniform_real_distribution<double> between(0, 1);
    auto const cost = 10'000 * std::pow(10, between(generator));
    auto const gain = cost * (0.05 + 0.25 * between(generator));
    return fmt::format("alzette: case/1\nid: generated\ntitle: Generated\n"
                       "conventions: {{base_year: 2026, horizon: 10, timing: end_of_year, money: EUR 2025, discount: 3.2 %, public_funds: 1.2}}\n"
                       "actors: {{city: {{kind: public}}, region: {{kind: public}}, users: {{kind: users}}}}\nreference: Nothing.\ninputs:\n"
                       "  price: {{value: {0:.0f} .. {1:.0f} .. {2:.0f} EUR, status: assumed}}\n"
                       "  upkeep: {{value: {3:.0f} .. {4:.0f} .. {5:.0f} EUR/year, status: assumed}}\n"
                       "  uses: {{value: 50 .. 100 .. 160 /year, status: assumed}}\n  worth: {{value: {6:.2f} .. {7:.2f} .. {8:.2f} EUR, status: assumed}}\n"
                       "effects:\n  price: {{by: {9}, category: any, amount: price, at: 0}}\n  upkeep: {{by: city, category: any, amount: upkeep}}\n"
                       "  gain: {{to: users, category: any, amount: uses * worth}}\n",
                       cost * 0.8, cost, cost * 1.5, cost * 0.01, cost * 0.02, cost * 0.04, gain / 150, gain / 100, gain / 70,
                       between(generator) < 0.5 ? "city" : "region");
}

enum class Budgets { one, several };

std::shared_ptr<Portfolio const> generated(Budgets budgets)
{
    std::mt19937 generator(7);
    std::string text = "alzette: portfolio/1\nid: generated\nprojects:\n";
    std::vector<std::string> cases;
    for (int i = 0; i < project_count; ++i) {
        cases.push_back(case_text(generator));
        text += fmt::format("  p{0}: {{case: '{0}', communes: [c{1}, c{2}]", i, generator() % 23, 23 + generator() % 5);
        text += budgets == Budgets::several && i % 12 == 11 ? fmt::format(", requires: [p{}]}}\n", i - 5) : "}\n";
    }
    text += budgets == Budgets::one ? "budgets: {total: {amount: 2000000 EUR}}\n"
                                    : "budgets: {all: {amount: 2000000 EUR}, city: {amount: 700000 EUR, years: 2026, funder: city}, "
                                      "region: {amount: 600000 EUR, years: 2026, funder: region}, next: {amount: 30000 EUR, years: 2027}}\n"
                                      "coverage: {everyone: {at_least: 1}}\n";
    for (int i = 0; budgets == Budgets::several && i < 10; ++i)
        text += fmt::format("{}  x{}: {{projects: [p{}, p{}]}}\n", i == 0 ? "not_together:\n" : "", i, 20 * i, 20 * i + 7);
    base::Findings findings;
    ValueLibrary const library;
    auto read = read_portfolio(text, library, [&](std::string const& name) -> base::Result<std::string> { return cases[std::stoul(name)]; }, findings);
    if (!read) std::abort();
    return std::make_shared<Portfolio const>(*std::move(read));
}

void study(benchmark::State& state, Budgets budgets, std::uint64_t draws)
{
    auto const portfolio = generated(budgets);
    for (auto _ : state) {
        base::Findings findings;
        auto const result = study_portfolio(portfolio, {draws, 1}, findings);
        if (!result) std::abort();
        benchmark::DoNotOptimize(result->best.value);
    }
}

// From the cases to the proven best set of the mean case.
void best_set(benchmark::State& state, Budgets budgets)
{
    auto const portfolio = generated(budgets);
    for (auto _ : state) {
        base::Findings findings;
        auto const candidates = candidates_of(*portfolio, findings);
        auto const choice = Chooser(problem_of(*portfolio, candidates).problem).best(values_of(candidates));
        if (choice.proof != Proof::optimal) std::abort();
        benchmark::DoNotOptimize(choice.value);
    }
}

void one_budget_best(benchmark::State& state) { best_set(state, Budgets::one); }
void several_budgets_best(benchmark::State& state) { best_set(state, Budgets::several); }

// With the 21 budgets of the frontier.
void one_budget_central(benchmark::State& state) { study(state, Budgets::one, 0); }
void one_budget_draws(benchmark::State& state) { study(state, Budgets::one, 1'000); }
void several_budgets_central(benchmark::State& state) { study(state, Budgets::several, 0); }
void several_budgets_draws(benchmark::State& state) { study(state, Budgets::several, 1'000); }

}  // namespace

BENCHMARK(one_budget_best)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(several_budgets_best)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(one_budget_central)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(one_budget_draws)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(several_budgets_central)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(several_budgets_draws)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(1);
