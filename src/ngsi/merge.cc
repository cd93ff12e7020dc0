// SPDX-License-Identifier: Apache-2.0
// Merges to any depth (clause 5.5.12, after RFC 7396) are made on JSON: the instance is written normalized under the core context, where a full IRI
// is written as it will be read, the fragment's names are written the same way, the two are merged, and the result is read again with all its checks.
#include "base/catalogue/ngsi.h"
#include "base/check.h"
#include "ngsi/change.h"
#include "ngsi/members.h"
#include "ngsi/names.h"
#include "ngsi/read_entity.h"
#include "ngsi/write_entity.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

bool is_null_text(Value const& value) { return value.text() != nullptr && *value.text() == ngsi_null; }

bool is_null_map(Value const& value)
{
    auto const* const none = value.find("@none");
    return none != nullptr && is_null_text(*none);
}

// RFC 7396 with the NGSI-LD null in place of null.
void merge_json(Value& target, Value const& patch)
{
    if (patch.object() == nullptr) {
        target = patch;
        return;
    }
    if (target.object() == nullptr) target = Value(Value::Object());
    for (auto const& [name, value] : *patch.object()) {
        if (is_null_text(value)) {
            std::erase_if(*target.object(), [&gone = name](json::Member const& member) { return member.name == gone; });
        } else if (auto* const existing = target.find(name)) {
            merge_json(*existing, value);
        } else {
            Value added;
            merge_json(added, value);
            target.object()->push_back({name, std::move(added)});
        }
    }
}

Value expanded_terms(Value const& value, Context const& context)
{
    if (auto const* const text = value.text()) return {is_null_text(value) ? *text : context.expand(*text)};
    if (auto const* const items = value.array()) {
        Value::Array expanded;
        for (auto const& item : *items) expanded.push_back(expanded_terms(item, context));
        return {std::move(expanded)};
    }
    return value;
}

Value expanded_fragment(Value const& fragment, Context const& context);

json::Member expanded_member(json::Member const& member, Context const& context)
{
    auto const& [name, value] = member;
    if (name == "vocab" || name == "objectType" || name == "valueType") return {name, expanded_terms(value, context)};
    if (name == "@type") return {"type", value};
    if (is_attribute_member(name)) return member;
    // As write_instance() writes it; a name that would then read as a member stays full, and read_back() refuses it.
    auto const iri = context.expand(name);
    auto key = Context::core()->compact(iri);
    if (is_attribute_member(key) || is_output_member(key)) key = iri;
    return {std::move(key), expanded_fragment(value, context)};
}

// An attribute fragment whose names are fully qualified. What is no object is the value of a concise attribute and has no names.
Value expanded_fragment(Value const& fragment, Context const& context)
{
    if (fragment.object() == nullptr || looks_like_geometry(fragment)) return fragment;
    Value::Object members;
    for (auto const& member : *fragment.object())
        if (!is_output_member(member.name)) members.push_back(expanded_member(member, context));
    return {std::move(members)};
}

Value normalized(Attribute const& instance)
{
    std::string text;
    write_instance(instance, *Context::core(), {}, text);
    auto parsed = json::parse(text);
    CHECK_THAT(parsed.has_value());
    return *std::move(parsed);
}

std::string_view dataset_of(Value const& fragment)
{
    auto const* const dataset = fragment.find("datasetId");
    if (dataset == nullptr || dataset->text() == nullptr || *dataset->text() == "@none") return {};
    return *dataset->text();
}

// Clause 5.6.4.4: the type of an attribute cannot change.
Result<void> keep_type(std::string_view name, Attribute const& instance, Value const& fragment)
{
    auto const* const type = fragment.find("type");
    if (type == nullptr || (type->text() != nullptr && *type->text() == kind_name(instance.kind))) return {};
    return base::fail(Errc::invalid, say::attribute_type_fixed, {{"attribute", name}, {"type", kind_name(instance.kind)}});
}

