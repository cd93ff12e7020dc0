// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "base/catalogue/record.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "decide/scenarios.h"

#include <algorithm>
#include <memory>

namespace alzette::decide {

namespace {

using yaml::Member;
using yaml::Record;

std::optional<ScenarioValue> read_value(Reading& reading, Member const& member)
{
    auto const* const input = reading.subject.find_input(member.key);
    if (input == nullptr) {
        if (!reading.faulty.contains(member.key) && !reading.at_fault.names)
            reading.error(member.key_place, say::scenario_input_unknown, {{"name", member.key}});
        return std::nullopt;
    }
    if (!member.value.is_scalar()) return reading.error(member.value.place, say::scenario_value_expected, {{"name", member.key}}), std::nullopt;
    auto value = reading.fields().uncertain(member.value);
    if (!value) return std::nullopt;
    if (input->series) return reading.error(member.value.place, say::scenario_of_series, {{"name", member.key}}), std::nullopt;
    auto const& expected = input->value.unit;
    if (value->unit.dimension != expected.dimension)
        return reading.error(member.value.place, say::scenario_other_unit, {{"name", member.key}, {"found", value->unit.text}, {"expected", expected.text}}),
               std::nullopt;
    auto const factor = value->unit.factor / expected.factor;
    return ScenarioValue{member.key, *std::move(value), factor};
}

std::optional<Scenario> read_scenario(Reading& reading, Member const& member)
{
    auto const record = Record(member.value, case_section("scenario"), reading.findings);
    if (!member.value.is_mapping()) return std::nullopt;
    Scenario scenario{member.key, record.people_text("label"), 0, {}, member.key_place};
    if (scenario.label.empty()) scenario.label = {member.key, member.key};
    scenario.probability = reading.fields().share(record.find("probability")).value_or(0);
    for (auto const& value : members_of(reading, record, "inputs"))
        if (auto read = read_value(reading, value)) scenario.values.push_back(*std::move(read));
    return scenario;
}

}  // namespace

void read_scenarios(Reading& reading, Record const& file)
{
    Scenarios scenarios;
    double sum = 0;
    for (auto const& member : members_of(reading, file, "scenarios")) {
        auto scenario = read_scenario(reading, member);
        if (!scenario) continue;
        sum += scenario->probability;
        scenarios.all.push_back(*std::move(scenario));
    }
    if (sum > 1 + 1e-9) reading.error(file.find("scenarios")->place, say::scenarios_above_one, {{"sum", sum}});
    if (!scenarios.all.empty()) reading.subject.scenarios = std::make_shared<Scenarios const>(std::move(scenarios));
}

}  // namespace alzette::decide
