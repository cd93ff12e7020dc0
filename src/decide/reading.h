// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/case.h"
#include "decide/fields.h"
#include "yaml/record.h"

#include <set>
#include <span>
#include <string>

// The parts of the case reader. Each reads one kind of section into the case; all of them report into the same findings.
namespace alzette::decide {

// What could not be read as a whole: what rests on it is not a second mistake.
struct AtFault {
    bool years = false;   // base year or horizon
    bool money = false;
    bool values = false;  // the value set
    bool units = false;   // the counts declared
    bool actors = false;
    bool names = false;   // inputs or quantities
};

// The state of one reading. Names that were declared but are at fault are remembered, so that using them is not a second mistake.
struct Reading {
    base::Findings& findings;
    formula::ReadFile const& read_file;
    Case& subject;
    std::set<std::string, std::less<>> faulty = {};
    AtFault at_fault = {};
    int longest_horizon = 0;  // of the case and its variants

    Fields fields() const { return {findings, subject.units, read_file, !at_fault.units}; }
    void error(base::Place place, base::MessageId message, std::vector<base::Argument> arguments = {}) const
    {
        findings.error(place, message, std::move(arguments));
    }
};

// A value of the set by its id; reports an unknown, missing or superseded one.
OfficialValue const* official_value(Reading const& reading, std::string const& id, base::Place place);

// conventions: currency, years, discount, public funds, residual.
void read_conventions(Reading& reading, yaml::Node const& node, ValueLibrary const& library);
std::optional<Residual> read_residual(Reading const& reading, yaml::Node const& node);

// One input. `inherited` is the case's own where a variant replaces it (its unit, status and source hold unless given).
std::optional<Input> read_input(Reading& reading, yaml::Member const& member, Input const* inherited);
std::vector<Quantity> read_quantities(Reading& reading, yaml::Record const& record);

// The effects and transfers of an option, on top of those it starts from (a variant: the project's).
void read_flows(Reading& reading, yaml::Record const& record, Option& option);

// sharing: players with their attributes, the cost of any group of them, the rule.
void read_sharing(Reading& reading, yaml::Record const& file);

// Whether a formula may use the name; reports it when not.
bool check_name(Reading& reading, yaml::Member const& member);

// The members under a key that holds named records; reports anything else, and more of them than limits::names_max.
std::span<yaml::Member const> members_of(Reading& reading, yaml::Record const& record, std::string_view key);

// Reports a name that is no input, where one is asked for (a threshold, a pilot).
void check_input_name(Reading& reading, yaml::Node const& node);

// correlations: pairs of uncertain inputs that can hold together.
void read_correlations(Reading& reading, yaml::Record const& file);

// scenarios: what inputs are worth in other states of the world.
void read_scenarios(Reading& reading, yaml::Record const& file);

// pilots, gates and waiting.
void read_trials(Reading& reading, yaml::Record const& file);

// An actor's name, checked.
std::string read_actor(Reading const& reading, yaml::Node const& node);

}  // namespace alzette::decide
