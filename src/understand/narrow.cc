// SPDX-License-Identifier: Apache-2.0
#include "understand/narrow.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alzette::understand {

namespace {

using ngsi::Comparison;
using ngsi::Condition;
using ngsi::Literal;
using Key = ValueIndex::Key;

struct Span {
    Key first, last;
};

constexpr auto lowest = std::numeric_limits<std::uint64_t>::min();
constexpr auto highest = std::numeric_limits<std::uint64_t>::max();

std::optional<Key> key_of(Literal const& literal)
{
    if (literal.kind == Literal::Kind::instant) return ValueIndex::instant_key(*literal.value.text());
    if (literal.kind == Literal::Kind::time) return std::nullopt;  // has several texts: 12:00:00Z, 12:00:00.0Z
    return ValueIndex::key_of(literal.value);
}

bool has_order(Key key) { return key.kind == Key::Kind::number || key.kind == Key::Kind::instant; }

bool is_strict(Comparison comparison) { return comparison == Comparison::greater || comparison == Comparison::less; }

// All on one side of a key. The key of a number is the number itself, so that a strict order leaves it out; that of an instant may be a little off.
Span span_of(Comparison comparison, Key key)
{
    auto const leaves_out = is_strict(comparison) && key.kind == Key::Kind::number ? 1U : 0U;
    auto const is_above = comparison == Comparison::greater || comparison == Comparison::greater_equal;
    return is_above ? Span{{key.kind, key.order + leaves_out}, {key.kind, highest}} : Span{{key.kind, lowest}, {key.kind, key.order - leaves_out}};
}

// The keys of values for which a comparison may hold; nothing where the index cannot tell (order of texts).
std::optional<std::vector<Span>> spans_of(Condition const& condition)
{
    std::vector<Span> spans;
    if (condition.is_range) {
        auto const first = key_of(condition.values.front());
        auto const last = key_of(condition.values.back());
        if (!first || !last || first->kind != last->kind || !has_order(*first)) return std::nullopt;
        return std::vector{Span{*first, *last}};
    }
    for (auto const& literal : condition.values) {
        auto const key = key_of(literal);
        if (!key) return std::nullopt;
        if (condition.comparison == Comparison::equal) {
            spans.push_back({*key, *key});
            if (literal.kind == Literal::Kind::text) spans.push_back({ValueIndex::term_key(literal.expanded), ValueIndex::term_key(literal.expanded)});
            continue;
        }
        if (!has_order(*key)) return std::nullopt;
        spans.push_back(span_of(condition.comparison, *key));
    }
    return spans;
}

// Keys are doubles, of which one stands for several whole numbers from 2^53 on.
bool is_far(Literal const& literal) { return literal.kind == Literal::Kind::number && std::abs(literal.value.number()) >= 0x1p53; }

// With a strict order of instants the end itself is among the candidates, and an array never matches an order: both are for the entity's own check.
bool is_exact(Condition const& condition, ValueIndex const& values)
{
    if (std::ranges::any_of(condition.values, is_far)) return false;
    if (condition.comparison == Comparison::equal) return condition.values.front().kind != Literal::Kind::text || !condition.is_range;
    auto const is_end_among = is_strict(condition.comparison) && condition.values.front().kind != Literal::Kind::number;
    return !is_end_among && !values.has_several();
}

// Beyond this the set of those that have the attribute is as good a start, and cheaper to come by.
std::size_t most_of(State const& state) { return 4'096 + state.size() / 16; }

std::optional<Candidates> by_value(State const& state, Condition const& condition, std::string const& name)
{
    auto const* const values = state.values(name);
    if (values == nullptr) return Candidates{SomeSlots(), true};
    auto const spans = spans_of(condition);
    if (!spans) return Candidates{SomeSlots(state.with_attribute(name)), false};
    auto const most = most_of(state);
    Candidates candidates{SomeSlots(), is_exact(condition, *values)};
    for (auto const& [first, last] : *spans) {
        auto found = values->between(first, last, most);
        if (!found) return Candidates{SomeSlots(state.with_attribute(name)), false};
        candidates.slots |= SomeSlots(*std::move(found));
    }
    return candidates;
}

// Whether a path leads to the values of an attribute of the entity, which are what the indexes know.
bool is_attribute(ngsi::ValuePath const& path) { return path.links.empty() && path.names.size() == 1 && path.member.empty() && path.trail.empty(); }

std::optional<Candidates> narrow_condition(State const& state, Condition const& condition)
{
    auto const& path = condition.path;
    if (!path.links.empty()) return Candidates{SomeSlots(state.with_attribute(path.links.front().relationship)), false};
    if (path.names.empty()) return std::nullopt;  // a time of the entity itself
    auto const& name = path.names.front();
    auto const is_simple = is_attribute(path);
    if (is_simple && condition.comparison == Comparison::exists) return Candidates{SomeSlots(state.with_attribute(name)), true};
    auto const is_indexed = is_simple && condition.comparison != Comparison::unequal && condition.comparison != Comparison::matches &&
                            condition.comparison != Comparison::matches_not;
    if (is_indexed) return by_value(state, condition, name);
    return Candidates{SomeSlots(state.with_attribute(name)), false};
}

bool is_order(Condition const& condition)
{
    return condition.comparison >= Comparison::greater && condition.comparison <= Comparison::less_equal && is_attribute(condition.path);
}

// "a>=1;a<2" as one range of the index rather than two halves of it: valid where no entity has several values of the attribute, of which one might be above
// and another below.
struct Range {
    std::string name;
    Span span;
    bool is_exact = true;
};

void join(std::vector<Range>& ranges, State const& state, Condition const& condition)
{
    auto const* const values = state.values(condition.path.names.front());
    auto const spans = values == nullptr || values->has_several() ? std::nullopt : spans_of(condition);
    if (!spans) return;
    auto const& span = spans->front();
    for (auto& range : ranges) {
        if (range.name != condition.path.names.front() || range.span.first.kind != span.first.kind) continue;
        range.span = {std::max(range.span.first, span.first), std::min(range.span.last, span.last)};
        range.is_exact = range.is_exact && is_exact(condition, *values);
        return;
    }
    ranges.push_back({condition.path.names.front(), span, is_exact(condition, *values)});
}

bool is_within(Condition const& condition, Range const& range)
{
    if (!is_order(condition) || condition.path.names.front() != range.name) return false;
    auto const spans = spans_of(condition);
    return spans && spans->front().first.kind == range.span.first.kind;
}

std::vector<Range> ranges_of(State const& state, std::vector<ngsi::Query> const& parts)
{
    std::vector<Range> ranges;
    for (auto const& part : parts)
        if (part.kind == ngsi::Query::Kind::condition && is_order(part.condition)) join(ranges, state, part.condition);
    return ranges;
}

Candidates in_range(State const& state, Range const& range)
{
    auto found = state.values(range.name)->between(range.span.first, range.span.last, most_of(state));
    if (!found) return {SomeSlots(state.with_attribute(range.name)), false};
    return {SomeSlots(*std::move(found)), range.is_exact};
}

std::optional<Candidates> narrow_all(State const& state, std::vector<ngsi::Query> const& parts)
{
    std::optional<Candidates> both;
    auto const ranges = ranges_of(state, parts);
    for (auto const& range : ranges) {
        auto found = in_range(state, range);
        if (both) {
            both->slots &= found.slots;
            both->are_exact = both->are_exact && found.are_exact;
        } else {
            both = std::move(found);
        }
    }
    auto const is_joined = [&](ngsi::Query const& part) {
        return part.kind == ngsi::Query::Kind::condition && std::ranges::any_of(ranges, [&](Range const& range) { return is_within(part.condition, range); });
    };
    for (auto const& part : parts) {
        if (is_joined(part)) continue;
        auto found = narrow(state, part);
        if (!found) continue;
        if (!both) {
            both = std::move(found);
            continue;
        }
        both->slots &= found->slots;
        both->are_exact = both->are_exact && found->are_exact;
    }
    return both;
}

std::optional<Candidates> narrow_any(State const& state, std::vector<ngsi::Query> const& parts)
{
    Candidates either;
    for (auto const& part : parts) {
        auto const found = narrow(state, part);
        if (!found) return std::nullopt;
        either.slots |= found->slots;
        either.are_exact = either.are_exact && found->are_exact;
    }
    return either;
}

}  // namespace

std::optional<Candidates> narrow(State const& state, ngsi::Query const& query)
{
    switch (query.kind) {
    case ngsi::Query::Kind::condition: return narrow_condition(state, query.condition);
    case ngsi::Query::Kind::all: return narrow_all(state, query.parts);
    case ngsi::Query::Kind::any: return narrow_any(state, query.parts);
    }
    return std::nullopt;
}

}  // namespace alzette::understand
