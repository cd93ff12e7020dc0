// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"
#include "decide/uncertainty.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

// To try before deciding, to stop or grow later, to wait: what each of them is worth. Money is that of the case, at t = 0.
// Method: Raiffa and Schlaifer, Applied Statistical Decision Theory (1961), for trials; Dixit and Pindyck, Investment under Uncertainty (1994), for the others.
namespace alzette::decide {

// A trial before the decision (to do the project or not): `sample` independent measurements of one input, each with a normal error.
struct Pilot {
    std::string id;
    base::Text label;
    double cost = 0;                  // whatever the sample
    std::optional<double> cost_each;  // of one measurement, on top
    double lasts_years = 0;
    std::string measures;             // an input
    double error = 0;                 // standard deviation of one measurement, in the input's stated unit
    int sample = 1;
    base::Place place;

    double cost_of(int measurements) const { return cost + cost_each.value_or(0) * measurements; }
};

// A date at which the project may be stopped or made larger, by what is known then.
struct Gate {
    std::string id;
    base::Text label;
    int at = 0;                         // the end of year t: its flows have fallen
    std::vector<std::string> observes;  // inputs known by then
    double recovers = 0;                // received on stopping
    double closing_cost = 0;            // paid on stopping
    double expand = 0;                  // by which share later flows grow; 0: no such choice
    double expand_cost = 0;
    base::Place place;
};

// The project may start up to so many years later.
struct Waiting {
    int years = 0;
    std::vector<std::string> learns;  // inputs known a year from now
    base::Place place;
};

struct Trials {
    std::vector<Pilot> pilots;
    std::vector<Gate> gates;
    std::optional<Waiting> waiting;
};

// An amount computed over draws.
struct Worth {
    double value = 0;
    double standard_error = 0;
};

struct SampleSize {
    int sample = 0;
    double evsi = 0;
    double cost = 0;
    double net = 0;  // what the trial adds to deciding now
};

struct PilotResult {
    std::string id;
    std::optional<base::Message> nothing_because;  // why it can teach nothing; then only cost, now and after are set
    double cost = 0;
    Worth evsi;                              // what the sample teaches is worth, before its cost and its time
    double evppi = 0;                        // what the input itself would be worth to know
    double turns = 0;                        // how likely the trial turns the decision
    double factor = 1;                       // by which its time discounts what follows
    double now = 0;                          // worth of deciding today
    double after = 0;                        // worth of the trial first, its cost counted
    bool worth_it = false;                   // after > now
    std::optional<double> break_even_cost;   // nothing: not even for nothing
    std::optional<double> break_even_years;  // nothing: however quick, or however slow
    std::vector<SampleSize> sizes;           // tried, rising; empty where cost does not depend on the size
    std::optional<int> best_sample;
    double gain() const { return after - now; }
};

enum class GateChoice { go_on, stop, expand };

// What the rule says from one value of the observed input to the next.
struct GateStep {
    GateChoice choice;
    std::optional<double> from;  // in the input's stated unit; nothing: from below
};

struct GateResult {
    std::string id;
    double without = 0;        // mean net present value if the gate were not there
    Worth value;               // what the gate adds to it
    Worth stopping;            // what stopping alone adds
    double goes_on = 0;        // how often each is chosen
    double stops = 0;
    double expands = 0;
    std::vector<GateStep> rule;  // where one input is observed and the rule has few steps
};

struct Start {
    int years = 0;                // from now
    double committed = 0;         // worth of starting then whatever comes to be known
    double value = 0;             // of starting then only if it is worth it
    double probability = 0;       // that it then is
    bool has_values = true;       // false: an official series ends before
};

struct WaitingResult {
    std::vector<Start> starts;    // 0 .. Waiting::years
    int best = 0;                 // years
    Worth option;                 // what being able to wait adds
    // At the start, beyond which waiting is worth no more than starting now as it stands; nothing where that is worth nothing.
    std::optional<double> extra_cost;
    std::optional<double> break_even_investment;  // one-off costs and extra_cost
};

struct TrialResults {
    std::vector<PilotResult> pilots;
    std::vector<GateResult> gates;
    std::optional<WaitingResult> waiting;
};

// Values what the case says of trials for its project, over draws; null when it says nothing. The same bits on any number of threads.
std::shared_ptr<TrialResults const> value_trials(Model const& model, UncertaintyOptions const& options);

}  // namespace alzette::decide
