// SPDX-License-Identifier: Apache-2.0
#include "app/interrupt.h"

#include <csignal>

namespace alzette::app {

namespace {

// A signal reaches a function without arguments: this is the one thing it may change.
std::atomic<bool> is_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void ask(int)
{
    is_asked.store(true, std::memory_order_relaxed);
    std::signal(SIGINT, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt()
{
    is_asked = false;
    std::signal(SIGINT, ask);
}

Interrupt::~Interrupt() { std::signal(SIGINT, SIG_DFL); }

std::atomic<bool> const& Interrupt::asked() { return is_asked; }

}  // namespace alzette::app
