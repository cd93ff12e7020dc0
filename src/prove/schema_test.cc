// SPDX-License-Identifier: Apache-2.0
#include "prove/schema.h"

#include "decide/keys.h"
#include "yaml/node.h"

#include <doctest/doctest.h>
#include <span>
#include <string>

using namespace alzette;
using base::Language;
using prove::FileKind;
using yaml::Node;

namespace {

constexpr std::size_t schema_bytes_max = 1 << 20;

// A schema is JSON, and JSON is YAML.
Node schema_of(FileKind kind, Language language = Language::en)
{
    base::Findings findings;
    auto const root = yaml::parse(prove::render_schema(kind, language), schema_bytes_max, findings);
    REQUIRE(root.has_value());
    return *root;
}

Node const& at(Node const& node, std::initializer_list<std::string_view> path)
{
    auto const* here = &node;
    for (auto const name : path) {
        here = here->find(name);
        REQUIRE_MESSAGE(here != nullptr, name);
    }
    return *here;
}

std::string words(Node const& list)
{
    std::string text;
    for (auto const& item : list.items) text += (text.empty() ? "" : " ") + item.text;
    return text;
}

void check_sections(Node const& root, std::span<yaml::Section const> sections)
{
    for (auto const& section : sections) {
        auto const is_root = &section == sections.data();
        auto const* definition = is_root ? &root : &at(root, {"$defs", section.name});
        if (auto const* const either = definition->find("anyOf"); either != nullptr && definition->find("type") == nullptr) definition = &either->items[1];
        CHECK(at(*definition, {"additionalProperties"}).text == "false");
        auto const& properties = at(*definition, {"properties"});
        CHECK(properties.members.size() == section.keys.size());
        std::string required;
        for (auto const& key : section.keys) {
            CHECK(at(properties, {key.name, "description"}).text == key.summary.en);
            if (key.required) required += (required.empty() ? "" : " ") + std::string(key.name);
        }
        if (!required.empty()) CHECK(words(at(*definition, {"required"})) == required);
    }
}

}  // namespace

TEST_CASE("a schema has every section with its keys, no other, and those that are required")
{
    check_sections(schema_of(FileKind::case_file), decide::case_sections());
    check_sections(schema_of(FileKind::value_set), decide::value_set_sections());
}

TEST_CASE("the forms of keys are said as an editor needs them")
{
    auto const root = schema_of(FileKind::case_file);
    CHECK(at(root, {"$schema"}).text == "https://json-schema.org/draft/2020-12/schema");
    CHECK(at(root, {"properties", "alzette", "const"}).text == "case/1");
    CHECK(words(at(root, {"$defs", "conventions", "properties", "timing", "enum"})) == "start_of_year mid_year end_of_year");
    CHECK(words(at(root, {"$defs", "group", "properties", "share", "type"})) == "string number");
    CHECK(at(root, {"properties", "reference", "anyOf"}).items.size() == 2);
    CHECK(at(root, {"$defs", "effect", "properties", "at", "anyOf"}).items[1].find("type")->text == "array");
    CHECK(words(at(root, {"properties", "inputs", "propertyNames", "not", "enum"})) == "t year and or not");
    CHECK(at(root, {"properties", "thresholds", "examples"}).items[0].items[0].find("until")->text == "npv = 0");
    CHECK(at(root, {"$defs", "territory", "properties", "insee", "examples"}).items[0].quoted);
}

TEST_CASE("a variant may change part of an effect or leave it out; the project may not")
{
    auto const root = schema_of(FileKind::case_file);
    CHECK(at(root, {"properties", "effects", "additionalProperties", "$ref"}).text == "#/$defs/effect");
    CHECK(at(root, {"$defs", "reference", "properties", "effects", "additionalProperties", "$ref"}).text == "#/$defs/effect");
    CHECK(at(root, {"$defs", "variant", "properties", "effects", "additionalProperties", "$ref"}).text == "#/$defs/effect_changed");
    auto const& changed = at(root, {"$defs", "effect_changed", "anyOf"});
    CHECK(changed.items[0].find("const")->text == "none");
    CHECK(changed.items[1].find("required") == nullptr);
    CHECK(words(*at(root, {"$defs", "input_changed", "anyOf"}).items[0].find("type")) == "string number");
    CHECK(schema_of(FileKind::value_set).find("$defs")->find("value_changed") == nullptr);
}

TEST_CASE("the French schema differs in its texts alone")
{
    auto const english = schema_of(FileKind::case_file);
    auto const french = schema_of(FileKind::case_file, Language::fr);
    CHECK(at(french, {"properties", "title", "description"}).text == "titre");
    CHECK(at(english, {"$defs"}).members.size() == at(french, {"$defs"}).members.size());
}
