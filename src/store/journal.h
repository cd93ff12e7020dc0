// SPDX-License-Identifier: Apache-2.0
#pragma once

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

}  // namespace alzette::store
