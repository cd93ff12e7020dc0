// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"
#include "ngsi/cursor.h"

#include <string>
#include <string_view>
#include <vector>

// Where in an entity a query looks (clause 4.9: attribute paths), as values. Names are expanded when a path is read.
namespace alzette::ngsi {

// sensor{Device:humidity}: go on at the entities a relationship points to, of one of these types where any are named.
struct LinkStep {
    std::string relationship;
    std::vector<std::string> types;
    friend bool operator==(LinkStep const&, LinkStep const&) = default;
};

// attribute.sub.sub.observedAt, or attribute.sub.sub[member.member].
struct ValuePath {
    std::vector<LinkStep> links = {};
    std::vector<std::string> names = {};  // attributes and attributes of attributes, expanded; none for a time of the entity itself
    // What is no attribute: observedAt, createdAt, modifiedAt, expiresAt, unitCode or datasetId of the last attribute, or createdAt, modifiedAt or expiresAt
    // of the entity (clause 4.8).
    std::string member = {};
    std::vector<std::string> trail = {};  // within the value, as written; of a languageMap, a language or "*"
    friend bool operator==(ValuePath const&, ValuePath const&) = default;
};

// The path that stands at the cursor. Fails: invalid where something else stands, exhausted on more than `limits::query_depth_max` links.
base::Result<ValuePath> read_path(Cursor& cursor, Context const& context);

// So that read_path() with the same context gives the path.
void write_path(ValuePath const& path, Context const& context, std::string& out);

}  // namespace alzette::ngsi
