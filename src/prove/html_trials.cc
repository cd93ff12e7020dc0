// SPDX-License-Identifier: Apache-2.0
#include "prove/html_trials.h"

#include "base/catalogue/trials.h"
#include "prove/html_table.h"
#include "prove/trial_words.h"
#include "prove/wording.h"

namespace alzette::prove {

using decide::Evaluation;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;
using Row = HtmlTable::Row;

namespace {

// The finding, then what stands behind it.
void write_sentences(HtmlWriter& page, ReportWords const& words, std::vector<base::Message> const& sentences)
{
    page.leaf("p", words.sentence(sentences[0]), {{"class", "finding"}});
    std::string rest;
    for (std::size_t i = 1; i < sentences.size(); ++i) rest += (rest.empty() ? "" : " ") + words.sentence(sentences[i]);
    if (!rest.empty()) page.leaf("p", rest);
}

std::string with_error(ReportWords const& words, decide::Worth const& worth)
{
    return words.say(say::with_error, {{"amount", words.money(worth.value)}, {"error", words.money(worth.standard_error)}});
}

std::string heading(ReportWords const& words, base::MessageId message) { return with_capital(words.say(message)); }

void write_sizes(HtmlWriter& page, ReportWords const& words, decide::PilotResult const& pilot)
{
    if (pilot.sizes.empty()) return;
    auto const& subject = words.evaluation.subject;
    auto const sizes = sizes_to_show(subject, pilot);
    HtmlTable table(page, words.say(say::caption_samples, {{"pilot", words.text(pilot_name(subject, pilot.id))}}),
                    {{heading(words, say::column_measurements), Kind::figure},
                     {heading(words, say::column_trial_cost), Kind::figure},
                     {heading(words, say::column_evsi), Kind::figure},
                     {heading(words, say::column_net), Kind::figure}},
                    {Narrow::fits, sizes.size()});
    for (auto const& size : sizes) {
        auto const is_best = size.sample == pilot.best_sample;
        auto const sample = words.number(size.sample, 7);
        table.row({{is_best ? words.say(say::best_mark, {{"sample", sample}}) : sample},
                   {words.money(size.cost)},
                   {words.money(size.evsi)},
                   {words.signed_money(size.net)}},
                  is_best ? Row::marked : Row::plain);
    }
}

void write_pilots(HtmlWriter& page, ReportWords const& words, decide::TrialResults const& trials)
{
    auto const& subject = words.evaluation.subject;
    for (auto const& pilot : trials.pilots) write_sentences(page, words, pilot_sentences(subject, pilot));
    if (trials.pilots.empty()) return;
    {
        HtmlTable table(page, words.say(say::caption_pilots),
                        {{heading(words, say::column_trial)},
                         {heading(words, say::column_trial_cost), Kind::figure},
                         {heading(words, say::column_evsi), Kind::figure},
                         {heading(words, say::column_decide_now), Kind::figure},
                         {heading(words, say::column_try_first), Kind::figure},
                         {heading(words, say::column_worth_doing)}},
                        {Narrow::cards, trials.pilots.size()});
        for (auto const& pilot : trials.pilots)
            table.row({{with_capital(words.text(pilot_name(subject, pilot.id)))},
                       {words.money(pilot.cost)},
                       {with_error(words, pilot.evsi)},
                       {words.money(pilot.now)},
                       {words.money(pilot.after)},
                       {words.say(pilot.worth_it ? say::word_yes : say::word_no)}});
    }
    for (auto const& pilot : trials.pilots) write_sizes(page, words, pilot);
}

void write_gates(HtmlWriter& page, ReportWords const& words, decide::TrialResults const& trials)
{
    auto const& subject = words.evaluation.subject;
    for (auto const& gate : trials.gates) write_sentences(page, words, gate_sentences(subject, gate));
    if (trials.gates.empty()) return;
    {
        HtmlTable table(page, words.say(say::caption_gates),
                        {{heading(words, say::column_gate)},
                         {heading(words, say::column_gate_without), Kind::figure},
                         {heading(words, say::column_gate_adds), Kind::figure},
                         {heading(words, say::column_gate_stopping), Kind::figure},
                         {heading(words, say::column_stops), Kind::figure},
                         {heading(words, say::column_expands), Kind::figure}},
                        {Narrow::cards, trials.gates.size()});
        for (auto const& gate : trials.gates)
            table.row({{with_capital(words.text(gate_name(subject, gate.id)))},
                       {words.signed_money(gate.without)},
                       {with_error(words, gate.value)},
                       {words.money(gate.stopping.value)},
                       {words.percent(gate.stops, 2)},
                       {words.percent(gate.expands, 2)}});
    }
    if (trials.gates.size() > 1) page.leaf("p", words.sentence(base::Message(say::gates_alone)));
}

void write_waiting(HtmlWriter& page, ReportWords const& words, decide::WaitingResult const& waiting)
{
    write_sentences(page, words, waiting_sentences(words.evaluation.subject, waiting));
    HtmlTable table(page, words.say(say::caption_starts),
                    {{heading(words, say::column_start)},
                     {heading(words, say::column_committed), Kind::figure},
                     {heading(words, say::column_if_worth), Kind::figure},
                     {heading(words, say::column_likely), Kind::figure}},
                    {Narrow::fits, waiting.starts.size()});
    for (auto const& start : waiting.starts)
        if (start.has_values)
            table.row({{std::to_string(words.evaluation.subject.conventions.base_year + start.years)},
                       {words.signed_money(start.committed)},
                       {words.money(start.value)},
                       {words.percent(start.probability, 2)}},
                      start.years == waiting.best ? Row::marked : Row::plain);
}

}  // namespace

bool has_trials(Evaluation const& evaluation) { return evaluation.trials != nullptr; }

void write_trials(HtmlWriter& page, ReportWords const& words)
{
    auto const& trials = *words.evaluation.trials;
    write_pilots(page, words, trials);
    write_gates(page, words, trials);
    if (trials.waiting) write_waiting(page, words, *trials.waiting);
    if (!trials.pilots.empty() || !trials.gates.empty()) page.leaf("p", words.say(say::trials_accuracy));
}

}  // namespace alzette::prove
