// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"
#include "ngsi/entity.h"
#include "ngsi/geometry.h"

#include <memory>
#include <optional>

// The geoquery language of NGSI-LD (clause 4.10).
namespace alzette::ngsi {

enum class GeoRelation { near_max, near_min, within, contains, intersects, equals, disjoint, overlaps };

struct GeoQuery {
    GeoRelation relation = GeoRelation::near_max;
    double distance_m = 0;      // of near
    json::Value reference = {};  // a geometry
    std::string property = {};   // expanded
};

struct GeoParameters {
    std::string const* georel = nullptr;
    std::string const* geometry = nullptr;
    std::string const* coordinates = nullptr;
    std::string const* geoproperty = nullptr;
};

// Nothing when no parameter but geoproperty is given. Fails (invalid) when one of the three others is missing or wrong.
base::Result<std::optional<GeoQuery>> read_geo_query(GeoParameters const& parameters, Context const& context);

// A query made ready for many geometries. One owner, one thread at a time.
// Relations are those of OGC Simple Features, decided by GEOS on degrees as a plane; `near` is the distance of distance_m() between the two nearest
// positions, which GEOS finds
// on the plane: between points it is exact, of other geometries it may name a position that is not quite the nearest on the sphere.
class GeoMatcher {
public:
    explicit GeoMatcher(GeoQuery const& query);
    GeoMatcher(GeoMatcher&&) noexcept;
    GeoMatcher& operator=(GeoMatcher&&) noexcept;
    ~GeoMatcher();

    bool matches(json::Value const& geometry) const;
    bool matches(Entity const& entity) const;  // any instance of the property
    // A box that every match meets; nothing where there is none to speak of (disjoint, near with a minimum).
    std::optional<Box> search_box() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Metres between two checked geometries, as `near` counts them.
double distance_between_m(json::Value const& left, json::Value const& right);

}  // namespace alzette::ngsi
