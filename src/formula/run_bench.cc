// SPDX-License-Identifier: Apache-2.0
#include "formula/compile.h"
#include "formula/run.h"
#include "formula/uncertain.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fmt/core.h>
#include <map>
#include <vector>

namespace alzette::formula {

namespace {

constexpr std::size_t year_count = 31;

// The formulas of data/cases/ville50.yaml, as strings so that the bench needs no YAML.
std::vector<std::pair<std::string, std::string>> inputs()
{
    std::vector<std::pair<std::string, std::string>> all;
    for (auto i = 1; i <= 8; ++i) all.emplace_back(fmt::format("capital_{}", i), fmt::format("{} EUR", 100 + 20 * i));
    for (auto i = 1; i <= 8; ++i) all.emplace_back(fmt::format("running_{}", i), fmt::format("{} EUR/year", 5 + i));
    for (auto i = 1; i <= 14; ++i) all.emplace_back(fmt::format("volume_{}", i), fmt::format("{} /year", 10 + 10 * i));
    for (auto i = 1; i <= 14; ++i) all.emplace_back(fmt::format("worth_{}", i), fmt::format("{} EUR", 0.10 + 0.01 * i));
    for (auto i = 1; i <= 3; ++i) all.emplace_back(fmt::format("growth_{}", i), "1.012");
    all.insert(all.end(), {{"ceiling", "0.7"}, {"midpoint", "3.5"}, {"slope", "1"}});
    return all;
}

std::vector<std::string> formulas()
{
    std::vector<std::string> all{
        "(capital_1 + capital_2 + capital_3 + capital_4 + capital_5 + capital_6 + capital_7 + capital_8) / 2",
        "running_1 + running_2 + running_3 + running_4 + running_5 + running_6 + running_7 + running_8",
    };
    for (auto i = 1; i <= 14; ++i)
        all.push_back(fmt::format("volume_{0} * worth_{0} * growth_{1} ^ t * (ceiling / (1 + exp(-(t - midpoint) * slope)))", i, (i - 1) % 3 + 1));
    return all;
}

struct Ville50 {
    Program program;
    std::vector<Value> results;
    std::vector<double> central;
};

Ville50 ville50()
{
    UnitTable const units;
    Builder builder(year_count);
    base::Findings findings;
    auto compiler = make_compiler(builder, units, findings, 2025, year_count);
    Ville50 made;
    std::map<std::string, Typed> known;
    for (auto const& [name, text] : inputs()) {
        auto const value = parse_quantity(text, {}, units);
        known[name] = {builder.input(made.central.size()), value->unit.dimension};
        made.central.push_back(value->central() * value->unit.factor);
    }
    for (auto const& text : formulas()) {
        auto const formula = parse_formula(text, {});
        auto const scope = [&](std::string const& name, base::Place) { return std::optional(known.at(name)); };
        auto const result = compile(*formula, scope, compiler);
        if (!result) std::abort();
        made.results.push_back(result->value);
    }
    made.program = std::move(builder).finish();
    return made;
}

void compile_ville50(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(ville50());
}
BENCHMARK(compile_ville50)->Unit(benchmark::kMicrosecond);

// Items are draws: items_per_second says how many evaluations of the whole case fit into a second.
void run_ville50(benchmark::State& state)
{
    auto const case_50 = ville50();
    auto const draws = static_cast<std::size_t>(state.range(0));
    std::vector<double> values;
    for (auto const central : case_50.central)
        for (std::size_t draw = 0; draw < draws; ++draw) values.push_back(central * (1 + 1e-4 * static_cast<double>(draw)));
    Run run(case_50.program, draws);
    for (auto _ : state) {
        run(values);
        benchmark::DoNotOptimize(run.row(case_50.results.back(), year_count - 1)[0]);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(run_ville50)->Arg(1)->Arg(64)->Arg(256)->Arg(1024)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace alzette::formula
