// SPDX-License-Identifier: Apache-2.0
#include "observe/maker.h"

#include "base/catalogue/observe.h"
#include "base/nearest.h"
#include "ngsi/geometry.h"
#include "ngsi/read_entity.h"
#include "ngsi/scope.h"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>

namespace alzette::observe {

namespace {

using json::Value;

// Not a column: the number of the row.
constexpr std::string_view row_number = "row";

Value with_type(std::string_view type, std::string text)
{
    return Value(Value::Object{{"@type", Value(type)}, {"@value", Value(std::move(text))}});
}

std::string text_of(Value const& value)
{
    if (auto const* const text = value.text()) return std::string(trimmed(*text));
    return json::write(value);
}

// What a URI may not hold is written as its bytes (RFC 3986, 2.1); a level of a scope takes '_' in its place.
void append_for_uri(std::string_view text, std::string& out)
{
    constexpr std::string_view never = "\"<>\\^`{|}%";
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || never.find(c) != std::string_view::npos) out += fmt::format("%{:02X}", byte);
        else out += c;
    }
}

void append_for_scope(std::string_view text, std::string& out)
{
    for (auto const c : text) out += ngsi::is_scope_level({&c, 1}) ? c : '_';
}

class ColumnCheck {
public:
    ColumnCheck(Table const& table, base::Findings& findings) : names_(table.columns.begin(), table.columns.end()), findings_(findings) {}

    void column(std::string_view name, base::Place place)
    {
        if (name.empty() || std::ranges::find(names_, name) != names_.end()) return;
        findings_.error(place, say::mapping_column_unknown, {{"column", name}, {"near", base::nearest(name, names_)}});
    }
    void pattern(std::string_view text, base::Place place)
    {
        auto const parts = pattern_parts(text);
        for (std::size_t i = 1; parts && i < parts->size(); i += 2)
            if ((*parts)[i] != row_number) column((*parts)[i], place);
    }

private:
    std::vector<std::string_view> names_;
    base::Findings& findings_;
};

void check_columns(Mapping const& mapping, Table const& table, base::Findings& findings)
{
    ColumnCheck check(table, findings);
    check.pattern(mapping.id, mapping.id_place);
    check.pattern(mapping.scope, mapping.id_place);
    for (auto const& attribute : mapping.attributes) {
        for (auto const* const name : {&attribute.column, &attribute.longitude, &attribute.latitude, &attribute.observed_at})
            check.column(*name, attribute.place);
        check.pattern(attribute.object, attribute.place);
        auto const is_bare_place = attribute.kind == AttributeKind::geo_property && attribute.column.empty() && attribute.longitude.empty();
        if (is_bare_place && !table.has_geometry) findings.error(attribute.place, say::mapping_position_missing, {{"attribute", attribute.name}});
    }
}

}  // namespace

Maker::Maker(Mapping mapping, Coordinates coordinates)
    : mapping_(std::move(mapping)), coordinates_(std::move(coordinates)), id_(*pattern_parts(mapping_.id)), scope_(*pattern_parts(mapping_.scope))
{
    for (auto const& attribute : mapping_.attributes) plans_.push_back({attribute, *pattern_parts(attribute.object)});
}

std::optional<Maker> Maker::of(Mapping mapping, Table const& table, base::Findings& findings)
{
    check_columns(mapping, table, findings);
    auto const& system = mapping.coordinates.empty() ? table.coordinates : mapping.coordinates;
    auto coordinates = system.empty() ? base::Result<Coordinates>(Coordinates::wgs84()) : Coordinates::of(system);
    if (!coordinates) findings.add(coordinates.error());
    if (findings.has_errors()) return std::nullopt;
    return Maker(std::move(mapping), *std::move(coordinates));
}

bool Maker::is_missing(Cell const* cell) const
{
    if (cell == nullptr || cell->value.is_null()) return true;
    auto const* const text = cell->value.text();
    if (text == nullptr) return false;
    auto const word = trimmed(*text);
    return word.empty() || std::ranges::find(mapping_.missing, word) != mapping_.missing.end();
}

