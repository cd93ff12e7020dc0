// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"
#include "ngsi/entity.h"

#include <string>
#include <string_view>
#include <vector>

// What the operations on entities do to one entity (clauses 5.5.8, 5.5.12 and 5.6): pure functions of the entity, the request and the instant. System
// times (clause 4.8) are kept here: what is new is created at `now`, what differs is modified at `now`.
namespace alzette::ngsi {

struct NotUpdated {
    std::string attribute;  // expanded
    base::Message reason;
};

// Clause 5.2.18. Names are expanded.
struct UpdateResult {
    std::vector<std::string> updated = {};
    std::vector<NotUpdated> not_updated = {};
    bool is_changed = false;  // the entity is: also when only its types, scopes or expiry are
};

// 5.6.1: sets the times of a new entity and of all its attributes.
void stamp_new(Entity& entity, base::Instant now);

// Clause 5.5.4: fails (invalid) on a fragment that removes an attribute, for operations that only add or replace.
base::Result<void> refuse_removals(Entity const& fragment);

enum class Overwrite { yes, no };

// 5.6.3 Append Attributes. Types and scopes of the fragment are added; with Overwrite::yes its scopes replace those of the entity.
UpdateResult append(Entity& entity, Entity const& fragment, Overwrite overwrite, base::Instant now);
// 5.6.2 Update Attributes: as append, and an instance whose value is the NGSI-LD null is removed (5.5.8).
UpdateResult update(Entity& entity, Entity const& fragment, base::Instant now);
// 5.6.18 Replace Entity: the fragment's attributes, scopes and types take the place of the entity's; its creation stays.
void replace(Entity& entity, Entity const& fragment, base::Instant now);

struct MergeOptions {
    bool is_simplified = false;
    std::optional<base::Instant> observed_at = {};  // for attributes that had one and whose fragment brings none
    std::string language = {};                      // of texts merged into a LanguageProperty
};
// 5.6.17 Merge Entity, after 5.5.12: `fragment` as it came, merged to any depth. Fails (invalid) when what comes out is no entity, or the type of an
// attribute would change; the entity is then as before.
base::Result<UpdateResult> merge(Entity& entity, json::Value const& fragment, Context const& context, MergeOptions const& options, base::Instant now);

// 5.6.4 Partial Attribute Update: the members of `fragment` take the place of those of the instance its datasetId names. Fails: not_found when the entity
// has no such instance, invalid when the fragment would change the attribute's type.
base::Result<void> update_attribute(Entity& entity, std::string_view name, json::Value const& fragment, Context const& context, base::Instant now);
// 5.6.19 Replace Attribute: fails (not_found) when there is no such instance.
base::Result<void> replace_attribute(Entity& entity, NamedAttribute const& attribute, base::Instant now);

struct Instances {
    std::string dataset_id = {};  // empty: the default instance
    bool all = false;
};
// 5.6.5 Delete Attribute: fails (not_found) when there is nothing to delete. The name is expanded; scope_iri removes the scopes.
base::Result<void> delete_attribute(Entity& entity, std::string_view name, Instances const& which, base::Instant now);
inline constexpr std::string_view scope_iri = "https://uri.etsi.org/ngsi-ld/scope";

// Takes away the instances of attributes that have expired (clause 4.22). True when there were any.
bool drop_expired(Entity& entity, base::Instant now);

}  // namespace alzette::ngsi
