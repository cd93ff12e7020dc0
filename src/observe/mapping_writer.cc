// SPDX-License-Identifier: Apache-2.0
#include "json/value.h"
#include "observe/mapping.h"

#include <cstdlib>
#include <fmt/core.h>

namespace alzette::observe {

namespace {

constexpr std::string_view kinds[] = {"Property", "GeoProperty", "Relationship"};
constexpr std::string_view readings[] = {"as_it_stands", "text", "number", "integer", "boolean", "date", "instant"};
constexpr std::string_view encodings[] = {"found", "utf-8", "windows-1252", "utf-16"};
constexpr std::string_view decimals[] = {"either", "point", "comma"};

// A JSON string is a YAML one too.
std::string quoted(std::string_view text)
{
    std::string out;
    json::write_text(text, out);
    return out;
}

std::string offset_text(int minutes)
{
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

class Writer {
public:
    void top(std::string_view key, std::string_view value)
    {
        if (!value.empty()) text_ += fmt::format("{}: {}\n", key, quoted(value));
    }

    void attribute(AttributeMapping const& attribute)
    {
        text_ += fmt::format("  {}: {{", quoted(attribute.name));
        separator_ = "";
        if (attribute.kind != AttributeKind::property) member("kind", kinds[static_cast<std::size_t>(attribute.kind)]);
        text_member("column", attribute.column);
        text_member("value", attribute.fixed);
        if (attribute.reading != Reading::as_it_stands) member("read", readings[static_cast<std::size_t>(attribute.reading)]);
        text_member("pattern", attribute.pattern);
        if (attribute.minutes_ahead) member("zone", quoted(offset_text(*attribute.minutes_ahead)));
        text_member("unit", attribute.unit);
        text_member("object", attribute.object);
        text_member("longitude", attribute.longitude);
        text_member("latitude", attribute.latitude);
        if (attribute.latitude_first) member("order", "latitude_first");
        text_member("observed_at", attribute.observed_at);
        text_ += "}\n";
    }

    void attributes(std::vector<AttributeMapping> const& all)
    {
        text_ += all.empty() ? "attributes: {}\n" : "attributes:\n";
        for (auto const& each : all) attribute(each);
    }

    void missing(std::vector<std::string> const& texts)
    {
        if (texts.empty()) return;
        text_ += "missing: [";
        for (auto const& each : texts) text_ += fmt::format("{}{}", &each == texts.data() ? "" : ", ", quoted(each));
        text_ += "]\n";
    }

    std::string take() && { return std::move(text_); }

private:
    void member(std::string_view key, std::string_view value)
    {
        text_ += fmt::format("{}{}: {}", separator_, key, value);
        separator_ = ", ";
    }
    void text_member(std::string_view key, std::string_view value)
    {
        if (!value.empty()) member(key, quoted(value));
    }

    std::string text_ = "alzette: mapping/1\n";
    std::string_view separator_;
};

}  // namespace

std::string mapping_text(Mapping const& mapping)
{
    Writer writer;
    writer.top("type", mapping.type);
    writer.top("id", mapping.id);
    writer.top("scope", mapping.scope);
    writer.top("coordinates", mapping.coordinates);
    writer.top("separator", mapping.separator == "\t" ? "tab" : std::string_view(mapping.separator));
    if (mapping.encoding != Encoding::found) writer.top("encoding", encodings[static_cast<std::size_t>(mapping.encoding)]);
    if (mapping.decimal != Decimal::either) writer.top("decimal", decimals[static_cast<std::size_t>(mapping.decimal)]);
    writer.missing(mapping.missing);
    writer.attributes(mapping.attributes);
    return std::move(writer).take();
}

}  // namespace alzette::observe
