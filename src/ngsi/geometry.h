// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.h"

#include <optional>
#include <string_view>

// GeoJSON geometries (RFC 7946; clause 4.7): longitude and latitude in degrees on WGS 84.
namespace alzette::ngsi {

struct Box {
    double west, south, east, north;
    friend bool operator==(Box const&, Box const&) = default;
};

// Whether a value is a geometry in all its parts: known type, positions of two or three numbers within the bounds of longitude and latitude, lines of two
// positions, rings of
// four that close, at most `limits::geometry_points_max` positions. Fails (invalid), naming the place: "coordinates[0][3]".
base::Result<void> check_geometry(json::Value const& geometry);

// Of a geometry that was checked.
Box box_of(json::Value const& geometry);

// Metres between two positions on a sphere of radius 6 371 008.8 m, the mean of WGS 84 (haversine; at most 0.56 % from the distance on the ellipsoid).
struct Position {
    double longitude, latitude;
};
double distance_m(Position from, Position to);

// A box that holds every position within so many metres of one in a box. Over a pole or across the 180th meridian it goes once around the earth.
Box widened(Box box, double metres);

}  // namespace alzette::ngsi
