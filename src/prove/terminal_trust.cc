// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/prove.h"
#include "base/format.h"
#include "prove/terminal_sections.h"

#include <algorithm>

namespace alzette::prove {

using base::Argument;
using base::MessageId;
using decide::SensitivityRow;
using decide::Status;
using decide::ThresholdResult;
using decide::Verification;
using Side = Table::Side;

namespace {

constexpr std::size_t hash_digits = 12;

std::string quantity_of(TerminalReport const& report, ThresholdResult const& threshold, double value)
{
    return base::quantity(value, threshold.unit, threshold.is_share, report.language);
}

std::string range_of(TerminalReport const& report, ThresholdResult const& threshold, formula::Range range, MessageId words)
{
    return report.say(words, {{"low", quantity_of(report, threshold, range.low)}, {"high", quantity_of(report, threshold, range.high)}});
}

std::string where_it_lies(TerminalReport const& report, ThresholdResult const& threshold, double value)
{
    if (!threshold.stated_range) return report.say(say::threshold_no_range);
    auto const inside = value >= threshold.stated_range->low && value <= threshold.stated_range->high;
    return range_of(report, threshold, *threshold.stated_range, inside ? say::threshold_inside : say::threshold_outside);
}

std::string threshold_sentence(TerminalReport const& report, ThresholdResult const& threshold)
{
    auto const& subject = report.evaluation.subject;
    auto const central = report.say(say::threshold_central, {{"central", quantity_of(report, threshold, threshold.central)}});
    std::vector<Argument> arguments{
        {"target", with_capital(target_in_words(threshold.until, subject.conventions.currency, report.language))},
        {"input", input_name(subject, threshold.solve, report.language)},
        {"central", central}};
    auto const say_with = [&](MessageId message, std::vector<Argument> more) {
        arguments.insert(arguments.end(), more.begin(), more.end());
        return report.say(message, arguments);
    };
    if (threshold.values.empty()) {
        auto const& because = threshold.none_because;
        auto const reason =
            because ? because->in(report.language) : range_of(report, threshold, threshold.searched, say::threshold_not_found);
        return say_with(say::threshold_none, {{"reason", reason}});
    }
    if (threshold.values.size() == 1)
        return say_with(say::threshold_one, {{"value", quantity_of(report, threshold, threshold.values[0])},
                                             {"where", where_it_lies(report, threshold, threshold.values[0])}});
    std::vector<std::string> values;
    for (auto const value : threshold.values)
        values.push_back(report.say(say::threshold_value_where, {{"value", quantity_of(report, threshold, value)},
                                                                 {"where", where_it_lies(report, threshold, value)}}));
    return say_with(say::threshold_several, {{"values", list_of(values, report.language)}});
}

void print_sensitivity_of(TerminalReport const& report, MessageId heading, std::vector<SensitivityRow> const& rows)
{
    if (rows.empty()) return;
    auto const& currency = report.evaluation.subject.conventions.currency;
    Table table({{""}, {report.say(say::column_rate), Side::right}, {report.heading(say::indicator_npv), Side::right},
                 {report.heading(say::indicator_npv_per_public_euro)}});
    for (auto const& row : rows) {
        auto const label = row.label.in(report.language);
        auto const ratio = row.npv_per_public_euro;
        // The row holds the ratio and what stands above its bar; what stands below follows, unless all of it is nothing.
        auto const sides = ratio && *ratio != 0 ? ratio_with_sides(*ratio, row.npv, row.npv / *ratio, currency, report.language) : "–";
        // A rate says by its label that it is the case's own.
        auto const marked = row.is_case && row.label.id != say::rate_of_case;
        table.row({marked ? report.say(say::row_the_case, {{"label", label}}) : label, base::percent(row.rate, report.language),
                   report.gain_or_loss(row.npv), sides});
    }
    report.page.heading(report.say(heading));
    report.page.table(table);
    if (std::ranges::any_of(rows, [](SensitivityRow const& row) { return !row.npv_per_public_euro; }))
        report.page.line(report.say(say::words_pair, {{"name", "–"}, {"what", say::no_public_outlay}}));
}

// Inputs of one status, and of one degree of verification where they have one.
struct StatusRow {
    Status status;
    std::optional<Verification> verification;
};

constexpr StatusRow status_rows[] = {{Status::official, Verification::primary},   {Status::official, Verification::secondary},
                                     {Status::official, Verification::unverified}, {Status::official, std::nullopt},
                                     {Status::measured, std::nullopt},             {Status::published, std::nullopt},
                                     {Status::expert, std::nullopt},               {Status::assumed, std::nullopt}};

bool belongs(decide::Input const& input, StatusRow const& row)
{
    return input.status == row.status && (input.status != Status::official || input.verification == row.verification);
}

Table inputs_by_status(TerminalReport const& report)
{
    Table table({{report.say(say::column_status)}, {report.say(say::column_count), Side::right}, {report.say(say::column_which)}});
    for (auto const& row : status_rows) {
        std::vector<std::string> names;
        auto status = report.say(words_for(row.status));
        if (row.verification) status += ", " + report.say(words_for(*row.verification));
        for (auto const& input : report.evaluation.subject.inputs)
            if (belongs(input, row)) names.push_back(input.id);
        if (!names.empty()) table.row({status, std::to_string(names.size()), list_of(names, report.language)});
    }
    return table;
}

std::string taken_from(TerminalReport const& report, MessageId what, std::string_view from, std::optional<Verification> verification)
{
    std::vector<Argument> arguments{{"source", from}};
    if (verification) arguments.emplace_back("verification", words_for(*verification));
    return report.heading(what) + report.say(verification ? say::subject_from : say::subject_from_plain, std::move(arguments)) + ".";
}

}  // namespace

void print_thresholds(TerminalReport const& report)
{
    if (report.evaluation.thresholds.empty()) return;
    report.page.heading(report.say(say::heading_thresholds));
    for (auto const& threshold : report.evaluation.thresholds) report.page.item(threshold_sentence(report, threshold));
}

void print_sensitivity(TerminalReport const& report)
{
    print_sensitivity_of(report, say::heading_by_rate, report.evaluation.by_rate);
    print_sensitivity_of(report, say::heading_by_beta, report.evaluation.by_beta);
}

void print_swings(TerminalReport const& report)
{
    report.page.heading(report.say(say::heading_swings));
    if (report.evaluation.swings.empty()) return report.page.line(report.say(say::swing_none));
    Table table({{report.say(say::column_input)}, {report.say(say::column_range)}, {report.say(say::column_at_low), Side::right},
                 {report.say(say::column_at_high), Side::right}, {report.say(say::column_switch), Side::right}});
    auto any_unstated = false;
    for (auto const& swing : report.evaluation.swings) {
        auto const range = range_in_words(swing.low, swing.high, swing.unit, swing.is_share, report.language);
        auto const at = swing.switches_at ? base::quantity(*swing.switches_at, swing.unit, swing.is_share, report.language) : "–";
        table.row({label_or_id(swing.label, swing.input, report.language), swing.range_is_stated ? range : range + " *", report.gain_or_loss(swing.npv_low),
                   report.gain_or_loss(swing.npv_high), Cell(at, swing.flips ? Tone::strong : Tone::plain)});
        any_unstated = any_unstated || !swing.range_is_stated;
    }
    report.page.table(table);
    auto const moved_by = base::percent(report.evaluation.subject.conventions.unstated_range, report.language);
    if (any_unstated) report.page.line(report.say(say::swing_unstated, {{"share", moved_by}}));
}

void print_unmeasured(TerminalReport const& report)
{
    auto const& subject = report.evaluation.subject;
    report.page.heading(report.say(say::heading_unmeasured));
    if (subject.unmeasured.empty()) report.page.line(report.say(say::unmeasured_none));
    for (auto const& effect : subject.unmeasured) report.page.item(unmeasured_in_words(subject, effect, report.language));
}

void print_rests_on(TerminalReport const& report)
{
    auto const& subject = report.evaluation.subject;
    auto const& conventions = subject.conventions;
    report.page.heading(report.say(say::heading_rests_on));
    if (subject.values)
        report.page.line(
            report.say(say::subject_values, {{"title", label_or_id(subject.values->title, subject.values->id, report.language)},
                                             {"id", subject.values->id},
                                             {"hash", subject.values->sha256.substr(0, hash_digits)}}));
    else report.page.line(report.say(say::subject_no_values));
    if (!conventions.discount.from.empty())
        report.page.line(taken_from(report, say::label_discount, conventions.discount.from, conventions.discount.verification));
    if (!conventions.public_funds.from.empty())
        report.page.line(taken_from(report, say::label_public_funds, conventions.public_funds.from, conventions.public_funds.verification));
    auto const table = inputs_by_status(report);
    if (!table.empty()) report.page.table(table);
}

void print_warnings(TerminalReport const& report)
{
    if (report.evaluation.warnings.empty()) return;
    report.page.heading(report.say(say::heading_warnings));
    for (auto const& warning : report.evaluation.warnings) {
        auto const message = warning.message.in(report.language);
        if (warning.place.line == 0) report.page.item(message);
        else if (warning.file.empty()) report.page.item(report.say(say::warning_at, {{"line", warning.place.line}, {"message", message}}));
        else
            report.page.item(
                report.say(say::warning_in_file, {{"file", warning.file}, {"line", warning.place.line}, {"message", message}}));
    }
}

}  // namespace alzette::prove
