// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/ordering.h"
#include "understand/state.h"

#include <optional>
#include <string>
#include <utility>
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

// How far entities are that stand at one point each, from what the indexes hold of them: the entity itself need not be read, which takes ten times as long.
class PointDistances {
public:
    // For an order by the distance of an attribute from a point, and by nothing else. Nothing for any other.
    static std::optional<PointDistances> of(ngsi::Ordering const& ordering);
    // Metres; nothing where the attribute is no single point. Not for several threads at once.
    std::optional<double> metres(State const& state, Slot slot);

private:
    PointDistances(std::string written, ngsi::Position from) : written_(std::move(written)), from_(from) {}
    std::string written_;  // the attribute's name as entries write it
    ngsi::Position from_;
    Entries entries_;
};

}  // namespace alzette::understand
