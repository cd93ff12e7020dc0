// SPDX-License-Identifier: Apache-2.0
#include "ngsi/geometry.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

// How the coordinates of a type nest: levels of arrays around positions, and what the innermost array must be.
enum class Innermost { any, line, ring };
struct Type {
    std::string_view name;
    int levels;
    Innermost innermost;
};

constexpr std::array<Type, 6> types{{{"Point", 0, Innermost::any},
                                     {"MultiPoint", 1, Innermost::any},
                                     {"LineString", 1, Innermost::line},
                                     {"MultiLineString", 2, Innermost::line},
                                     {"Polygon", 2, Innermost::ring},
                                     {"MultiPolygon", 3, Innermost::ring}}};

class GeometryCheck {
public:
    Result<void> check(Value const& geometry, std::string const& where)
    {
        auto const* const type = geometry.find("type");
        if (type == nullptr || type->text() == nullptr) return wrong(where, say::geometry_type_expected);
        auto const known = std::ranges::find(types, *type->text(), &Type::name);
        if (known == types.end()) return wrong(where, say::geometry_type_expected);
        auto const* const coordinates = geometry.find("coordinates");
        if (coordinates == nullptr) return wrong(where, say::geometry_coordinates_expected);
        return check_level(*coordinates, known->levels, known->innermost, where + "coordinates");
    }

private:
    Result<void> check_level(Value const& value, int levels, Innermost innermost, std::string const& where)
    {
        if (levels == 0) return check_position(value, where);
        auto const* const items = value.array();
        if (items == nullptr || items->empty()) return wrong(where, say::geometry_array_expected);
        for (std::size_t i = 0; i < items->size(); ++i)
            TRY_VOID(check_level((*items)[i], levels - 1, innermost, where + "[" + std::to_string(i) + "]"));
        if (levels > 1) return {};
        if (innermost == Innermost::line && items->size() < 2) return wrong(where, say::geometry_line_expected);
        auto const is_ring = items->size() >= 4 && items->front() == items->back();
        return innermost == Innermost::ring && !is_ring ? wrong(where, say::geometry_ring_expected) : Result<void>();
    }

    Result<void> check_position(Value const& value, std::string const& where)
    {
        if (++positions_ > base::limits::geometry_points_max)
            return base::fail(Errc::exhausted, say::geometry_too_large, {{"most", base::limits::geometry_points_max}});
        auto const* const numbers = value.array();
        auto const is_number = [](Value const& each) { return each.is_number() && std::isfinite(each.number()); };
        if (numbers == nullptr || numbers->size() < 2 || numbers->size() > 3 || !std::ranges::all_of(*numbers, is_number))
            return wrong(where, say::geometry_position_expected);
        auto const is_on_earth = std::abs((*numbers)[0].number()) <= 180 && std::abs((*numbers)[1].number()) <= 90;
        return is_on_earth ? Result<void>() : wrong(where, say::geometry_bounds_expected);
    }

    static Result<void> wrong(std::string const& where, base::MessageId expected)
    {
        return base::fail(Errc::invalid, say::geometry_wrong, {{"where", where.empty() ? "geometry" : where}, {"expected", expected}});
    }

    std::size_t positions_ = 0;
};

void extend(Box& box, Value const& coordinates)
{
    auto const& items = *coordinates.array();
    if (!items.front().is_number()) {
        for (auto const& item : items) extend(box, item);
        return;
    }
    box.west = std::min(box.west, items[0].number());
    box.east = std::max(box.east, items[0].number());
    box.south = std::min(box.south, items[1].number());
    box.north = std::max(box.north, items[1].number());
}

constexpr double earth_radius_m = 6'371'008.8;  // (2a + b) / 3 of WGS 84; Moritz, Geodetic Reference System 1980, 2000

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

Result<void> check_geometry(Value const& geometry) { return GeometryCheck().check(geometry, ""); }

Box box_of(Value const& geometry)
{
    Box box{180, 90, -180, -90};
    extend(box, *geometry.find("coordinates"));
    return box;
}

double distance_m(Position from, Position to)
{
    auto const half_latitude = std::sin(radians(to.latitude - from.latitude) / 2);
    auto const half_longitude = std::sin(radians(to.longitude - from.longitude) / 2);
    auto const h = half_latitude * half_latitude + std::cos(radians(from.latitude)) * std::cos(radians(to.latitude)) * half_longitude * half_longitude;
    return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

// A circle reaches as far in latitude as its radius says; in longitude it is widest where the parallels are shortest.
Box widened(Box box, double metres)
{
    constexpr double metres_a_degree = 111'000;  // fewer than on any meridian, so that the box is never too small
    auto const margin = metres / metres_a_degree;
    box.south = std::max(-90.0, box.south - margin);
    box.north = std::min(90.0, box.north + margin);
    auto const widest = std::cos(radians(std::max(std::abs(box.south), std::abs(box.north))));
    auto const sideways = widest <= 1e-6 ? 360 : margin / widest;
    if (box.west - sideways < -180 || box.east + sideways > 180) return {-180, box.south, 180, box.north};
    return {box.west - sideways, box.south, box.east + sideways, box.north};
}

}  // namespace alzette::ngsi
