// SPDX-License-Identifier: Apache-2.0
#include "ngsi/members.h"

#include <algorithm>
#include <array>

namespace alzette::ngsi {

namespace {

using Names = std::string_view;

constexpr std::array entity_members = std::to_array<Names>({"@context", "@id", "@type", "expiresAt", "id", "scope", "type"});
constexpr std::array attribute_members =
    std::to_array<Names>({"@type", "datasetId", "expiresAt", "json", "languageMap", "object", "objectList", "objectType", "observedAt", "type", "unitCode",
                          "value", "valueList", "valueType", "vocab"});
constexpr std::array output_members =
    std::to_array<Names>({"createdAt", "deletedAt", "entity", "entityList", "instanceId", "modifiedAt", "previousJson", "previousLanguageMap",
                          "previousObject", "previousObjectList", "previousValue", "previousValueList", "previousVocab"});

bool among(auto const& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

}  // namespace

bool is_entity_member(std::string_view name) { return among(entity_members, name); }

bool is_attribute_member(std::string_view name) { return among(attribute_members, name); }

bool is_output_member(std::string_view name) { return among(output_members, name); }

bool is_reserved_name(std::string_view name) { return among(attribute_members, name) || among(output_members, name); }

}  // namespace alzette::ngsi
