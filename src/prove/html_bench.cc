// SPDX-License-Identifier: Apache-2.0
#include "prove/html_example_for_test.h"
#include "prove/render.h"

#include <benchmark/benchmark.h>

// A cold start to a page has 150 ms in all (docs/performance.md); the page itself must be lost in it.
static void page(benchmark::State& state)
{
    auto const evaluation = alzette::prove::example::full();
    for (auto _ : state) benchmark::DoNotOptimize(alzette::prove::render_html(evaluation, alzette::base::Language::fr));
}
BENCHMARK(page)->Unit(benchmark::kMicrosecond);
