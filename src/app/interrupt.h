// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace alzette::app {

// While one lives, the first Ctrl-C asks a long computation to end with what it has, and the second ends the program as usual. One at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    static std::atomic<bool> const& asked();
};

}  // namespace alzette::app
