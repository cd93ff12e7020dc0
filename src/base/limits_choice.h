// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The limits of choosing among projects, apart from limits.h for those who choose none.
namespace alzette::base::limits {

inline constexpr std::size_t choice_weights_max = 10'000'000;  // conditions x projects and variants: 80 MB, held a few times
inline constexpr double choice_seconds_max = 20;               // of the solver for the choice itself
inline constexpr double choice_of_many_seconds_max = 2;        // for each budget of the frontier, and each draw

}  // namespace alzette::base::limits
