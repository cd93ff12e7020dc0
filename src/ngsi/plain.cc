// SPDX-License-Identifier: Apache-2.0
#include "ngsi/plain.h"

#include "ngsi/context.h"
#include "ngsi/geometry.h"
#include "ngsi/members.h"
#include "ngsi/names.h"
#include "ngsi/read_entity.h"
#include "ngsi/scope.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace alzette::ngsi {

namespace {

constexpr std::size_t attributes_max = 32;  // beyond, comparing their names with each other costs more than it spares
constexpr int levels_max = 4;               // of sub-attributes: far from the depth that JSON may have

// What the core context writes for an IRI, where it reads as that IRI again.
std::optional<std::string> plain_name(std::string_view iri)
{
    auto const& core = *Context::core();
    auto name = core.compact(iri);
    return is_uri(iri) && is_name(name) && core.expand(name) == iri ? std::optional(std::move(name)) : std::nullopt;
}

bool is_plain_attribute_name(std::string_view iri)
{
    auto const name = plain_name(iri);
    return name && !is_reserved_name(*name) && !is_entity_member(*name);
}

bool is_scalar(json::Value const& value)
{
    return value.text() != nullptr || value.truth() != nullptr || (value.is_number() && std::isfinite(value.number()));
}

bool is_plain_geometry(json::Value const& value)
{
    return looks_like_geometry(value) && value.object()->size() == 2 && check_geometry(value);
}

bool is_plain_value(Attribute const& instance)
{
    if (instance.kind == Kind::property) return is_scalar(instance.value);
    if (instance.kind == Kind::relationship) return instance.value.text() != nullptr && is_uri(*instance.value.text());
    return instance.kind == Kind::geo_property && is_plain_geometry(instance.value);
}

bool is_plain_dataset(std::string_view id) { return id.empty() || (is_uri(id) && id != ngsi_null); }

bool are_plain(std::vector<NamedAttribute> const& attributes, int level);

bool is_plain_instance(Attribute const& instance, int level)
{
    // The times of a sub-attribute are its parent's: it has none of its own.
    auto const has_fitting_times = level == 1 || (instance.created_at == base::Instant() && instance.modified_at == base::Instant());
    return has_fitting_times && instance.value_type.empty() && instance.object_types.empty() && is_plain_dataset(instance.dataset_id) &&
           is_plain_value(instance) && are_plain(instance.attributes, level + 1);
}

bool are_plain(std::vector<NamedAttribute> const& attributes, int level)
{
    if (attributes.empty()) return true;
    if (level > levels_max || attributes.size() > attributes_max) return false;
    for (auto at = attributes.begin(); at != attributes.end(); ++at) {
        auto const is_again = std::any_of(attributes.begin(), at, [&](NamedAttribute const& before) { return before.name == at->name; });
        if (is_again || at->instances.size() != 1 || !is_plain_attribute_name(at->name) || !is_plain_instance(at->instances.front(), level)) return false;
    }
    return true;
}

bool is_plain_scope(std::string const& scope)
{
    auto const read = read_scope(scope);
    return read && *read == scope;
}

}  // namespace

bool is_plain(Entity const& entity)
{
    return is_uri(entity.id) && entity.types.size() == 1 && plain_name(entity.types.front()) && entity.scopes.size() <= 1 &&
           std::ranges::all_of(entity.scopes, is_plain_scope) && are_plain(entity.attributes, 1);
}

}  // namespace alzette::ngsi
