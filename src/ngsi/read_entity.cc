// SPDX-License-Identifier: Apache-2.0
#include "ngsi/read_entity.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"
#include "ngsi/geometry.h"
#include "ngsi/language.h"
#include "ngsi/members.h"
#include "ngsi/names.h"
#include "ngsi/scope.h"

#include <algorithm>
#include <array>
#include <set>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

tl::unexpected<base::Error> wrong(base::MessageId message, std::vector<base::Argument> arguments)
{
    return base::fail(Errc::invalid, message, std::move(arguments));
}

std::string const* text_member(Value const& object, std::string_view name, std::string_view other)
{
    auto const* const first = object.find(name);
    auto const* const found = first == nullptr ? object.find(other) : first;
    return found == nullptr ? nullptr : found->text();
}

bool is_null_text(Value const& value) { return value.text() != nullptr && *value.text() == ngsi_null; }

// One or several texts: a text, or an array of texts.
Result<std::vector<std::string>> texts_of(std::string_view member, Value const& value)
{
    if (auto const* const text = value.text()) return std::vector{*text};
    auto const* const items = value.array();
    if (items == nullptr || items->empty()) return wrong(say::texts_expected, {{"member", member}});
    std::vector<std::string> texts;
    for (auto const& item : *items) {
        if (item.text() == nullptr) return wrong(say::texts_expected, {{"member", member}});
        texts.push_back(*item.text());
    }
    return texts;
}

// Reads the instances of one attribute. Its name is for errors; the bodies' own names are expanded with the context.
class AttributeReader {
public:
    AttributeReader(std::string_view name, Context const& context, ReadOptions options) : name_(name), context_(context), options_(options) {}

    Result<Attribute> read(Value const& body) const
    {
        if (options_.form == Form::simplified) return simplified(body);
        auto const* const members = body.object();
        if (members == nullptr) return with_value(Kind::property, body);
        auto const* const type = text_member(body, "type", "@type");
        if (looks_like_geometry(body)) return with_value(Kind::geo_property, body);
        if (type != nullptr) {
            auto const kind = kind_of_name(*type);
            if (!kind) return wrong(say::attribute_type_unknown, {{"attribute", name_}, {"found", *type}});
            return whole(*kind, body);
        }
        if (auto const kind = kind_by_member(body)) return whole(*kind, body);
        return with_value(Kind::property, body);
    }

    // Whether an array holds instances rather than the values of a concise Property: they have datasetIds or say what they are.
    static bool is_instance(Value const& item)
    {
        auto const* const type = text_member(item, "type", "@type");
        if (type != nullptr) return kind_of_name(*type).has_value();
        return item.object() != nullptr && (item.find("datasetId") != nullptr || kind_by_member(item).has_value());
    }

private:
    // Clauses 4.5.x.3: in the concise form the member says which kind of attribute it is.
    static std::optional<Kind> kind_by_member(Value const& body)
    {
        if (auto const* const value = body.find("value")) return looks_like_geometry(*value) ? Kind::geo_property : Kind::property;
        constexpr std::array others{Kind::relationship,  Kind::language_property, Kind::vocab_property,
                                    Kind::json_property, Kind::list_property,     Kind::list_relationship};
        for (auto const kind : others)
            if (body.find(kind_member(kind)) != nullptr) return kind;
        return std::nullopt;
    }

    Result<Attribute> with_value(Kind kind, Value const& value) const
    {
        Attribute attribute;
        attribute.kind = kind;
        attribute.value = TRY(value_of(kind, value));
        return attribute;
    }

    Result<Attribute> simplified(Value const& body) const
    {
        if (looks_like_geometry(body)) return with_value(Kind::geo_property, body);
        auto const* const members = body.object();
        if (members != nullptr && members->size() == 1) {
            for (auto const kind : {Kind::language_property, Kind::vocab_property, Kind::json_property})
                if (members->front().name == kind_member(kind)) return with_value(kind, members->front().value);
        }
        return with_value(Kind::property, body);
    }

    Result<Attribute> whole(Kind kind, Value const& body) const
    {
        auto const* const value = body.find(kind_member(kind));
        if (value == nullptr) return wrong(say::attribute_value_missing, {{"attribute", name_}, {"type", kind_name(kind)}, {"member", kind_member(kind)}});
        auto attribute = TRY(with_value(kind, *value));
        for (auto const& member : *body.object()) TRY_VOID(read_member(attribute, member));
        return attribute;
    }

