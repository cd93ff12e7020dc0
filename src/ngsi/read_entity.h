// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"
#include "ngsi/entity.h"

// From the JSON of a request to values (clauses 4.5, 5.2.4 to 5.2.8, 5.5.4). Normalized and concise may be mixed, as clause 4.5.1 lets them.
namespace alzette::ngsi {

enum class Form { normalized, simplified };  // normalized also reads concise; simplified is clause 4.5.4

// What is read. Of all but a creation, id and type may be missing (clause 5.4).
enum class Purpose {
    creation,  // no NGSI-LD null anywhere (5.5.4)
    update,    // the NGSI-LD null stands for the removal of an attribute (5.5.8), and nowhere inside a value
    merge,     // it may also stand inside a value (5.5.12)
    keeping,   // what has been accepted once and comes back from where it was kept, whatever was checked then
};

struct ReadOptions {
    Form form = Form::normalized;
    Purpose purpose = Purpose::creation;
};

// An entity from an object whose names are those of `context`; a member @context is skipped. System attributes (createdAt, ...) and what only answers hold
// (previousValue, entity, ...) are ignored. Fails (invalid), naming the attribute at fault.
base::Result<Entity> read_entity(json::Value const& body, Context const& context, ReadOptions options = {});

// Clause 5.2.4: location, observationSpace and operationSpace of an entity are GeoProperties. Fails (invalid) on another kind, but for a removal.
base::Result<void> check_place(NamedAttribute const& attribute);

// All instances of one attribute: an object, or an array of them, or a concise or simplified value.
base::Result<NamedAttribute> read_attribute(std::string_view name, json::Value const& body, Context const& context, ReadOptions options = {});

// Whether an item of an array is an instance of an attribute rather than a value: it says its kind, its datasetId, or holds a kind's member.
bool is_instance(json::Value const& value);

// Clause 4.5.4: several instances in the simplified form, {"dataset": {"@none": ..., "urn:...": ...}}; nothing when it is not that.
json::Value::Object const* simplified_datasets(json::Value const& value);

// Whether a JSON value is a GeoJSON geometry by its form: an object with one of the six types of clause 4.7.1 and coordinates.
bool looks_like_geometry(json::Value const& value);

}  // namespace alzette::ngsi
