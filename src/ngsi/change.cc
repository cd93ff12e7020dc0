// SPDX-License-Identifier: Apache-2.0
#include "ngsi/change.h"

#include "base/catalogue/ngsi.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;

void stamp(Attribute& instance, base::Instant now) { instance.created_at = instance.modified_at = now; }

template <class Item>
bool add_missing(std::vector<Item>& into, std::vector<Item> const& from)
{
    auto const before = into.size();
    for (auto const& item : from)
        if (std::ranges::find(into, item) == into.end()) into.push_back(item);
    return into.size() != before;
}

// Clause 4.8: the creation of an instance stays when it is replaced; a replacement that changes nothing still counts as a modification.
void put(NamedAttribute& attribute, Attribute const& instance, base::Instant now)
{
    auto* const existing = find(attribute, instance.dataset_id);
    if (existing == nullptr) {
        attribute.instances.push_back(instance);
        stamp(attribute.instances.back(), now);
        return;
    }
    auto const created_at = existing->created_at;
    *existing = instance;
    existing->created_at = created_at;
    existing->modified_at = now;
}

bool take(Entity& entity, std::string_view name, std::string_view dataset_id)
{
    auto* const attribute = find(entity.attributes, name);
    if (attribute == nullptr) return false;
    auto const removed = std::erase_if(attribute->instances, [&](Attribute const& instance) { return instance.dataset_id == dataset_id; });
    if (attribute->instances.empty()) std::erase_if(entity.attributes, [&](NamedAttribute const& each) { return each.name == name; });
    return removed > 0;
}

NamedAttribute& attribute_to_change(Entity& entity, std::string const& name)
{
    auto* const existing = find(entity.attributes, name);
    return existing != nullptr ? *existing : entity.attributes.emplace_back(NamedAttribute{name, {}});
}

enum class Nulls { remove, refuse };

// Appends or replaces the instances of one attribute.
void put_all(Entity& entity, NamedAttribute const& from, Overwrite overwrite, Nulls nulls, base::Instant now, UpdateResult& result)
{
    bool is_updated = false;
    for (auto const& instance : from.instances) {
        if (nulls == Nulls::remove && is_removal(instance)) {
            if (take(entity, from.name, instance.dataset_id)) is_updated = true;
            else result.not_updated.push_back({from.name, base::Message(say::attribute_not_there)});
            continue;
        }
        auto const* const existing = find(entity.attributes, from.name);
        if (overwrite == Overwrite::no && existing != nullptr && find(*existing, instance.dataset_id) != nullptr) {
            result.not_updated.push_back({from.name, base::Message(say::attribute_kept)});
            continue;
        }
        put(attribute_to_change(entity, from.name), instance, now);
        is_updated = true;
    }
    if (is_updated) result.updated.push_back(from.name);
}

void note_change(Entity& entity, base::Instant now, UpdateResult& result)
{
    entity.modified_at = now;
    result.is_changed = true;
}

UpdateResult put_fragment(Entity& entity, Entity const& fragment, Overwrite overwrite, Nulls nulls, base::Instant now)
{
    UpdateResult result;
    for (auto const& attribute : fragment.attributes) put_all(entity, attribute, overwrite, nulls, now, result);
    auto const is_changed = add_missing(entity.types, fragment.types) || !result.updated.empty();
    auto const takes_expiry = fragment.expires_at && (overwrite == Overwrite::yes || !entity.expires_at);
    if (takes_expiry) entity.expires_at = fragment.expires_at;
    if (is_changed || takes_expiry) note_change(entity, now, result);
    return result;
}

}  // namespace

void stamp_new(Entity& entity, base::Instant now)
{
    entity.created_at = entity.modified_at = now;
    for (auto& attribute : entity.attributes)
        for (auto& instance : attribute.instances) stamp(instance, now);
}

Result<void> refuse_removals(Entity const& fragment)
{
    for (auto const& attribute : fragment.attributes)
        if (std::ranges::any_of(attribute.instances, is_removal)) return base::fail(Errc::invalid, say::ngsi_null_misplaced, {{"attribute", attribute.name}});
    return {};
}

UpdateResult append(Entity& entity, Entity const& fragment, Overwrite overwrite, base::Instant now)
{
    auto result = put_fragment(entity, fragment, overwrite, Nulls::refuse, now);
    if (fragment.scopes.empty()) return result;
    if (overwrite == Overwrite::yes) entity.scopes = fragment.scopes;
    else add_missing(entity.scopes, fragment.scopes);
    note_change(entity, now, result);
    return result;
}

UpdateResult update(Entity& entity, Entity const& fragment, base::Instant now)
{
    auto result = put_fragment(entity, fragment, Overwrite::yes, Nulls::remove, now);
    if (fragment.scopes.empty() || entity.scopes.empty()) return result;  // clause 5.6.2.4: only where the entity has scopes
    entity.scopes = fragment.scopes;
    note_change(entity, now, result);
    return result;
}

void replace(Entity& entity, Entity const& fragment, base::Instant now)
{
    auto const created_at = entity.created_at;
    auto const id = entity.id;
    auto types = fragment.types.empty() ? entity.types : fragment.types;
    entity = fragment;
    entity.id = id;
    entity.types = std::move(types);
    stamp_new(entity, now);
    entity.created_at = created_at;
}

Result<void> replace_attribute(Entity& entity, NamedAttribute const& attribute, base::Instant now)
{
    auto* const existing = find(entity.attributes, attribute.name);
    for (auto const& instance : attribute.instances)
        if (existing == nullptr || find(*existing, instance.dataset_id) == nullptr)
            return base::fail(Errc::not_found, say::attribute_unknown, {{"attribute", attribute.name}, {"id", entity.id}});
    for (auto const& instance : attribute.instances) put(*existing, instance, now);
    entity.modified_at = now;
    return {};
}

Result<void> delete_attribute(Entity& entity, std::string_view name, Instances const& which, base::Instant now)
{
    auto const missing = base::fail(Errc::not_found, say::attribute_unknown, {{"attribute", name}, {"id", entity.id}});
    if (name == scope_iri) {
        if (entity.scopes.empty()) return missing;
        entity.scopes.clear();
    } else if (which.all) {
        if (std::erase_if(entity.attributes, [&](NamedAttribute const& each) { return each.name == name; }) == 0) return missing;
    } else if (!take(entity, name, which.dataset_id)) {
        return missing;
    }
    entity.modified_at = now;
    return {};
}

bool drop_expired(Entity& entity, base::Instant now)
{
    std::size_t dropped = 0;
    for (auto& attribute : entity.attributes)
        dropped += std::erase_if(attribute.instances, [&](Attribute const& instance) { return instance.expires_at && *instance.expires_at <= now; });
    std::erase_if(entity.attributes, [](NamedAttribute const& attribute) { return attribute.instances.empty(); });
    return dropped > 0;
}

}  // namespace alzette::ngsi