std::optional<std::string> Maker::fill(std::vector<std::string> const& parts, Row const& row, Filling filling, Defects* defects) const
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % 2 == 0) {
            out += parts[i];
            continue;
        }
        auto const* const cell = row.find(parts[i]);
        if (cell == nullptr && parts[i] == row_number) {
            out += std::to_string(row.number);
            continue;
        }
        if (is_missing(cell)) {
            if (defects != nullptr) defects->add(cell == nullptr ? row.place : cell->place, parts[i], say::import_id_empty, {{"column", parts[i]}});
            return std::nullopt;
        }
        if (filling == Filling::id) append_for_uri(text_of(cell->value), out);
        else append_for_scope(text_of(cell->value), out);
    }
    return out;
}

std::optional<ngsi::Entity> Maker::make(Row const& row, Defects& defects) const
{
    auto id = fill(id_, row, Filling::id, &defects);
    if (!id) return std::nullopt;
    Value::Object body{{"id", Value(*std::move(id))}, {"type", Value(mapping_.type)}};
    if (!mapping_.scope.empty())
        if (auto scope = fill(scope_, row, Filling::scope, nullptr)) body.push_back({"scope", Value(*std::move(scope))});
    for (auto const& plan : plans_) {
        auto value = attribute(plan, row, defects);
        if (value) body.push_back({plan.mapping.name, *std::move(value)});
    }
    auto entity = ngsi::read_entity(Value(std::move(body)), *ngsi::Context::core());
    if (entity) return *std::move(entity);
    defects.add({row.place, {}, entity.error().message});
    return std::nullopt;
}

std::optional<Value> Maker::attribute(Plan const& plan, Row const& row, Defects& defects) const
{
    switch (plan.mapping.kind) {
    case AttributeKind::relationship: return relationship(plan, row, defects);
    case AttributeKind::geo_property: return place(plan, row, defects);
    case AttributeKind::property: break;
    }
    return property(plan, row, defects);
}

std::optional<Value> Maker::property(Plan const& plan, Row const& row, Defects& defects) const
{
    auto const fixed = Cell{plan.mapping.name, Value(plan.mapping.fixed), row.place};
    auto const* const cell = plan.mapping.column.empty() ? &fixed : row.find(plan.mapping.column);
    if (is_missing(cell)) return std::nullopt;
    auto value = read(plan, *cell, defects);
    if (!value) return std::nullopt;
    Value::Object body{{"type", "Property"}, {"value", *std::move(value)}};
    if (!plan.mapping.unit.empty()) body.push_back({"unitCode", Value(plan.mapping.unit)});
    auto const* const observed = plan.mapping.observed_at.empty() ? nullptr : row.find(plan.mapping.observed_at);
    if (!is_missing(observed)) body.push_back({"observedAt", Value(text_of(observed->value))});
    return Value(std::move(body));
}

std::optional<Value> Maker::relationship(Plan const& plan, Row const& row, Defects&) const
{
    auto object = fill(plan.object, row, Filling::id, nullptr);
    if (!object) return std::nullopt;
    return Value(Value::Object{{"type", "Relationship"}, {"object", Value(*std::move(object))}});
}

std::optional<Value> Maker::place(Plan const& plan, Row const& row, Defects& defects) const
{
    auto const as_property = [](Value geometry) { return Value(Value::Object{{"type", "GeoProperty"}, {"value", std::move(geometry)}}); };
    if (!plan.mapping.longitude.empty()) {
        auto const* const longitude = row.find(plan.mapping.longitude);
        auto const* const latitude = row.find(plan.mapping.latitude);
        if (is_missing(longitude) && is_missing(latitude)) return std::nullopt;
        if (is_missing(longitude) || is_missing(latitude)) {
            defects.add(row.place, plan.mapping.longitude, say::import_position_half, {{"attribute", plan.mapping.name}});
            return std::nullopt;
        }
        auto geometry = point(plan, *longitude, *latitude, defects);
        return geometry ? std::optional(as_property(*std::move(geometry))) : std::nullopt;
    }
    if (!plan.mapping.column.empty()) {
        auto const* const cell = row.find(plan.mapping.column);
        auto geometry = is_missing(cell) ? std::nullopt : position(plan, *cell, defects);
        return geometry ? std::optional(as_property(*std::move(geometry))) : std::nullopt;
    }
    if (row.geometry.is_null()) {
        defects.add(row.place, plan.mapping.name, say::import_geometry_missing);
        return std::nullopt;
    }
    auto geometry = coordinates_.to_wgs84(row.geometry);
    auto const checked = geometry ? ngsi::check_geometry(*geometry) : base::Result<void>(tl::unexpected(geometry.error()));
    if (checked) return as_property(*std::move(geometry));
    defects.add({row.place, plan.mapping.name, checked.error().message});
    return std::nullopt;
}