    Result<void> read_member(Attribute& attribute, json::Member const& member) const
    {
        auto const& [name, value] = member;
        if (name == kind_member(attribute.kind) || name == "type" || name == "@type" || is_output_member(name)) return {};
        if (name == "datasetId") return read_dataset(attribute, value);
        if (name == "observedAt") return read_instant(attribute.observed_at, name, value);
        if (name == "expiresAt") return read_instant(attribute.expires_at, name, value);
        auto const is_fitting = fits(attribute.kind, name) || options_.purpose == Purpose::keeping;
        if (name == "unitCode" && is_fitting) return read_text(attribute.unit_code, name, value);
        if (name == "valueType") return read_value_type(attribute, value);
        if (name == "objectType" && is_fitting) return read_object_types(attribute, value);
        if (is_attribute_member(name))
            return wrong(say::attribute_member_misplaced, {{"attribute", name_}, {"member", name}, {"type", kind_name(attribute.kind)}});
        if (name == "@context") return wrong(say::context_inside, {{"attribute", name_}});
        auto inner = TRY(read_attribute(name, value, context_, options_));
        if (find(attribute.attributes, inner.name) != nullptr) return wrong(say::attribute_twice, {{"name", name}});
        attribute.attributes.push_back(std::move(inner));
        return {};
    }

    // Only numbers have units, only relationships point at a type (clauses 4.5.3, 4.5.18, 4.5.20 and 4.5.24).
    static bool fits(Kind kind, std::string_view member)
    {
        auto const points = kind == Kind::relationship || kind == Kind::list_relationship;
        if (member == "objectType") return points;
        return member != "unitCode" || kind == Kind::property || kind == Kind::list_property || kind == Kind::geo_property;
    }

    Result<void> read_text(std::string& into, std::string_view member, Value const& value) const
    {
        if (value.text() == nullptr) return wrong(say::attribute_text_expected, {{"attribute", name_}, {"member", member}});
        into = *value.text();
        return {};
    }

    Result<void> read_dataset(Attribute& attribute, Value const& value) const
    {
        TRY_VOID(read_text(attribute.dataset_id, "datasetId", value));
        if (attribute.dataset_id == ngsi_null) return wrong(say::dataset_wrong, {{"attribute", name_}, {"found", ngsi_null}});
        if (attribute.dataset_id == "@none") attribute.dataset_id.clear();
        else if (!is_uri(attribute.dataset_id)) return wrong(say::dataset_wrong, {{"attribute", name_}, {"found", attribute.dataset_id}});
        return {};
    }

    Result<void> read_instant(std::optional<base::Instant>& into, std::string_view member, Value const& value) const
    {
        auto const* const text = value.text();
        into = text == nullptr ? std::nullopt : base::parse_instant(*text);
        if (!into) return wrong(say::attribute_instant_expected, {{"attribute", name_}, {"member", member}});
        return {};
    }

    Result<void> read_value_type(Attribute& attribute, Value const& value) const
    {
        TRY_VOID(read_text(attribute.value_type, "valueType", value));
        attribute.value_type = context_.expand(attribute.value_type);
        return {};
    }

    Result<void> read_object_types(Attribute& attribute, Value const& value) const
    {
        auto const types = TRY(texts_of("objectType", value));
        for (auto const& type : types) attribute.object_types.push_back(context_.expand(type));
        return {};
    }

    // The value as it is kept; the NGSI-LD null only where a fragment may hold it.
    Result<Value> value_of(Kind kind, Value const& value) const
    {
        if (value.is_null()) return wrong(say::attribute_null, {{"attribute", name_}});
        if (is_null_text(value)) return may_remove() ? Result<Value>(value) : refuse_null();
        switch (kind) {
        case Kind::property: return property_value(value);
        case Kind::relationship: return objects_of(value);
        case Kind::geo_property: return geometry_value(value);
        case Kind::language_property: return language_map(value);
        case Kind::vocab_property: return vocabulary(value);
        case Kind::json_property: return value;
        case Kind::list_property: return value_list(value);
        case Kind::list_relationship: return object_list(value);
        }
        return value;
    }

    bool may_remove() const { return options_.purpose != Purpose::creation; }
    bool is_null_inside(Value const& value) const
    {
        if (value.object() == nullptr) return false;
        return std::ranges::any_of(*value.object(), [&](json::Member const& member) { return is_null_text(member.value) || is_null_inside(member.value); });
    }

    Result<Value> refuse_null() const { return wrong(say::ngsi_null_misplaced, {{"attribute", name_}}); }

    Result<Value> property_value(Value const& value) const
    {
        auto const is_allowed = options_.purpose == Purpose::merge || options_.purpose == Purpose::keeping;
        if (!is_allowed && is_null_inside(value)) return refuse_null();
        return value;
    }

