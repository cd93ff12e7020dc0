// SPDX-License-Identifier: Apache-2.0
#include "ngsi/match.h"

#include "ngsi/reach.h"

#include <algorithm>
#include <set>

namespace alzette::ngsi {

namespace {

using json::Value;

// Smaller, equal or greater as -1, 0 or 1.
template <class T>
int sign(T const& left, T const& right)
{
    return left < right ? -1 : left == right ? 0 : 1;
}

// Whole numbers have more digits than doubles.
int number_order(Value const& left, Value const& right)
{
    if (left.whole() != nullptr && right.whole() != nullptr) return sign(*left.whole(), *right.whole());
    return sign(left.number(), right.number());
}

// The order of a value and a literal; nothing where they are of different types.
std::optional<int> order(Value const& value, Literal const& literal)
{
    if (literal.kind == Literal::Kind::number) return value.is_number() ? std::optional(number_order(value, literal.value)) : std::nullopt;
    if (literal.kind == Literal::Kind::truth) return value.truth() == nullptr ? std::nullopt : std::optional(sign(*value.truth(), *literal.value.truth()));
    auto const* const text = value.text();
    if (text == nullptr) return std::nullopt;
    if (literal.kind == Literal::Kind::text) return sign(*text, *literal.value.text());
    auto const found = moment(literal.kind, *text);
    return found ? std::optional(sign(*found, literal.instant)) : std::nullopt;
}

bool equals_literal(Value const& value, Kind kind, Literal const& literal)
{
    if (kind == Kind::vocab_property && value.text() != nullptr && *value.text() == literal.expanded) return true;
    return order(value, literal) == 0;
}

bool is_in_range(Value const& value, Condition const& condition)
{
    auto const low = order(value, condition.values.front());
    auto const high = order(value, condition.values.back());
    return low && high && *low >= 0 && *high <= 0;
}

// A value equals by itself or by one of its items.
bool equals(Value const& value, Kind kind, Condition const& condition)
{
    auto const is_equal = [&](Value const& each) {
        auto const& one = plain_value(each);
        if (condition.is_range) return is_in_range(one, condition);
        return std::ranges::any_of(condition.values, [&](Literal const& literal) { return equals_literal(one, kind, literal); });
    };
    auto const* const items = value.array();
    return items == nullptr ? is_equal(value) : std::ranges::any_of(*items, is_equal);
}

bool is_in_order(Value const& value, Condition const& condition)
{
    auto const found = order(value, condition.values.front());
    if (!found) return false;
    switch (condition.comparison) {
    case Comparison::greater: return *found > 0;
    case Comparison::greater_equal: return *found >= 0;
    case Comparison::less: return *found < 0;
    default: return *found <= 0;
    }
}

bool fits_pattern(Value const& value, Condition const& condition)
{
    auto const* const text = value.text();
    return text != nullptr && matches_pattern(*condition.pattern.compiled, *text) == (condition.comparison == Comparison::matches);
}

// Order and patterns have no meaning for relationships (clause 4.9).
bool holds(Condition const& condition, Target const& target)
{
    auto const any = [&](auto const& test) { return std::ranges::any_of(target.values, [&](Value const* value) { return test(*value); }); };
    auto const is_equal = [&](Value const& value) { return equals(value, target.kind, condition); };
    switch (condition.comparison) {
    case Comparison::exists: return true;
    case Comparison::equal: return any(is_equal);
    case Comparison::unequal: return !any(is_equal);
    case Comparison::matches:
    case Comparison::matches_not: return !target.is_relationship && any([&](Value const& value) { return fits_pattern(plain_value(value), condition); });
    default: return !target.is_relationship && any([&](Value const& value) { return is_in_order(plain_value(value), condition); });
    }
}

void add_objects(Entity const& entity, std::string_view relationship, std::set<std::string>& ids)
{
    auto const* const attribute = find(entity.attributes, relationship);
    if (attribute == nullptr) return;
    for (auto const& instance : attribute->instances) {
        if (instance.kind != Kind::relationship && instance.kind != Kind::list_relationship) continue;
        if (auto const* const text = instance.value.text()) ids.insert(*text);
        if (auto const* const items = instance.value.array())
            for (auto const& item : *items)
                if (auto const* const text = item.text()) ids.insert(*text);
    }
}

// The entities a step leads to, each once however many ways lead there: without this, two entities that point at each other twice double at every step.
std::vector<Entity> followed(std::vector<Entity> const& from, LinkStep const& step, FindEntity const& find_entity)
{
    std::set<std::string> ids;
    for (auto const& entity : from) add_objects(entity, step.relationship, ids);
    std::vector<Entity> found;
    for (auto const& id : ids) {
        auto entity = find_entity(id);
        auto const fits = entity && (step.types.empty() || std::ranges::find_first_of(entity->types, step.types) != entity->types.end());
        if (fits) found.push_back(*std::move(entity));
    }
    return found;
}

bool holds(Condition const& condition, Entity const& entity, FindEntity const& find_entity)
{
    auto const holds_here = [&](Entity const& each) {
        return reach(condition.path, each, [&](Target const& target) { return holds(condition, target); });
    };
    if (condition.path.links.empty()) return holds_here(entity);
    std::vector<Entity> entities{entity};
    for (auto const& step : condition.path.links) entities = followed(entities, step, find_entity);
    return std::ranges::any_of(entities, holds_here);
}

}  // namespace

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
