// SPDX-License-Identifier: Apache-2.0
#include "prove/html_example_for_test.h"
#include "prove/render.h"

#include <benchmark/benchmark.h>

// What an evaluation takes to write, in each of its forms.
namespace alzette::prove {

namespace {

void write_page(benchmark::State& state)
{
    auto const evaluation = example::full();
    for (auto _ : state) benchmark::DoNotOptimize(render_html(evaluation, base::Language::fr));
}
BENCHMARK(write_page)->Unit(benchmark::kMicrosecond);

void write_terminal(benchmark::State& state)
{
    auto const evaluation = example::full();
    for (auto _ : state) benchmark::DoNotOptimize(render_terminal(evaluation, base::Language::fr, Colour::never));
}
BENCHMARK(write_terminal)->Unit(benchmark::kMicrosecond);

void write_json(benchmark::State& state)
{
    auto const evaluation = example::full();
    for (auto _ : state) benchmark::DoNotOptimize(render_json(evaluation, base::Language::fr));
}
BENCHMARK(write_json)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace alzette::prove