// The instance again, from its merged JSON; times are the caller's.
Result<Attribute> read_back(std::string_view name, Value const& merged, Attribute const& before)
{
    auto read = TRY(read_attribute(name, merged, *Context::core()));
    auto& instance = read.instances.front();
    instance.created_at = before.created_at;
    return std::move(instance);
}

// A fragment as members of the kind the attribute has (clauses 5.6.17.4, 6.5.3.4), their names fully qualified. One that is simplified, or concise and no
// object, is the value itself: it has no names but those of terms.
Value as_members(Value const& fragment, Attribute const& instance, MergeOptions const& options, Context const& context)
{
    auto const is_value = options.is_simplified || fragment.object() == nullptr || looks_like_geometry(fragment);
    if (!is_value) return expanded_fragment(fragment, context);
    auto const is_one_language =
        instance.kind == Kind::language_property && !options.language.empty() && fragment.object() == nullptr && !is_null_text(fragment);
    auto value = is_one_language ? Value(Value::Object{{options.language, fragment}}) : fragment;
    if (auto const* const inner = fragment.find(kind_member(instance.kind)); options.is_simplified && inner != nullptr) value = *inner;
    if (instance.kind == Kind::vocab_property) value = expanded_terms(value, context);
    return {Value::Object{{std::string(kind_member(instance.kind)), std::move(value)}}};
}

// What is new has nothing that a null inside it could remove (RFC 7396).
Value without_nulls(Value const& body)
{
    if (auto const* const items = body.array()) {
        Value::Array kept;
        for (auto const& item : *items) kept.push_back(item.object() == nullptr ? item : without_nulls(item));
        return {std::move(kept)};
    }
    Value kept;
    merge_json(kept, body);
    return kept;
}

bool removes(Value const& members, Kind kind)
{
    auto const* const value = members.find(kind_member(kind));
    return value != nullptr && is_removal(Attribute{.kind = kind, .value = *value, .attributes = {}});
}

bool removes_any(Value const& body)
{
    for (int i = 0; i < kinds; ++i)
        if (removes(body, static_cast<Kind>(i))) return true;
    return is_null_text(body);
}

bool are_instances(Value const& body)
{
    auto const* const items = body.array();
    return items != nullptr && !items->empty() && std::ranges::all_of(*items, is_instance);
}

enum class Depth { any, members };  // of a merge (5.5.12), or of an update of one attribute (5.5.8), whose members replace those that are there

void apply_members(Value& target, Value const& patch, Depth depth);

Kind kind_of(Value const& normalized_instance)
{
    auto const* const type = normalized_instance.find("type");
    auto const kind = type == nullptr || type->text() == nullptr ? std::nullopt : kind_of_name(*type->text());
    return kind.value_or(Kind::property);
}

// One instance of an attribute of an attribute: added, changed or removed among those that its attribute has (clause 4.5.5).
void apply_inner_instance(Value::Array& instances, Value const& body, Depth depth)
{
    auto const found = std::ranges::find_if(instances, [&](Value const& each) { return dataset_of(each) == dataset_of(body); });
    auto const is_value = body.object() == nullptr || looks_like_geometry(body);
    if (found == instances.end()) {
        if (removes_any(body)) return;
        auto added = depth == Depth::any ? without_nulls(body) : body;
        if (is_value && !instances.empty()) added = Value(Value::Object{{"value", std::move(added)}});
        instances.push_back(std::move(added));
        return;
    }
    auto const kind = kind_of(*found);
    auto const members = is_value ? Value(Value::Object{{std::string(kind_member(kind)), body}}) : body;
    if (is_null_text(body) || removes(members, kind)) instances.erase(found);
    else if (depth == Depth::any) apply_members(*found, members, depth);
    else *found = body;
}

