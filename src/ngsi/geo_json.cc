// SPDX-License-Identifier: Apache-2.0
#include "ngsi/geo_json.h"

namespace alzette::ngsi {

namespace {

// Clause 4.5.16.1: the default instance, else the first.
json::Value const* geometry_of(Entity const& entity, std::string_view property)
{
    auto const* const attribute = find(entity.attributes, property);
    if (attribute == nullptr) return nullptr;
    auto const* const instance = find(*attribute, "");
    auto const& chosen = instance == nullptr ? attribute->instances.front() : *instance;
    return chosen.kind == Kind::geo_property ? &chosen.value : nullptr;
}

}  // namespace

void write_feature(Entity const& entity, Context const& context, WriteOptions const& options, std::string_view geometry_property, std::string& out)
{
    out += '{';
    if (!entity.id.empty()) {
        out += R"("id":)";
        json::write_text(entity.id, out);
        out += ',';
    }
    out += R"("type":"Feature","geometry":)";
    auto const* const geometry = geometry_of(entity, geometry_property);
    json::write(geometry == nullptr ? json::Value() : *geometry, out);
    out += R"(,"properties":)";
    auto properties = entity;
    properties.id.clear();
    auto inner = options;
    inner.with_context = false;
    write_entity(properties, context, inner, out);
    if (options.with_context) {
        out += R"(,"@context":)";
        json::write(context.as_written(), out);
    }
    out += '}';
}

}  // namespace alzette::ngsi
