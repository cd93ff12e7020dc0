// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/case.h"
#include "decide/evaluation.h"

#include <optional>
#include <span>
#include <string_view>

namespace alzette::decide {

// The indicators a target may name, in the order reports show them.
std::span<std::string_view const> indicator_names();

// "npv = 0", "bcr >= 1.3", "npv < 0". Fails naming the nearest indicator. `place` is that of the first character.
base::Result<Target> parse_target(std::string_view text, base::Place place);

// The indicator's value; nothing where it does not exist (for irr: where there is not exactly one).
std::optional<double> indicator(Indicators const& indicators, std::string_view name);

// Whether the comparison holds; nothing where the indicator does not exist.
std::optional<bool> holds(Target const& target, Indicators const& indicators);

}  // namespace alzette::decide