    // Clause 4.7.2: an object, or the text of one; it is kept as an object.
    Result<Value> geometry_value(Value const& value) const
    {
        if (value.text() != nullptr) {
            auto const parsed = json::parse(*value.text());
            if (parsed && parsed->object() != nullptr) return geometry_value(*parsed);
        }
        if (!looks_like_geometry(value)) return wrong(say::geometry_expected, {{"attribute", name_}});
        if (auto const checked = check_geometry(value); !checked)
            return base::fail(checked.error().kind, say::attribute_geometry_wrong, {{"attribute", name_}, {"reason", checked.error().message.in_both()}});
        return value;
    }

    Result<Value> value_list(Value const& value) const
    {
        if (value.array() == nullptr) return wrong(say::array_expected, {{"attribute", name_}, {"member", "valueList"}});
        return value;
    }

    // Clause 5.2.6: a URI, or an array of URIs.
    Result<Value> objects_of(Value const& value) const
    {
        auto const texts = texts_of("object", value);
        if (!texts || !std::ranges::all_of(*texts, is_uri)) return wrong(say::relationship_object_wrong, {{"attribute", name_}});
        return value;
    }

    // Clause 4.5.22: {"object": URI} each, or concisely the URI.
    Result<Value> object_list(Value const& value) const
    {
        auto const* const items = value.array();
        if (items == nullptr) return wrong(say::array_expected, {{"attribute", name_}, {"member", "objectList"}});
        Value::Array uris;
        for (auto const& item : *items) {
            auto const* const inner = item.object() == nullptr ? &item : item.find("object");
            auto const is_good = inner != nullptr && inner->text() != nullptr && is_uri(*inner->text());
            if (!is_good) return wrong(say::relationship_object_wrong, {{"attribute", name_}});
            if (is_null_text(*inner) && !may_remove()) return refuse_null();
            uris.push_back(*inner);
        }
        return Value(std::move(uris));
    }

    // Clause 4.5.18: by language tag, a text or several.
    Result<Value> language_map(Value const& value) const
    {
        auto const* const members = value.object();
        if (members == nullptr) return wrong(say::language_map_wrong, {{"attribute", name_}});
        for (auto const& member : *members) {
            auto const is_tag = is_language_tag(member.name) || options_.purpose == Purpose::keeping;
            if (!is_tag || !texts_of("languageMap", member.value)) return wrong(say::language_map_wrong, {{"attribute", name_}});
            if (is_null_text(member.value) && !may_remove()) return refuse_null();
        }
        return value;
    }

    // Clause 4.5.20: terms of the vocabulary, kept as IRIs.
    Result<Value> vocabulary(Value const& value) const
    {
        auto const texts = texts_of("vocab", value);
        if (!texts) return wrong(say::attribute_text_expected, {{"attribute", name_}, {"member", "vocab"}});
        if (value.text() != nullptr) return Value(context_.expand(texts->front()));
        Value::Array expanded;
        for (auto const& text : *texts) expanded.emplace_back(context_.expand(text));
        return Value(std::move(expanded));
    }

    std::string_view name_;
    Context const& context_;
    ReadOptions options_;
};

// Clause 4.5.5: each datasetId once, the default instance at most once.
Result<void> check_instances(std::string_view name, NamedAttribute const& attribute)
{
    if (attribute.instances.size() == 1) return {};
    std::set<std::string_view> datasets;
    for (auto const& instance : attribute.instances)
        if (!datasets.insert(instance.dataset_id).second) return wrong(say::dataset_twice, {{"attribute", name}, {"dataset", instance.dataset_id}});
    return {};
}

class EntityReader {
public:
    EntityReader(Context const& context, ReadOptions options) : context_(context), options_(options) {}

    Result<Entity> read(Value const& body)
    {
        if (body.object() == nullptr) return wrong(say::entity_object_expected, {});
        for (auto const& member : *body.object()) TRY_VOID(read_member(member));
        if (entity_.id.empty() && is_whole()) return wrong(say::entity_id_missing, {});
        if (entity_.types.empty() && is_whole()) return wrong(say::entity_type_missing, {{"id", entity_.id}});
        return std::move(entity_);
    }

private:
    bool is_whole() const { return options_.purpose == Purpose::creation; }

    Result<void> read_member(json::Member const& member)
    {
        auto const& [name, value] = member;
        if (name == "id" || name == "@id") return read_id(value);
        if (name == "type" || name == "@type") return read_types(value);
        if (name == "scope") return read_scopes(value);
        if (name == "expiresAt") return read_expiry(value);
        if (name == "@context" || is_output_member(name)) return {};
        if (is_reserved_name(name)) return wrong(say::attribute_name_reserved, {{"name", name}});
        auto attribute = TRY(read_attribute(name, value, context_, options_));
        if (options_.purpose != Purpose::keeping) TRY_VOID(check_place(attribute));
        if (find(entity_.attributes, attribute.name) != nullptr) return wrong(say::attribute_twice, {{"name", name}});
        entity_.attributes.push_back(std::move(attribute));
        return {};
    }

