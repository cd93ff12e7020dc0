// SPDX-License-Identifier: Apache-2.0
// What each step of a creation costs, for an entity of five attributes and some 480 bytes.
#include "ngsi/change.h"
#include "ngsi/kept.h"
#include "ngsi/read_entity.h"
#include "understand/entries.h"
#include "understand/memory.h"

#include <benchmark/benchmark.h>
#include <string>

using namespace alzette;

namespace {

std::string body_of(std::size_t number)
{
    auto const text = std::to_string(number);
    return R"({"id":"urn:ngsi-ld:Streetlight:)" + text + R"(","type":"Streetlight","power":{"type":"Property","value":)" + std::to_string(number % 200) +
           R"(,"unitCode":"WTT"},"status":{"type":"Property","value":"on"},"location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[3.)" +
           std::to_string(number % 100'000) + R"(,43.6]}},"street":{"type":"Relationship","object":"urn:ngsi-ld:Street:)" + std::to_string(number % 500) +
           R"("},"observed":{"type":"Property","value":12.5,"observedAt":"2026-11-01T10:00:00Z"}})";
}

ngsi::Entity entity_of(std::size_t number) { return ngsi::read_entity(*json::parse(body_of(number)), *ngsi::Context::core()).value(); }

void parse_json(benchmark::State& run)
{
    auto const body = body_of(1);
    for (auto _ : run) benchmark::DoNotOptimize(json::parse(body));
}

void read_body(benchmark::State& run)
{
    auto const body = *json::parse(body_of(1));
    for (auto _ : run) benchmark::DoNotOptimize(ngsi::read_entity(body, *ngsi::Context::core()));
}

void keep_entity(benchmark::State& run)
{
    auto const entity = entity_of(1);
    for (auto _ : run) benchmark::DoNotOptimize(ngsi::keep(entity));
}

void read_kept(benchmark::State& run)
{
    auto const kept = ngsi::keep(entity_of(1));
    for (auto _ : run) benchmark::DoNotOptimize(ngsi::Kept::trusted(kept).read_entity());
}

void look_whether_it_reads_back(benchmark::State& run)
{
    auto const entity = entity_of(1);
    auto const kept = ngsi::keep(entity);
    for (auto _ : run) benchmark::DoNotOptimize(ngsi::reads_back(kept, entity));
}

void copy_entity(benchmark::State& run)
{
    auto const entity = entity_of(1);
    for (auto _ : run) benchmark::DoNotOptimize(ngsi::Entity(entity));
}

void write_row(benchmark::State& run)
{
    auto const entity = entity_of(1);
    auto const kept = ngsi::keep(entity);
    for (auto _ : run) benchmark::DoNotOptimize(understand::row_of(entity, kept));
}

void put_new(benchmark::State& run)
{
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < 100'000; ++i) {
        auto const entity = entity_of(i);
        rows.push_back(understand::row_of(entity, ngsi::keep(entity)));
    }
    for (auto _ : run) {
        understand::State state;
        for (auto const& row : rows) state.put({row, 1, 1});
    }
    run.SetItemsProcessed(static_cast<std::int64_t>(run.iterations()) * 100'000);
}

// A store that takes everything at once.
class NoStore final : public store::Store {
public:
    base::Result<void> load(store::Table, Take const&) override { return {}; }
    std::uint64_t last_sequence() const override { return 0; }
    void append(store::Change change, Done done) override
    {
        benchmark::DoNotOptimize(change);
        done({});
    }
    void flush() override {}
    base::Result<void> backup(std::filesystem::path const&) override { return {}; }
    base::Result<std::vector<store::JournalLine>> journal(std::uint64_t, std::size_t) override { return std::vector<store::JournalLine>(); }
    base::Result<void> verify_journal() override { return {}; }
};

// All of a creation but the wire and the disk.
void create(benchmark::State& run)
{
    NoStore store;
    auto const memory = understand::Memory::open(store, [] { return base::Instant(std::chrono::hours(12)); }).value();
    std::size_t number = 0;
    for (auto _ : run) {
        auto const body = *json::parse(body_of(++number));
        auto entity = ngsi::read_entity(body, *ngsi::Context::core()).value();
        auto const decide = [&](understand::State const&, base::Instant now) -> base::Result<understand::Decision> {
            ngsi::stamp_new(entity, now);
            return understand::Decision{{entity}, {}, "{}"};
        };
        memory->change("", "", decide, [](base::Result<void> const&) {});
    }
}

BENCHMARK(parse_json);
BENCHMARK(read_body);
BENCHMARK(keep_entity);
BENCHMARK(read_kept);
BENCHMARK(look_whether_it_reads_back);
BENCHMARK(copy_entity);
BENCHMARK(write_row);
BENCHMARK(put_new)->Unit(benchmark::kMillisecond);
BENCHMARK(create);

}  // namespace