std::optional<Value> Maker::point(Plan const& plan, Cell const& longitude, Cell const& latitude, Defects& defects) const
{
    auto const number = [&](Cell const& cell) -> std::optional<double> {
        auto const value = cell.value.is_number() ? std::optional(cell.value) : read_number(text_of(cell.value), mapping_.decimal);
        if (value) return value->number();
        defects.add(cell.place, cell.column, say::import_number_expected, {{"found", text_of(cell.value)}});
        return std::nullopt;
    };
    auto const x = number(longitude);
    auto const y = number(latitude);
    if (!x || !y) return std::nullopt;
    auto const place = coordinates_.to_wgs84(Coordinates::Point{*x, *y});
    if (!place) {
        defects.add({longitude.place, std::string(longitude.column), place.error().message});
        return std::nullopt;
    }
    auto const is_within = std::abs(place->x) <= 180 && std::abs(place->y) <= 90;
    if (!is_within) {
        defects.add(longitude.place, longitude.column, say::import_position_outside, {{"x", *x}, {"y", *y}, {"attribute", plan.mapping.name}});
        return std::nullopt;
    }
    return Value(Value::Object{{"type", "Point"}, {"coordinates", Value(Value::Array{Value(place->x), Value(place->y)})}});
}

// "43.61, 3.87" in one column, as open data portals write it.
std::optional<Value> Maker::position(Plan const& plan, Cell const& cell, Defects& defects) const
{
    auto const text = text_of(cell.value);
    auto parts_at = std::string::npos;
    for (std::string_view const sign : {";", ", ", " ", ","})
        if (parts_at == std::string::npos) parts_at = text.find(sign);
    if (parts_at == std::string::npos) {
        defects.add(cell.place, cell.column, say::import_two_numbers_expected, {{"found", text}});
        return std::nullopt;
    }
    auto const first = Cell{cell.column, Value(text.substr(0, parts_at)), cell.place};
    auto const second = Cell{cell.column, Value(text.substr(parts_at + 1)), cell.place};
    return plan.mapping.latitude_first ? point(plan, second, first, defects) : point(plan, first, second, defects);
}

std::optional<Value> Maker::read(Plan const& plan, Cell const& cell, Defects& defects) const
{
    auto const text = text_of(cell.value);
    auto const wrong = [&](base::MessageId message) {
        defects.add(cell.place, cell.column, message, {{"found", text}});
        return std::nullopt;
    };
    auto const number = [&] { return cell.value.is_number() ? std::optional(cell.value) : read_number(text, mapping_.decimal); };
    switch (plan.mapping.reading) {
    case Reading::as_it_stands: return cell.value.text() != nullptr ? Value(text) : cell.value;
    case Reading::text: return Value(text);
    case Reading::number: {
        auto value = number();
        return value ? value : wrong(say::import_number_expected);
    }
    case Reading::integer: {
        auto const value = number();
        auto const is_whole = value && (value->whole() != nullptr || (std::trunc(value->number()) == value->number() && std::abs(value->number()) < 1e15));
        if (!is_whole) return wrong(say::import_integer_expected);
        return value->whole() != nullptr ? value : Value(static_cast<std::int64_t>(value->number()));
    }
    case Reading::boolean: {
        if (cell.value.truth() != nullptr) return cell.value;
        auto const truth = read_boolean(text);
        return truth ? std::optional(Value(*truth)) : wrong(say::import_boolean_expected);
    }
    case Reading::date:
    case Reading::instant: break;
    }
    auto const& mapping = plan.mapping;
    auto const is_date = mapping.reading == Reading::date;
    auto const pattern = !mapping.pattern.empty() ? std::string_view(mapping.pattern) : is_date ? "YYYY-MM-DD" : "YYYY-MM-DDThh:mm:ssZ";
    auto const moment = read_moment(text, pattern);
    if (!moment) {
        defects.add(cell.place, cell.column, say::import_date_expected, {{"found", text}, {"pattern", pattern}});
        return std::nullopt;
    }
    return is_date ? with_type("Date", date_text(*moment)) : with_type("DateTime", instant_text(*moment, mapping.minutes_ahead.value_or(0)));
}

}  // namespace alzette::observe