    Result<void> read_id(Value const& value)
    {
        if (value.text() == nullptr) return wrong(say::entity_id_wrong, {{"found", json::write(value)}});
        TRY_VOID(check_entity_id(*value.text()));
        entity_.id = *value.text();
        return {};
    }

    Result<void> read_types(Value const& value)
    {
        auto const names = TRY(texts_of("type", value));
        for (auto const& name : names) {
            TRY_VOID(check_name(name));
            auto type = context_.expand(name);
            if (!is_uri(type)) return wrong(say::name_wrong, {{"found", name}});
            if (std::ranges::find(entity_.types, type) == entity_.types.end()) entity_.types.push_back(std::move(type));
        }
        return {};
    }

    Result<void> read_scopes(Value const& value)
    {
        auto const scopes = TRY(texts_of("scope", value));
        for (auto const& scope : scopes) {
            auto checked = TRY(read_scope(scope));
            if (std::ranges::find(entity_.scopes, checked) == entity_.scopes.end()) entity_.scopes.push_back(std::move(checked));
        }
        return {};
    }

    Result<void> read_expiry(Value const& value)
    {
        entity_.expires_at = value.text() == nullptr ? std::nullopt : base::parse_instant(*value.text());
        if (!entity_.expires_at) return wrong(say::entity_expiry_wrong, {{"found", json::write(value)}});
        return {};
    }

    Context const& context_;
    ReadOptions options_;
    Entity entity_;
};

}  // namespace

Result<void> check_place(NamedAttribute const& attribute)
{
    constexpr std::array places = std::to_array<std::string_view>(
        {"https://uri.etsi.org/ngsi-ld/location", "https://uri.etsi.org/ngsi-ld/observationSpace", "https://uri.etsi.org/ngsi-ld/operationSpace"});
    if (std::ranges::find(places, attribute.name) == places.end()) return {};
    auto const is_good = [](Attribute const& instance) { return instance.kind == Kind::geo_property || is_removal(instance); };
    if (std::ranges::all_of(attribute.instances, is_good)) return {};
    return wrong(say::geometry_expected, {{"attribute", Context::core()->compact(attribute.name)}});
}

bool is_instance(Value const& value) { return AttributeReader::is_instance(value); }

bool looks_like_geometry(Value const& value)
{
    constexpr std::array types = std::to_array<std::string_view>({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"});
    auto const* const type = text_member(value, "type", "@type");
    if (type == nullptr || std::ranges::find(types, *type) == types.end()) return false;
    return value.find("coordinates") != nullptr;
}

Result<NamedAttribute> read_attribute(std::string_view name, Value const& body, Context const& context, ReadOptions options)
{
    TRY_VOID(check_name(name));
    NamedAttribute attribute{context.expand(name), {}};
    // An IRI of the core context must not come in as an attribute either, nor a term that stands for a keyword.
    auto const short_name = Context::core()->compact(attribute.name);
    if (!is_uri(attribute.name) || is_reserved_name(short_name) || is_entity_member(short_name)) return wrong(say::attribute_name_reserved, {{"name", name}});
    AttributeReader const reader(name, context, options);
    auto const* const items = body.array();
    auto const are_instances = items != nullptr && !items->empty() && std::ranges::all_of(*items, AttributeReader::is_instance);
    if (options.form == Form::normalized && are_instances) {
        for (auto const& item : *items) attribute.instances.push_back(TRY(reader.read(item)));
    } else if (auto const* const datasets = options.form == Form::simplified ? simplified_datasets(body) : nullptr) {
        for (auto const& [dataset, value] : *datasets) {
            attribute.instances.push_back(TRY(reader.read(value)));
            if (dataset == "@none") continue;
            if (!is_uri(dataset) || dataset == ngsi_null) return wrong(say::dataset_wrong, {{"attribute", name}, {"found", dataset}});
            attribute.instances.back().dataset_id = dataset;
        }
    } else {
        attribute.instances.push_back(TRY(reader.read(body)));
    }
    TRY_VOID(check_instances(name, attribute));
    return attribute;
}

Result<Entity> read_entity(Value const& body, Context const& context, ReadOptions options) { return EntityReader(context, options).read(body); }

Value::Object const* simplified_datasets(Value const& body)
{
    auto const* const members = body.object();
    auto const is_one = members != nullptr && members->size() == 1 && members->front().name == "dataset";
    auto const* const datasets = is_one ? members->front().value.object() : nullptr;
    return datasets != nullptr && !datasets->empty() ? datasets : nullptr;
}

}  // namespace alzette::ngsi
