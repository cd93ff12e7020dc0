// SPDX-License-Identifier: Apache-2.0
#include "ngsi/geoquery.h"

#include "base/catalogue/ngsi.h"
#include "base/check.h"
#include "ngsi/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <geos_c.h>
#include <limits>
#include <numbers>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

struct FinishContext {
    void operator()(GEOSContextHandle_t handle) const { GEOS_finish_r(handle); }
};
using ContextHandle = std::unique_ptr<std::remove_pointer_t<GEOSContextHandle_t>, FinishContext>;

struct DestroyGeometry {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

struct DestroyPrepared {
    GEOSContextHandle_t handle;
    void operator()(GEOSPreparedGeometry const* geometry) const { GEOSPreparedGeom_destroy_r(handle, geometry); }
};
using Prepared = std::unique_ptr<GEOSPreparedGeometry const, DestroyPrepared>;

// Geometries of the library from GeoJSON that was checked.
class Builder {
public:
    explicit Builder(GEOSContextHandle_t handle) : handle_(handle) {}

    // A polygon that crosses itself is taken as the places it encloses: relations are not defined on others.
    Geometry build(Value const& geometry) const
    {
        auto made = owned(raw(geometry));
        if (!geometry.find("type")->text()->ends_with("Polygon") || GEOSisValid_r(handle_, made.get()) == 1) return made;
        auto* const how = GEOSMakeValidParams_create_r(handle_);
        GEOSMakeValidParams_setMethod_r(handle_, how, GEOS_MAKE_VALID_STRUCTURE);
        GEOSMakeValidParams_setKeepCollapsed_r(handle_, how, 0);
        auto* const valid = GEOSMakeValidWithParams_r(handle_, made.get(), how);
        GEOSMakeValidParams_destroy_r(handle_, how);
        if (valid == nullptr) return made;
        auto enclosed = owned(valid);
        return GEOSisEmpty_r(handle_, enclosed.get()) == 1 ? std::move(made) : std::move(enclosed);  // one without a surface still lies somewhere
    }

private:
    Geometry owned(GEOSGeometry* geometry) const
    {
        CHECK_THAT(geometry != nullptr);
        return {geometry, DestroyGeometry{handle_}};
    }

    GEOSGeometry* raw(Value const& geometry) const
    {
        auto const& type = *geometry.find("type")->text();
        auto const& coordinates = *geometry.find("coordinates");
        if (type == "Point") return GEOSGeom_createPoint_r(handle_, sequence(Value::Array{coordinates}));
        if (type == "LineString") return line(coordinates);
        if (type == "Polygon") return polygon(coordinates);
        auto const& parts = *coordinates.array();
        if (type == "MultiPoint")
            return collection(GEOS_MULTIPOINT, parts, [&](Value const& part) { return GEOSGeom_createPoint_r(handle_, sequence(Value::Array{part})); });
        if (type == "MultiLineString") return collection(GEOS_MULTILINESTRING, parts, [&](Value const& part) { return line(part); });
        return collection(GEOS_MULTIPOLYGON, parts, [&](Value const& part) { return polygon(part); });
    }

    template <class Make>
    GEOSGeometry* collection(int type, Value::Array const& parts, Make const& make) const
    {
        std::vector<GEOSGeometry*> made;
        for (auto const& part : parts) made.push_back(make(part));
        return GEOSGeom_createCollection_r(handle_, type, made.data(), static_cast<unsigned>(made.size()));
    }

    GEOSCoordSequence* sequence(Value::Array const& positions) const
    {
        auto* const made = GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(positions.size()), 2);
        for (unsigned i = 0; i < positions.size(); ++i) {
            auto const& position = *positions[i].array();
            GEOSCoordSeq_setXY_r(handle_, made, i, position[0].number(), position[1].number());
        }
        return made;
    }

    GEOSGeometry* line(Value const& positions) const { return GEOSGeom_createLineString_r(handle_, sequence(*positions.array())); }

    GEOSGeometry* polygon(Value const& rings) const
    {
        std::vector<GEOSGeometry*> made;
        for (auto const& ring : *rings.array()) made.push_back(GEOSGeom_createLinearRing_r(handle_, sequence(*ring.array())));
        return GEOSGeom_createPolygon_r(handle_, made.front(), made.data() + 1, static_cast<unsigned>(made.size() - 1));
    }

    GEOSContextHandle_t handle_;
};

