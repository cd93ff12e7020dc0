// SPDX-License-Identifier: Apache-2.0
#include "prove/trial_words.h"

#include "base/catalogue/trials.h"
#include "base/format.h"
#include "prove/report_words.h"
#include "prove/wording.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using base::Language;
using base::Message;
using base::Text;
using decide::Case;
using decide::Gate;
using decide::GateChoice;
using decide::Pilot;

namespace {

constexpr std::size_t sizes_shown = 8;

Text in_both(auto const& words) { return {words(Language::en), words(Language::fr)}; }

Text money(Case const& subject, double amount) { return base::money(amount, subject.conventions.currency); }

Text share(double value)
{
    return in_both([&](Language language) { return base::percent(value, language, 2); });
}

Text name(Text const& label, std::string_view id)
{
    return in_both([&](Language language) { return label.empty() ? readable(id) : label.in(language); });
}

decide::Input const& input_of(Case const& subject, std::string_view id) { return *subject.find_input(id); }

Text input_words(Case const& subject, std::string_view id) { return name(input_of(subject, id).label, id); }

Text inputs_words(Case const& subject, std::vector<std::string> const& ids)
{
    return in_both([&](Language language) {
        std::vector<std::string> names;
        names.reserve(ids.size());
        for (auto const& id : ids) names.push_back(input_words(subject, id).in(language));
        return list_of(names, language);
    });
}

// In the input's stated unit; "%" as people write it.
Text value_words(Case const& subject, std::string_view id, double value)
{
    auto const& unit = input_of(subject, id).unit();
    auto const is_share = unit.text == "%";
    return base::quantity(is_share ? value / 100 : value, is_share ? "" : unit.text, is_share);
}

Text duration(double years)
{
    auto const months = std::round(years * 12);
    if (years < 2) return Message(months == 1 ? say::duration_month : say::duration_months, {{"count", std::max(1.0, months)}}).in_both();
    return Message(say::duration_years, {{"count", base::number_in_both(years, 3)}}).in_both();
}

Text times(int count)
{
    if (count == 1) return Message(say::times_once).in_both();
    return Message(say::times_many, {{"count", count}}).in_both();
}

Pilot const& pilot_of(Case const& subject, std::string_view id) { return *std::ranges::find(subject.trials->pilots, id, &Pilot::id); }
Gate const& gate_of(Case const& subject, std::string_view id) { return *std::ranges::find(subject.trials->gates, id, &Gate::id); }

Message pilot_verdict(Case const& subject, decide::PilotResult const& result)
{
    auto const& pilot = pilot_of(subject, result.id);
    auto const pays = result.factor * result.evsi.value > result.cost;
    auto const sentence = result.worth_it ? say::pilot_worth_it : pays ? say::pilot_too_slow : say::pilot_not_worth_it;
    std::vector<base::Argument> arguments{{"pilot", pilot_name(subject, result.id)},
                                          {"cost", money(subject, result.cost)},
                                          {"input", input_words(subject, pilot.measures)},
                                          {"evsi", money(subject, result.evsi.value)}};
    if (sentence == say::pilot_too_slow) arguments.emplace_back("now", money(subject, result.now));
    return {sentence, std::move(arguments)};
}

Message pilot_break_even(Case const& subject, decide::PilotResult const& result)
{
    if (!result.break_even_cost) return {say::pilot_never_breaks_even};
    auto const cost = money(subject, *result.break_even_cost);
    if (!result.break_even_years) return {say::pilot_break_even, {{"cost", cost}}};
    return {say::pilot_break_even_lasting, {{"cost", cost}, {"duration", duration(*result.break_even_years)}}};
}

Message pilot_size(Case const& subject, decide::PilotResult const& result)
{
    auto const sample = pilot_of(subject, result.id).sample;
    if (!result.best_sample) return {say::pilot_size_open, {{"room", money(subject, result.factor * (result.evppi - result.evsi.value))}}};
    auto const best = std::ranges::find(result.sizes, *result.best_sample, &decide::SampleSize::sample);
    if (best->net <= 0) return {say::pilot_no_size};
    if (best->sample == sample) return {say::pilot_sample_is_best, {{"sample", sample}}};
    return {say::pilot_best_sample, {{"best", base::number_in_both(best->sample)}, {"sample", sample}, {"net", money(subject, best->net)}}};
}

base::MessageId choice_words(GateChoice choice)
{
    switch (choice) {
    case GateChoice::go_on: return say::gate_go_on;
    case GateChoice::stop: return say::gate_stop;
    case GateChoice::expand: break;
    }
    return say::gate_expand;
}

Text step_words(Case const& subject, std::string_view input, decide::GateStep const& step, decide::GateStep const* next)
{
    std::vector<base::Argument> arguments{{"choice", choice_words(step.choice)}};
    if (step.from) arguments.emplace_back("from", value_words(subject, input, *step.from));
    if (next != nullptr) arguments.emplace_back("to", value_words(subject, input, *next->from));
    auto const sentence = !step.from ? say::gate_below : next == nullptr ? say::gate_above : say::gate_between;
    return Message(sentence, std::move(arguments)).in_both();
}

Message rule_words(Case const& subject, std::string_view input, std::vector<decide::GateStep> const& rule)
{
    auto steps = step_words(subject, input, rule[0], &rule[1]);
    for (std::size_t i = 1; i < rule.size(); ++i) {
        auto const* const after = i + 1 < rule.size() ? &rule[i + 1] : nullptr;
        steps = Message(say::gate_rule_join, {{"first", steps}, {"next", step_words(subject, input, rule[i], after)}}).in_both();
    }
    return {say::gate_rule, {{"input", input_words(subject, input)}, {"steps", steps}}};
}

// The one input a rule speaks of: of several named, the others are certain and teach nothing.
std::string uncertain_of(Case const& subject, std::vector<std::string> const& names)
{
    auto const found = std::ranges::find_if(
        names, [&](std::string const& id) { return input_of(subject, id).value.shape != formula::Shape::point; });
    return found == names.end() ? std::string() : *found;
}

Message told_pilot(Case const& subject, Pilot const& pilot)
{
    std::vector<base::Argument> arguments{{"cost", money(subject, pilot.cost)},
                                          {"input", input_words(subject, pilot.measures)},
                                          {"times", times(pilot.sample)},
                                          {"error", value_words(subject, pilot.measures, pilot.error)}};
    auto const is_long = pilot.lasts_years > 0;
    if (is_long) arguments.emplace_back("duration", duration(pilot.lasts_years));
    Message words{is_long ? say::words_pilot : say::words_pilot_at_once, std::move(arguments)};
    if (!pilot.cost_each) return words;
    return {say::words_pilot_each, {{"words", words.in_both()}, {"cost_each", money(subject, *pilot.cost_each)}}};
}

Message told_gate(Case const& subject, Gate const& gate)
{
    std::vector<base::Argument> arguments{{"year", subject.conventions.base_year + gate.at}};
    if (gate.expand > 0) {
        arguments.emplace_back("expand", share(gate.expand));
        arguments.emplace_back("expand_cost", money(subject, gate.expand_cost));
    }
    Message words{gate.expand > 0 ? say::words_gate_expand : say::words_gate, std::move(arguments)};
    if (!gate.observes.empty())
        words = {say::words_gate_observes, {{"words", words.in_both()}, {"inputs", inputs_words(subject, gate.observes)}}};
    if (gate.recovers > 0) words = {say::words_gate_recovers, {{"words", words.in_both()}, {"amount", money(subject, gate.recovers)}}};
    if (gate.closing_cost > 0) words = {say::words_gate_closing, {{"words", words.in_both()}, {"amount", money(subject, gate.closing_cost)}}};
    return words;
}

Message told_waiting(Case const& subject, decide::Waiting const& waiting)
{
    Message words{say::words_waiting, {{"duration", duration(waiting.years)}}};
    if (waiting.learns.empty()) return words;
    return {say::words_waiting_learns, {{"words", words.in_both()}, {"inputs", inputs_words(subject, waiting.learns)}}};
}

}  // namespace

