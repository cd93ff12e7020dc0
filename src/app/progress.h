// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"

#include <chrono>
#include <string>

namespace alzette::app {

// A bar on standard error while a long computation runs: on a terminal only, and only once it has run for a moment. One owner; show() is called by
// one thread at a time.
class Progress {
public:
    Progress(base::MessageId what, base::Language language);
    ~Progress() { clear(); }
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    void show(double share_done);
    // Takes the bar away, so that what is printed next stands alone.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    std::string what_;
    bool on_terminal_;
    bool is_shown_ = false;
    Clock::time_point started_;
    Clock::time_point drawn_;
};

// "Drawing  [#####     ]  50%": what show() writes.
std::string progress_bar(std::string_view what, double share_done);

}  // namespace alzette::app
