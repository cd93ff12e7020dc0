// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "base/catalogue/record.h"
#include "base/limits.h"
#include "decide/correlation.h"
#include "decide/keys.h"
#include "decide/reading.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

bool is_uncertain(Reading& reading, Node const& node)
{
    check_input_name(reading, node);
    auto const* const input = reading.subject.find_input(node.text);
    if (input == nullptr) return false;
    if (input->value.shape != formula::Shape::point) return true;
    reading.error(node.place, say::correlation_of_certain, {{"name", node.text}});
    return false;
}

bool is_same_pair(Correlation const& known, Correlation const& found)
{
    return (known.first == found.first && known.second == found.second) || (known.first == found.second && known.second == found.first);
}

std::optional<Correlation> read_correlation(Reading& reading, Node const& item)
{
    auto const record = Record(item, case_section("correlation"), reading.findings);
    auto const* const between = record.find("between");
    auto const* const rank = record.find("rank");
    auto const number = reading.fields().plain(rank);
    if (between == nullptr || rank == nullptr) return std::nullopt;
    if (!between->is_sequence() || between->items.size() != 2 || !between->items[0].is_scalar() || !between->items[1].is_scalar())
        return reading.error(between->place, say::correlation_two_inputs), std::nullopt;
    auto const& first = between->items[0];
    auto const& second = between->items[1];
    if (number && !(std::abs(*number) <= 1)) reading.error(rank->place, say::correlation_out_of_range, {{"found", rank->text}});
    if (first.text == second.text) return reading.error(second.place, say::correlation_with_itself, {{"name", first.text}}), std::nullopt;
    auto const first_varies = is_uncertain(reading, first);
    if (!is_uncertain(reading, second) || !first_varies || !number || !(std::abs(*number) <= 1)) return std::nullopt;
    return Correlation{first.text, second.text, *number, rank->place};
}

// As people write them: three decimals, on the possible side.
double written(double nearest, double found) { return (nearest < found ? std::floor(nearest * 1000) : std::ceil(nearest * 1000)) / 1000; }

void check_possible(Reading& reading)
{
    auto const& correlations = reading.subject.correlations;
    std::vector<std::string> names;
    auto const index_of = [&](std::string const& name) {
        auto const found = std::ranges::find(names, name);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        names.push_back(name);
        return names.size() - 1;
    };
    std::vector<RankPair> pairs;
    pairs.reserve(correlations.size());
    for (auto const& each : correlations) pairs.push_back({index_of(each.first), index_of(each.second), each.rank});
    if (names.size() > base::limits::correlated_max)
        return reading.error(correlations.front().place, say::correlated_too_many, {{"correlated_max", base::limits::correlated_max}});
    auto const wrong = impossible_pair(names.size(), pairs);
    if (!wrong) return;
    auto const& pair = correlations[wrong->pair];
    reading.error(pair.place, wrong->alone ? say::correlation_impossible : say::correlations_impossible,
                  {{"first", pair.first}, {"second", pair.second}, {"found", pair.rank}, {"nearest", written(wrong->rank, pair.rank)}});
}

}  // namespace

void read_correlations(Reading& reading, Record const& file)
{
    auto const* const list = file.find("correlations");
    if (list == nullptr) return;
    if (!list->is_sequence()) return reading.error(list->place, say::list_expected, {{"key", "correlations"}});
    if (list->items.size() > base::limits::names_max)
        return reading.error(list->place, say::too_many_names, {{"section", "correlations"}, {"names_max", base::limits::names_max}});
    auto& known = reading.subject.correlations;
    for (auto const& item : list->items) {
        auto const found = read_correlation(reading, item);
        if (!found) continue;
        if (std::ranges::any_of(known, [&](Correlation const& other) { return is_same_pair(other, *found); }))
            reading.error(found->place, say::correlation_twice, {{"first", found->first}, {"second", found->second}});
        else known.push_back(*found);
    }
    if (!known.empty()) check_possible(reading);
}

}  // namespace alzette::decide
