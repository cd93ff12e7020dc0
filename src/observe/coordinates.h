// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <memory>
#include <string_view>

namespace alzette::observe {

// From the coordinates of a file to longitude and latitude on WGS 84. One thread.
class Coordinates {
public:
    // "WGS84", "Lambert-93", "CC42" to "CC50", or any "EPSG:n". Fails (invalid) on another name, (not_found) on a code that the machine's PROJ does not know.
    static base::Result<Coordinates> of(std::string_view name);
    static Coordinates wgs84();

    struct Point {
        double x, y;
    };
    // Rounded to seven decimals, one centimetre. Fails (invalid) on what lies outside.
    base::Result<Point> to_wgs84(Point point) const;
    // Each position of a GeoJSON geometry; what is no geometry stays as it is.
    base::Result<json::Value> to_wgs84(json::Value const& geometry) const;
    bool is_wgs84() const { return !transform_; }

private:
    struct Transform;
    Coordinates() = default;
    base::Result<json::Value> convert(json::Value const& positions) const;
    std::string name_;
    std::shared_ptr<Transform> transform_;  // none: WGS 84
};

}  // namespace alzette::observe
