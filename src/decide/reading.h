// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/case.h"
#include "decide/fields.h"
#include "yaml/record.h"

#include <set>
#include <string>

// The parts of the case reader. Each reads one kind of section into the case; all of them report into the same findings.
namespace alzette::decide {

// The state of one reading. Names that were declared but are at fault are remembered, so that using them is not a second mistake.
struct Reading {
    base::Findings& findings;
    formula::ReadFile const& read_file;
    Case& subject;
    std::set<std::string, std::less<>> faulty;

    Fields fields() const { return {findings, subject.units, read_file}; }
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
std::vector<Quantity> read_quantities(Reading& reading, yaml::Node const& node);

// The effects and transfers of an option, on top of those it starts from (a variant: the project's).
void read_flows(Reading& reading, yaml::Node const* effects, yaml::Node const* transfers, bool is_variant, std::vector<Flow>& flows);

// An actor's name, checked.
std::string read_actor(Reading const& reading, yaml::Node const& node);

}  // namespace alzette::decide