std::optional<Position> point_of(Value const& geometry)
{
    if (*geometry.find("type")->text() != "Point") return std::nullopt;
    auto const& position = *geometry.find("coordinates")->array();
    return Position{position[0].number(), position[1].number()};
}

// Longitudes times `scale` after a shift.
struct Placed {
    double scale = 1;
    double shift = 0;
};

Geometry placed(GEOSContextHandle_t handle, GEOSGeometry const* geometry, Placed at)
{
    auto const move = [](double* x, double*, void* data) {
        auto const* const how = static_cast<Placed const*>(data);
        *x = (*x + how->shift) * how->scale;
        return 1;
    };
    return {GEOSGeom_transformXY_r(handle, geometry, move, &at), DestroyGeometry{handle}};
}

// The distance of the positions that are nearest in the plane, and their latitude.
struct Nearest {
    double distance_m = std::numeric_limits<double>::infinity();
    double latitude = 0;
};

Nearest nearest_in_plane(GEOSContextHandle_t handle, GEOSGeometry const* left, GEOSGeometry const* right, Placed at)
{
    auto const from_shape = placed(handle, left, {at.scale, 0});
    auto const to_shape = placed(handle, right, at);
    auto* const points = GEOSNearestPoints_r(handle, from_shape.get(), to_shape.get());
    if (points == nullptr) return {};
    Position from{};
    Position to{};
    GEOSCoordSeq_getXY_r(handle, points, 0, &from.longitude, &from.latitude);
    GEOSCoordSeq_getXY_r(handle, points, 1, &to.longitude, &to.latitude);
    GEOSCoordSeq_destroy_r(handle, points);
    from.longitude /= at.scale;
    to.longitude /= at.scale;
    return {distance_m(from, to), (from.latitude + to.latitude) / 2};
}

// Whether the way across the 180th meridian may be the shorter one.
bool are_far_apart(GEOSContextHandle_t handle, GEOSGeometry const* left, GEOSGeometry const* right)
{
    double west[2]{};
    double east[2]{};
    GEOSGeom_getXMin_r(handle, left, &west[0]);
    GEOSGeom_getXMin_r(handle, right, &west[1]);
    GEOSGeom_getXMax_r(handle, left, &east[0]);
    GEOSGeom_getXMax_r(handle, right, &east[1]);
    return std::max(east[0], east[1]) - std::min(west[0], west[1]) > 180;
}

// The plane's nearest positions are those of the earth only where a degree is as long both ways: they are looked for again with longitudes as short as they are
// at the latitude found, and the shorter way holds. Each way found is one, so that the answer is never too small.
double nearest_m(GEOSContextHandle_t handle, GEOSGeometry const* left, GEOSGeometry const* right)
{
    if (GEOSIntersects_r(handle, left, right) == 1) return 0;
    constexpr double narrowest = 1e-3;  // so that a pole is still a line
    auto best = std::numeric_limits<double>::infinity();
    auto const is_far = are_far_apart(handle, left, right);
    for (auto const shift : {0.0, -360.0, 360.0}) {
        if (shift != 0 && !is_far) break;
        auto const flat = nearest_in_plane(handle, left, right, {1, shift});
        auto const scale = std::max(narrowest, std::cos(flat.latitude * std::numbers::pi / 180));
        best = std::min({best, flat.distance_m, nearest_in_plane(handle, left, right, {scale, shift}).distance_m});
    }
    return best;
}

Result<GeoRelation> read_relation(std::string_view georel, double& distance)
{
    struct Row {
        std::string_view name;
        GeoRelation relation;
    };
    constexpr Row rows[] = {{"within", GeoRelation::within}, {"contains", GeoRelation::contains}, {"intersects", GeoRelation::intersects},
                            {"equals", GeoRelation::equals}, {"disjoint", GeoRelation::disjoint}, {"overlaps", GeoRelation::overlaps}};
    for (auto const& row : rows)
        if (row.name == georel) return row.relation;
    constexpr Row distances[] = {{"near;maxDistance==", GeoRelation::near_max}, {"near;minDistance==", GeoRelation::near_min}};
    for (auto const& row : distances) {
        if (!georel.starts_with(row.name)) continue;
        auto const number = georel.substr(row.name.size());
        auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), distance);
        if (error == std::errc() && end == number.data() + number.size() && distance > 0 && std::isfinite(distance)) return row.relation;
    }
    return base::fail(Errc::invalid, say::georel_wrong, {{"found", georel}});
}

}  // namespace

