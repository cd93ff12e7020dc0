// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>
#include <iostream>
#include <unistd.h>

namespace alzette::app {

namespace {

constexpr std::size_t bar_width = 40;
constexpr std::chrono::milliseconds patience(500);  // what ends sooner needs no bar
constexpr std::chrono::milliseconds between(100);

}  // namespace

std::string progress_bar(std::string_view what, double share_done)
{
    auto const share = std::clamp(share_done, 0.0, 1.0);
    auto const full = static_cast<std::size_t>(share * bar_width);
    return fmt::format("{} [{}{}] {:3.0f}%", what, std::string(full, '#'), std::string(bar_width - full, ' '), std::floor(share * 100));
}

Progress::Progress(base::MessageId what, base::Language language)
    : what_(base::text_of(what, language)), on_terminal_(isatty(STDERR_FILENO) == 1), started_(Clock::now()), drawn_(started_)
{
}

void Progress::show(double share_done)
{
    auto const now = Clock::now();
    if (!on_terminal_ || now - started_ < patience || now - drawn_ < between) return;
    drawn_ = now;
    is_shown_ = true;
    std::cerr << "\r" << progress_bar(what_, share_done) << std::flush;
}

void Progress::clear()
{
    if (is_shown_) std::cerr << "\r" << std::string(progress_bar(what_, 1).size(), ' ') << "\r" << std::flush;
    is_shown_ = false;
}

}  // namespace alzette::app
