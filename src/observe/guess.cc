// SPDX-License-Identifier: Apache-2.0
#include "observe/guess.h"

#include "ngsi/names.h"
#include "observe/feature_rows.h"
#include "yaml/characters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/core.h>
#include <set>

namespace alzette::observe {

namespace {

// "NUM,C,50" of a dBase table exported with its types: "NUM".
std::string_view plain_column(std::string_view column) { return column.substr(0, column.find(',')); }

std::string lower(std::string_view text)
{
    std::string out;
    for (auto const c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string text_in(Cell const& cell)
{
    if (auto const* const text = cell.value.text()) return std::string(trimmed(*text));
    return cell.value.is_null() ? std::string() : json::write(cell.value);
}

// A name that NGSI-LD lets be one, and that is no member of every entity.
std::string attribute_name(std::string_view column)
{
    std::string name;
    for (auto const c : plain_column(column)) name += ngsi::is_name({&c, 1}) && c != ':' ? c : '_';
    constexpr std::array<std::string_view, 8> reserved{"id", "type", "scope", "location", "value", "object", "createdAt", "modifiedAt"};
    auto const is_taken = name.empty() || name.find_first_not_of('_') == std::string::npos || std::ranges::find(reserved, name) != reserved.end();
    return is_taken ? "source_" + name : name;
}

// A mapping is a text for people: a name with control characters, or one that fills pages, does not stand in it, and its column is left out.
bool can_be_named(std::string_view column)
{
    constexpr std::size_t bytes_max = 200;
    return !column.empty() && column.size() <= bytes_max && yaml::first_bad_byte(column) == column.size() &&
           column.find_first_of("\t\r\n") == std::string_view::npos;
}

class Columns {
public:
    Columns(Table const& table, std::vector<Row> const& rows) : rows_(rows)
    {
        std::ranges::copy_if(table.columns, std::back_inserter(names_), can_be_named);
    }

    std::vector<std::string> const& names() const { return names_; }

    std::vector<std::string> values(std::string_view column) const
    {
        std::vector<std::string> texts;
        for (auto const& row : rows_)
            if (auto const* const cell = row.find(column)) texts.push_back(text_in(*cell));
        return texts;
    }

    // Whether each row has a value of its own.
    bool is_unique(std::string_view column) const
    {
        auto texts = values(column);
        if (texts.size() != rows_.size() || texts.empty()) return false;
        std::ranges::sort(texts);
        return !texts.front().empty() && std::ranges::adjacent_find(texts) == texts.end();
    }

    template <class Check>
    bool all(std::string_view column, Check const& check) const
    {
        auto const texts = values(column);
        auto const has_some = std::ranges::any_of(texts, [](std::string const& text) { return !text.empty(); });
        return has_some && std::ranges::all_of(texts, [&](std::string const& text) { return text.empty() || check(text); });
    }

    std::string named(std::initializer_list<std::string_view> names) const
    {
        for (auto const name : names)
            for (auto const& column : names_)
                if (lower(plain_column(column)) == name) return column;
        return {};
    }
    // The end of a longer name: "Station_latitude".
    std::string ending(std::string_view end) const
    {
        auto const found = std::ranges::find_if(names_, [&](std::string const& column) { return lower(plain_column(column)).ends_with(end); });
        return found == names_.end() ? std::string() : *found;
    }

private:
    std::vector<Row> const& rows_;
    std::vector<std::string> names_;
};

// A postal code or a number of a pole begins with zeros, and is none to count with.
bool is_code(std::string const& text) { return text.size() > 1 && text.front() == '0' && text.find_first_of(".,") == std::string::npos; }

bool is_number(std::string const& text) { return !is_code(text) && read_number(text, Decimal::either).has_value(); }

std::string identifying_column(Columns const& columns)
{
    for (auto const& column : columns.names()) {
        auto const name = lower(plain_column(column));
        auto const sounds_like_one = name == "id" || name == "identifiant" || name == "code" || name == "numero" || name == "num" || name == "ident" ||
                                     name == "siren" || name == "siret" || name == "insee" || name == "uai" ||
                                     name.starts_with("id_") || name.ends_with("_id") || name.ends_with("id") || name.starts_with("id") ||
                                     name.starts_with("code_") || name.starts_with("num_") || column == feature_id;
        if (sounds_like_one && columns.is_unique(column)) return column;
    }
    return {};
}

// By the size of the numbers: degrees, Lambert-93 (eastings around 700 km, northings around 6 600 km), or one of the nine conical zones, whose northings
// begin with the number of the zone less 41 (IGN, "Projections coniques conformes 9 zones").
std::string coordinates_of(Columns const& columns, std::string_view x, std::string_view y)
{
    auto const within = [&](std::string_view column, double low, double high) {
        return columns.all(column, [&](std::string const& text) {
            auto const number = read_number(text, Decimal::either);
            return number && number->number() >= low && number->number() <= high;
        });
    };
    if (within(x, -180, 180) && within(y, -90, 90)) return "WGS84";
    if (within(x, 0, 1'400'000) && within(y, 6'000'000, 7'200'000)) return "Lambert-93";
    for (int zone = 42; zone <= 50; ++zone) {
        auto const northing = (zone - 41) * 1e6 + 200'000;
        if (within(x, 1'000'000, 2'500'000) && within(y, northing - 400'000, northing + 400'000)) return fmt::format("CC{}", zone);
    }
    return {};
}

void guess_place(Columns const& columns, Mapping& mapping)
{
    auto x = columns.named({"longitude", "lon", "lng", "long", "xlong", "x", "x_wgs84", "coord_x", "x_l93", "point_x"});
    auto y = columns.named({"latitude", "lat", "ylat", "y", "y_wgs84", "coord_y", "y_l93", "point_y"});
    for (auto const& [x_end, y_end] : {std::pair{"longitude", "latitude"}, std::pair{"_lon", "_lat"}, std::pair{"_x", "_y"}}) {
        if (!x.empty() && !y.empty()) break;
        x = columns.ending(x_end);
        y = columns.ending(y_end);
    }
    if (x.empty() || y.empty()) return;
    auto const coordinates = coordinates_of(columns, x, y);
    if (coordinates.empty()) return;
    if (coordinates != "WGS84") mapping.coordinates = coordinates;
    mapping.attributes.push_back({.name = "location", .kind = AttributeKind::geo_property, .longitude = x, .latitude = y});
}

void guess_reading(Columns const& columns, AttributeMapping& attribute)
{
    auto const& column = attribute.column;
    auto const is_truth = [](std::string const& text) { return text.size() > 1 && read_boolean(text).has_value(); };
    if (columns.all(column, is_number)) attribute.reading = Reading::number;
    else if (columns.all(column, is_truth)) attribute.reading = Reading::boolean;
    for (std::string_view const pattern : {"YYYY-MM-DD", "DD/MM/YYYY", "DD/MM/YY"}) {
        if (attribute.reading != Reading::as_it_stands) break;
        if (!columns.all(column, [&](std::string const& text) { return read_moment(text, pattern).has_value(); })) continue;
        attribute.reading = Reading::date;
        if (pattern != "YYYY-MM-DD") attribute.pattern = pattern;
    }
}

}  // namespace

Mapping guess_mapping(Table const& table, std::vector<Row> const& rows, std::string_view type)
{
    Columns const columns(table, rows);
    Mapping mapping;
    mapping.type = type;
    auto const id = identifying_column(columns);
    mapping.id = fmt::format("urn:ngsi-ld:{}:{{{}}}", type, id.empty() || id.find_first_of("{}") != std::string::npos ? "row" : id);
    if (table.has_geometry) mapping.attributes.push_back({.name = "location", .kind = AttributeKind::geo_property});
    else guess_place(columns, mapping);
    std::set<std::string, std::less<>> names{"location"};
    for (auto const& column : columns.names()) {
        auto const is_place = !mapping.attributes.empty() && (mapping.attributes[0].longitude == column || mapping.attributes[0].latitude == column);
        if (is_place || column == feature_id) continue;
        AttributeMapping attribute{.name = attribute_name(column), .column = column};
        while (!names.insert(attribute.name).second) attribute.name += "_";
        guess_reading(columns, attribute);
        mapping.attributes.push_back(std::move(attribute));
    }
    return mapping;
}

}  // namespace alzette::observe
