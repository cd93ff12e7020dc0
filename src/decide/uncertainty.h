// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/model.h"
#include "decide/sampler.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

// How sure a verdict is: the net present value over draws of all uncertain inputs, which of them carries it, and what knowing one would be worth.
namespace alzette::decide {

struct UncertaintyOptions {
    std::uint64_t draws = 10'000;
    std::uint64_t seed = 1;
    Method method = Method::quasi;
    unsigned threads = 0;                               // 0: as many as the machine has
    std::function<void(double share_done)> progress = nullptr;  // called from the calling thread's workers, one at a time
    std::atomic<bool> const* stop = nullptr;            // set: no further draws, what is done counts
};

// Of money over the draws. standard_error is that of the mean, from independent randomisations.
struct Spread {
    double mean = 0;
    double standard_error = 0;
    double sd = 0;
    double p5 = 0;
    double p50 = 0;
    double p95 = 0;
    double probability_positive = 0;
};

// How many of the draws fall between low and high. The first bin holds all that lies below it too, the last all above: nothing is left out.
struct Bin {
    double low = 0;
    double high = 0;
    double share = 0;
};

// Under scenarios, `first` and `total` are of an input's own uncertainty, in whichever scenario holds: what the scenario itself explains is no input's.
// Knowing the input exactly (`evppi`, `turns`) may tell the scenario, and counts it.
struct InputShare {
    std::string input;
    double first = 0;        // share of the variance it explains: how much knowing it, and what it says about correlated inputs, lowers the variance
    double first_error = 0;  // standard error
    double total = 0;        // share that would stay open if all other inputs were known: with all it does together with others; less than `first` where
                             // the others tell much of it by correlation
    double total_error = 0;
    double evppi = 0;        // what knowing it exactly would be worth, in money
    double turns = 0;        // how likely knowing it alone turns the decision: the probability that the mean npv given its value has the other sign
    double low = 0;          // npv with the input at its 5 % quantile, all else central
    double high = 0;         // at its 95 % quantile
    double value_low = 0;    // those quantiles, in the input's stated unit
    double value_high = 0;
};

// Inputs that one survey would measure together (`measured_with` of an input), and what knowing all of them would be worth.
struct InputGroup {
    std::string id;
    std::vector<std::string> inputs;
    double evppi = 0;
};

// One of the case's discrete scenarios: how likely it was among the draws, and the npv over the draws that fell into it.
struct ScenarioSpread {
    std::string id;
    base::Text label;
    double probability = 0;
    Spread npv;
};

struct ActorSpread {
    std::string actor;
    Spread result;
    double probability_loss = 0;
};

struct Uncertainty {
    std::uint64_t not_finite = 0;   // draws whose npv is no number; where there are any, the counts and the spread alone are filled
    std::uint64_t draws = 0;        // made: rounded up to randomisations x a power of two
    std::uint64_t asked = 0;
    std::size_t randomisations = 0;
    std::uint64_t seed = 0;
    Method method = Method::quasi;
    bool interrupted = false;       // then all is of the draws made, and shares, information and groups that were not reached are zero
    Spread npv;
    double evpi = 0;                // worth of knowing everything before deciding to do it or not
    std::vector<Bin> distribution;  // of npv, rising
    std::vector<InputShare> inputs; // the widest total share first
    std::vector<InputGroup> groups;
    std::vector<ScenarioSpread> scenarios;
    double assumed_share = 0;       // of the variance, on assumed inputs and all they do together with others
    double probability_best = 0;    // how often this option has the greatest npv of all options and of doing nothing
    std::vector<ActorSpread> actors;
};

// Whether any value of the model is drawn at all.
bool is_uncertain(Model const& model);

// Of one option of the model (0: the project) by the case's conventions. The same options give the same bits on any number of threads.
Uncertainty uncertainty_of(Model const& model, std::size_t option, UncertaintyOptions const& options);

// For each option of the model and for doing nothing (last): how often it has the greatest net present value over the same draws.
std::vector<double> probability_best(Model const& model, UncertaintyOptions const& options);

}  // namespace alzette::decide
