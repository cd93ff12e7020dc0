// SPDX-License-Identifier: Apache-2.0
#include "base/source_folder_for_test.h"
#include "decide/case_reader.h"
#include "decide/draws.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

// The study of uncertainty of data/cases/ville50.yaml (50 inputs, 30 years) on one thread. Items are draws.
namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;

Model const& ville50()
{
    static Model const model = [] {
        std::ifstream file(std::string(base::source_folder) + "/data/cases/ville50.yaml");
        std::ostringstream content;
        content << file.rdbuf();
        base::Findings findings;
        auto read = read_case(content.str(), ValueLibrary(), nullptr, findings);
        if (!read) std::abort();
        auto compiled = compile_model(*std::move(read), findings);
        if (!compiled) std::abort();
        return *std::move(compiled);
    }();
    return model;
}

// Net present values alone, no statistics.
void sums(benchmark::State& state)
{
    std::vector<Valuation> const valuations{Valuation(ville50(), 0)};
    Tally const tally(ville50(), valuations);
    Sampler const sampler(ville50(), Method::quasi, 1, 1);
    Tally::Workspace workspace(tally, block);
    std::vector<double> npv(block);
    auto const draws = static_cast<std::uint64_t>(state.range(0));
    for ([[maybe_unused]] auto _ : state) {
        for (std::uint64_t first = 0; first < draws; first += block) {
            sampler.draw(0, first, workspace);
            tally.npv(workspace, npv.data());
            benchmark::DoNotOptimize(npv.data());
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sums)->Arg(1 << 20)->Unit(benchmark::kMillisecond);

void whole_study(benchmark::State& state)
{
    auto const draws = static_cast<std::uint64_t>(state.range(0));
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(uncertainty_of(ville50(), 0, {.draws = draws, .threads = 1}));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(whole_study)->Arg(10'000)->Arg(1 << 20)->Unit(benchmark::kMillisecond);

Uncertainty prepared()
{
    Uncertainty result;
    Sampler const sampler(ville50(), Method::quasi, 1, 1);
    for (auto const input : sampler.uncertain()) result.inputs.push_back({ville50().inputs[input].input->id});
    return result;
}

// First and total indices of all inputs from 4 096 base points.
void shares_of_variance(benchmark::State& state)
{
    auto result = prepared();
    for ([[maybe_unused]] auto _ : state) add_shares(ville50(), 0, {.threads = 1}, result);
}
BENCHMARK(shares_of_variance)->Unit(benchmark::kMillisecond);

// The worth of knowing each input.
void information(benchmark::State& state)
{
    auto result = prepared();
    for ([[maybe_unused]] auto _ : state) add_information(ville50(), 0, {.draws = 100'000, .threads = 1}, result);
}
BENCHMARK(information)->Unit(benchmark::kMillisecond);

// CPU time to a standard error of the mean of 0.1 % of it, as the errors of one run say.
void time_to_a_thousandth(benchmark::State& state)
{
    auto const method = static_cast<Method>(state.range(0));
    auto const plan = plan_draws(static_cast<std::uint64_t>(state.range(1)));
    std::vector<Valuation> const valuations{Valuation(ville50(), 0)};
    Tally const tally(ville50(), valuations);
    Sampler const sampler(ville50(), method, 1, plan.randomisations);
    Tally::Workspace workspace(tally, block);
    std::vector<double> npv(block);
    Spread spread;
    for ([[maybe_unused]] auto _ : state) {
        std::vector<Cells> cells(plan.randomisations, Cells({-500, 1'000}));
        for (std::size_t r = 0; r < plan.randomisations; ++r) {
            for (std::uint64_t first = 0; first < plan.each; first += block) {
                sampler.draw(r, first, workspace);
                tally.npv(workspace, npv.data());
                cells[r].add(npv);
            }
        }
        spread = spread_of(cells);
    }
    state.counters["error_in_thousandths"] = spread.standard_error / std::abs(spread.mean) * 1'000;
    state.SetLabel(std::string(name_of(method)));
}
BENCHMARK(time_to_a_thousandth)->Args({0, 1 << 13})->Args({0, 1 << 15})->Args({1, 1 << 20})->Args({1, 1 << 22})->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace alzette::decide
