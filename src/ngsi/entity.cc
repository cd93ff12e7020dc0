// SPDX-License-Identifier: Apache-2.0
#include "ngsi/entity.h"

#include <algorithm>
#include <array>

namespace alzette::ngsi {

namespace {

struct KindRow {
    std::string_view name;
    std::string_view member;
};

// In the order of Kind.
constexpr std::array<KindRow, kinds> kind_rows{{
    {"Property", "value"},
    {"Relationship", "object"},
    {"GeoProperty", "value"},
    {"LanguageProperty", "languageMap"},
    {"VocabProperty", "vocab"},
    {"JsonProperty", "json"},
    {"ListProperty", "valueList"},
    {"ListRelationship", "objectList"},
}};

bool is_null_text(json::Value const& value)
{
    auto const* const text = value.text();
    return text != nullptr && *text == ngsi_null;
}

}  // namespace

std::string_view kind_name(Kind kind) { return kind_rows.at(static_cast<std::size_t>(kind)).name; }

std::string_view kind_member(Kind kind) { return kind_rows.at(static_cast<std::size_t>(kind)).member; }

std::optional<Kind> kind_of_name(std::string_view name)
{
    auto const found = std::ranges::find(kind_rows, name, &KindRow::name);
    if (found == kind_rows.end()) return std::nullopt;
    return static_cast<Kind>(found - kind_rows.begin());
}

NamedAttribute const* find(std::vector<NamedAttribute> const& attributes, std::string_view name)
{
    auto const found = std::ranges::find(attributes, name, &NamedAttribute::name);
    return found == attributes.end() ? nullptr : &*found;
}

NamedAttribute* find(std::vector<NamedAttribute>& attributes, std::string_view name)
{
    auto const found = std::ranges::find(attributes, name, &NamedAttribute::name);
    return found == attributes.end() ? nullptr : &*found;
}

Attribute const* find(NamedAttribute const& attribute, std::string_view dataset_id)
{
    auto const found = std::ranges::find(attribute.instances, dataset_id, &Attribute::dataset_id);
    return found == attribute.instances.end() ? nullptr : &*found;
}

Attribute* find(NamedAttribute& attribute, std::string_view dataset_id)
{
    auto const found = std::ranges::find(attribute.instances, dataset_id, &Attribute::dataset_id);
    return found == attribute.instances.end() ? nullptr : &*found;
}

json::Value const& plain_value(json::Value const& value)
{
    auto const* const plain = value.find("@value");
    return plain == nullptr ? value : *plain;
}

bool is_removal(Attribute const& attribute)
{
    if (is_null_text(attribute.value)) return true;
    auto const* const items = attribute.kind == Kind::list_property || attribute.kind == Kind::list_relationship ? attribute.value.array() : nullptr;
    if (items != nullptr) return items->size() == 1 && is_null_text(items->front());
    auto const* const none = attribute.kind == Kind::language_property ? attribute.value.find("@none") : nullptr;
    return none != nullptr && is_null_text(*none);
}

}  // namespace alzette::ngsi
