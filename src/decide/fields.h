// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/series.h"
#include "decide/value_set.h"
#include "formula/uncertain.h"
#include "yaml/node.h"

#include <optional>
#include <string_view>

namespace alzette::decide {

// Reads the values of a file. Every mistake goes to `findings`, and what was wrong reads as absent. Borrows all it holds; one thread.
struct Fields {
    base::Findings& findings;
    formula::UnitTable const& units;
    formula::ReadFile read_file = nullptr;
    bool units_known = true;  // false where the counts a file declares could not be read: an unknown unit is then no second mistake

    std::optional<formula::Uncertain> uncertain(yaml::Node const& node) const;
    std::optional<formula::Uncertain> quantity(yaml::Node const& node) const;
    // A number without unit, "5 %" being 0.05.
    std::optional<double> plain(yaml::Node const* node) const;
    // The same, between 0 and 1.
    std::optional<double> share(yaml::Node const* node) const;
    // In calendar years, "18 month" being 1.5; a bare number counts years. Above zero.
    std::optional<double> years(yaml::Node const* node) const;
    // The same, or zero.
    std::optional<double> duration(yaml::Node const* node) const;
    std::optional<formula::Unit> unit(yaml::Node const& node) const;
    // "1.2 % from 2022"
    std::optional<Growth> growth(yaml::Node const& node) const;
    // "3 .. 7"
    std::optional<YearSpan> span(yaml::Node const& node) const;
    // {2018: 54, 2030: 250}, rising; the numbers may carry a unit, the same for all, which `unit` then is.
    std::optional<std::vector<std::pair<int, double>>> points(yaml::Node const& node, std::optional<formula::Unit>& unit) const;

    void error(yaml::Node const& node, base::MessageId message, std::vector<base::Argument> arguments = {}) const;
    void keep(base::Error const& error) const;
};

}  // namespace alzette::decide
