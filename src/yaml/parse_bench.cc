// SPDX-License-Identifier: Apache-2.0
#include "base/limits.h"
#include "base/source_folder_for_test.h"
#include "yaml/node.h"

#include <benchmark/benchmark.h>
#include <cstdint>
#include <fstream>
#include <sstream>

using namespace alzette;

namespace {

std::string content_of(char const* file)
{
    std::ifstream in(std::string(base::source_folder) + "/" + file, std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    return content.str();
}

void parse_file(benchmark::State& state, char const* file)
{
    auto const text = content_of(file);
    for (auto _ : state) {
        base::Findings findings;
        auto const root = yaml::parse(text, base::limits::case_file_bytes_max, findings);
        if (!root || findings.has_errors()) state.SkipWithError("the file does not read");
        benchmark::DoNotOptimize(root);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

}  // namespace

BENCHMARK_CAPTURE(parse_file, ville50, "data/cases/ville50.yaml")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(parse_file, strasbourg, "data/cases/strasbourg-parking-observatory.yaml")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(parse_file, value_set, "data/values/fr-2025.yaml")->Unit(benchmark::kMicrosecond);
