// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The limits of what is imported. Reaching one is an error that says so.
namespace alzette::base::limits {

inline constexpr std::size_t import_file_bytes_max = 1 << 30;   // read into memory as a whole; a million rows have some 100 MiB
inline constexpr std::size_t mapping_file_bytes_max = 1 << 20;
inline constexpr std::size_t import_columns_max = 2'000;
inline constexpr std::size_t import_field_bytes_max = 1 << 20;  // an opening quote without its fellow swallows no more
inline constexpr std::size_t defects_kept_max = 100'000;        // the rest are counted
inline constexpr std::size_t defects_shown_max = 20;            // in the terminal
inline constexpr std::size_t import_batch_max = 500;            // entities of one change: some milliseconds under the lock
inline constexpr std::size_t guess_rows_max = 1'000;            // what a guess looks at
inline constexpr std::size_t archive_block_bytes_max = 64 << 20;  // of one frame: a line of the largest entity, with room

}  // namespace alzette::base::limits
