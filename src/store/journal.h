// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite.h"
#include "store/store.h"

#include <string>
#include <string_view>

namespace alzette::store {

// The hash of a line: BLAKE2b-256 over the hash before it (32 bytes; zeros before the first), the sequence and the instant in microseconds since 1970 (8
// bytes each,
// little-endian), then tenant, who and what, each after its length in bytes (4 bytes, little-endian).
std::string journal_hash(std::string_view before, std::uint64_t sequence, base::Instant at, std::string_view tenant, std::string_view who,
                         std::string_view what);
std::string first_hash();  // what stands before the first line

// Reads the whole journal of a file and checks that each line's hash follows from the line before; gives how many there are. Fails (conflict), naming the
// first line that does not fit.
base::Result<std::uint64_t> check_chain(Database const& database, std::filesystem::path const& file);

}  // namespace alzette::store
