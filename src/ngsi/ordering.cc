// SPDX-License-Identifier: Apache-2.0
#include "ngsi/ordering.h"

#include "base/catalogue/ngsi.h"
#include "ngsi/geoquery.h"
#include "ngsi/match.h"

#include <algorithm>
#include <limits>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
using json::Value;

// Clause 4.23.2. An attribute that a distance is asked of and that is no GeoProperty comes after all that are.
enum Rank { near = -1, number, text, object, array, truth, time, date, date_time, null, missing };

SortKey key_of(Value const& value)
{
    if (value.is_number()) return {number, value.number(), {}};
    if (value.truth() != nullptr) return {truth, *value.truth() ? 1.0 : 0.0, {}};
    if (value.array() != nullptr) return {array, 0, json::write(value)};
    if (value.object() != nullptr) return {object, 0, json::write(value)};
    if (value.text() == nullptr) return {null};
    auto const& found = *value.text();
    if (base::parse_instant(found)) return {date_time, 0, found};
    if (found.size() == 10 && base::parse_instant(found + "T00:00:00Z")) return {date, 0, found};
    if (found.ends_with('Z') && base::parse_instant("1970-01-01T" + found)) return {time, 0, found};
    return {text, 0, found};
}

SortKey key_of(std::vector<std::string> const& texts) { return texts.empty() ? SortKey{missing} : SortKey{text, 0, *std::ranges::min_element(texts)}; }

SortKey distance_key(Entity const& entity, OrderTerm const& term, Value const& from)
{
    auto const* const attribute = find(entity.attributes, term.path.names.front());
    if (attribute == nullptr) return {missing};
    auto nearest = std::numeric_limits<double>::infinity();
    for (auto const& instance : attribute->instances)
        if (instance.kind == Kind::geo_property) nearest = std::min(nearest, distance_between_m(instance.value, from));
    return nearest < std::numeric_limits<double>::infinity() ? SortKey{near, nearest, {}} : key_of(attribute->instances.front().value);
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
    auto const values = values_at(entity, term.path);
    return values.empty() ? SortKey{missing} : key_of(values.front());
}

tl::unexpected<base::Error> wrong(std::string_view found) { return base::fail(Errc::invalid, say::ordering_wrong, {{"found", found}}); }

Result<OrderTerm> read_term(std::string_view text, Context const& context)
{
    auto const semicolon = text.find(';');
    auto const name = text.substr(0, semicolon);
    auto const direction = semicolon == std::string_view::npos ? std::string_view("asc") : text.substr(semicolon + 1);
    OrderTerm term;
    term.is_descending = direction.ends_with("desc");
    if (direction == "dist-asc" || direction == "dist-desc") term.by = OrderTerm::By::distance;
    else if (direction != "asc" && direction != "desc") return wrong(text);
    else if (name == "id") term.by = OrderTerm::By::id;
    else if (name == "type") term.by = OrderTerm::By::type;
    else if (name == "scope") term.by = OrderTerm::By::scope;
    auto path = read_value_path(name, context);
    if (!path) return wrong(text);
    term.path = *std::move(path);
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
    for (std::string_view rest = *parameters.by;;) {
        auto const part = rest.substr(0, rest.find(','));
        ordering.terms.push_back(TRY(read_term(part, context)));
        if (part.size() == rest.size()) break;
        rest.remove_prefix(part.size() + 1);
    }
    auto const is_by_distance = [](OrderTerm const& term) { return term.by == OrderTerm::By::distance; };
    if (std::ranges::any_of(ordering.terms, is_by_distance)) ordering.from = TRY(read_origin(parameters));
    return ordering;
}

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
