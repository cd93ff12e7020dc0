// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/tally.h"
#include "decide/trials.h"

#include <vector>

namespace alzette::decide {

// What to expect once some inputs are known: the mean of each output of a tally in each state of that knowledge, over the same draws of all else.
// One input: its distribution cut fine enough to integrate over, or each of its values where they are few; several: states drawn at random; none: one
// state. Of several inputs the places within their distributions are known, not only the values: where few values correlate with other inputs, that says
// somewhat more of these than the values do.
struct Foresight {
    std::vector<double> weight;               // of each state; they sum to 1
    std::vector<std::vector<double>> values;  // of each observed input, by state, in its stated unit; rising where there is one
    std::vector<std::vector<double>> means;   // of each randomisation, by output and state
    bool is_drawn = false;                    // the states themselves are draws

    std::size_t states() const { return weight.size(); }
    // Over all randomisations, by state.
    std::vector<double> mean_of(std::size_t output) const;
};

// `observed` are indices of Model::inputs, all of them uncertain.
Foresight foresee(Model const& model, Tally const& tally, std::vector<std::size_t> const& observed, UncertaintyOptions const& options);

// Those of the named inputs that are used and uncertain as the case states them; what only a scenario changes is not among them.
std::vector<std::size_t> uncertain_among(Model const& model, std::vector<std::string> const& names);

// Something that can be done: worth fixed + of_output[0] x output 0 + ...
struct Alternative {
    double fixed = 0;
    std::vector<double> of_output = {};
};

struct Decision {
    std::vector<std::size_t> taken;  // by state: the best choice
    std::vector<double> share;       // how often each is, without rounding errors: 0 and 1 are exact
    Worth gain;                      // over taking choice 0 whatever is known; never negative
};
Decision decide_best(Foresight const& known, std::vector<Alternative> const& choices);

// A share summed over states, without its rounding errors.
double without_rounding(double share);

// Standard error of the mean over states of factor x output, factors by output and state.
double standard_error_of(Foresight const& known, std::vector<double> const& factors);

// How much less money is worth after so many years, whole or not.
double factor_after(Conventions const& conventions, double years);

// The parts of value_trials.
PilotResult value_pilot(Model const& model, Pilot const& pilot, UncertaintyOptions const& options);
GateResult value_gate(Model const& model, Gate const& gate, UncertaintyOptions const& options);
WaitingResult value_waiting(Model const& model, Waiting const& waiting, UncertaintyOptions const& options);

}  // namespace alzette::decide
