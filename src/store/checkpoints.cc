// SPDX-License-Identifier: Apache-2.0
#include "store/checkpoints.h"

#include <utility>

namespace alzette::store {

namespace {

constexpr int share_left = 64;  // of the log: so little the writer may move itself at once
constexpr int passes_max = 3;   // each leaves less to the writer, unless the disk is slower than the changes

// What is not in use by a reader, without waiting for anybody.
constexpr auto move_pages = "PRAGMA wal_checkpoint(PASSIVE)";

}  // namespace

base::Result<std::unique_ptr<Checkpoints>> Checkpoints::of(Database const& writer, std::filesystem::path const& file, int pages_max)
{
    auto checkpoints = std::make_unique<Checkpoints>(TRY(Database::open(file)), pages_max);
    TRY_VOID(checkpoints->own_.run("PRAGMA synchronous = FULL"));
    writer.count_log(checkpoints->pages_);
    return checkpoints;
}

Checkpoints::Checkpoints(Database own, int pages_max) : own_(std::move(own)), pages_max_(pages_max), thread_([this] { run(); }) {}

Checkpoints::~Checkpoints()
{
    {
        std::lock_guard const lock(mutex_);
        is_closing_ = true;
    }
    asked_.notify_one();
    thread_.join();
}

Checkpoints::Stage Checkpoints::stage()
{
    std::lock_guard const lock(mutex_);
    return stage_;
}

void Checkpoints::copy(int pages)
{
    pages_at_start_ = pages;
    ++passes_;
    {
        std::lock_guard const lock(mutex_);
        stage_ = Stage::copying;
    }
    asked_.notify_one();
}

void Checkpoints::after_commit(Database const& writer)
{
    auto const pages = std::exchange(pages_, 0);
    if (pages == 0) return;  // it wrote nothing
    auto const now = stage();
    if (now == Stage::idle && pages >= pages_max_) return copy(pages);
    if (now != Stage::copied) return;
    if (pages - pages_at_start_ > pages_max_ / share_left && passes_ < passes_max) return copy(pages);
    (void)writer.run(move_pages);
    passes_ = 0;
    std::lock_guard const lock(mutex_);
    stage_ = Stage::idle;
}

void Checkpoints::run()
{
    std::unique_lock lock(mutex_);
    while (true) {
        asked_.wait(lock, [this] { return is_closing_ || stage_ == Stage::copying; });
        if (is_closing_) return;
        lock.unlock();
        (void)own_.run(move_pages);
        lock.lock();
        stage_ = Stage::copied;
    }
}

}  // namespace alzette::store
