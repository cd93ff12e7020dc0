// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/ordering.h"
#include "understand/state.h"

#include <optional>
#include <vector>

namespace alzette::understand {

// Who is near, by the index of places: every one of the candidates that is nearer than `certain_m` is among the slots.
struct Near {
    std::vector<Slot> slots = {};
    double certain_m = 0;
};

// The candidates that seem nearest, `most` of them at most, for an order that begins with the distance of an attribute from a point, nearest first. Nothing
// for any other order, and where fewer have such a place.
std::optional<Near> nearest(State const& state, Bitmap const& candidates, ngsi::Ordering const& ordering, std::size_t most);

}  // namespace alzette::understand
