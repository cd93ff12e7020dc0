// SPDX-License-Identifier: Apache-2.0
#include "prove/json_trials.h"

#include "decide/trials.h"

namespace alzette::prove {

using base::JsonWriter;

namespace {

std::string_view name_of(decide::GateChoice choice)
{
    constexpr std::string_view names[] = {"go_on", "stop", "expand"};
    return names[static_cast<std::size_t>(choice)];
}

void write_pilot(JsonWriter& json, decide::PilotResult const& pilot, base::Language language)
{
    json.key(pilot.id).object([&] {
        json.member("evsi", pilot.evsi.value);
        json.member("cost", pilot.cost);
        json.member("worth_it", pilot.worth_it);
        json.member("standard_error", pilot.evsi.standard_error);
        json.member("evppi", pilot.evppi);
        json.member("turns", pilot.turns);
        json.member("factor", pilot.factor);
        json.member("value_now", pilot.now);
        json.member("value_after_trial", pilot.after);
        json.member("break_even_cost", pilot.break_even_cost);
        json.member("break_even_years", pilot.break_even_years);
        json.member("best_sample", pilot.best_sample);
        json.key("samples").array([&] {
            for (auto const& size : pilot.sizes)
                json.object([&] {
                    json.member("sample", size.sample);
                    json.member("evsi", size.evsi);
                    json.member("cost", size.cost);
                    json.member("net", size.net);
                });
        });
        json.member("reason", pilot.nothing_because ? std::optional(pilot.nothing_because->in(language)) : std::nullopt);
    });
}

void write_gate(JsonWriter& json, decide::GateResult const& gate)
{
    json.key(gate.id).object([&] {
        json.member("value", gate.value.value);
        json.member("standard_error", gate.value.standard_error);
        json.member("npv_without", gate.without);
        json.member("stopping", gate.stopping.value);
        json.member("goes_on", gate.goes_on);
        json.member("stops", gate.stops);
        json.member("expands", gate.expands);
        json.key("rule").array([&] {
            for (auto const& step : gate.rule)
                json.object([&] {
                    json.member("choice", name_of(step.choice));
                    json.member("from", step.from);
                });
        });
    });
}

void write_waiting(JsonWriter& json, decide::WaitingResult const& waiting)
{
    json.key("waiting").object([&] {
        json.member("best_years", waiting.best);
        json.member("option", waiting.option.value);
        json.member("standard_error", waiting.option.standard_error);
        json.member("extra_cost", waiting.extra_cost);
        json.member("break_even_investment", waiting.break_even_investment);
        json.key("starts").array([&] {
            for (auto const& start : waiting.starts)
                json.object([&] {
                    json.member("years", start.years);
                    json.member("committed", start.has_values ? std::optional(start.committed) : std::nullopt);
                    json.member("value", start.has_values ? std::optional(start.value) : std::nullopt);
                    json.member("probability", start.has_values ? std::optional(start.probability) : std::nullopt);
                });
        });
    });
}

}  // namespace

void write_trials(JsonWriter& json, decide::Evaluation const& evaluation, base::Language language)
{
    if (evaluation.trials == nullptr) return;
    auto const& trials = *evaluation.trials;
    if (!trials.pilots.empty())
        json.key("pilots").object([&] {
            for (auto const& pilot : trials.pilots) write_pilot(json, pilot, language);
        });
    if (!trials.gates.empty())
        json.key("gates").object([&] {
            for (auto const& gate : trials.gates) write_gate(json, gate);
        });
    if (trials.waiting) write_waiting(json, *trials.waiting);
}

}  // namespace alzette::prove
