// SPDX-License-Identifier: Apache-2.0
#include "observe/feature_rows.h"

#include "base/catalogue/observe.h"
#include "base/limits_import.h"
#include "observe/json_items.h"

#include <algorithm>
#include <memory>
#include <set>

namespace alzette::observe {

namespace {

using base::Errc;
using json::Value;

struct State {
    std::string_view text;   // the array of features, or one feature
    base::Place start;       // of that text in the file
    JsonItems items;
    bool is_single;
    bool is_done = false;
    std::size_t rows = 0;
};

// A place within a part, as a place of the file.
base::Place within(base::Place start, base::Place place)
{
    if (place.line <= 1) return {start.line, start.column + std::max(place.column, 1U) - 1};
    return {start.line + place.line - 1, place.column};
}

void fill(Row& row)
{
    auto const& feature = *row.feature;
    if (auto const* const id = feature.find("id"); id != nullptr && !id->is_null()) row.cells.push_back({feature_id, *id, row.place});
    if (auto const* const properties = feature.find("properties"); properties != nullptr && properties->object() != nullptr)
        for (auto const& member : *properties->object()) row.cells.push_back({member.name, member.value, row.place});
    if (auto const* const geometry = feature.find("geometry")) row.geometry = *geometry;
}

std::optional<JsonItem> next_item(State& state)
{
    if (!state.is_single) return state.items.next();
    if (std::exchange(state.is_done, true)) return std::nullopt;
    return JsonItem{state.text, {1, 1}};
}

bool next_row(State& state, Row& row, Defects& defects)
{
    while (auto const item = next_item(state)) {
        auto const place = within(state.start, item->place);
        auto const number = ++state.rows;
        auto feature = json::parse(item->text);
        if (!feature) {
            defects.add({place, {}, feature.error().message});
            continue;
        }
        auto const* const type = feature->find("type");
        if (type == nullptr || type->text() == nullptr || *type->text() != "Feature") {
            defects.add(place, {}, say::import_feature_expected);
            continue;
        }
        row = Row{number, place};
        row.feature = std::make_shared<Value const>(*std::move(feature));
        fill(row);
        return true;
    }
    if (state.items.fault() && !std::exchange(state.is_done, true))
        defects.add({within(state.start, state.items.fault()->place), {}, state.items.fault()->message});
    return false;
}

// "urn:ogc:def:crs:EPSG::2154" and the like, of the member `crs` that GeoJSON had before RFC 7946; empty for WGS 84.
std::string coordinates_of(std::string_view text)
{
    auto const crs = json::parse(text);
    auto const* const properties = crs ? crs->find("properties") : nullptr;
    auto const* const name = properties == nullptr ? nullptr : properties->find("name");
    if (name == nullptr || name->text() == nullptr) return {};
    auto const epsg = name->text()->find("EPSG:");
    if (epsg == std::string::npos) return {};
    auto const code = name->text()->substr(name->text()->rfind(':') + 1);
    return code == "4326" ? "" : "EPSG:" + code;
}

struct Parts {
    std::string_view type;
    std::optional<JsonItem> features;
    std::string coordinates;
};

std::optional<Parts> parts_of(std::string_view text)
{
    JsonItems top(text);
    auto const members = top.members();
    if (!members) return std::nullopt;
    Parts parts;
    for (auto const& [name, value] : *members) {
        if (name == "type") parts.type = value.text;
        if (name == "features") parts.features = value;
        if (name == "crs") parts.coordinates = coordinates_of(value.text);
    }
    return parts;
}

// The names of the first features; later ones may have more, which a mapping may not name.
std::vector<std::string> columns_of(State const& state)
{
    auto looked = state;
    std::vector<std::string> names;
    std::set<std::string, std::less<>> seen;
    Defects ignored;
    Row row;
    for (std::size_t i = 0; i < base::limits::guess_rows_max && next_row(looked, row, ignored); ++i)
        for (auto const& cell : row.cells)
            if (seen.insert(std::string(cell.column)).second) names.emplace_back(cell.column);
    return names;
}

}  // namespace

// A text that is cut says it no longer: what stands near its beginning does.
bool is_geo_json(std::string_view text)
{
    if (auto const parts = parts_of(text)) return parts->type == "\"FeatureCollection\"" || parts->type == "\"Feature\"";
    return text.substr(0, 4'096).find("\"FeatureCollection\"") != std::string_view::npos;
}

base::Result<Table> feature_table(std::string_view text)
{
    auto const parts = parts_of(text);
    if (!parts) {
        JsonItems top(text);
        (void)top.members();
        if (top.fault()) return tl::unexpected(*top.fault());
    }
    auto const is_single = parts && parts->type == "\"Feature\"";
    if (!parts || (!is_single && !parts->features)) return base::fail(Errc::invalid, say::import_features_missing);
    auto const within_text = is_single ? text : parts->features->text;
    auto const start = is_single ? base::Place{1, 1} : parts->features->place;
    auto const state = std::make_shared<State>(State{within_text, start, JsonItems(within_text), is_single});
    if (!is_single && !state->items.enter_array()) return base::fail(Errc::invalid, say::import_features_missing);
    Table table;
    table.columns = columns_of(*state);
    table.has_geometry = true;
    table.coordinates = parts->coordinates;
    table.next = [state](Row& row, Defects& defects) { return next_row(*state, row, defects); };
    return table;
}

}  // namespace alzette::observe
