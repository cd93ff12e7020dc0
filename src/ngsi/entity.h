// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// NGSI-LD entities as values (ETSI GS CIM 009 v1.9.1, clauses 4.5 and 5.2.4): names are fully qualified (IRIs), whatever context they came in.
namespace alzette::ngsi {

// The subclasses of Property and Relationship (clauses 4.5.2, 4.5.3, 4.7, 4.5.18, 4.5.20, 4.5.21 to 4.5.24).
enum class Kind { property, relationship, geo_property, language_property, vocab_property, json_property, list_property, list_relationship };
inline constexpr int kinds = 8;

std::string_view kind_name(Kind kind);                   // "Property", ...: the value of its member `type`
std::string_view kind_member(Kind kind);                 // "value", "object", ...: the member that holds its value
std::optional<Kind> kind_of_name(std::string_view name);

struct NamedAttribute;

// One instance of an attribute.
struct Attribute {
    Kind kind = Kind::property;
    // What kind_member() names, normalized: a Relationship's object is a text or an array of texts, vocab is expanded (text or array of texts),
    // a languageMap an object, valueList and objectList arrays (objectList of texts), json and value anything.
    json::Value value = {};
    std::string dataset_id = {};  // empty: the default instance
    std::optional<base::Instant> observed_at = {};
    std::optional<base::Instant> expires_at = {};
    std::string unit_code = {};
    std::string value_type = {};                 // expanded
    std::vector<std::string> object_types = {};  // expanded
    std::vector<NamedAttribute> attributes;      // of this attribute: its sub-attributes; without = {}, for which clang 14 asks that they be complete
    base::Instant created_at = {};   // of top-level attributes; those of sub-attributes are their parent's
    base::Instant modified_at = {};

    friend bool operator==(Attribute const&, Attribute const&) = default;
};

// All instances of one attribute, at most one of them without dataset_id.
struct NamedAttribute {
    std::string name;  // expanded
    std::vector<Attribute> instances;
    friend bool operator==(NamedAttribute const&, NamedAttribute const&) = default;
};

struct Entity {
    std::string id = {};
    std::vector<std::string> types = {};  // expanded, no two alike, at least one
    std::vector<std::string> scopes = {};
    std::optional<base::Instant> expires_at = {};
    std::vector<NamedAttribute> attributes = {};
    base::Instant created_at = {};
    base::Instant modified_at = {};

    friend bool operator==(Entity const&, Entity const&) = default;
};

NamedAttribute const* find(std::vector<NamedAttribute> const& attributes, std::string_view name);
NamedAttribute* find(std::vector<NamedAttribute>& attributes, std::string_view name);
Attribute const* find(NamedAttribute const& attribute, std::string_view dataset_id);
Attribute* find(NamedAttribute& attribute, std::string_view dataset_id);

// What a value is when types are left aside: the @value of a JSON-LD typed value {"@type":"DateTime","@value":"..."} (clause 4.6.3), else itself.
json::Value const& plain_value(json::Value const& value);

// Clause 4.5.0: "urn:ngsi-ld:null" stands for a null in a fragment that removes.
inline constexpr std::string_view ngsi_null = "urn:ngsi-ld:null";
// What a fragment says of an attribute to remove: its value is the NGSI-LD null (alone in a list, under "@none" in a languageMap).
bool is_removal(Attribute const& attribute);

}  // namespace alzette::ngsi
