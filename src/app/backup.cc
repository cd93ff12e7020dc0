// SPDX-License-Identifier: Apache-2.0
#include "app/backup.h"

#include "app/territory.h"
#include "base/catalogue/app.h"
#include "base/format.h"
#include "store/backup.h"

#include <chrono>
#include <iostream>

namespace alzette::app {

namespace {

using base::Result;

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count(); }

private:
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

std::vector<base::Argument> told(std::string const& folder, std::string const& file, store::BackupFacts const& facts, Stopwatch const& watch)
{
    constexpr double bytes_of_mib = 1 << 20;
    return {{"folder", folder},
            {"file", file},
            {"mib", base::number_in_both(static_cast<double>(facts.bytes) / bytes_of_mib, 3)},
            {"lines", base::number_in_both(static_cast<double>(facts.journal_lines), 12)},
            {"seconds", base::number_in_both(watch.seconds(), 2)}};
}

}  // namespace

Result<void> back_up(std::string const& folder, std::string const& file, base::Language language)
{
    Stopwatch const watch;
    auto const facts = TRY(store::back_up(folder, file));
    std::cout << base::Message(say::backup_done, told(folder, file, facts, watch)).in(language) << "\n";
    return {};
}

Result<void> restore(std::string const& file, std::string const& folder, base::Language language)
{
    Stopwatch const watch;
    auto const facts = TRY(store::restore(file, folder));
    TRY(Territory::open(folder));
    std::cout << base::Message(say::restore_done, told(folder, file, facts, watch)).in(language) << "\n";
    return {};
}

}  // namespace alzette::app
