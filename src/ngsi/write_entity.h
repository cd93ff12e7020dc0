// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"
#include "ngsi/entity.h"

#include <functional>
#include <string>

// From values to the JSON of an answer (clauses 4.5.1 to 4.5.4), names compacted with a context. Nothing here can fail.
namespace alzette::ngsi {

enum class Shape { normalized, concise, simplified };

// Appends the entity that an object of a relationship names, in the shape of the answer; false, and nothing, where the answer does not show it.
using WriteLinked = std::function<bool(std::string_view relationship, std::string_view id, std::string& out)>;

struct WriteOptions {
    Shape shape = Shape::normalized;
    bool system_attributes = false;  // createdAt and modifiedAt, of the entity and of its attributes; never in the simplified shape
    bool with_context = false;       // a member @context: for application/ld+json
    std::string language = {};       // clause 4.15: a LanguageProperty becomes a Property in this language; several in order of preference, "fr,en;q=0.8"
    WriteLinked const* linked = nullptr;  // clause 4.5.23.2: for the relationships of the entity itself; not owned
};

void write_entity(Entity const& entity, Context const& context, WriteOptions const& options, std::string& out);
// The name and the value of one attribute, as they stand in an entity: "speed":{...}, or an array of several instances.
void write_attribute(NamedAttribute const& attribute, Context const& context, WriteOptions const& options, std::string& out);
void write_instance(Attribute const& instance, Context const& context, WriteOptions const& options, std::string& out);

}  // namespace alzette::ngsi
