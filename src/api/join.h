// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"

namespace alzette::api {

// What is asked of the entities that relationships lead to (clause 4.5.23): inside those asked for, or behind them.
struct Join {
    enum class Kind { none, inside, flat } kind = Kind::none;
    std::size_t levels = 0;                      // relationships to follow, one after the other; 0 of none
    std::vector<std::string> contained_by = {};  // ids that are known to who asks, and not shown again
};

// Reads join, joinLevel and containedBy. Fails (invalid) on values that are none of theirs.
base::Result<Join> read_join(Call const& call);

// Fails (invalid) where a parameter speaks of entities further down than the answer goes (clauses 5.7.1.4 and 5.7.2.4).
base::Result<void> check_depth(std::string_view parameter, std::size_t levels, Join const& join);

}  // namespace alzette::api
