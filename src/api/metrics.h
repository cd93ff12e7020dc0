// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>

namespace alzette::api {

// What the program counts of its own work since it started. Any thread.
class Metrics {
public:
    static constexpr std::array<double, 12> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};  // seconds
    static constexpr std::size_t statuses = 5;  // by their first digit

    explicit Metrics(std::size_t routes);

    // One answer: of which route (their number where none fits), with which status, how long after its request was read.
    void count(std::size_t route, int status, std::chrono::nanoseconds took);

    // Text for a Prometheus server (exposition format 0.0.4), without what belongs to the whole process.
    std::string text() const;

private:
    struct Row {
        std::array<std::atomic<std::uint64_t>, statuses> by_status{};
        std::atomic<std::uint64_t> nanoseconds{};
    };
    std::size_t routes_;
    std::unique_ptr<Row[]> rows_;                                         // one for each route, and one for what fits none
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_time_{};  // the last: slower than every bound
};

// What the system knows of the process; 0 where it does not say.
struct Process {
    double cpu_seconds = 0;
    std::uint64_t resident_bytes = 0;
    std::uint64_t open_files = 0;
    std::uint64_t open_files_max = 0;
};

// GET /metrics: what Metrics counts, the memory's state, and what the system knows of the process. For any account; it tells nothing of what is kept but
// how much there is.
void show_metrics(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

}  // namespace alzette::api
