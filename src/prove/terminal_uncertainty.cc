// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/catalogue/uncertainty.h"
#include "base/format.h"
#include "prove/terminal_sections.h"
#include "prove/uncertainty_words.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using base::MessageId;
using decide::InputShare;
using decide::Spread;
using decide::Uncertainty;
using Side = Table::Side;

namespace {

constexpr std::size_t rows_max = 10;
constexpr std::size_t bins_max = 10;
constexpr double bar_columns = 24;

Uncertainty const* drawn_of(TerminalReport const& report) { return report.evaluation.central.uncertainty.get(); }

std::string percent(TerminalReport const& report, double share, int digits = 3) { return base::percent(share, report.language, digits); }

std::string short_money(TerminalReport const& report, double amount)
{
    return base::short_money(amount, report.evaluation.subject.conventions.currency, report.language);
}

std::string input_label(TerminalReport const& report, std::string_view id)
{
    auto const* const input = report.evaluation.subject.find_input(id);
    return input == nullptr ? std::string(id) : label_or_id(input->label, id, report.language);
}

// The mean and the ends of nine times in ten.
std::vector<Cell> spread_cells(TerminalReport const& report, Spread const& spread)
{
    return {report.gain_or_loss(spread.mean), report.gain_or_loss(spread.p5), report.gain_or_loss(spread.p95)};
}

std::vector<Table::Column> spread_columns(TerminalReport const& report, MessageId what, MessageId chance)
{
    return {{report.say(what)}, {report.say(chance), Side::right}, {report.say(say::sure_mean), Side::right},
            {report.say(say::sure_one_below), Side::right}, {report.say(say::sure_one_above), Side::right}};
}

void add(std::vector<Cell>& cells, std::vector<Cell> more) { cells.insert(cells.end(), more.begin(), more.end()); }

std::string share_words(TerminalReport const& report, double share, double standard_error)
{
    auto const interval = share_interval(share, standard_error);
    if (interval.value < share_worth_figures) return report.say(say::sure_small_share);
    auto const low = base::number(interval.low * 100, report.language, 2);
    return percent(report, interval.value, 2) + " (" + report.say(say::range_words, {{"low", low}, {"high", percent(report, interval.high, 2)}}) + ")";
}

void say_what_is_left_out(TerminalReport const& report, std::size_t shown, std::size_t all)
{
    if (all > shown) report.page.line(report.say(say::sure_first_of, {{"shown", shown}, {"all", all}}));
}

Table spread_table(TerminalReport const& report, Uncertainty const& drawn)
{
    Table table({{""}, {"", Side::right}});
    auto const& npv = drawn.npv;
    table.row({report.say(say::sure_chance_of_loss), percent(report, 1 - npv.probability_positive)});
    table.row({report.say(say::sure_mean), report.gain_or_loss(npv.mean)});
    table.row({report.say(say::sure_error), "± " + report.money(npv.standard_error)});
    table.row({report.say(say::sure_one_below), report.gain_or_loss(npv.p5)});
    table.row({report.say(say::sure_median), report.gain_or_loss(npv.p50)});
    table.row({report.say(say::sure_one_above), report.gain_or_loss(npv.p95)});
    table.row({report.say(say::sure_central_case), report.gain_or_loss(report.evaluation.central.indicators.npv)});
    return table;
}

// A bar of each bin's share; where the project loses it is lighter and says so by its sign.
Table distribution_table(TerminalReport const& report, std::vector<decide::Bin> const& bins)
{
    Table table({{report.heading(say::indicator_npv), Side::right}, {report.say(say::sure_probability), Side::right}, {""}});
    double most = 0;
    for (auto const& bin : bins) most = std::max(most, bin.share);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        auto const& bin = bins[i];
        auto const low = short_money(report, bin.low);
        auto const high = short_money(report, bin.high);
        auto const range = i == 0                 ? report.say(say::sure_bin_below, {{"high", high}})
                           : i + 1 == bins.size() ? report.say(say::sure_bin_above, {{"low", low}})
                                                  : report.say(say::range_words, {{"low", low}, {"high", high}});
        std::string bar;
        for (auto column = 0; column < std::lround(bin.share / most * bar_columns); ++column) bar += bin.high <= 0 ? "░" : "█";
        table.row({range, percent(report, bin.share), Cell(bar, bin.high <= 0 ? Tone::bad : Tone::plain)});
    }
    return table;
}

}  // namespace

void print_chance(TerminalReport const& report)
{
    auto const* const drawn = drawn_of(report);
    if (drawn == nullptr) return;
    report.page.heading(report.say(say::sure_heading_chance));
    report.page.table(spread_table(report, *drawn));
    auto const name = [&](std::string_view id) { return input_label(report, id); };
    if (auto const why = why_mean_differs(*drawn, report.evaluation.central.indicators.npv, report.evaluation.subject.conventions.currency, name))
        report.page.line(why->in(report.language));
    auto const bins = fewer_bins(drawn->distribution, bins_max);
    if (bins.size() > 1) report.page.table(distribution_table(report, bins));
    for (auto const& sentence : how_drawn(*drawn)) report.page.line(sentence.in(report.language));
}

void print_losers(TerminalReport const& report)
{
    auto const* const drawn = drawn_of(report);
    if (drawn == nullptr || drawn->actors.empty()) return;
    auto actors = drawn->actors;
    std::ranges::stable_sort(actors, [](auto const& a, auto const& b) { return a.probability_loss > b.probability_loss; });
    Table table(spread_columns(report, say::column_actor, say::sure_chance_of_loss));
    for (auto const& each : actors) {
        std::vector<Cell> cells{actor_name(report.evaluation.subject, each.actor, report.language), percent(report, each.probability_loss)};
        add(cells, spread_cells(report, each.result));
        table.row(std::move(cells));
    }
    report.page.heading(report.say(say::sure_heading_losers));
    report.page.table(table);
}