Result<std::optional<GeoQuery>> read_geo_query(GeoParameters const& parameters, Context const& context)
{
    auto const& [georel, geometry, coordinates, geoproperty] = parameters;
    if (georel == nullptr && geometry == nullptr && coordinates == nullptr) return std::optional<GeoQuery>();
    if (georel == nullptr || geometry == nullptr || coordinates == nullptr) return base::fail(Errc::invalid, say::geo_query_incomplete);
    GeoQuery query;
    query.relation = TRY(read_relation(*georel, query.distance_m));
    auto numbers = TRY(json::parse(*coordinates));
    query.reference = Value(Value::Object{{"type", Value(*geometry)}, {"coordinates", std::move(numbers)}});
    TRY_VOID(check_geometry(query.reference));
    if (geoproperty != nullptr) TRY_VOID(check_name(*geoproperty));
    query.property = context.expand(geoproperty == nullptr ? "location" : *geoproperty);
    return std::optional(std::move(query));
}

struct GeoMatcher::Parts {
    explicit Parts(GeoQuery asked)
        : query(std::move(asked)), handle(GEOS_init_r()), builder(handle.get()), reference(builder.build(query.reference)),
          prepared(GEOSPrepare_r(handle.get(), reference.get()), DestroyPrepared{handle.get()}), reference_point(point_of(query.reference))
    {
    }
    GeoQuery query;
    ContextHandle handle;
    Builder builder;
    Geometry reference;
    Prepared prepared;
    std::optional<Position> reference_point;

    double distance_to(Value const& geometry) const
    {
        auto const point = point_of(geometry);
        if (point && reference_point) return distance_m(*point, *reference_point);
        return nearest_m(handle.get(), builder.build(geometry).get(), reference.get());
    }

    // The relation is of the entity's geometry to the reference; prepared relations are of the reference to the other.
    bool relates(Value const& geometry) const
    {
        auto const target = builder.build(geometry);
        auto* const context = handle.get();
        switch (query.relation) {
        case GeoRelation::within: return GEOSPreparedContains_r(context, prepared.get(), target.get()) == 1;
        case GeoRelation::contains: return GEOSPreparedWithin_r(context, prepared.get(), target.get()) == 1;
        case GeoRelation::intersects: return GEOSPreparedIntersects_r(context, prepared.get(), target.get()) == 1;
        case GeoRelation::disjoint: return GEOSPreparedDisjoint_r(context, prepared.get(), target.get()) == 1;
        case GeoRelation::overlaps: return GEOSPreparedOverlaps_r(context, prepared.get(), target.get()) == 1;
        default: return GEOSEquals_r(context, target.get(), reference.get()) == 1;
        }
    }
};

GeoMatcher::GeoMatcher(GeoQuery const& query) : parts_(std::make_unique<Parts>(query)) {}
GeoMatcher::GeoMatcher(GeoMatcher&&) noexcept = default;
GeoMatcher& GeoMatcher::operator=(GeoMatcher&&) noexcept = default;
GeoMatcher::~GeoMatcher() = default;

bool GeoMatcher::matches(Value const& geometry) const
{
    auto const& query = parts_->query;
    if (query.relation == GeoRelation::near_max) return parts_->distance_to(geometry) <= query.distance_m;
    if (query.relation == GeoRelation::near_min) return parts_->distance_to(geometry) > query.distance_m;  // disjoint with the buffer
    return parts_->relates(geometry);
}

bool GeoMatcher::matches(Entity const& entity) const
{
    auto const* const attribute = find(entity.attributes, parts_->query.property);
    if (attribute == nullptr) return false;
    return std::ranges::any_of(attribute->instances, [&](Attribute const& each) {
        return each.kind == Kind::geo_property && each.value.object() != nullptr && matches(each.value);
    });
}

std::optional<Box> GeoMatcher::search_box() const
{
    auto const& query = parts_->query;
    if (query.relation == GeoRelation::disjoint || query.relation == GeoRelation::near_min) return std::nullopt;
    auto const box = box_of(query.reference);
    return query.relation == GeoRelation::near_max ? widened(box, query.distance_m) : box;
}

double distance_between_m(Value const& left, Value const& right)
{
    auto const from = point_of(left);
    auto const to = point_of(right);
    if (from && to) return distance_m(*from, *to);
    ContextHandle const handle(GEOS_init_r());
    Builder const builder(handle.get());
    return nearest_m(handle.get(), builder.build(left).get(), builder.build(right).get());
}

}  // namespace alzette::ngsi
