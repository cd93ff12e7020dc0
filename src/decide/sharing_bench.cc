// SPDX-License-Identifier: Apache-2.0
// How long a shared cost takes: all groups of twenty players, and a sample of the orders of sixty.
#include "decide/sharing.h"

#include "decide/case_reader.h"
#include "decide/model.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fmt/format.h>

namespace alzette::decide {

namespace {

std::string case_of(std::size_t players, std::string_view rule)
{
    auto text = std::string("alzette: case/1\nid: b\ntitle: b\nreference: none\n"
                            "conventions: {base_year: 2025, horizon: 5, timing: end_of_year, money: EUR 2025, discount: 3 %}\n"
                            "actors: {city: {kind: public}, users: {kind: users}}\n"
                            "inputs:\n  platform: {value: 15000 EUR, status: assumed}\n  line: {value: 300 EUR/km, status: assumed}\n"
                            "  home: {value: 12 EUR, status: assumed}\n"
                            "effects:\n  gain: {to: users, category: time, amount: platform, at: 0}\n"
                            "sharing:\n  cost: max(platform) + sqrt(count()) * max(distance) * line + max(sum(homes) * home - sum(grant), 0 * home)\n");
    text += fmt::format("  rule: {}\n  players:\n", rule);
    for (std::size_t i = 1; i <= players; ++i)
        text += fmt::format("    p{}: {{distance: {} km, homes: {}, grant: {} EUR}}\n", i, 1 + i * 7 % 23, 100 + i * i, 10 * (i % 3));
    return text;
}

void share(benchmark::State& state, std::string_view rule)
{
    base::Findings findings;
    ValueLibrary const library;
    auto read = read_case(case_of(static_cast<std::size_t>(state.range(0)), rule), library, nullptr, findings);
    auto const model = compile_model(*std::move(read), findings);
    if (!model) std::abort();
    formula::Run run(model->program, 1);
    run(model->central_inputs());
    for (auto _ : state) benchmark::DoNotOptimize(share_cost(*model, run, findings));
}
BENCHMARK_CAPTURE(share, shapley, "shapley")->Arg(10)->Arg(16)->Arg(20)->Arg(60)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(share, separable, "separable")->Arg(20)->Arg(60)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace alzette::decide