Text pilot_name(Case const& subject, std::string_view id) { return name(pilot_of(subject, id).label, id); }
Text gate_name(Case const& subject, std::string_view id) { return name(gate_of(subject, id).label, id); }

std::vector<Message> pilot_sentences(Case const& subject, decide::PilotResult const& result)
{
    if (result.nothing_because)
        return {{say::pilot_teaches_nothing,
                 {{"pilot", pilot_name(subject, result.id)}, {"cost", money(subject, result.cost)}, {"reason", result.nothing_because->in_both()}}}};
    auto const& pilot = pilot_of(subject, result.id);
    std::vector<base::Argument> compared{{"now", money(subject, result.now)}, {"after", money(subject, result.after)}};
    if (pilot.lasts_years > 0) compared.emplace_back("duration", duration(pilot.lasts_years));
    std::vector<Message> sentences{pilot_verdict(subject, result)};
    sentences.emplace_back(pilot.lasts_years > 0 ? say::pilot_compared_after : say::pilot_compared, std::move(compared));
    if (result.turns > 0)
        sentences.emplace_back(say::pilot_turns, std::vector<base::Argument>{{"share", share(result.turns)},
                                                                             {"input", input_words(subject, pilot.measures)},
                                                                             {"evppi", money(subject, result.evppi)}});
    else sentences.emplace_back(say::pilot_never_turns);
    sentences.push_back(pilot_break_even(subject, result));
    sentences.push_back(pilot_size(subject, result));
    return sentences;
}

