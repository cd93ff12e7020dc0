// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "base/catalogue/trials.h"
#include "base/catalogue/uncertainty.h"
#include "prove/chart_number_line.h"
#include "prove/chart_tornado.h"
#include "prove/html_sections.h"
#include "prove/html_table.h"
#include "prove/html_trials.h"
#include "prove/html_uncertainty.h"
#include "prove/report_inputs.h"
#include "prove/wording.h"

#include <algorithm>
#include <span>

namespace alzette::prove {

using decide::Evaluation;
using decide::OptionResult;
using decide::Swing;
using decide::ThresholdResult;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;
using Row = HtmlTable::Row;

namespace {

// Thresholds

bool has_thresholds(Evaluation const& evaluation) { return !evaluation.thresholds.empty(); }

std::string figure_of(ReportWords const& words, ThresholdResult const& threshold, double value)
{
    return words.quantity(value, threshold.unit, threshold.is_share);
}

std::string range_of(ReportWords const& words, ThresholdResult const& threshold)
{
    if (!threshold.stated_range) return words.say(say::report_not_stated);
    return words.range(threshold.stated_range->low, threshold.stated_range->high, threshold.unit, threshold.is_share);
}

std::string target_value(ReportWords const& words, decide::Target const& target)
{
    auto const& id = target.indicator;
    if (id == "npv" || id == "public_outlay" || id == "annual_equivalent") return words.money(target.value);
    if (id == "irr" || id == "first_year_return") return words.percent(target.value);
    return words.number(target.value);
}

std::string values_of(ReportWords const& words, ThresholdResult const& threshold)
{
    std::string out;
    for (auto const value : threshold.values) out += (out.empty() ? "" : words.say(say::report_or)) + figure_of(words, threshold, value);
    return out;
}

std::string threshold_sentence(ReportWords const& words, ThresholdResult const& threshold)
{
    std::vector<base::Argument> const arguments{{"input", words.input(threshold.solve)},
                                                {"indicator", words.indicator(threshold.until.indicator)},
                                                {"target", target_value(words, threshold.until)},
                                                {"value", values_of(words, threshold)}};
    if (threshold.values.empty()) return words.say(say::report_no_threshold, arguments);
    if (threshold.values.size() > 1 || threshold.slopes.size() != 1 || threshold.slopes.front() == 0)
        return words.say(say::report_threshold_equal, arguments);
    return words.say(threshold.slopes.front() > 0 ? say::report_threshold_at_least : say::report_threshold_at_most, arguments);
}

std::string threshold_place(ReportWords const& words, ThresholdResult const& threshold)
{
    if (threshold.values.empty()) return threshold.none_because ? words.sentence(*threshold.none_because) : std::string();
    auto const central = figure_of(words, threshold, threshold.central);
    if (!threshold.stated_range) return words.say(say::report_no_stated_range, {{"central", central}});
    auto const range = range_of(words, threshold);
    return words.say(threshold.inside_range ? say::report_inside_range : say::report_outside_range,
                     {{"range", range}, {"central", central}});
}

void write_threshold(HtmlWriter& page, ReportWords const& words, ThresholdResult const& threshold, std::size_t number)
{
    auto const card = page.inside("div", {{"class", "threshold"}});
    auto const sentence = threshold_sentence(words, threshold);
    auto const place = threshold_place(words, threshold);
    page.leaf("p", sentence, {{"class", "finding"}});
    if (!place.empty()) page.leaf("p", place);
    if (threshold.values.empty()) return;

    NumberLine line;
    line.text = {"chart-threshold-" + std::to_string(number),
                 words.say(say::report_chart_threshold, {{"input", words.input(threshold.solve)}}), sentence + " " + place};
    if (threshold.stated_range) line.range = {threshold.stated_range->low, threshold.stated_range->high};
    line.central = threshold.central;
    line.central_label = words.say(say::report_central_value, {{"value", figure_of(words, threshold, threshold.central)}});
    line.marks = threshold.values;
    line.figure = [&](double value) { return figure_of(words, threshold, value); };
    auto const figure = page.inside("figure");
    write_number_line(page, line);
}

void write_thresholds(HtmlWriter& page, ReportWords const& words)
{
    auto const& thresholds = words.evaluation.thresholds;
    {
        auto const cards = page.inside("div", {{"class", "thresholds"}});
        for (std::size_t i = 0; i < thresholds.size(); ++i) write_threshold(page, words, thresholds[i], i + 1);
    }
    HtmlTable table(page, words.say(say::report_caption_thresholds),
                    {{words.say(say::report_value_to_reach)},
                     {words.say(say::report_for)},
                     {words.say(say::report_threshold), Kind::figure},
                     {words.say(say::report_central), Kind::figure},
                     {words.say(say::report_stated_range), Kind::figure}},
                    {Narrow::cards, thresholds.size()});
    for (auto const& threshold : thresholds)
        table.row({{with_capital(words.input(threshold.solve))},
                   {words.indicator(threshold.until.indicator), threshold.until.text},
                   {threshold.values.empty() ? words.say(say::report_none) : values_of(words, threshold)},
                   {figure_of(words, threshold, threshold.central)},
                   {range_of(words, threshold)}});
}

// What carries the verdict

constexpr std::size_t tornado_bars_max = 10;  // with its heading, what one A4 page holds

bool has_swings(Evaluation const& evaluation) { return !evaluation.swings.empty(); }

std::string swing_name(ReportWords const& words, Swing const& swing)
{
    return with_capital(words.name(swing.label, swing.input)) + (swing.range_is_stated ? "" : "\u00A0†");
}

std::string figure_of(ReportWords const& words, Swing const& swing, double value)
{
    return words.quantity(value, swing.unit, swing.is_share);
}

Tornado tornado(ReportWords const& words)
{
    auto const& evaluation = words.evaluation;
    Tornado chart;
    chart.central = evaluation.central.indicators.npv;
    chart.central_label = words.say(say::report_central_npv, {{"npv", words.signed_money(*chart.central)}});
    chart.axis_figure = [&words](double value) { return words.short_money(value); };
    std::string description;
    for (std::size_t i = 0; i < std::min(evaluation.swings.size(), tornado_bars_max); ++i) {
        auto const& swing = evaluation.swings[i];
        Tornado::Bar bar;
        bar.label = swing_name(words, swing);
        if (swing.flips) bar.remark = "⇄ " + (swing.switches_at ? figure_of(words, swing, *swing.switches_at) : std::string());
        auto const rises = swing.npv_high >= swing.npv_low;
        bar.result_low = std::min(swing.npv_low, swing.npv_high);
        bar.result_high = std::max(swing.npv_low, swing.npv_high);
        bar.ends =
            figure_of(words, swing, rises ? swing.low : swing.high) + " ↔ " + figure_of(words, swing, rises ? swing.high : swing.low);
        description += bar.label + " " + words.range(words.signed_money(bar.result_low), words.signed_money(bar.result_high)) + "; ";
        chart.bars.push_back(std::move(bar));
    }
    chart.text = {"chart-swings", words.say(say::report_chart_swings), description};
    return chart;
}

void write_swings_chart(HtmlWriter& page, ReportWords const& words)
{
    auto const figure = page.inside("figure");
    write_tornado(page, tornado(words));
    auto const caption = page.inside("figcaption");
    page.leaf("span", words.say(say::report_npv_negative), {{"class", "key loss"}});
    page.leaf("span", words.say(say::report_npv_positive), {{"class", "key gain"}});
    page.leaf("span", words.say(say::report_switch_sign));
    auto const all = words.evaluation.swings.size();
    if (all > tornado_bars_max) page.leaf("span", words.say(say::report_first_of, {{"shown", tornado_bars_max}, {"all", all}}));
}

// Where draws were made, their tornado is the picture, and this is what tests the verdict: the ends of weak ranges, however unlikely.
void write_swings(HtmlWriter& page, ReportWords const& words)
{
    auto const& swings = words.evaluation.swings;
    if (has_drivers(words.evaluation)) {
        auto const paragraph = page.inside("p");
        page.text(words.say(say::sure_swings_intro) + " ");
        page.leaf("a", words.say(say::sure_heading_drivers), {{"href", "#drivers"}});
        page.text(".");
    }
    else {
        page.leaf("p", words.say(say::report_swings_intro));
        write_swings_chart(page, words);
    }
    {
        HtmlTable table(page, words.say(say::report_caption_swings),
                        {{words.say(say::report_moved_value)},
                         {words.say(say::report_moved_over)},
                         {words.say(say::report_npv_at_low), Kind::figure},
                         {words.say(say::report_npv_at_high), Kind::figure},
                         {words.say(say::report_changes_sign_at), Kind::figure}},
                        {Narrow::cards, swings.size()});
        for (auto const& swing : swings)
            table.row({{swing_name(words, swing)},
                       {words.range(swing.low, swing.high, swing.unit, swing.is_share)},
                       {words.signed_money(swing.npv_low)},
                       {words.signed_money(swing.npv_high)},
                       {swing.switches_at ? (swing.flips ? "⇄ " : "") + figure_of(words, swing, *swing.switches_at)
                                          : words.say(say::report_no)}});
    }
    if (std::ranges::any_of(swings, [](Swing const& swing) { return !swing.range_is_stated; }))
        page.leaf(
            "p", words.say(say::report_range_not_stated, {{"share", words.percent(words.evaluation.subject.conventions.unstated_range)}}),
            {{"class", "small"}});
}

// Discount rate and beta

bool has_sensitivity(Evaluation const& evaluation) { return !evaluation.by_rate.empty() || !evaluation.by_beta.empty(); }

void write_sensitivity_table(HtmlWriter& page, ReportWords const& words, base::MessageId caption,
                             std::vector<decide::SensitivityRow> const& rows)
{
    if (rows.empty()) return;
    HtmlTable table(page, words.say(caption),
                    {{words.say(say::report_convention)},
                     {words.say(say::report_rate), Kind::figure},
                     {with_capital(words.indicator("npv")), Kind::figure},
                     {with_capital(words.indicator("npv_per_public_euro")), Kind::figure},
                     {with_capital(words.indicator("bcr")), Kind::figure}},
                    {Narrow::cards, rows.size()});
    for (auto const& row : rows) {
        HtmlCell label{words.say(row.label)};
        if (row.is_case) label.details.push_back(words.say(say::report_this_case));
        table.row({label,
                   {words.percent(row.rate)},
                   {words.signed_money(row.npv)},
                   {ratio_words(words, row.npv_per_public_euro)},
                   {ratio_words(words, row.bcr)}},
                  row.is_case ? Row::marked : Row::plain);
    }
}

void write_sensitivity(HtmlWriter& page, ReportWords const& words)
{
    write_sensitivity_table(page, words, say::report_caption_rate, words.evaluation.by_rate);
    write_sensitivity_table(page, words, say::report_caption_beta, words.evaluation.by_beta);
}

// Variants side by side

constexpr std::size_t variants_in_a_table = 3;  // beside the project: what A4 holds

bool has_variants(Evaluation const& evaluation) { return !evaluation.variants.empty(); }

void write_option_rows(HtmlTable& table, ReportWords const& words, std::vector<OptionResult const*> const& options)
{
    auto const row = [&](std::string name, auto const& figure, Row kind = Row::plain) {
        std::vector<HtmlCell> cells{{std::move(name)}};
        for (auto const* option : options) cells.push_back({figure(*option)});
        table.row(cells, kind);
    };
    auto const central = words.evaluation.central.indicators.npv;
    row(
        with_capital(words.indicator("npv")), [&](OptionResult const& option) { return words.signed_money(option.indicators.npv); },
        Row::sum);
    row(words.say(say::report_against_project), [&](OptionResult const& option) {
        return &option == &words.evaluation.central ? std::string("–") : words.signed_money(option.indicators.npv - central);
    });
    row(words.say(say::report_benefits), [&](OptionResult const& option) { return words.money(option.indicators.benefits); });
    row(words.say(say::report_costs), [&](OptionResult const& option) { return words.money(option.indicators.costs); });
    row(with_capital(words.indicator("public_outlay")),
        [&](OptionResult const& option) { return words.money(option.indicators.public_outlay); });
    row(with_capital(words.indicator("npv_per_public_euro")),
        [&](OptionResult const& option) { return ratio_words(words, option.indicators.npv_per_public_euro); });
    row(with_capital(words.indicator("bcr")), [&](OptionResult const& option) { return ratio_words(words, option.indicators.bcr); });
    row(with_capital(words.indicator("discounted_payback")),
        [&](OptionResult const& option) { return payback_words(words, option.indicators.discounted_payback); });
    table.group(words.say(say::report_section_actors), "");
    for (auto const& actor : words.evaluation.central.actors)
        row(with_capital(words.name(actor.label, actor.id)), [&](OptionResult const& option) {
            auto const found = std::ranges::find(option.actors, actor.id, &decide::ActorResult::id);
            return found == option.actors.end() ? std::string("–") : words.signed_money(found->total());
        });
}

void write_variants(HtmlWriter& page, ReportWords const& words)
{
    auto const& evaluation = words.evaluation;
    auto const* best = &evaluation.central;
    for (auto const& variant : evaluation.variants)
        if (variant.indicators.npv > best->indicators.npv) best = &variant;
    page.leaf("p",
              words.say(say::report_best_option, {{"option", words.option(*best)}, {"npv", words.signed_money(best->indicators.npv)}}));
    for (std::size_t first = 0; first < evaluation.variants.size(); first += variants_in_a_table) {
        std::vector<OptionResult const*> options{&evaluation.central};
        for (auto i = first; i < std::min(first + variants_in_a_table, evaluation.variants.size()); ++i)
            options.push_back(&evaluation.variants[i]);
        std::vector<HtmlColumn> columns{{words.say(say::report_figure)}};
        for (auto const* option : options) columns.push_back({words.option(*option), Kind::figure});
        HtmlTable table(page, words.say(say::report_caption_variants), columns, {.rows = evaluation.central.actors.size()});
        write_option_rows(table, words, options);
    }
}

// Groups

bool has_groups(Evaluation const& evaluation) { return !evaluation.central.groups.empty(); }

void write_groups(HtmlWriter& page, ReportWords const& words)
{
    auto const& central = words.evaluation.central;
    if (auto const& elasticity = words.evaluation.subject.conventions.welfare_elasticity)
        page.leaf("p", words.say(say::report_weights_intro, {{"elasticity", words.number(*elasticity)}}));
    HtmlTable table(page, words.say(say::report_caption_groups),
                    {{words.say(say::report_group)},
                     {words.say(say::report_share_of_actor), Kind::figure},
                     {words.say(say::report_income), Kind::figure},
                     {words.say(say::report_weight), Kind::figure},
                     {words.say(say::report_unweighted), Kind::figure},
                     {words.say(say::report_weighted), Kind::figure}},
                    {Narrow::cards, central.groups.size()});
    for (auto const& group : central.groups)
        table.row({{with_capital(words.name(group.label, group.id)), {}, {words.actor(group.of)}},
                   {words.percent(group.share)},
                   {words.number(group.income)},
                   {words.number(group.weight)},
                   {words.signed_money(group.amount)},
                   {words.signed_money(group.weighted)}});
    if (central.npv_weighted)
        table.row({{with_capital(words.indicator("npv"))},
                   {},
                   {},
                   {},
                   {words.signed_money(central.indicators.npv)},
                   {words.signed_money(*central.npv_weighted)}},
                  Row::sum);
}

// What was not measured

bool has_unmeasured(Evaluation const& evaluation) { return !evaluation.subject.unmeasured.empty(); }

void write_unmeasured(HtmlWriter& page, ReportWords const& words)
{
    page.leaf("p", words.say(say::report_unmeasured_intro));
    HtmlTable table(page, words.say(say::report_caption_unmeasured),
                    {{words.say(say::report_what)},
                     {words.say(say::report_for_whom)},
                     {words.say(say::report_gain_or_loss)},
                     {words.say(say::report_followed_in)}},
                    {Narrow::cards, words.evaluation.subject.unmeasured.size()});
    for (auto const& each : words.evaluation.subject.unmeasured) {
        HtmlCell name{with_capital(words.name(each.label, each.id))};
        if (!each.note.empty()) name.details.push_back(words.text(each.note));
        table.row({name,
                   {words.actor(each.actor)},
                   {words.say(each.is_gain ? say::report_a_gain : say::report_a_loss), {}, {}, {}, each.is_gain ? "gain" : "loss"},
                   {each.in.empty() ? words.say(say::report_not_stated) : words.text(each.in)}});
    }
}

constexpr ReportSection sections[] = {
    {"chance", say::sure_heading_chance, has_chance, write_chance},
    {"losers", say::sure_heading_losers, has_losers, write_losers},
    {"drivers", say::sure_heading_drivers, has_drivers, write_drivers},
    {"measure", say::sure_heading_measure, has_measure, write_measure},
    {"scenarios", say::sure_heading_scenarios, has_scenarios, write_scenarios},
    {"trials", say::heading_trials, has_trials, write_trials},
    {"thresholds", say::report_section_thresholds, has_thresholds, write_thresholds},
    {"swings", say::report_section_swings, has_swings, write_swings},
    {"sensitivity", say::report_section_sensitivity, has_sensitivity, write_sensitivity},
    {"variants", say::report_section_variants, has_variants, write_variants},
    {"best", say::sure_heading_best, has_best, write_best},
    {"groups", say::report_section_groups, has_groups, write_groups},
    {"unmeasured", say::report_section_unmeasured, has_unmeasured, write_unmeasured},
};

}  // namespace

std::span<ReportSection const> doubt_sections() { return sections; }

}  // namespace alzette::prove
