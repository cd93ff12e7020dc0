// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/server.h"

#include <functional>
#include <memory>

namespace alzette::net {

// One thread with its own connections. Implemented for plain and for encrypted sockets by the same template (loop_plain.cc, loop_tls.cc), each in a
// translation unit of its own since each costs twenty seconds to compile.
class Loop {
public:
    virtual ~Loop() = default;
    Loop() = default;
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    virtual base::Result<std::uint16_t> listen(Options const& options) = 0;  // before run(); gives the port
    virtual void run() = 0;                                                  // on its own thread, until stop()
    // From any other thread; waits for answers that are being made until then, and returns when run() is about to.
    virtual void stop(std::chrono::steady_clock::time_point until) = 0;
};

std::shared_ptr<Loop> make_plain_loop(Handler const& handler);
// Fails (unavailable) when a file cannot be read or the two do not belong together.
base::Result<std::shared_ptr<Loop>> make_tls_loop(Tls const& tls, Limits const& limits, Handler const& handler);

}  // namespace alzette::net