void apply_inner(Value& target, std::string const& name, Value const& patch, Depth depth)
{
    auto* const existing = target.find(name);
    Value::Array instances;
    if (existing != nullptr) instances = are_instances(*existing) ? *existing->array() : Value::Array{*existing};
    if (!are_instances(patch)) apply_inner_instance(instances, patch, depth);
    else
        for (auto const& item : *patch.array()) apply_inner_instance(instances, item, depth);
    if (instances.empty()) {
        std::erase_if(*target.object(), [&](json::Member const& member) { return member.name == name; });
        return;
    }
    auto after = instances.size() == 1 ? std::move(instances.front()) : Value(std::move(instances));
    if (existing != nullptr) *existing = std::move(after);
    else target.object()->push_back({name, std::move(after)});
}

// The members of one instance in those of another: its own ones are merged or replaced, attributes of it instance by instance.
void apply_members(Value& target, Value const& patch, Depth depth)
{
    for (auto const& [name, value] : *patch.object()) {
        if (!is_attribute_member(name)) {
            apply_inner(target, name, value, depth);
        } else if (depth == Depth::any) {
            merge_json(target, Value(Value::Object{{name, value}}));
        } else {
            std::erase_if(*target.object(), [&gone = name](json::Member const& member) { return member.name == gone; });
            if (!is_null_text(value) && !is_null_map(value)) target.object()->push_back({name, value});
        }
    }
}

// A LanguageProperty whose last text was removed says nothing any more (clause 4.5.18).
bool is_emptied(Attribute const& after, Attribute const& before)
{
    auto const* const map = after.kind == Kind::language_property ? after.value.object() : nullptr;
    return map != nullptr && map->empty() && after.value != before.value;
}

Value without_system(Value const& fragment)
{
    Value::Object members;
    for (auto const& member : *fragment.object())
        if (!is_entity_member(member.name) && !is_output_member(member.name)) members.push_back(member);
    return {std::move(members)};
}

class Merger {
public:
    Merger(Entity before, Context const& context, MergeOptions const& options, base::Instant now)
        : entity(std::move(before)), context_(context), options_(options), now_(now)
    {
    }

    Result<void> merge_attribute(std::string const& short_name, Value const& body)
    {
        auto const name = context_.expand(short_name);
        if (auto const* const datasets = options_.is_simplified ? simplified_datasets(body) : nullptr) {
            for (auto const& [dataset, value] : *datasets) TRY_VOID(merge_dataset(short_name, name, dataset, value));
            return {};
        }
        if (options_.is_simplified || !are_instances(body))
            return merge_instance(short_name, name, options_.is_simplified ? std::string_view() : dataset_of(body), body);
        for (auto const& item : *body.array()) TRY_VOID(merge_instance(short_name, name, dataset_of(item), item));
        return {};
    }

    Entity entity;
    UpdateResult result;

private:
    Result<void> merge_dataset(std::string const& short_name, std::string const& name, std::string const& dataset, Value const& value)
    {
        auto const is_default = dataset == "@none";
        auto const* const attribute = find(entity.attributes, name);
        if (attribute == nullptr || find(*attribute, is_default ? std::string_view() : dataset) == nullptr)
            return add(short_name, Value(Value::Object{{"dataset", Value(Value::Object{{dataset, value}})}}));
        return merge_instance(short_name, name, is_default ? std::string_view() : dataset, value);
    }

    Result<void> merge_instance(std::string const& short_name, std::string const& name, std::string_view dataset, Value const& body)
    {
        auto const* const attribute = find(entity.attributes, name);
        auto const* const existing = attribute == nullptr ? nullptr : find(*attribute, dataset);
        if (existing == nullptr) return add(short_name, body);
        auto const before = *existing;
        auto const members = as_members(body, before, options_, context_);
        if (is_null_text(body) || removes(members, before.kind)) return put(name, before.dataset_id, std::nullopt);
        TRY_VOID(keep_type(short_name, before, members));
        auto merged = normalized(before);
        apply_members(merged, members, Depth::any);
        auto after = TRY(read_back(name, merged, before));
        if (is_emptied(after, before)) return put(name, before.dataset_id, std::nullopt);
        if (options_.observed_at && before.observed_at && members.find("observedAt") == nullptr) after.observed_at = options_.observed_at;
        return put(name, before.dataset_id, std::move(after));
    }

