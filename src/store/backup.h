// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>

namespace alzette::store {

// What a copy of a territory holds, after all of it was checked: SQLite's own check of every page, the chain of the journal,
// and a hash over all other rows that the copy keeps of itself.
struct BackupFacts {
    std::uintmax_t bytes = 0;
    std::uint64_t journal_lines = 0;
};

// Copies the territory of a folder to a file, as it is at one instant, while another process may change it: it reads beside the folder's owner, and takes no
// lock that would hold the owner up. The copy is checked before it gets its name. Fails: not_found where the folder has no territory, conflict when the file
// exists, and as check_backup().
base::Result<BackupFacts> back_up(std::filesystem::path const& folder, std::filesystem::path const& file);

// Fails: not_found when there is no such file, conflict when it is another program's or its journal was changed, unsupported when a later release wrote it,
// unavailable when it is damaged.
base::Result<BackupFacts> check_backup(std::filesystem::path const& file);

// Fails (conflict) on a folder that holds something.
base::Result<void> check_is_free(std::filesystem::path const& folder);

// Makes a territory of a backup, checked first, in a folder that is not there or holds nothing. Fails (conflict) when it holds something.
base::Result<BackupFacts> restore(std::filesystem::path const& file, std::filesystem::path const& folder);

}  // namespace alzette::store
