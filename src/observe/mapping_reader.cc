// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/observe.h"
#include "base/catalogue/record.h"
#include "base/limits_import.h"
#include "json/value.h"
#include "ngsi/names.h"
#include "observe/coordinates.h"
#include "observe/mapping.h"

#include <algorithm>

namespace alzette::observe {

namespace {

using base::Findings;
using yaml::Record;

class Reader {
public:
    explicit Reader(Findings& findings) : findings_(findings) {}

    void read(yaml::Node const& root)
    {
        auto const file = Record(root, mapping_section("mapping"), findings_);
        file.choice("alzette");
        mapping_.type = file.text("type");
        check_name(file, "type");
        mapping_.id = pattern(file, "id");
        mapping_.scope = pattern(file, "scope");
        read_conventions(file);
        auto const* const attributes = file.find("attributes");
        if (attributes == nullptr) return;
        if (!attributes->is_mapping()) return findings_.error(attributes->place, say::mapping_expected, {{"section", "attributes"}});
        for (auto const& member : attributes->members) read_attribute(member);
    }

    Mapping take() && { return std::move(mapping_); }

private:
    template <class Value>
    void report(base::Result<Value> const& result, base::Place place)
    {
        if (!result) findings_.error(place, result.error().message.id, result.error().message.arguments);
    }

    void check_name(Record const& record, std::string_view key)
    {
        auto const* const node = record.find(key);
        if (node == nullptr) return;
        report(ngsi::check_name(record.text(key)), node->place);
    }

    std::string pattern(Record const& record, std::string_view key)
    {
        auto text = record.text(key);
        if (!pattern_parts(text)) findings_.error(record.find(key)->place, say::mapping_pattern_wrong, {{"found", text}});
        return text;
    }

    void read_conventions(Record const& file)
    {
        if (auto const* const node = file.find("id")) mapping_.id_place = node->place;
        mapping_.coordinates = file.text("coordinates");
        if (auto const* const node = file.find("coordinates")) {
            mapping_.coordinates_place = node->place;
            report(Coordinates::of(mapping_.coordinates), node->place);
        }
        mapping_.separator = file.text("separator");
        if (mapping_.separator == "tab" || mapping_.separator == "\\t") mapping_.separator = "\t";
        if (mapping_.separator.size() > 1) findings_.error(file.find("separator")->place, say::mapping_separator_wrong, {{"found", mapping_.separator}});
        mapping_.encoding = static_cast<Encoding>(file.choice("encoding").value_or(0));
        mapping_.decimal = static_cast<Decimal>(file.choice("decimal").value_or(0));
        mapping_.missing = file.names("missing");
    }

    void read_attribute(yaml::Member const& member)
    {
        auto const record = Record(member.value, mapping_section("attribute"), findings_);
        AttributeMapping attribute{.name = member.key, .place = member.key_place};
        report(ngsi::check_name(member.key), member.key_place);
        attribute.kind = static_cast<AttributeKind>(record.choice("kind").value_or(0));
        attribute.column = record.text("column");
        attribute.fixed = record.text("value");
        attribute.reading = static_cast<Reading>(record.choice("read").value_or(0));
        attribute.pattern = record.text("pattern");
        attribute.unit = record.text("unit");
        attribute.object = pattern(record, "object");
        attribute.longitude = record.text("longitude");
        attribute.latitude = record.text("latitude");
        attribute.latitude_first = record.choice("order").value_or(0) == 1;
        attribute.observed_at = record.text("observed_at");
        read_zone(record, attribute);
        if (!record.has_fault()) check(attribute);
        mapping_.attributes.push_back(std::move(attribute));
    }

    void read_zone(Record const& record, AttributeMapping& attribute)
    {
        auto const* const node = record.find("zone");
        if (node != nullptr) attribute.minutes_ahead = read_offset(record.text("zone"));
        if (node != nullptr && !attribute.minutes_ahead) findings_.error(node->place, say::mapping_zone_wrong, {{"found", record.text("zone")}});
        auto const needs_zone = attribute.reading == Reading::instant && !attribute.pattern.empty() && node == nullptr;
        if (needs_zone) findings_.error(attribute.place, say::mapping_zone_missing, {{"attribute", attribute.name}});
    }

    // What an attribute of each kind is made of.
    void check(AttributeMapping const& attribute)
    {
        auto const is_from_value = !attribute.column.empty() || !attribute.fixed.empty();
        if (attribute.kind == AttributeKind::property && !is_from_value)
            findings_.error(attribute.place, say::mapping_source_missing, {{"attribute", attribute.name}});
        if (attribute.kind == AttributeKind::relationship && attribute.object.empty())
            findings_.error(attribute.place, say::mapping_object_missing, {{"attribute", attribute.name}});
        if (attribute.longitude.empty() != attribute.latitude.empty())
            findings_.error(attribute.place, say::mapping_position_half, {{"attribute", attribute.name}});
    }

    Findings& findings_;
    Mapping mapping_;
};

}  // namespace

std::optional<Mapping> read_mapping(std::string_view text, Findings& findings)
{
    auto const root = yaml::parse(text, base::limits::mapping_file_bytes_max, findings);
    if (!root) {
        findings.add(root.error());
        return std::nullopt;
    }
    Reader reader(findings);
    reader.read(*root);
    if (findings.has_errors()) return std::nullopt;
    return std::move(reader).take();
}

std::optional<std::vector<std::string>> pattern_parts(std::string_view pattern)
{
    std::vector<std::string> parts;
    while (true) {
        auto const open = pattern.find('{');
        auto const text = pattern.substr(0, open);
        if (text.find('}') != std::string_view::npos) return std::nullopt;
        parts.emplace_back(text);
        if (open == std::string_view::npos) return parts;
        auto const close = pattern.find('}', open);
        if (close == std::string_view::npos || close == open + 1) return std::nullopt;
        parts.emplace_back(pattern.substr(open + 1, close - open - 1));
        pattern.remove_prefix(close + 1);
    }
}

}  // namespace alzette::observe
