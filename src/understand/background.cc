// SPDX-License-Identifier: Apache-2.0
#include "understand/background.h"

#include <exception>
#include <utility>

namespace alzette::understand {

namespace {

// What throws has ended: whoever waits for it is told so when what it holds goes.
bool step(Background::Step const& piece)
{
    try {
        return piece();
    } catch (std::exception const&) {
        return false;
    }
}

}  // namespace

Background::Background(std::size_t pieces_max) : pieces_max_(pieces_max), thread_([this] { work(); }) {}

Background::~Background()
{
    {
        std::lock_guard const lock(mutex_);
        is_closing_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

bool Background::run(Step step)
{
    {
        std::lock_guard const lock(mutex_);
        if (under_way_ == pieces_max_) return false;
        ++under_way_;
        pieces_.push_back(std::move(step));
    }
    changed_.notify_one();
    return true;
}

void Background::work()
{
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return is_closing_ || !pieces_.empty(); });
        if (pieces_.empty()) return;
        auto piece = std::move(pieces_.front());
        pieces_.pop_front();
        lock.unlock();
        auto const goes_on = step(piece);
        if (!goes_on) piece = {};  // what it holds goes outside the lock
        lock.lock();
        if (goes_on) pieces_.push_back(std::move(piece));
        else --under_way_;
    }
}

}  // namespace alzette::understand
