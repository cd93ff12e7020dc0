// SPDX-License-Identifier: Apache-2.0
#include "prove/values_compare.h"

#include "prove/value_words.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace alzette::prove {

using decide::OfficialValue;
using decide::ValueSet;

namespace {

using Values = std::vector<OfficialValue const*>;

bool is_year(std::string_view part)
{
    return part.size() == 4 && std::ranges::all_of(part, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_rate(OfficialValue const& value)
{
    auto const* const point = std::get_if<formula::Uncertain>(&value.content);
    return point != nullptr && point->unit.text == "%";
}

Difference between(std::optional<int> year, double a, double b, bool rates)
{
    Difference difference{year, false, a, b, std::nullopt, std::nullopt};
    if (a != 0) difference.relative = b / a - 1;
    if (rates) difference.points = b - a;
    return difference;
}

// The year in which an index is 100.
std::optional<int> base_of(decide::Series const& index)
{
    auto const found = std::ranges::find(index.points, 100.0, &std::pair<int, double>::second);
    return found == index.points.end() ? std::nullopt : std::optional(found->first);
}

bool same_unit(OfficialValue const& a, ValueSet const& of_a, OfficialValue const& b, ValueSet const& of_b)
{
    if (kind_of(a) == ValueKind::discount || kind_of(a) == ValueKind::index) return true;
    // A count has another place in the table of another set: names are compared, not dimensions.
    return a.unit.factor == b.unit.factor && of_a.unit_table.name_of(a.unit.dimension) == of_b.unit_table.name_of(b.unit.dimension);
}

// The first and the last year both speak of; anchors without a published span cover all years, and then the later anchor is the year.
std::vector<int> common_years(decide::Series const& a, decide::Series const& b)
{
    auto const span_a = a.span();
    auto const span_b = b.span();
    if (!span_a && !span_b) return {std::max(a.anchor->year, b.anchor->year)};
    auto const first = span_a && span_b ? std::max(span_a->first, span_b->first) : (span_a ? span_a : span_b)->first;
    auto const last = span_a && span_b ? std::min(span_a->last, span_b->last) : (span_a ? span_a : span_b)->last;
    if (first > last) return {};
    return first == last ? std::vector{first} : std::vector{first, last};
}

std::vector<Difference> differences_by_year(decide::Series const& a, decide::Series const& b)
{
    std::vector<Difference> differences;
    for (auto const year : common_years(a, b)) {
        auto const in_a = a.at(year);
        auto const in_b = b.at(year);
        if (in_a && in_b) differences.push_back(between(year, *in_a, *in_b, false));
    }
    return differences;
}

Difference between_schedules(decide::DiscountSchedule const& a, decide::DiscountSchedule const& b)
{
    auto const first_rate = [](decide::DiscountSchedule const& schedule) {
        return schedule.steps.front().risk_free + schedule.beta * schedule.steps.front().premium;
    };
    auto difference = between(std::nullopt, first_rate(a), first_rate(b), true);
    difference.at_start = a != b && (a.steps.size() > 1 || b.steps.size() > 1);
    return difference;
}

ValuePair pair_of(OfficialValue const& a, ValueSet const& of_a, OfficialValue const& b, ValueSet const& of_b)
{
    ValuePair pair{&a, &b, Apart::nothing, {}};
    if (kind_of(a) != kind_of(b)) pair.apart = Apart::kind;
    else if (!same_unit(a, of_a, b, of_b)) pair.apart = Apart::unit;
    else if (kind_of(a) == ValueKind::index && base_of(*series_of(a)) != base_of(*series_of(b))) pair.apart = Apart::base;
    else if (a.prices.has_value() != b.prices.has_value()) pair.apart = Apart::prices_unknown;
    else if (a.prices != b.prices) pair.apart = Apart::prices;
    if (pair.apart != Apart::nothing) return pair;
    if (kind_of(a) == ValueKind::discount)
        pair.differences = {between_schedules(std::get<decide::DiscountSchedule>(a.content), std::get<decide::DiscountSchedule>(b.content))};
    else if (series_of(a) != nullptr) pair.differences = differences_by_year(*series_of(a), *series_of(b));
    else {
        auto const scale = is_rate(a) ? a.unit.factor : 1;
        pair.differences = {between(std::nullopt, std::get<formula::Uncertain>(a.content).central() * scale,
                                    std::get<formula::Uncertain>(b.content).central() * scale, is_rate(a))};
    }
    if (pair.differences.empty()) pair.apart = Apart::no_common_year;
    return pair;
}

using BySubject = std::map<std::string_view, Values>;

BySubject by_subject(Values const& values)
{
    BySubject groups;
    for (auto const* const value : values) groups[subject_without_place_and_year(value->id)].push_back(value);
    for (auto& [subject, group] : groups)
        if (std::ranges::any_of(group, [](auto const* value) { return value->superseded_by.empty(); }))
            std::erase_if(group, [](auto const* value) { return !value->superseded_by.empty(); });
    return groups;
}

void remove(Values& from, Values const& paired)
{
    std::erase_if(from, [&](auto const* value) { return std::ranges::find(paired, value) != paired.end(); });
}

}  // namespace

std::string_view subject_without_place_and_year(std::string_view id)
{
    auto subject = id;
    if (auto const dot = subject.find('.'); dot != std::string_view::npos) subject.remove_prefix(dot + 1);
    if (auto const dot = subject.rfind('.'); dot != std::string_view::npos && is_year(subject.substr(dot + 1))) subject = subject.substr(0, dot);
    return subject;
}

std::string_view name_of(Apart apart)
{
    constexpr std::string_view names[] = {"nothing", "kind", "unit", "base", "prices", "prices_unknown", "no_common_year"};
    return names[static_cast<std::size_t>(apart)];
}

SetComparison compare(ValueSet const& a, ValueSet const& b)
{
    SetComparison comparison;
    for (auto const& value : a.values) {
        if (auto const* const same = b.find(value.id)) comparison.both.push_back(pair_of(value, a, *same, b));
        else comparison.only_a.push_back(&value);
    }
    for (auto const& value : b.values)
        if (a.find(value.id) == nullptr) comparison.only_b.push_back(&value);
    auto const left = by_subject(comparison.only_a);
    auto const right = by_subject(comparison.only_b);
    for (auto const& [subject, of_a] : left) {
        auto const of_b = right.find(subject);
        if (of_b == right.end()) continue;
        for (auto const* const one : of_a)
            for (auto const* const other : of_b->second) comparison.both.push_back(pair_of(*one, a, *other, b));
        remove(comparison.only_a, of_a);
        remove(comparison.only_b, of_b->second);
    }
    std::ranges::stable_sort(comparison.both, {}, [](ValuePair const& pair) { return pair.a->id; });
    return comparison;
}

}  // namespace alzette::prove
