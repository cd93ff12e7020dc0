// SPDX-License-Identifier: Apache-2.0
#include "decide/foresight.h"

#include <algorithm>

namespace alzette::decide {

namespace {

constexpr std::size_t rule_steps_max = 4;  // more is no rule a council could follow

// What the tally gives: all that comes after the gate, the part of it that grows, and the project as a whole.
enum Output : std::size_t { to_come, growing, whole };

// Where the best choice changes along the one observed input, on a straight line between two of its values.
std::vector<GateStep> rule_of(Foresight const& known, std::vector<Alternative> const& choices, std::vector<GateChoice> const& names,
                              std::vector<std::size_t> const& taken)
{
    auto const later = known.mean_of(to_come);
    auto const grown = known.mean_of(growing);
    auto const worth = [&](Alternative const& choice, std::size_t state) {
        return choice.fixed + choice.of_output[to_come] * later[state] + choice.of_output[growing] * grown[state];
    };
    std::vector<GateStep> steps{{names[taken[0]], std::nullopt}};
    for (std::size_t i = 1; i < taken.size(); ++i) {
        if (taken[i] == taken[i - 1]) continue;
        auto const lead = [&](std::size_t state) { return worth(choices[taken[i]], state) - worth(choices[taken[i - 1]], state); };
        auto const before = lead(i - 1);
        auto const share = before == 0 ? 0 : before / (before - lead(i));
        auto const& values = known.values[0];
        steps.push_back({names[taken[i]], values[i - 1] + share * (values[i] - values[i - 1])});
    }
    return steps.size() > rule_steps_max ? std::vector<GateStep>{} : steps;
}

}  // namespace

GateResult value_gate(Model const& model, Gate const& gate, UncertaintyOptions const& options)
{
    auto const at = static_cast<std::size_t>(gate.at);
    auto const project = Valuation(model, 0);
    std::vector<Valuation> const valuations{project.to_come_after(at), project.growing_after(at), project};
    Tally const tally(model, valuations);
    auto const observed = uncertain_among(model, gate.observes);
    auto const known = foresee(model, tally, observed, options);

    auto const factor = factor_after(model.subject->conventions, gate.at);  // paid at the end of the year, whenever in it flows count
    Alternative const go_on{0, {1, 0, 0}};
    Alternative const stop{factor * (gate.recovers - gate.closing_cost), {0, 0, 0}};
    std::vector<Alternative> choices{go_on, stop};
    std::vector<GateChoice> names{GateChoice::go_on, GateChoice::stop};
    auto const stopping = decide_best(known, choices);
    if (gate.expand > 0) {
        choices.push_back({-factor * gate.expand_cost, {1, gate.expand, 0}});
        names.push_back(GateChoice::expand);
    }
    auto const decision = decide_best(known, choices);

    GateResult result;
    result.id = gate.id;
    auto const npv = known.mean_of(whole);
    for (std::size_t state = 0; state < known.states(); ++state) result.without += known.weight[state] * npv[state];
    result.value = decision.gain;
    result.stopping = stopping.gain;
    result.goes_on = decision.share[0];
    result.stops = decision.share[1];
    result.expands = choices.size() > 2 ? decision.share[2] : 0;
    if (observed.size() == 1) result.rule = rule_of(known, choices, names, decision.taken);
    return result;
}

}  // namespace alzette::decide