std::vector<Message> gate_sentences(Case const& subject, decide::GateResult const& result)
{
    auto const& gate = gate_of(subject, result.id);
    std::vector<base::Argument> arguments{{"gate", gate_name(subject, result.id)},
                                          {"year", subject.conventions.base_year + gate.at},
                                          {"without", money(subject, result.without)}};
    if (result.stops + result.expands == 0) return {{say::gate_adds_nothing, std::move(arguments)}};
    arguments.emplace_back("value", money(subject, result.value.value));
    std::vector<Message> sentences{{say::gate_adds, std::move(arguments)}};
    std::vector<base::Argument> shares{{"goes_on", share(result.goes_on)}, {"stops", share(result.stops)}};
    if (gate.expand > 0) shares.emplace_back("expands", share(result.expands));
    sentences.emplace_back(gate.expand > 0 ? say::gate_shares_expand : say::gate_shares, std::move(shares));
    if (result.rule.size() > 1) sentences.push_back(rule_words(subject, uncertain_of(subject, gate.observes), result.rule));
    if (result.stopping.value > 0) sentences.emplace_back(say::gate_stopping, std::vector<base::Argument>{{"value", money(subject, result.stopping.value)}});
    else sentences.emplace_back(say::gate_never_stops);
    return sentences;
}

std::vector<Message> waiting_sentences(Case const& subject, decide::WaitingResult const& result)
{
    auto const base_year = subject.conventions.base_year;
    auto const& waiting = *subject.trials->waiting;
    auto const now = result.starts[0].value;
    std::vector<Message> sentences;
    if (result.best > 0) {
        auto const& best = result.starts[static_cast<std::size_t>(result.best)];
        sentences.emplace_back(say::waiting_worth_it, std::vector<base::Argument>{{"year", base_year + result.best},
                                                                                  {"value", money(subject, best.value)},
                                                                                  {"now", money(subject, now)},
                                                                                  {"option", money(subject, result.option.value)}});
        if (!waiting.learns.empty())
            sentences.emplace_back(say::waiting_probability, std::vector<base::Argument>{{"year", base_year + result.best},
                                                                                         {"inputs", inputs_words(subject, waiting.learns)},
                                                                                         {"share", share(best.probability)}});
    } else {
        std::vector<base::Argument> arguments{{"year", base_year + waiting.years}};
        if (now > 0) arguments.emplace_back("now", money(subject, now));
        sentences.emplace_back(now > 0 ? say::waiting_not_worth_it : say::waiting_never, std::move(arguments));
    }
    if (result.extra_cost) {
        std::vector<base::Argument> arguments{{"extra", money(subject, *result.extra_cost)}};
        if (result.break_even_investment) arguments.emplace_back("investment", money(subject, *result.break_even_investment));
        sentences.emplace_back(result.break_even_investment ? say::waiting_extra_investment : say::waiting_extra, std::move(arguments));
    }
    auto const missing = std::ranges::find(result.starts, false, &decide::Start::has_values);
    if (missing != result.starts.end())
        sentences.emplace_back(say::waiting_no_values, std::vector<base::Argument>{{"year", base_year + missing->years}});
    return sentences;
}

std::vector<Message> told_trials(Case const& subject)
{
    std::vector<Message> told;
    if (subject.trials == nullptr) return told;
    auto const named = [&](Text const& who, Message const& words) {
        told.emplace_back(say::words_pair, std::vector<base::Argument>{{"name", who}, {"what", words.in_both()}});
    };
    for (auto const& pilot : subject.trials->pilots) named(pilot_name(subject, pilot.id), told_pilot(subject, pilot));
    for (auto const& gate : subject.trials->gates) named(gate_name(subject, gate.id), told_gate(subject, gate));
    if (subject.trials->waiting) told.push_back(told_waiting(subject, *subject.trials->waiting));
    return told;
}

std::vector<decide::SampleSize> sizes_to_show(Case const& subject, decide::PilotResult const& result)
{
    auto const planned = pilot_of(subject, result.id).sample;
    auto const step = std::max<std::size_t>(1, result.sizes.size() / sizes_shown);
    std::vector<decide::SampleSize> shown;
    for (std::size_t i = 0; i < result.sizes.size(); ++i) {
        auto const sample = result.sizes[i].sample;
        if (i % step == 0 || sample == planned || sample == result.best_sample) shown.push_back(result.sizes[i]);
    }
    return shown;
}

}  // namespace alzette::prove
