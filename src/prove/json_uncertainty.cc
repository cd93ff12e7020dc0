// SPDX-License-Identifier: Apache-2.0
#include "prove/json_uncertainty.h"

namespace alzette::prove {

using base::JsonWriter;
using decide::Spread;
using decide::Uncertainty;

namespace {

void write_spread(JsonWriter& json, Spread const& spread)
{
    json.member("mean", spread.mean);
    json.member("standard_error", spread.standard_error);
    json.member("sd", spread.sd);
    json.member("p5", spread.p5);
    json.member("p50", spread.p50);
    json.member("p95", spread.p95);
    json.member("probability_positive", spread.probability_positive);
}

void write_inputs(JsonWriter& json, Uncertainty const& of)
{
    json.key("evppi").object([&] {
        for (auto const& input : of.inputs) json.member(input.input, input.evppi);
    });
    json.key("sobol").object([&] {
        for (auto const& input : of.inputs)
            json.key(input.input).object([&] {
                json.member("first", input.first);
                json.member("total", input.total);
                json.member("first_error", input.first_error);
                json.member("total_error", input.total_error);
            });
    });
    json.key("tornado").array([&] {
        for (auto const& input : of.inputs)
            json.object([&] {
                json.member("input", input.input);
                json.member("low", input.low);
                json.member("high", input.high);
            });
    });
    json.key("turns").object([&] {
        for (auto const& input : of.inputs) json.member(input.input, input.turns);
    });
}

void write_groups(JsonWriter& json, Uncertainty const& of)
{
    json.key("evppi_groups").object([&] {
        for (auto const& group : of.groups)
            json.key(group.id).object([&] {
                json.key("inputs").array([&] {
                    for (auto const& input : group.inputs) json.value(input);
                });
                json.member("evppi", group.evppi);
            });
    });
}

void write_actors(JsonWriter& json, Uncertainty const& of)
{
    json.key("actors").object([&] {
        for (auto const& actor : of.actors)
            json.key(actor.actor).object([&] {
                write_spread(json, actor.result);
                json.member("probability_loss", actor.probability_loss);
            });
    });
}

void write_distribution(JsonWriter& json, Uncertainty const& of)
{
    json.key("distribution").array([&] {
        for (auto const& bin : of.distribution)
            json.object([&] {
                json.member("low", bin.low);
                json.member("high", bin.high);
                json.member("share", bin.share);
            });
    });
}

void write_scenarios(JsonWriter& json, Uncertainty const& of, base::Language language)
{
    json.key("scenarios").object([&] {
        for (auto const& scenario : of.scenarios)
            json.key(scenario.id).object([&] {
                json.member("label", scenario.label.in(language));
                json.member("probability", scenario.probability);
                json.key("npv").object([&] { write_spread(json, scenario.npv); });
            });
    });
}

}  // namespace

void write_uncertainty(JsonWriter& json, Uncertainty const* uncertainty, base::Language language)
{
    if (uncertainty == nullptr) return json.key("uncertainty").null();
    auto const& of = *uncertainty;
    json.key("uncertainty").object([&] {
        json.member("draws", of.draws);
        json.member("seed", of.seed);
        json.member("method", decide::name_of(of.method));
        json.key("npv").object([&] { write_spread(json, of.npv); });
        json.member("evpi", of.evpi);
        write_inputs(json, of);
        json.member("assumed_share", of.assumed_share);
        json.member("asked", of.asked);
        json.member("randomisations", of.randomisations);
        json.member("interrupted", of.interrupted);
        json.member("probability_best", of.probability_best);
        write_groups(json, of);
        write_actors(json, of);
        write_scenarios(json, of, language);
        write_distribution(json, of);
    });
}

}  // namespace alzette::prove