void print_drivers(TerminalReport const& report)
{
    auto const* const drawn = drawn_of(report);
    if (drawn == nullptr) return;
    auto const inputs = by_width(*drawn);
    if (inputs.empty()) return;
    Table table({{report.say(say::sure_value)}, {report.say(say::sure_lies_in)}, {report.say(say::sure_at_low), Side::right},
                 {report.say(say::sure_at_high), Side::right}});
    for (std::size_t i = 0; i < std::min(inputs.size(), rows_max); ++i) {
        auto const& input = inputs[i];
        auto const [unit, scale, is_share] = stated_unit(report.evaluation.subject, input);
        table.row({input_label(report, input.input), range_in_words(input.value_low * scale, input.value_high * scale, unit, is_share, report.language),
                   report.gain_or_loss(input.low), report.gain_or_loss(input.high)});
    }
    report.page.heading(report.say(say::sure_heading_drivers));
    report.page.line(report.say(say::sure_drivers_intro));
    report.page.table(table);
    say_what_is_left_out(report, std::min(inputs.size(), rows_max), inputs.size());
}

namespace {

Table worth_table(TerminalReport const& report, std::vector<InputShare> const& inputs)
{
    auto const turns_known = std::ranges::any_of(inputs, [](InputShare const& input) { return input.turns > 0; });
    std::vector<Table::Column> columns{{report.say(say::sure_value)}, {report.say(say::sure_worth), Side::right}};
    if (turns_known) columns.push_back({report.say(say::sure_changes_decision), Side::right});
    columns.push_back({report.say(say::sure_alone), Side::right});
    columns.push_back({report.say(say::sure_with_others), Side::right});
    Table table(std::move(columns));
    for (auto const& input : inputs) {
        std::vector<Cell> cells{input_label(report, input.input), report.money(input.evppi)};
        if (turns_known) cells.emplace_back(percent(report, input.turns, 2));
        cells.emplace_back(share_words(report, input.first, input.first_error));
        cells.emplace_back(share_words(report, input.total, input.total_error));
        table.row(std::move(cells));
    }
    return table;
}

Table groups_table(TerminalReport const& report, std::vector<decide::InputGroup> groups)
{
    std::ranges::stable_sort(groups, [](auto const& a, auto const& b) { return a.evppi > b.evppi; });
    Table table({{report.say(say::sure_group)}, {report.say(say::sure_which)}, {report.say(say::sure_worth_group), Side::right}});
    for (auto const& group : groups) table.row({group.id, list_of(group.inputs, report.language), report.money(group.evppi)});
    return table;
}

}  // namespace

void print_measure(TerminalReport const& report)
{
    auto const* const drawn = drawn_of(report);
    if (drawn == nullptr) return;
    auto inputs = by_worth(*drawn);
    if (inputs.empty()) return;
    auto const all = inputs.size();
    std::erase_if(inputs, [&](InputShare const& input) { return input.total < share_worth_figures && !is_worth_knowing(input, *drawn); });
    if (inputs.size() > rows_max) inputs.resize(rows_max);
    report.page.heading(report.say(say::sure_heading_measure));
    for (auto const& sentence : what_to_measure(*drawn, report.evaluation.subject.conventions.currency,
                                                [&](std::string_view id) { return input_label(report, id); }))
        report.page.line(sentence.in(report.language));
    report.page.table(worth_table(report, inputs));
    report.page.line(report.say(say::sure_two_errors));
    say_what_is_left_out(report, inputs.size(), all);
    if (!drawn->groups.empty()) report.page.table(groups_table(report, drawn->groups));
}

void print_scenarios(TerminalReport const& report)
{
    auto const* const drawn = drawn_of(report);
    if (drawn == nullptr || drawn->scenarios.empty()) return;
    Table table({{report.say(say::sure_scenario)}, {report.say(say::sure_how_likely), Side::right}, {report.say(say::sure_chance_of_loss), Side::right},
                 {report.say(say::sure_mean), Side::right}, {report.say(say::sure_one_below), Side::right}, {report.say(say::sure_one_above), Side::right}});
    for (auto const& each : drawn->scenarios) {
        std::vector<Cell> cells{label_or_id(each.label, each.id, report.language), percent(report, each.probability),
                                percent(report, 1 - each.npv.probability_positive)};
        add(cells, spread_cells(report, each.npv));
        table.row(std::move(cells));
    }
    report.page.heading(report.say(say::sure_heading_scenarios));
    report.page.table(table);
}

void print_best(TerminalReport const& report)
{
    auto const& evaluation = report.evaluation;
    if (drawn_of(report) == nullptr || evaluation.variants.empty()) return;
    auto columns = spread_columns(report, say::sure_option, say::sure_chance_of_loss);
    columns.insert(columns.begin() + 1, {report.say(say::sure_is_best), Side::right});
    Table table(std::move(columns));
    for (auto const& each : by_chance(evaluation)) {
        auto const name = each.option == nullptr       ? report.say(say::sure_nothing)
                          : each.option->id.empty() ? report.say(say::column_project)
                                                    : label_or_id(each.option->label, each.option->id, report.language);
        std::vector<Cell> cells{name, each.best ? percent(report, *each.best) : "–"};
        if (each.option == nullptr) cells.resize(6);
        else {
            cells.emplace_back(percent(report, 1 - each.option->uncertainty->npv.probability_positive));
            add(cells, spread_cells(report, each.option->uncertainty->npv));
        }
        table.row(std::move(cells));
    }
    report.page.heading(report.say(say::sure_heading_best));
    report.page.table(table);
}

}  // namespace alzette::prove
