// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "observe/cell_value.h"
#include "observe/encoding.h"
#include "yaml/record.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How the columns of a file become the attributes of entities (docs/formats/mapping.md).
namespace alzette::observe {

enum class AttributeKind { property, geo_property, relationship };
enum class Reading { as_it_stands, text, number, integer, boolean, date, instant };

struct AttributeMapping {
    std::string name = {};
    AttributeKind kind = AttributeKind::property;
    std::string column = {};                   // whose value it takes
    std::string fixed = {};                    // or this text for all rows
    Reading reading = Reading::as_it_stands;
    std::string pattern = {};                  // of a date or an instant
    std::optional<int> minutes_ahead = {};     // of an instant whose pattern has no zone
    std::string unit = {};                     // unitCode, UN/CEFACT
    std::string object = {};                   // pattern of a relationship's target
    std::string longitude = {}, latitude = {}; // columns of a GeoProperty; none: the feature's geometry
    bool latitude_first = false;               // in the one column that holds both
    std::string observed_at = {};              // column of an instant in UTC
    base::Place place = {};
};

struct Mapping {
    std::string type = {};
    std::string id = {};                       // pattern: "urn:ngsi-ld:Streetlight:{NUM}"
    std::string scope = {};
    std::string coordinates = {};              // empty: what the file says, else WGS 84
    std::string separator = {};                // empty: found
    Encoding encoding = Encoding::found;
    Decimal decimal = Decimal::either;
    std::vector<std::string> missing = {};     // texts that stand for no value
    std::vector<AttributeMapping> attributes = {};
    base::Place id_place = {}, coordinates_place = {};
};

// Reads a mapping file. Nothing when findings have an error.
std::optional<Mapping> read_mapping(std::string_view text, base::Findings& findings);
// A mapping as a file to edit; reading it gives the same mapping.
std::string mapping_text(Mapping const& mapping);

// The tables of its keys.
std::span<yaml::Section const> mapping_sections();
yaml::Section const& mapping_section(std::string_view name);

// "urn:x:{A}:{B}" in parts: texts and names of columns alternately, a text first. Nothing where a brace is not closed or a name is empty.
std::optional<std::vector<std::string>> pattern_parts(std::string_view pattern);

}  // namespace alzette::observe
