// SPDX-License-Identifier: Apache-2.0
#include "base/source_folder_for_test.h"
#include "decide/evaluate.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

// From a case's text to its evaluation in the central case: read, check, compile, value, verdict, thresholds, sensitivity. Items are cases.
namespace alzette::decide {

namespace {

ValueLibrary const& library()
{
    static ValueLibrary const sets;
    return sets;
}

std::string example_file(std::string const& name)
{
    std::ifstream file(std::string(base::source_folder) + "/data/cases/" + name);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Evaluation evaluated(std::string const& yaml)
{
    base::Findings findings;
    auto evaluation = evaluate_text(yaml, library(), nullptr, {.draws = {.draws = 0}}, findings);
    if (!evaluation) std::abort();
    return *std::move(evaluation);
}

// A case of ten inputs over ten years, as a commune would write it; `number` moves its figures, so that no two are alike.
std::string small_case(int number)
{
    return fmt::format(R"(alzette: case/1
id: small-{0}
title: Small case {0}
question: Is it worth more than it costs?
conventions: {{base_year: 2025, horizon: 10, timing: end_of_year, money: EUR 2025, values: fr-2025, discount: fr.discount.2021, public_funds: fr.public_funds}}
actors:
  town:     {{kind: public, label: Town}}
  drivers:  {{kind: users, label: Drivers}}
  climate:  {{kind: climate, label: Climate}}
reference: No project.
inputs:
  trips:         {{value: {1} /day, status: measured}}
  days:          {{value: 280 .. 310 day/year, status: expert}}
  minutes_saved: {{value: 1.5 .. 3 .. 5 min, status: assumed}}
  reduction:     {{value: 0 .. {2} .. 30 %, status: assumed}}
  value_of_time: {{value: 10 .. 14 EUR/h, status: expert}}
  litres:        {{value: 0.02 .. 0.05 l, status: assumed}}
  fuel:          {{value: 1.7 EUR/l, status: published}}
  carbon:        {{from: fr.carbon.2025}}
  equipment:     {{value: {3} EUR, status: published}}
  operation:     {{value: 20 000 to 40 000 EUR/year, status: expert}}
quantities:
  searches: trips * days * reduction
effects:
  time:       {{to: drivers, category: time, amount: searches * minutes_saved * value_of_time}}
  fuel_saved: {{to: drivers, category: vehicle, amount: searches * litres * fuel}}
  set_up:     {{by: town, category: investment, amount: equipment, at: 0}}
  running:    {{by: town, category: operation, amount: operation}}
thresholds:
  - {{solve: reduction, until: npv = 0}}
)",
                       number, 2000 + number, 10 + number % 10, 100'000 + 100 * number);
}

void evaluate_ville50(benchmark::State& state)
{
    auto const yaml = example_file("ville50.yaml");
    evaluated(yaml);
    for (auto _ : state) benchmark::DoNotOptimize(evaluated(yaml));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(evaluate_ville50)->Unit(benchmark::kMicrosecond);

// As it comes to one who reads many files of which some do not change: reading and checking alone.
void read_ville50(benchmark::State& state)
{
    auto const yaml = example_file("ville50.yaml");
    for (auto _ : state) {
        base::Findings findings;
        auto read = read_case(yaml, library(), nullptr, findings);
        if (!read) std::abort();
        benchmark::DoNotOptimize(compile_model(*std::move(read), findings));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_ville50)->Unit(benchmark::kMicrosecond);

void evaluate_small_cases(benchmark::State& state)
{
    std::vector<std::string> cases;
    cases.reserve(1000);
    for (auto number = 0; number < 1000; ++number) cases.push_back(small_case(number));
    evaluated(cases.front());
    for (auto _ : state)
        for (auto const& yaml : cases) benchmark::DoNotOptimize(evaluated(yaml));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases.size()));
}
BENCHMARK(evaluate_small_cases)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace alzette::decide
