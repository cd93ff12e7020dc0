// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The limits of sharing a cost, apart from limits.h for those who share none.
namespace alzette::base::limits {

inline constexpr std::size_t sharing_players_max = 60;        // a group is a word of 64 bits
inline constexpr std::size_t sharing_players_exact_max = 20;  // of all groups: a million

}  // namespace alzette::base::limits
