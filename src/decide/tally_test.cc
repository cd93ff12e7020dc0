// SPDX-License-Identifier: Apache-2.0
#include "decide/for_test.h"
#include "decide/tally.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

// Some draws spread over the stated ranges, the same for both ways of valuing them.
std::vector<double> spread_inputs(Model const& model, std::size_t draws)
{
    std::vector<double> inputs;
    for (std::size_t i = 0; i < model.inputs.size(); ++i) {
        auto const& input = *model.inputs[i].input;
        auto const range = input.value.range().value_or(formula::Range{input.central_value(), input.central_value()});
        for (std::size_t draw = 0; draw < draws; ++draw) {
            auto const share = static_cast<double>((draw * (i + 3) * 7 + i * 5) % 101) / 100;
            inputs.push_back(range.low + share * (range.high - range.low));
        }
    }
    return inputs;
}

void compare(Model const& model)
{
    constexpr std::size_t draws = 37;
    auto const inputs = spread_inputs(model, draws);
    formula::Run run(model.program, draws);
    run(inputs);
    std::vector<Valuation> valuations;
    for (std::size_t option = 0; option < model.options.size(); ++option) valuations.emplace_back(model, option);
    Tally const tally(model, valuations);
    Tally::Workspace workspace(tally, draws);
    for (std::size_t i = 0; i < model.inputs.size(); ++i) std::copy_n(inputs.data() + i * draws, draws, workspace.input(i));
    std::vector<double> npv(draws * tally.option_count());
    tally.npv(workspace, npv.data());
    std::vector<double> actors(draws * tally.actor_count());
    for (std::size_t option = 0; option < valuations.size(); ++option) {
        tally.actors(workspace, option, actors.data());
        for (std::size_t draw = 0; draw < draws; ++draw) {
            auto const sums = valuations[option].sums(run, draw);
            auto const scale = std::abs(sums.benefits) + std::abs(sums.costs);
            CHECK(std::abs(npv[option * draws + draw] - sums.npv) <= 1e-11 * scale);
            auto const result = valuations[option].result(run, draw);
            for (std::size_t actor = 0; actor < tally.actor_count(); ++actor)
                CHECK(std::abs(actors[actor * draws + draw] - result.actors[actor].total()) <= 1e-11 * scale);
        }
    }
}

}  // namespace

TEST_CASE("sums over blocks of draws are those of one draw at a time, for every example case")
{
    for (auto const* name : {"strasbourg-parking-observatory.yaml", "hautes-alpes-remote-counter.yaml", "ville50.yaml"}) {
        CAPTURE(name);
        compare(model_of(example_file(name)));
    }
}

TEST_CASE("sums over blocks hold with variants, a reference, own betas, residuals and formulas of every kind")
{
    compare(model_of(R"yaml(
alzette: case/1
id: everything
title: Everything
conventions:
  {base_year: 2020, horizon: 12, timing: mid_year, money: EUR 2022, values: fr-2025, discount: fr.discount.2021, public_funds: 1.2, residual: extend(4)}
actors:
  city: {kind: public}
  users: {kind: users}
  firm: {kind: firm}
reference:
  label: As today
  effects:
    upkeep: {by: city, category: operation, amount: upkeep_before}
inputs:
  price: {value: 80 .. 100 .. 150 EUR, status: assumed}
  upkeep_before: {value: 5 .. 9 EUR/year, status: assumed}
  upkeep_after: {value: 3 +- 1 EUR/year, status: assumed}
  use: {value: "lognormal(median=10, sigma=0.4) /year", status: assumed}
  worth: {value: 1 .. 3 EUR, status: assumed, grows: 1.2 % from 2022}
  slope: {value: 0.2 .. 2, status: assumed}
  middle: {value: 2 .. 900, status: assumed}
  rate: {value: 0.95 .. 1.1, status: assumed}
  share: {value: 0.1 .. 0.9, status: assumed}
quantities:
  adoption: 1 / (1 + exp(-(t - middle) * slope))
  fading: exp(-slope * t / 3)
  ramped: ramp(t, share, share + 3)
effects:
  equipment: {by: city, category: investment, amount: price, at: [0, 6], optimism: 50 %}
  upkeep: {by: city, category: operation, amount: upkeep_after}
  gains: {to: users, category: time, amount: use * worth * rate ^ t * (adoption + fading) / 2}
  more: {to: users, category: time, amount: "use * worth * ramped * if(share > 0.5, 1, share)", beta: 0.4}
  other: {to: firm, category: time, amount: "use * worth * rate ^ (t - 3) / (1 + share) * max(0.5, adoption)", during: 3 .. 12}
transfers:
  fees: {from: users, to: city, amount: use * worth * share * fading}
variants:
  large: {inputs: {price: 300 .. 400 EUR}, effects: {gains: {amount: 2 * use * worth * adoption}}, residual: perpetuity}
  short: {horizon: 5, residual: none}
)yaml"));
}
