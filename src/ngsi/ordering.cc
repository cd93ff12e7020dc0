// SPDX-License-Identifier: Apache-2.0
#include "ngsi/ordering.h"

#include "base/catalogue/ngsi_query.h"
#include "ngsi/geoquery.h"
#include "ngsi/literal.h"
#include "ngsi/reach.h"

#include <algorithm>
#include <limits>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

// Clause 4.23.2. An attribute that a distance is asked of and that is no GeoProperty comes after all that are.
enum Rank { near = -1, number, text, object, array, truth, time, date, date_time, null, missing };

SortKey key_of_text(std::string const& found)
{
    constexpr std::pair<Literal::Kind, Rank> moments[] = {{Literal::Kind::time, time}, {Literal::Kind::date, date}, {Literal::Kind::instant, date_time}};
    for (auto const& [kind, rank] : moments)
        if (auto const instant = moment(kind, found)) return {rank, static_cast<double>(instant->time_since_epoch().count()), {}};
    return {text, 0, found};
}

SortKey key_of(Value const& held)
{
    auto const& value = plain_value(held);
    if (value.is_number()) return {number, value.number(), {}};
    if (value.truth() != nullptr) return {truth, *value.truth() ? 1.0 : 0.0, {}};
    if (value.array() != nullptr) return {array, 0, json::write(value)};
    if (value.object() != nullptr) return {object, 0, json::write(value)};
    return value.text() == nullptr ? SortKey{null} : key_of_text(*value.text());
}

SortKey key_of(std::vector<std::string> const& texts) { return texts.empty() ? SortKey{missing} : SortKey{text, 0, *std::ranges::min_element(texts)}; }

SortKey distance_key(Entity const& entity, OrderTerm const& term, Value const& from)
{
    auto const* const attribute = find(entity.attributes, term.path.names.front());
    if (attribute == nullptr) return {missing};
    auto nearest = std::numeric_limits<double>::infinity();
    for (auto const& instance : attribute->instances)
        if (instance.kind == Kind::geo_property && instance.value.object() != nullptr) nearest = std::min(nearest, distance_between_m(instance.value, from));
    return nearest < std::numeric_limits<double>::infinity() ? key_of_metres(nearest) : key_of(attribute->instances.front().value);
}

SortKey key_of(Entity const& entity, OrderTerm const& term, Value const& from)
{
    switch (term.by) {
    case OrderTerm::By::id: return {text, 0, entity.id};
    case OrderTerm::By::type: return key_of(entity.types);
    case OrderTerm::By::scope: return key_of(entity.scopes);
    case OrderTerm::By::distance: return distance_key(entity, term, from);
    case OrderTerm::By::value: break;
    }
    SortKey key{missing};
    reach(term.path, entity, [&](Target const& target) {
        if (!target.values.empty()) key = key_of(*target.values.front());
        return !target.values.empty();
    });
    return key;
}

struct EntityMember {
    std::string_view name;
    OrderTerm::By by;
};

constexpr EntityMember entity_members[] = {{"id", OrderTerm::By::id}, {"type", OrderTerm::By::type}, {"scope", OrderTerm::By::scope}};

// A member of the entity, or a path; without links, since an entity has one place in an order however many it points to.
Result<OrderTerm> read_what(Cursor& cursor, Context const& context)
{
    auto const before = cursor.offset();
    auto const name = cursor.take_name();
    auto const found = std::ranges::find(entity_members, name, &EntityMember::name);
    if (found != std::end(entity_members)) return OrderTerm{found->by};
    if (cursor.rest().starts_with('{')) return cursor.wrong("'.' '[' ';' ','");
    cursor.back_to(before);
    return OrderTerm{OrderTerm::By::value, TRY(read_path(cursor, context))};
}

Result<OrderTerm> read_term(Cursor& cursor, Context const& context)
{
    auto term = TRY(read_what(cursor, context));
    if (!cursor.took(";")) return term;
    auto const before = cursor.offset();
    auto const direction = cursor.take_until(",;");
    auto const is_by_distance = direction.starts_with("dist-");
    auto const way = direction.substr(is_by_distance ? 5 : 0);
    if ((way != "asc" && way != "desc") || (is_by_distance && term.path.names.empty())) {
        cursor.back_to(before);
        return cursor.wrong(say::ordering_direction_expected);
    }
    if (is_by_distance) term.by = OrderTerm::By::distance;
    term.is_descending = way == "desc";
    return term;
}

Result<Value> read_origin(OrderParameters const& parameters)
{
    if (parameters.from == nullptr) return base::fail(Errc::invalid, say::order_from_missing);
    auto coordinates = TRY(json::parse(*parameters.from));
    Value origin(Value::Object{{"type", Value(parameters.geometry == nullptr ? "Point" : *parameters.geometry)}, {"coordinates", std::move(coordinates)}});
    TRY_VOID(check_geometry(origin));
    return origin;
}

}  // namespace

Result<Ordering> read_ordering(OrderParameters const& parameters, Context const& context)
{
    Ordering ordering;
    if (parameters.by == nullptr) return ordering;
    auto cursor = TRY(Cursor::open(*parameters.by, "orderBy"));
    do {
        ordering.terms.push_back(TRY(read_term(cursor, context)));
    } while (cursor.took(","));
    if (!cursor.is_at_end()) return cursor.wrong("';' ','");
    auto const is_by_distance = [](OrderTerm const& term) { return term.by == OrderTerm::By::distance; };
    if (std::ranges::any_of(ordering.terms, is_by_distance)) ordering.from = TRY(read_origin(parameters));
    return ordering;
}

SortKey key_of_metres(double metres) { return {near, metres, {}}; }

std::optional<double> metres_of(SortKey const& key) { return key.rank == near ? std::optional(key.number) : std::nullopt; }

std::vector<SortKey> sort_keys(Ordering const& ordering, Entity const& entity)
{
    std::vector<SortKey> keys;
    for (auto const& term : ordering.terms) keys.push_back(key_of(entity, term, ordering.from));
    return keys;
}

bool comes_before(Ordering const& ordering, std::vector<SortKey> const& left, std::vector<SortKey> const& right)
{
    for (std::size_t i = 0; i < ordering.terms.size(); ++i) {
        auto const order = left[i] <=> right[i];
        if (order == 0) continue;
        auto const is_one_missing = left[i].rank >= null || right[i].rank >= null;
        return ordering.terms[i].is_descending && !is_one_missing ? order > 0 : order < 0;
    }
    return false;
}

}  // namespace alzette::ngsi
