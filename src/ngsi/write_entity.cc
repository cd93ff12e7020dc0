// SPDX-License-Identifier: Apache-2.0
#include "ngsi/write_entity.h"

#include "ngsi/language.h"

namespace alzette::ngsi {

namespace {

using json::Value;

void write_name(std::string_view name, std::string& out)
{
    json::write_text(name, out);
    out += ':';
}

// The members of one object, with commas between them.
class Members {
public:
    explicit Members(std::string& out) : out_(out) { out_ += '{'; }
    std::string& next(std::string_view name)
    {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        write_name(name, out_);
        return out_;
    }
    std::string& next()  // a member that writes its own name
    {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        return out_;
    }
    void text(std::string_view name, std::string_view value) { json::write_text(value, next(name)); }
    void instant(std::string_view name, base::Instant instant)
    {
        next(name) += '"';
        base::append_instant(instant, out_);
        out_ += '"';
    }
    void close() { out_ += '}'; }

private:
    std::string& out_;
    bool is_first_ = true;
};

// One text alone, several as an array.
template <class Write>
void write_texts(std::vector<std::string> const& texts, std::string& out, Write const& write)
{
    if (texts.size() == 1) return write(texts.front());
    out += '[';
    for (auto separator = std::string_view(); auto const& text : texts) {
        out += separator;
        write(text);
        separator = ",";
    }
    out += ']';
}

void write_names(std::vector<std::string> const& names, Context const& context, std::string& out)
{
    write_texts(names, out, [&](std::string const& name) { json::write_text(context.compact(name), out); });
}

void write_vocabulary(Value const& value, Context const& context, std::string& out)
{
    auto const* const terms = value.array();
    if (terms == nullptr) return json::write_text(value.text() == nullptr ? std::string() : context.compact(*value.text()), out);
    out += '[';
    for (auto separator = std::string_view(); auto const& term : *terms) {
        out += separator;
        json::write_text(context.compact(*term.text()), out);
        separator = ",";
    }
    out += ']';
}

// Clause 4.5.22.2: each object of a list in an object of its own, but where the shape is short.
void write_object_list(Value const& value, bool is_short, std::string& out)
{
    auto const* const uris = value.array();
    if (is_short || uris == nullptr) return json::write(value, out);
    out += '[';
    for (auto separator = std::string_view(); auto const& uri : *uris) {
        out.append(separator).append(R"({"object":)");
        json::write(uri, out);
        out += '}';
        separator = ",";
    }
    out += ']';
}

void write_value(Attribute const& instance, Context const& context, bool is_short, std::string& out)
{
    if (instance.kind == Kind::vocab_property) write_vocabulary(instance.value, context, out);
    else if (instance.kind == Kind::list_relationship) write_object_list(instance.value, is_short, out);
    else json::write(instance.value, out);
}

bool is_relationship(Attribute const& instance) { return instance.kind == Kind::relationship || instance.kind == Kind::list_relationship; }

// Clause 4.5.23.2: the entities that the objects name, one alone or an array as the objects are; nothing where the answer shows none of them.
std::string linked_entities(std::string_view name, Attribute const& instance, WriteLinked const& write)
{
    std::string out;
    auto const* const ids = instance.value.array();
    if (ids == nullptr && instance.value.text() != nullptr) write(name, *instance.value.text(), out);
    if (ids == nullptr) return out;
    for (auto const& id : *ids) {
        auto const size = out.size();
        out += size == 0 ? '[' : ',';
        if (id.text() == nullptr || !write(name, *id.text(), out)) out.resize(size);
    }
    return out.empty() ? out : out += ']';
}

// Clause 4.5.4: an entity stands in the place of its URI, where the answer shows it.
void write_in_place(std::string_view name, Value const& object, WriteLinked const& write, std::string& out)
{
    auto const* const ids = object.array();
    if (ids == nullptr && object.text() != nullptr && write(name, *object.text(), out)) return;
    if (ids == nullptr) return json::write(object, out);
    out += '[';
    for (auto separator = std::string_view(); auto const& id : *ids) {
        out += separator;
        write_in_place(name, id, write, out);
        separator = ",";
    }
    out += ']';
}

bool has_members_beside_value(Attribute const& instance, WriteOptions const& options)
{
    return !instance.dataset_id.empty() || instance.observed_at || instance.expires_at || !instance.unit_code.empty() || !instance.value_type.empty() ||
           !instance.object_types.empty() || !instance.attributes.empty() || options.system_attributes;
}

// Clause 4.5.2.3: a value that stands alone must not be taken for an attribute when it comes back.
bool can_stand_alone(Attribute const& instance)
{
    if (instance.kind == Kind::geo_property) return true;
    if (instance.kind != Kind::property) return false;
    return instance.value.object() == nullptr;
}

void write_members(Attribute const& instance, Context const& context, WriteOptions const& options, Members& members, std::string& out)
{
    if (!instance.value_type.empty()) members.text("valueType", context.compact(instance.value_type));
    if (!instance.object_types.empty()) write_names(instance.object_types, context, members.next("objectType"));
    if (!instance.dataset_id.empty()) members.text("datasetId", instance.dataset_id);
    if (!instance.unit_code.empty()) members.text("unitCode", instance.unit_code);
    if (instance.observed_at) members.instant("observedAt", *instance.observed_at);
    if (instance.expires_at) members.instant("expiresAt", *instance.expires_at);
    auto inner = options;
    inner.system_attributes = false;  // those of a sub-attribute are its parent's
    inner.linked = nullptr;           // those of the entity itself are followed
    for (auto const& attribute : instance.attributes) {
        members.next();
        write_attribute(attribute, context, inner, out);
    }
    if (options.system_attributes) {
        members.instant("createdAt", instance.created_at);
        members.instant("modifiedAt", instance.modified_at);
    }
}

// Clause 4.15: a LanguageProperty in one language is a Property that says which.
struct Translated {
    std::string language;
    Value value;
};

std::optional<Translated> translated(Attribute const& instance, WriteOptions const& options)
{
    if (options.language.empty() || instance.kind != Kind::language_property || instance.value.object() == nullptr) return std::nullopt;
    auto language = suitable_language(*instance.value.object(), options.language);
    auto const* const value = instance.value.find(language);
    return Translated{std::move(language), value == nullptr ? Value() : *value};
}

void write_simplified(std::string_view name, Attribute const& instance, Context const& context, WriteOptions const& options, std::string& out)
{
    if (auto const chosen = translated(instance, options)) return json::write(chosen->value, out);
    if (options.linked != nullptr && is_relationship(instance)) return write_in_place(name, instance.value, *options.linked, out);
    auto const stands_alone = instance.kind != Kind::language_property && instance.kind != Kind::vocab_property && instance.kind != Kind::json_property;
    if (stands_alone) return write_value(instance, context, true, out);
    Members members(out);
    members.next(kind_member(instance.kind));
    write_value(instance, context, true, out);
    members.close();
}

void write_datasets(NamedAttribute const& attribute, Context const& context, WriteOptions const& options, std::string& out)
{
    out += R"({"dataset":)";
    Members members(out);
    for (auto const& instance : attribute.instances) {
        members.next(instance.dataset_id.empty() ? std::string_view("@none") : instance.dataset_id);
        write_simplified(attribute.name, instance, context, options, out);
    }
    members.close();
    out += '}';
}

void write_named(std::string_view name, Attribute const& instance, Context const& context, WriteOptions const& options, std::string& out)
{
    if (options.shape == Shape::simplified) return write_simplified(name, instance, context, options, out);
    auto const chosen = translated(instance, options);
    auto const is_concise = options.shape == Shape::concise;
    if (is_concise && !chosen && can_stand_alone(instance) && !has_members_beside_value(instance, options)) return write_value(instance, context, true, out);
    Members members(out);
    if (!is_concise) members.text("type", kind_name(chosen ? Kind::property : instance.kind));
    members.next(chosen ? kind_member(Kind::property) : kind_member(instance.kind));
    if (chosen) {
        json::write(chosen->value, out);
        members.text("lang", chosen->language);
    } else {
        write_value(instance, context, is_concise, out);
    }
    if (options.linked != nullptr && is_relationship(instance)) {
        auto const linked = linked_entities(name, instance, *options.linked);
        if (!linked.empty()) members.next(instance.kind == Kind::relationship ? "entity" : "entityList") += linked;
    }
    write_members(instance, context, options, members, out);
    members.close();
}

}  // namespace

void write_instance(Attribute const& instance, Context const& context, WriteOptions const& options, std::string& out)
{
    write_named({}, instance, context, options, out);
}

void write_attribute(NamedAttribute const& attribute, Context const& context, WriteOptions const& options, std::string& out)
{
    write_name(context.compact(attribute.name), out);
    if (attribute.instances.size() == 1 && (options.shape != Shape::simplified || attribute.instances.front().dataset_id.empty()))
        return write_named(attribute.name, attribute.instances.front(), context, options, out);
    if (options.shape == Shape::simplified) return write_datasets(attribute, context, options, out);
    out += '[';
    for (auto separator = std::string_view(); auto const& instance : attribute.instances) {
        out += separator;
        write_named(attribute.name, instance, context, options, out);
        separator = ",";
    }
    out += ']';
}

void write_entity(Entity const& entity, Context const& context, WriteOptions const& options, std::string& out)
{
    Members members(out);
    if (!entity.id.empty()) members.text("id", entity.id);
    if (!entity.types.empty()) write_names(entity.types, context, members.next("type"));
    if (!entity.scopes.empty()) write_texts(entity.scopes, members.next("scope"), [&](std::string const& scope) { json::write_text(scope, out); });
    if (entity.expires_at) members.instant("expiresAt", *entity.expires_at);
    for (auto const& attribute : entity.attributes) {
        members.next();
        write_attribute(attribute, context, options, out);
    }
    if (options.system_attributes && options.shape != Shape::simplified) {
        members.instant("createdAt", entity.created_at);
        members.instant("modifiedAt", entity.modified_at);
    }
    if (options.with_context) json::write(context.as_written(), members.next("@context"));
    members.close();
}

}  // namespace alzette::ngsi
