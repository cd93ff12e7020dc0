// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "formula/uncertain.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// States of the world that some draws fall into, each by its probability; the rest is the case as it stands, which the central values describe.
namespace alzette::decide {

// What an input of the case is worth in a scenario. A variant's own value of that input stays as it is.
struct ScenarioValue {
    std::string input;
    formula::Uncertain value;
    double factor = 1;  // from the value's unit to the input's
};

struct Scenario {
    std::string id;
    base::Text label;
    double probability = 0;
    std::vector<ScenarioValue> values;
    base::Place place;
};

struct Scenarios {
    std::vector<Scenario> all;  // their probabilities sum to 1 at most

    bool change(std::string_view input) const
    {
        auto const is_it = [&](ScenarioValue const& value) { return value.input == input; };
        return std::ranges::any_of(all, [&](Scenario const& scenario) { return std::ranges::any_of(scenario.values, is_it); });
    }
};

}  // namespace alzette::decide
