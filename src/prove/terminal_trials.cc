// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/trials.h"
#include "base/format.h"
#include "prove/terminal_sections.h"
#include "prove/trial_words.h"

namespace alzette::prove {

using Side = Table::Side;

namespace {

// The first sentence stands for itself, the others follow it.
void print_sentences(TerminalReport const& report, std::vector<base::Message> const& sentences)
{
    std::string text;
    for (auto const& sentence : sentences) text += (text.empty() ? "" : " ") + with_capital(sentence.in(report.language)) + ".";
    report.page.item(text);
}

std::string with_error(TerminalReport const& report, decide::Worth const& worth)
{
    return report.say(say::with_error, {{"amount", report.money(worth.value)}, {"error", report.money(worth.standard_error)}});
}

void print_pilots(TerminalReport const& report, decide::TrialResults const& trials)
{
    auto const& subject = report.evaluation.subject;
    for (auto const& pilot : trials.pilots) print_sentences(report, pilot_sentences(subject, pilot));
    Table table({{report.heading(say::column_trial)},
                 {report.heading(say::column_trial_cost), Side::right},
                 {report.heading(say::column_evsi), Side::right},
                 {report.heading(say::column_decide_now), Side::right},
                 {report.heading(say::column_try_first), Side::right}});
    for (auto const& pilot : trials.pilots)
        table.row({with_capital(pilot_name(subject, pilot.id).in(report.language)), report.money(pilot.cost), with_error(report, pilot.evsi),
                   report.money(pilot.now), report.money(pilot.after)});
    if (!table.empty()) report.page.table(table);
}

void print_gates(TerminalReport const& report, decide::TrialResults const& trials)
{
    auto const& subject = report.evaluation.subject;
    for (auto const& gate : trials.gates) print_sentences(report, gate_sentences(subject, gate));
    Table table({{report.heading(say::column_gate)},
                 {report.heading(say::column_gate_without), Side::right},
                 {report.heading(say::column_gate_adds), Side::right},
                 {report.heading(say::column_gate_stopping), Side::right}});
    for (auto const& gate : trials.gates)
        table.row({with_capital(gate_name(subject, gate.id).in(report.language)), report.gain_or_loss(gate.without), with_error(report, gate.value),
                   report.money(gate.stopping.value)});
    if (!table.empty()) report.page.table(table);
    if (trials.gates.size() > 1) report.page.line(with_capital(report.say(say::gates_alone)) + ".");
}

void print_waiting(TerminalReport const& report, decide::WaitingResult const& waiting)
{
    print_sentences(report, waiting_sentences(report.evaluation.subject, waiting));
    Table table({{report.heading(say::column_start)},
                 {report.heading(say::column_committed), Side::right},
                 {report.heading(say::column_if_worth), Side::right},
                 {report.heading(say::column_likely), Side::right}});
    for (auto const& start : waiting.starts)
        if (start.has_values)
            table.row({std::to_string(report.evaluation.subject.conventions.base_year + start.years), report.gain_or_loss(start.committed),
                       report.money(start.value), base::percent(start.probability, report.language, 2)});
    report.page.table(table);
}

}  // namespace

void print_trials(TerminalReport const& report)
{
    if (report.evaluation.trials == nullptr) return;
    auto const& trials = *report.evaluation.trials;
    report.page.heading(report.say(say::heading_trials));
    print_pilots(report, trials);
    print_gates(report, trials);
    if (trials.waiting) print_waiting(report, *trials.waiting);
    if (!trials.pilots.empty() || !trials.gates.empty()) report.page.line(report.say(say::trials_accuracy));
}

}  // namespace alzette::prove
