// SPDX-License-Identifier: Apache-2.0
#include "observe/coordinates.h"

#include "base/catalogue/observe.h"
#include "base/library.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <proj.h>
#include <string>

namespace alzette::observe {

using base::Errc;
using base::Result;
using json::Value;

namespace {

// What is used of PROJ, under its own names.
struct Proj : base::Library {
    Proj() : Library(PROJ_LIBRARY) {}
    LIBRARY_FUNCTION(proj_destroy);
    LIBRARY_FUNCTION(proj_context_destroy);
    LIBRARY_FUNCTION(proj_context_create);
    LIBRARY_FUNCTION(proj_log_level);
    LIBRARY_FUNCTION(proj_create);
    LIBRARY_FUNCTION(proj_get_area_of_use);
    LIBRARY_FUNCTION(proj_create_crs_to_crs);
    LIBRARY_FUNCTION(proj_normalize_for_visualization);
    LIBRARY_FUNCTION(proj_errno_reset);
    LIBRARY_FUNCTION(proj_trans);
    LIBRARY_FUNCTION(proj_coord);
};

Proj const& proj()
{
    static Proj const library;
    return library;
}

}  // namespace

struct Coordinates::Transform {
    PJ_CONTEXT* context = nullptr;
    PJ* projection = nullptr;
    double west = -180, south = -90, east = 180, north = 90;  // where the system is made for
    ~Transform()
    {
        proj().proj_destroy(projection);
        proj().proj_context_destroy(context);
    }
    Transform() : context(proj().proj_context_create()) { proj().proj_log_level(context, PJ_LOG_NONE); }
    void find_area(std::string const& code);
    bool holds(double x, double y) const { return x >= west && x <= east && y >= south && y <= north; }  // NaN is nowhere
    Transform(Transform const&) = delete;
    Transform& operator=(Transform const&) = delete;
};

namespace {

// Names people use, and the codes of the EPSG register they stand for. CC42 to CC50 are the nine zones of France's conical projections, EPSG:3942 to 3950.
std::optional<std::string> code_of(std::string_view name)
{
    std::string key;
    for (auto const c : name)
        if (c != ' ' && c != '-' && c != '_') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (key == "wgs84" || key == "crs84" || key == "epsg:4326") return "";
    if (key == "lambert93" || key == "rgf93") return "EPSG:2154";
    if (key.size() == 4 && key >= "cc42" && key <= "cc50") return "EPSG:39" + key.substr(2);
    auto const number = key.starts_with("epsg:") ? std::string_view(key).substr(5) : std::string_view();
    if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return "EPSG:" + std::string(number);
}

// Swapped or foreign coordinates come out as a place far from where their system is used.
constexpr double margin_degrees = 1;

double rounded(double degrees) { return std::round(degrees * 1e7) / 1e7; }

}  // namespace

Coordinates Coordinates::wgs84() { return {}; }

void Coordinates::Transform::find_area(std::string const& code)
{
    auto* const system = proj().proj_create(context, code.c_str());
    double found_west = 0;
    double found_south = 0;
    double found_east = 0;
    double found_north = 0;
    auto const is_known = proj().proj_get_area_of_use(context, system, &found_west, &found_south, &found_east, &found_north, nullptr) != 0 && found_west > -181;
    proj().proj_destroy(system);
    if (!is_known || found_west > found_east) return;  // one that crosses the date line keeps the whole world
    west = found_west - margin_degrees;
    south = found_south - margin_degrees;
    east = found_east + margin_degrees;
    north = found_north + margin_degrees;
}

Result<Coordinates> Coordinates::of(std::string_view name)
{
    auto const code = code_of(name);
    if (!code) return base::fail(Errc::invalid, say::coordinates_unknown, {{"found", name}});
    Coordinates coordinates;
    coordinates.name_ = name;
    if (code->empty()) return coordinates;
    auto transform = std::make_shared<Transform>();
    auto* const raw = proj().proj_create_crs_to_crs(transform->context, code->c_str(), "OGC:CRS84", nullptr);
    // PROJ gives axes in the order of the register, which for some systems is northing first; files have x first.
    transform->projection = raw == nullptr ? nullptr : proj().proj_normalize_for_visualization(transform->context, raw);
    proj().proj_destroy(raw);
    if (transform->projection == nullptr) return base::fail(Errc::not_found, say::coordinates_not_in_register, {{"found", name}});
    transform->find_area(*code);
    coordinates.transform_ = std::move(transform);
    return coordinates;
}

Result<Coordinates::Point> Coordinates::to_wgs84(Point point) const
{
    if (!transform_) return point;
    proj().proj_errno_reset(transform_->projection);
    auto const out = proj().proj_trans(transform_->projection, PJ_FWD, proj().proj_coord(point.x, point.y, 0, HUGE_VAL));
    if (!transform_->holds(out.xy.x, out.xy.y))
        return base::fail(Errc::invalid, say::coordinates_outside, {{"x", point.x}, {"y", point.y}, {"system", name_}});
    return Point{rounded(out.xy.x), rounded(out.xy.y)};
}

Result<Value> Coordinates::convert(Value const& positions) const
{
    auto const* const items = positions.array();
    if (items == nullptr) return positions;
    if (items->size() >= 2 && (*items)[0].is_number() && (*items)[1].is_number()) {
        auto const point = TRY(to_wgs84(Point{(*items)[0].number(), (*items)[1].number()}));
        Value::Array position{Value(point.x), Value(point.y)};
        position.insert(position.end(), items->begin() + 2, items->end());
        return Value(std::move(position));
    }
    Value::Array out;
    for (auto const& item : *items) {
        auto converted = TRY(convert(item));
        out.push_back(std::move(converted));
    }
    return Value(std::move(out));
}

Result<Value> Coordinates::to_wgs84(Value const& geometry) const
{
    auto out = geometry;
    auto* const positions = out.find("coordinates");
    if (!transform_ || positions == nullptr) return out;
    auto converted = TRY(convert(*positions));
    *positions = std::move(converted);
    return out;
}

}  // namespace alzette::observe