    Result<void> add(std::string const& short_name, Value const& body)
    {
        auto const form = options_.is_simplified ? Form::simplified : Form::normalized;
        auto added = TRY(read_attribute(short_name, body, context_, {form, Purpose::merge}));
        if (std::erase_if(added.instances, is_removal) == 0) added = TRY(read_attribute(short_name, without_nulls(body), context_, {form, Purpose::merge}));
        TRY_VOID(check_place(added));
        if (added.instances.empty()) return result.not_updated.push_back({added.name, base::Message(say::attribute_not_there)}), Result<void>();
        Entity fragment;
        fragment.attributes.push_back(std::move(added));
        auto const appended = append(entity, fragment, Overwrite::yes, now_);
        note(appended.updated.front());
        return {};
    }

    Result<void> put(std::string const& name, std::string const& dataset_id, std::optional<Attribute> after)
    {
        if (after) {
            after->modified_at = now_;
            *find(*find(entity.attributes, name), dataset_id) = *std::move(after);
        } else {
            TRY_VOID(delete_attribute(entity, name, {dataset_id}, now_));
        }
        entity.modified_at = now_;
        note(name);
        return {};
    }

    void note(std::string const& name)
    {
        if (std::ranges::find(result.updated, name) == result.updated.end()) result.updated.push_back(name);
    }

    Context const& context_;
    MergeOptions const& options_;
    base::Instant now_;
};

}  // namespace

Result<UpdateResult> merge(Entity& entity, Value const& fragment, Context const& context, MergeOptions const& options, base::Instant now)
{
    if (fragment.object() == nullptr) return base::fail(Errc::invalid, say::entity_object_expected);
    Value::Object head;
    for (auto const& member : *fragment.object())
        if (is_entity_member(member.name)) head.push_back(member);
    auto const about = TRY(read_entity(Value(std::move(head)), context, {Form::normalized, Purpose::merge}));
    Merger merger(entity, context, options, now);
    auto const attributes = without_system(fragment);
    for (auto const& [name, body] : *attributes.object()) TRY_VOID(merger.merge_attribute(name, body));
    auto const head_result = append(merger.entity, Entity{{}, about.types, about.scopes, about.expires_at}, Overwrite::yes, now);
    merger.result.is_changed = head_result.is_changed || !merger.result.updated.empty();
    entity = std::move(merger.entity);
    return std::move(merger.result);
}

namespace {

Result<void> update_instance(Entity& entity, std::string_view name, Value const& fragment, Context const& context, base::Instant now)
{
    auto const dataset = dataset_of(fragment);
    if (!dataset.empty() && (dataset == ngsi_null || !is_uri(dataset)))
        return base::fail(Errc::invalid, say::dataset_wrong, {{"attribute", name}, {"found", dataset}});
    auto* const attribute = find(entity.attributes, name);
    auto* const instance = attribute == nullptr ? nullptr : find(*attribute, dataset);
    if (instance == nullptr) return base::fail(Errc::not_found, say::attribute_unknown, {{"attribute", name}, {"id", entity.id}});
    auto const members = as_members(fragment, *instance, {}, context);
    TRY_VOID(keep_type(name, *instance, members));
    auto changed = normalized(*instance);
    apply_members(changed, members, Depth::members);
    auto after = TRY(read_back(name, changed, *instance));
    after.modified_at = now;
    *instance = std::move(after);
    entity.modified_at = now;
    return {};
}

}  // namespace

// An array of instances updates each of them (clause 4.5.5), or none where one of them cannot be.
Result<void> update_attribute(Entity& entity, std::string_view name, Value const& fragment, Context const& context, base::Instant now)
{
    if (!are_instances(fragment)) return update_instance(entity, name, fragment, context, now);
    auto updated = entity;
    for (auto const& item : *fragment.array()) TRY_VOID(update_instance(updated, name, item, context, now));
    entity = std::move(updated);
    return {};
}

}  // namespace alzette::ngsi
