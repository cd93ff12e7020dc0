// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/trials.h"
#include "base/limits.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "decide/scenarios.h"
#include "decide/trials.h"

#include <algorithm>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

// An amount of the case's money, not negative.
std::optional<double> amount(Reading& reading, Record const& record, std::string_view key)
{
    auto const* const node = record.find(key);
    if (node == nullptr) return std::nullopt;
    auto const value = reading.fields().quantity(*node);
    if (!value || reading.at_fault.money) return std::nullopt;
    auto const& currency = reading.subject.conventions.currency;
    auto const is_money = value->unit.dimension == reading.subject.units.currency(currency);
    if (is_money && value->numbers[0] >= 0) return value->numbers[0] * value->unit.factor;
    reading.error(node->place, is_money ? say::trial_below_zero : say::trial_money_expected, {{"found", node->text}, {"currency", currency}});
    return std::nullopt;
}

// The standard deviation of a measurement, in the stated unit of what it measures.
std::optional<double> error_of(Reading& reading, Node const& node, Input const& input)
{
    auto const value = reading.fields().quantity(node);
    if (!value) return std::nullopt;
    if (value->unit.dimension != input.unit().dimension) {
        auto const expected = input.unit().text.empty() ? std::string("1") : input.unit().text;
        reading.error(node.place, say::pilot_error_unit, {{"input", input.id}, {"expected", expected}, {"found", node.text}});
        return std::nullopt;
    }
    if (value->numbers[0] < 0) reading.error(node.place, say::trial_below_zero, {{"found", node.text}});
    return value->numbers[0] * value->unit.factor / input.unit().factor;
}

void warn_if_certain(Reading& reading, std::string const& name, base::Place place)
{
    auto const* const input = reading.subject.find_input(name);
    if (input == nullptr || input->value.shape != formula::Shape::point) return;
    auto const& scenarios = reading.subject.scenarios;
    auto const in_scenario = scenarios && scenarios->change(name);
    reading.findings.warning(place, in_scenario ? say::trial_input_in_scenario : say::trial_input_certain, {{"input", name}});
}

std::vector<std::string> observed(Reading& reading, Record const& record, std::string_view key)
{
    auto const* const list = record.find(key);
    if (list == nullptr) return {};
    for (auto const& item : list->items) {
        if (!item.is_scalar()) continue;
        check_input_name(reading, item);
        warn_if_certain(reading, item.text, item.place);
    }
    return record.names(key);
}

void read_pilot(Reading& reading, yaml::Member const& member, Trials& trials)
{
    auto const record = Record(member.value, case_section("pilot"), reading.findings);
    Pilot pilot;
    pilot.id = member.key;
    pilot.label = record.people_text("label");
    pilot.place = member.key_place;
    pilot.cost = amount(reading, record, "cost").value_or(0);
    pilot.cost_each = amount(reading, record, "cost_each");
    pilot.lasts_years = reading.fields().duration(record.find("lasts")).value_or(0);
    if (pilot.lasts_years > base::limits::horizon_max) {
        reading.error(record.find("lasts")->place, say::trial_too_long, {{"years_max", base::limits::horizon_max}});
        return;
    }
    pilot.sample = record.integer("sample", 1, base::limits::sample_max).value_or(1);
    auto const* const measures = record.find("measures");
    if (measures == nullptr) return;
    pilot.measures = record.text("measures");
    check_input_name(reading, *measures);
    warn_if_certain(reading, pilot.measures, measures->place);
    auto const* const input = reading.subject.find_input(pilot.measures);
    auto const* const error = record.find("error");
    if (error == nullptr) return;
    if (input != nullptr) pilot.error = error_of(reading, *error, *input).value_or(0);
    else reading.fields().quantity(*error);
    trials.pilots.push_back(std::move(pilot));
}

void read_gate(Reading& reading, yaml::Member const& member, Trials& trials)
{
    auto const record = Record(member.value, case_section("gate"), reading.findings);
    Gate gate;
    gate.id = member.key;
    gate.label = record.people_text("label");
    gate.place = member.key_place;
    gate.observes = observed(reading, record, "observes");
    gate.recovers = amount(reading, record, "recovers").value_or(0);
    gate.closing_cost = amount(reading, record, "closing_cost").value_or(0);
    gate.expand_cost = amount(reading, record, "expand_cost").value_or(0);
    gate.expand = reading.fields().plain(record.find("expand")).value_or(0);
    if (gate.expand < 0) reading.error(record.find("expand")->place, say::trial_below_zero, {{"found", record.text("expand")}});
    if (record.has("expand_cost") && !record.has("expand")) reading.error(record.find("expand_cost")->place, say::gate_expand_missing);
    auto const at = record.integer("at", 1, base::limits::horizon_max);
    if (!at) return;
    auto const horizon = reading.subject.conventions.horizon;
    if (*at >= horizon && !reading.at_fault.years)
        return reading.error(record.find("at")->place, say::gate_beyond_horizon, {{"at", *at}, {"horizon", horizon}});
    gate.at = *at;
    trials.gates.push_back(std::move(gate));
}

Waiting read_waiting(Reading& reading, Node const& node)
{
    auto const record = Record(node, case_section("waiting"), reading.findings);
    Waiting waiting;
    waiting.years = record.integer("years", 1, base::limits::waiting_years_max).value_or(1);
    waiting.learns = observed(reading, record, "learns");
    waiting.place = node.place;
    return waiting;
}

}  // namespace

void read_trials(Reading& reading, Record const& file)
{
    if (!file.has("pilots") && !file.has("gates") && !file.has("waiting")) return;
    Trials trials;
    for (auto const& member : members_of(reading, file, "pilots")) read_pilot(reading, member, trials);
    for (auto const& member : members_of(reading, file, "gates")) read_gate(reading, member, trials);
    if (trials.pilots.size() + trials.gates.size() > base::limits::trials_max)
        reading.error(file.find(file.has("pilots") ? "pilots" : "gates")->place, say::too_many_trials, {{"trials_max", base::limits::trials_max}});
    if (auto const* const waiting = file.find("waiting")) trials.waiting = read_waiting(reading, *waiting);
    reading.subject.trials = std::make_shared<Trials const>(std::move(trials));
}

}  // namespace alzette::decide
