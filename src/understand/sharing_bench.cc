// SPDX-License-Identifier: Apache-2.0
// Ways to share the state between threads (docs/decisions/0014): what readers get done while a writer works, and how long a change waits for its turn.
// Each way has two readers that retrieve entities one after the other and one writer that changes one of 100 000 entities at a time; "scans" puts one reader
// on a walk over all of them instead, of which each step reads the kept bytes.
#include "ngsi/read_entity.h"
#include "understand/entries.h"
#include "understand/fair_mutex.h"
#include "understand/state.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <shared_mutex>
#include <thread>

using namespace alzette;
using understand::State;

namespace {

constexpr std::size_t entities = 100'000;

std::string id_of(std::size_t number) { return "urn:x:" + std::to_string(number); }

std::string row_of(std::size_t number, std::size_t value)
{
    auto const body = json::parse(R"({"id":")" + id_of(number) + R"(","type":"Lamp","a":)" + std::to_string(value) + R"(,"b":"on","c":{"object":"urn:x:s"}})");
    auto const entity = ngsi::read_entity(*body, *ngsi::Context::core()).value();
    return understand::row_of(entity, ngsi::keep(entity));
}

std::vector<std::string> const& rows()
{
    static auto const made = [] {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < entities; ++i) all.push_back(row_of(i, i));
        return all;
    }();
    return made;
}

void fill(State& state)
{
    for (auto const& row : rows()) state.put({row, 1, 1});
}

using Read = std::function<void(State const&)>;
using Write = std::function<void(State&)>;

// 1. One lock that readers hold together: the library's, which lets readers pass a waiting writer, and one that does not.
template <class Mutex>
class OneLock {
public:
    OneLock() { fill(state_); }
    void read(Read const& read)
    {
        std::shared_lock const lock(mutex_);
        read(state_);
    }
    void write(Write const& write)
    {
        std::lock_guard const lock(mutex_);
        write(state_);
    }

private:
    State state_;
    Mutex mutex_;
};
using SharedLock = OneLock<std::shared_mutex>;
using FairLock = OneLock<understand::FairSharedMutex>;

// 2. One thread owns the state; the others hand it their work and wait.
class Owner {
public:
    Owner() : thread_([this] { run(); }) { fill(state_); }
    Owner(Owner const&) = delete;
    Owner& operator=(Owner const&) = delete;
    ~Owner()
    {
        post([this] { is_closing_ = true; });
        thread_.join();
    }
    void read(Read const& read)
    {
        post([&] { read(state_); });
    }
    void write(Write const& write)
    {
        post([&] { write(state_); });
    }

private:
    struct Task {
        std::function<void()> work;
        std::promise<void> done;
    };
    void post(std::function<void()> work)
    {
        Task task{std::move(work), {}};
        auto const done = task.done.get_future();
        {
            std::lock_guard const lock(mutex_);
            queue_.push_back(&task);
        }
        queued_.notify_one();
        done.wait();
    }
    void run()
    {
        while (!is_closing_) {
            std::unique_lock lock(mutex_);
            queued_.wait(lock, [this] { return !queue_.empty(); });
            auto const tasks = std::exchange(queue_, {});
            lock.unlock();
            for (auto* const task : tasks) {
                task->work();
                task->done.set_value();
            }
        }
    }
    State state_;
    bool is_closing_ = false;
    std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<Task*> queue_;
    std::thread thread_;
};

// 3. Two copies: readers use one while the writer changes the other, then they swap and the change is made again (left-right). Twice the memory.
class TwoCopies {
public:
    TwoCopies()
    {
        for (auto& state : states_) fill(state);
    }
    void read(Read const& read)
    {
        auto const side = enter();
        read(states_[side]);
        readers_[side].fetch_sub(1);
    }
    void write(Write const& write)
    {
        std::lock_guard const lock(mutex_);
        auto const shown = shown_.load();
        write(states_[1 - shown]);
        shown_.store(1 - shown);
        while (readers_[shown].load() != 0) std::this_thread::yield();
        write(states_[shown]);
    }

private:
    std::size_t enter()
    {
        while (true) {
            auto const side = shown_.load();
            readers_[side].fetch_add(1);
            if (shown_.load() == side) return side;
            readers_[side].fetch_sub(1);
        }
    }
    std::array<State, 2> states_;
    std::array<std::atomic<std::size_t>, 2> readers_{};
    std::atomic<std::size_t> shown_ = 0;
    std::mutex mutex_;
};

using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration duration) { return std::chrono::duration<double, std::micro>(duration).count(); }

// What an answer to a retrieval copies.
void retrieve(State const& state, std::size_t number, std::string& out)
{
    auto const slot = state.slot_of(id_of(number));
    out.assign(state.kept(*slot).text());
}

// A walk over all entities in steps of so many; between two of them the state is let go.
template <class Way>
void scan(Way& way, std::size_t step)
{
    std::size_t bytes = 0;
    for (std::size_t from = 0; from < entities; from += step)
        way.read([&](State const& state) {
            for (auto at = from; at < std::min(entities, from + step); ++at) bytes += state.kept(static_cast<understand::Slot>(at)).entity().id.size();
        });
    benchmark::DoNotOptimize(bytes);
}

template <class Way>
void share(benchmark::State& run)
{
    auto const scan_step = static_cast<std::size_t>(run.range(0));
    Way way;
    std::array<std::string, 64> changed;
    for (std::size_t i = 0; i < changed.size(); ++i) changed[i] = row_of(i * 1'000, i);
    for (auto _ : run) {
        std::atomic<bool> is_over = false;
        std::array<std::size_t, 2> done{};
        auto const reader = [&](std::size_t which) {
            std::string out;
            for (std::size_t number = which; !is_over; number = (number + 7'919) % entities, ++done[which]) {
                if (which == 1 && scan_step > 0) scan(way, scan_step);
                else way.read([&](State const& state) { retrieve(state, number, out); });
            }
        };
        std::thread first(reader, 0);
        std::thread second(reader, 1);
        std::vector<double> waits;
        for (auto const end = Clock::now() + std::chrono::milliseconds(1'000); Clock::now() < end;) {
            auto const row = changed[waits.size() % changed.size()];
            auto const before = Clock::now();
            way.write([&](State& state) { state.put({row, 1, 1}); });
            waits.push_back(microseconds(Clock::now() - before));
            std::this_thread::sleep_for(std::chrono::microseconds(50));  // the rest of a request
        }
        is_over = true;
        first.join();
        second.join();
        std::sort(waits.begin(), waits.end());
        run.counters["reads"] = static_cast<double>(scan_step > 0 ? done[0] : done[0] + done[1]);
        run.counters["changes"] = static_cast<double>(waits.size());
        run.counters["wait_p50_us"] = waits[waits.size() / 2];
        run.counters["wait_p99_us"] = waits[waits.size() * 99 / 100];
        run.counters["wait_max_us"] = waits.back();
    }
}

// The argument: entities a step of a scan; none scans where it is 0.
#define SHARE(way) BENCHMARK_TEMPLATE(share, way)->Arg(0)->Arg(entities)->Arg(25)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond)

SHARE(SharedLock);
SHARE(FairLock);
SHARE(Owner);
SHARE(TwoCopies);

}  // namespace
