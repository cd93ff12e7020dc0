// SPDX-License-Identifier: Apache-2.0
#include "understand/nearest.h"

#include "ngsi/context.h"

#include <algorithm>
#include <limits>
#include <numbers>

namespace alzette::understand {

namespace {

struct Seen {
    double at_least_m;
    Slot slot;
};

// No position within a box is nearer than the middle of the box less the way from there to a corner: along a meridian, then along a parallel, which is
// nowhere longer than the equator.
double at_least_m(ngsi::Position from, ngsi::Box const& box)
{
    constexpr double metres_a_degree = 6'371'008.8 * std::numbers::pi / 180;
    auto const to_middle = ngsi::distance_m(from, {(box.west + box.east) / 2, (box.south + box.north) / 2});
    auto const to_corner = metres_a_degree * ((box.east - box.west) + (box.north - box.south)) / 2;
    return std::max(0.0, to_middle - to_corner);
}

std::optional<ngsi::Position> point_of(json::Value const& geometry)
{
    auto const* const type = geometry.find("type");
    if (type == nullptr || type->text() == nullptr || *type->text() != "Point") return std::nullopt;
    auto const& position = *geometry.find("coordinates")->array();
    return ngsi::Position{position[0].number(), position[1].number()};
}

bool is_distance_of_attribute(ngsi::OrderTerm const& term)
{
    return term.by == ngsi::OrderTerm::By::distance && term.path.names.size() == 1 && term.path.member.empty() && term.path.trail.empty();
}

Places const* places_of(State const& state, ngsi::OrderTerm const& term)
{
    return is_distance_of_attribute(term) && !term.is_descending ? state.places(term.path.names.front()) : nullptr;
}

// The candidates within a distance, each with the least of its boxes.
std::vector<Seen> within(Places const& places, Bitmap const& candidates, ngsi::Position from, double metres)
{
    std::vector<Seen> seen;
    places.each_meeting(ngsi::widened({from.longitude, from.latitude, from.longitude, from.latitude}, metres), [&](ngsi::Box const& box, Slot slot) {
        if (candidates.contains(slot)) seen.push_back({at_least_m(from, box), slot});
    });
    std::ranges::sort(seen, {}, [](Seen const& each) { return std::pair(each.slot, each.at_least_m); });
    seen.erase(std::unique(seen.begin(), seen.end(), [](Seen const& left, Seen const& right) { return left.slot == right.slot; }), seen.end());
    return seen;
}

Near nearest_of(std::vector<Seen> seen, double certain_m, std::size_t most)
{
    Near near{{}, certain_m};
    if (seen.size() > most) {
        std::ranges::nth_element(seen, seen.begin() + static_cast<std::ptrdiff_t>(most), {}, &Seen::at_least_m);
        near.certain_m = std::min(certain_m, seen[most].at_least_m);
        seen.resize(most);
    }
    for (auto const& each : seen) near.slots.push_back(each.slot);
    return near;
}

}  // namespace

// The nearest on the plane of degrees say how far to look; within that distance all are looked at, and the nearest on the sphere are taken.
std::optional<Near> nearest(State const& state, Bitmap const& candidates, ngsi::Ordering const& ordering, std::size_t most)
{
    if (ordering.terms.empty()) return std::nullopt;
    auto const* const places = places_of(state, ordering.terms.front());
    auto const from = places == nullptr ? std::nullopt : point_of(ordering.from);
    if (!from) return std::nullopt;
    for (auto wanted = 2 * most; wanted < 4 * places->size(); wanted *= 4) {
        double reach_m = 0;
        std::size_t found = 0;
        places->each_nearest(*from, wanted, [&](ngsi::Box const& box, Slot slot) {
            if (!candidates.contains(slot)) return;
            ++found;
            reach_m = std::max(reach_m, at_least_m(*from, box));
        });
        if (found < most) continue;
        auto seen = within(*places, candidates, *from, reach_m);
        if (seen.size() >= most) return nearest_of(std::move(seen), reach_m, most);
    }
    return std::nullopt;
}

std::optional<PointDistances> PointDistances::of(ngsi::Ordering const& ordering)
{
    if (ordering.terms.size() != 1 || !is_distance_of_attribute(ordering.terms.front())) return std::nullopt;
    auto const from = point_of(ordering.from);
    if (!from) return std::nullopt;
    return PointDistances(ngsi::Context::core()->compact(ordering.terms.front().path.names.front()), *from);
}

std::optional<double> PointDistances::metres(State const& state, Slot slot)
{
    read_entries(trusted_row(state.at(slot).bytes).entries, entries_);
    auto const* const attribute = entries_.find(written_);
    if (attribute == nullptr || attribute->has_several || attribute->boxes.size() != 1) return std::nullopt;
    auto const& box = attribute->boxes.front();
    if (box.west != box.east || box.south != box.north) return std::nullopt;
    return ngsi::distance_m(from_, {box.west, box.south});
}

}  // namespace alzette::understand
