// SPDX-License-Identifier: Apache-2.0
#include "api/metrics.h"

#include "api/routes.h"
#include "base/version.h"

#include <algorithm>
#include <fmt/format.h>

namespace alzette::api {

namespace {

// One family of the exposition format: what it is, then its values.
class Family {
public:
    Family(std::string& out, std::string_view name, std::string_view type, std::string_view help) : out_(out), name_(name)
    {
        out_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
    }
    template <class Number>
    void value(Number number, std::string_view labels = {}, std::string_view suffix = {})
    {
        auto const in_braces = labels.empty() ? std::string() : fmt::format("{{{}}}", labels);
        out_ += fmt::format("{}{}{} {}\n", name_, suffix, in_braces, number);
    }

private:
    std::string& out_;
    std::string_view name_;
};

std::string route_labels(std::size_t index)
{
    auto const all = routes();
    if (index == all.size()) return R"(method="",path="")";
    return fmt::format(R"(method="{}",path="{}")", all[index].method, all[index].path);
}

double seconds(std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e9; }

void write_memory(understand::Memory const& memory, std::string& out)
{
    std::uint64_t entities = 0;
    auto const tenants = memory.tenants();
    auto const add_size = [&](understand::State const& state, base::Instant) -> std::uint64_t {
        entities += state.size();
        return 0;
    };
    for (auto const& tenant : tenants) static_cast<void>(memory.read(tenant, add_size));  // a tenant stays once it is there
    auto const durable = memory.durable_sequence();  // first: what comes between the two must not make the difference less than nothing
    auto const last = memory.last_sequence();
    Family(out, "alzette_entities", "gauge", "Entities kept, of all tenants.").value(entities);
    Family(out, "alzette_tenants", "gauge", "Tenants.").value(tenants.size());
    Family(out, "alzette_changes_total", "counter", "Changes since the folder was made.").value(last);
    Family(out, "alzette_changes_waiting", "gauge", "Changes that are not on disk yet.").value(last - durable);
    Family(out, "alzette_disk_failed", "gauge", "1 when the disk refused a change: restart is needed, nothing is taken in.").value(memory.has_failed() ? 1 : 0);
}

void write_process(Process const& process, std::string& out)
{
    Family(out, "process_cpu_seconds_total", "counter", "Processor time of the process.").value(process.cpu_seconds);
    Family(out, "process_resident_memory_bytes", "gauge", "Memory of the process.").value(process.resident_bytes);
    Family(out, "process_open_fds", "gauge", "Open files and connections.").value(process.open_files);
    Family(out, "process_max_fds", "gauge", "How many it may have.").value(process.open_files_max);
}

}  // namespace

Metrics::Metrics(std::size_t routes) : routes_(routes), rows_(std::make_unique<Row[]>(routes + 1)) {}

void Metrics::count(std::size_t route, int status, std::chrono::nanoseconds took)
{
    auto& row = rows_[std::min(route, routes_)];
    auto const digit = std::clamp(status / 100, 1, static_cast<int>(statuses));
    row.by_status[static_cast<std::size_t>(digit - 1)].fetch_add(1, std::memory_order_relaxed);
    row.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
    auto const bound = std::ranges::lower_bound(bounds, std::chrono::duration<double>(took).count());
    by_time_[static_cast<std::size_t>(bound - bounds.begin())].fetch_add(1, std::memory_order_relaxed);
}

std::string Metrics::text() const
{
    std::string out;
    std::uint64_t nanoseconds = 0;
    Family answers(out, "alzette_answers_total", "counter", "Answers by route and by the first digit of their status.");
    for (std::size_t route = 0; route <= routes_; ++route) {
        nanoseconds += rows_[route].nanoseconds.load(std::memory_order_relaxed);
        for (std::size_t digit = 0; digit < statuses; ++digit)
            if (auto const number = rows_[route].by_status[digit].load(std::memory_order_relaxed); number != 0)
                answers.value(number, fmt::format(R"({},status="{}xx")", route_labels(route), digit + 1));
    }
    Family by_route(out, "alzette_route_seconds_total", "counter", "From a request read to its answer ready, the sum by route.");
    for (std::size_t route = 0; route <= routes_; ++route)
        if (auto const took = rows_[route].nanoseconds.load(std::memory_order_relaxed); took != 0) by_route.value(seconds(took), route_labels(route));
    Family times(out, "alzette_answer_seconds", "histogram", "From a request read to its answer ready, all routes.");
    std::uint64_t until = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        times.value(until += by_time_[i].load(std::memory_order_relaxed), fmt::format(R"(le="{}")", bounds[i]), "_bucket");
    until += by_time_.back().load(std::memory_order_relaxed);
    times.value(until, R"(le="+Inf")", "_bucket");
    times.value(seconds(nanoseconds), {}, "_sum");
    times.value(until, {}, "_count");
    return out;
}

void show_metrics(Services const& services, std::shared_ptr<Call const> const&, net::Reply const& reply)
{
    auto text = services.metrics.text();
    Family(text, "alzette_build_info", "gauge", "The version that runs.").value(1, fmt::format(R"(version="{}")", base::version()));
    auto const started = std::chrono::duration<double>(services.started_at.time_since_epoch()).count();
    Family(text, "process_start_time_seconds", "gauge", "When it started, of the Unix era.").value(started);
    write_memory(services.memory, text);
    write_process(services.read_process(), text);
    reply({200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, std::move(text)});
}

}  // namespace alzette::api
