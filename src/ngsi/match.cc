// SPDX-License-Identifier: Apache-2.0
#include "ngsi/match.h"

#include "ngsi/pattern.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using json::Value;

// What a path leads to: a value and the kind of attribute that holds it. Values made on the way (instants as texts) are kept here.
struct Target {
    Value value;
    Kind kind;
    bool is_member = false;  // observedAt, unitCode, ...: no attribute's own value
};

using Targets = std::vector<Target>;

Value text_of(std::optional<base::Instant> const& instant) { return instant ? Value(base::instant_text(*instant)) : Value(); }

Value member_of(Attribute const& instance, std::string_view name)
{
    if (name == "observedAt") return text_of(instance.observed_at);
    if (name == "expiresAt") return text_of(instance.expires_at);
    if (name == "createdAt") return text_of(instance.created_at);
    if (name == "modifiedAt") return text_of(instance.modified_at);
    auto const& text = name == "unitCode" ? instance.unit_code : instance.dataset_id;
    return text.empty() ? Value() : Value(text);
}

// Into a value, member by member; of a languageMap the first is a language, "*" all of them.
void enter(Attribute const& instance, std::vector<std::string> const& members, Targets& targets)
{
    auto const* const map = instance.kind == Kind::language_property ? instance.value.object() : nullptr;
    if (map != nullptr && (members.empty() || members.front() == "*")) {
        for (auto const& [language, value] : *map) targets.push_back({value, instance.kind});
        return;
    }
    auto const* value = &instance.value;
    for (auto const& member : members) {
        value = value->find(member);
        if (value == nullptr) return;
    }
    if (!value->is_null() || instance.kind == Kind::json_property) targets.push_back({*value, instance.kind});
}

bool is_member_name(std::string_view name) { return name.find(':') == std::string_view::npos; }  // attributes are IRIs

void follow(std::vector<NamedAttribute> const& attributes, ValuePath const& path, std::size_t at, Targets& targets)
{
    auto const* const attribute = find(attributes, path.names[at]);
    if (attribute == nullptr) return;
    for (auto const& instance : attribute->instances) {
        if (at + 1 == path.names.size()) enter(instance, path.members, targets);
        else if (!is_member_name(path.names[at + 1])) follow(instance.attributes, path, at + 1, targets);
        else if (auto value = member_of(instance, path.names[at + 1]); !value.is_null()) targets.push_back({std::move(value), instance.kind, true});
    }
}

std::vector<std::string> objects_of(Attribute const& instance)
{
    if (instance.kind != Kind::relationship && instance.kind != Kind::list_relationship) return {};
    if (auto const* const text = instance.value.text()) return {*text};
    std::vector<std::string> ids;
    if (auto const* const items = instance.value.array())
        for (auto const& item : *items) ids.push_back(*item.text());
    return ids;
}

void collect(Entity const& entity, ValuePath const& path, std::size_t link, FindEntity const& find_entity, Targets& targets)
{
    if (link == path.links.size()) return follow(entity.attributes, path, 0, targets);
    auto const& [relationship, types] = path.links[link];
    auto const* const attribute = find(entity.attributes, relationship);
    if (attribute == nullptr) return;
    for (auto const& instance : attribute->instances)
        for (auto const& id : objects_of(instance)) {
            auto const linked = find_entity(id);
            auto const fits = linked && (types.empty() || std::ranges::find_first_of(linked->types, types) != linked->types.end());
            if (fits) collect(*linked, path, link + 1, find_entity, targets);
        }
}

// -1, 0 or 1 where a value and a literal are of one type and have an order; nothing otherwise (clause 4.9: types differ, no match).
std::optional<int> order(Value const& value, Literal const& literal)
{
    auto const sign = [](auto const& left, auto const& right) { return left < right ? -1 : left == right ? 0 : 1; };
    if (literal.kind == Literal::Kind::number) {
        if (!value.is_number()) return std::nullopt;
        return value == literal.value ? 0 : sign(value.number(), literal.value.number());
    }
    if (literal.kind == Literal::Kind::truth) return value.truth() == nullptr ? std::nullopt : std::optional(sign(*value.truth(), *literal.value.truth()));
    if (value.text() == nullptr) return std::nullopt;
    if (literal.kind != Literal::Kind::instant) return sign(*value.text(), *literal.value.text());
    auto const instant = base::parse_instant(*value.text());
    return instant ? std::optional(sign(*instant, literal.instant)) : std::nullopt;
}

bool equals_one(Value const& value, Kind kind, Literal const& literal)
{
    if (kind == Kind::vocab_property && value.text() != nullptr && *value.text() == literal.expanded) return true;
    return order(value, literal) == 0;
}

bool in_range(Value const& value, Condition const& condition)
{
    auto const low = order(value, condition.values.front());
    auto const high = order(value, condition.values.back());
    return low && high && *low >= 0 && *high <= 0;
}

// Equality is with the value, or with one of its items.
bool equals(Target const& target, Condition const& condition)
{
    auto const is_one = [&](Value const& value) {
        if (condition.is_range) return in_range(value, condition);
        return std::ranges::any_of(condition.values, [&](Literal const& literal) { return equals_one(value, target.kind, literal); });
    };
    auto const* const items = target.value.array();
    return items == nullptr ? is_one(target.value) : std::ranges::any_of(*items, is_one);
}

bool is_relationship(Target const& target)
{
    return !target.is_member && (target.kind == Kind::relationship || target.kind == Kind::list_relationship);
}

bool compares(Target const& target, Condition const& condition)
{
    if (is_relationship(target)) return false;  // only equality has a meaning there
    if (condition.compiled != nullptr) {
        auto const* const text = target.value.text();
        return text != nullptr && matches_pattern(*condition.compiled, *text) == (condition.comparison == Comparison::matches);
    }
    auto const found = order(target.value, condition.values.front());
    if (!found) return false;
    switch (condition.comparison) {
    case Comparison::greater: return *found > 0;
    case Comparison::greater_equal: return *found >= 0;
    case Comparison::less: return *found < 0;
    default: return *found <= 0;
    }
}

bool holds(Condition const& condition, Entity const& entity, FindEntity const& find_entity)
{
    Targets targets;
    collect(entity, condition.path, 0, find_entity, targets);
    if (targets.empty()) return false;
    auto const is_equal = [&](Target const& target) { return equals(target, condition); };
    switch (condition.comparison) {
    case Comparison::exists: return true;
    case Comparison::equal: return std::ranges::any_of(targets, is_equal);
    case Comparison::unequal: return std::ranges::none_of(targets, is_equal);
    default: return std::ranges::any_of(targets, [&](Target const& target) { return compares(target, condition); });
    }
}

}  // namespace

std::vector<Value> values_at(Entity const& entity, ValuePath const& path)
{
    Targets targets;
    follow(entity.attributes, path, 0, targets);
    std::vector<Value> values;
    for (auto& target : targets) values.push_back(std::move(target.value));
    return values;
}

bool matches(Query const& query, Entity const& entity, FindEntity const& find_entity)
{
    auto const part_matches = [&](Query const& part) { return matches(part, entity, find_entity); };
    switch (query.kind) {
    case Query::Kind::condition: return holds(query.condition, entity, find_entity);
    case Query::Kind::all: return std::ranges::all_of(query.parts, part_matches);
    case Query::Kind::any: return std::ranges::any_of(query.parts, part_matches);
    }
    return false;
}

}  // namespace alzette::ngsi
