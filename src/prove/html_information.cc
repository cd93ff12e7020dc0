// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "base/catalogue/uncertainty.h"
#include "prove/chart_bars.h"
#include "prove/chart_tornado.h"
#include "prove/html_table.h"
#include "prove/html_uncertainty.h"
#include "prove/uncertainty_words.h"
#include "prove/wording.h"

#include <algorithm>

// Which values make the result uncertain, and what knowing them is worth.
namespace alzette::prove {

using decide::Evaluation;
using decide::InputShare;
using decide::Uncertainty;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;

namespace {

constexpr std::size_t bars_max = 10;   // with its heading, what one A4 page holds
constexpr std::size_t rows_max = 20;

Uncertainty const& drawn_of(ReportWords const& words) { return *words.evaluation.central.uncertainty; }

void say_what_is_left_out(HtmlWriter& page, ReportWords const& words, std::size_t all)
{
    if (all > rows_max) page.leaf("p", words.say(say::sure_first_of, {{"shown", rows_max}, {"all", all}}), {{"class", "small"}});
}

std::string share_words(ReportWords const& words, double share, double standard_error)
{
    auto const interval = share_interval(share, standard_error);
    if (interval.value < share_worth_figures) return words.say(say::sure_small_share);
    return words.percent(interval.value, 2) + " (" + words.range(words.number(interval.low * 100, 2), words.percent(interval.high, 2)) + ")";
}

std::string figure_of(ReportWords const& words, InputShare const& share, double value)
{
    auto const [unit, scale, is_share] = stated_unit(words.evaluation.subject, share);
    return words.quantity(value * scale, unit, is_share);
}

std::string interval_of(ReportWords const& words, InputShare const& share)
{
    auto const [unit, scale, is_share] = stated_unit(words.evaluation.subject, share);
    return words.range(share.value_low * scale, share.value_high * scale, unit, is_share);
}

Tornado drivers_chart(ReportWords const& words, std::vector<InputShare> const& inputs)
{
    Tornado chart;
    chart.text = {"chart-drivers", words.say(say::sure_chart_drivers), {}};
    chart.central = words.evaluation.central.indicators.npv;
    chart.central_label = words.say(say::report_central_npv, {{"npv", words.signed_money(*chart.central)}});
    chart.axis_figure = [&words](double value) { return words.short_money(value); };
    for (std::size_t i = 0; i < std::min(inputs.size(), bars_max); ++i) {
        auto const& input = inputs[i];
        Tornado::Bar bar;
        bar.label = with_capital(words.input(input.input));
        bar.result_low = std::min(input.low, input.high);
        bar.result_high = std::max(input.low, input.high);
        auto const rises = input.low <= input.high;
        bar.ends = figure_of(words, input, rises ? input.value_low : input.value_high) + " ↔ " +
                   figure_of(words, input, rises ? input.value_high : input.value_low);
        chart.text.description += bar.label + " " + words.range(words.signed_money(bar.result_low), words.signed_money(bar.result_high)) + "; ";
        chart.bars.push_back(std::move(bar));
    }
    return chart;
}

void write_groups(HtmlWriter& page, ReportWords const& words)
{
    auto groups = drawn_of(words).groups;
    if (groups.empty()) return;
    std::ranges::stable_sort(groups, [](auto const& a, auto const& b) { return a.evppi > b.evppi; });
    HtmlTable table(page, words.say(say::sure_caption_groups),
                    {{words.say(say::sure_group)}, {words.say(say::sure_which)}, {words.say(say::sure_worth_group), Kind::figure}},
                    {Narrow::cards, groups.size()});
    for (auto const& group : groups) {
        std::vector<std::string> names;
        for (auto const& input : group.inputs) names.push_back(words.input(input));
        table.row({{with_capital(readable(group.id))}, {list_of(names, words.language)}, {words.money(group.evppi)}});
    }
}

// One bar would compare nothing.
void write_worth_chart(HtmlWriter& page, ReportWords const& words, std::vector<InputShare> const& inputs)
{
    if (inputs.size() < 2 || !is_worth_knowing(inputs[1], drawn_of(words))) return;
    BarChart chart;
    chart.text = {"chart-measure", words.say(say::sure_chart_measure), {}};
    chart.right = words.say(say::sure_worth_more);
    for (auto const& input : inputs) {
        if (!is_worth_knowing(input, drawn_of(words)) || chart.bars.size() == bars_max) break;
        chart.bars.push_back({with_capital(words.input(input.input)), words.money(input.evppi), input.evppi});
        chart.text.description += chart.bars.back().label + " " + chart.bars.back().figure + "; ";
    }
    auto const figure = page.inside("figure");
    write_bar_chart(page, chart);
}

void write_worth_table(HtmlWriter& page, ReportWords const& words, std::vector<InputShare> const& inputs)
{
    auto const turns_known = std::ranges::any_of(inputs, [](InputShare const& input) { return input.turns > 0; });
    std::vector<HtmlColumn> columns{{words.say(say::sure_value)}, {words.say(say::sure_worth), Kind::figure}};
    if (turns_known) columns.push_back({words.say(say::sure_changes_decision), Kind::figure});
    columns.push_back({words.say(say::sure_alone), Kind::figure});
    columns.push_back({words.say(say::sure_with_others), Kind::figure});
    HtmlTable table(page, words.say(say::sure_caption_measure), columns, {Narrow::cards, inputs.size()});
    for (std::size_t i = 0; i < std::min(inputs.size(), rows_max); ++i) {
        auto const& input = inputs[i];
        std::vector<HtmlCell> cells{{with_capital(words.input(input.input))}, {words.money(input.evppi)}};
        if (turns_known) cells.push_back({words.percent(input.turns, 2)});
        cells.push_back({share_words(words, input.first, input.first_error)});
        cells.push_back({share_words(words, input.total, input.total_error)});
        table.row(cells);
    }
}

}  // namespace

bool has_drivers(Evaluation const& evaluation)
{
    return evaluation.central.uncertainty != nullptr && !by_width(*evaluation.central.uncertainty).empty();
}

void write_drivers(HtmlWriter& page, ReportWords const& words)
{
    auto const inputs = by_width(drawn_of(words));
    page.leaf("p", words.say(say::sure_drivers_intro));
    {
        auto const figure = page.inside("figure");
        write_tornado(page, drivers_chart(words, inputs));
        auto const caption = page.inside("figcaption");
        page.leaf("span", words.say(say::report_npv_negative), {{"class", "key loss"}});
        page.leaf("span", words.say(say::report_npv_positive), {{"class", "key gain"}});
        if (inputs.size() > bars_max) page.leaf("span", words.say(say::sure_first_of, {{"shown", bars_max}, {"all", inputs.size()}}));
    }
    {
        HtmlTable table(page, words.say(say::sure_caption_drivers),
                        {{words.say(say::sure_value)},
                         {words.say(say::sure_lies_in)},
                         {words.say(say::sure_at_low), Kind::figure},
                         {words.say(say::sure_at_high), Kind::figure}},
                        {Narrow::cards, inputs.size()});
        for (std::size_t i = 0; i < std::min(inputs.size(), rows_max); ++i)
            table.row({{with_capital(words.input(inputs[i].input))},
                       {interval_of(words, inputs[i])},
                       {words.signed_money(inputs[i].low)},
                       {words.signed_money(inputs[i].high)}});
    }
    say_what_is_left_out(page, words, inputs.size());
}

bool has_measure(Evaluation const& evaluation)
{
    return evaluation.central.uncertainty != nullptr && !by_worth(*evaluation.central.uncertainty).empty();
}

void write_measure(HtmlWriter& page, ReportWords const& words)
{
    auto const& drawn = drawn_of(words);
    auto const inputs = by_worth(drawn);
    auto const name = [&](std::string_view id) { return words.input(id); };
    auto style = "finding";  // the first sentence
    for (auto const& sentence : what_to_measure(drawn, words.evaluation.subject.conventions.currency, name)) {
        page.leaf("p", words.say(sentence), {{"class", style}});
        style = "";
    }
    write_worth_chart(page, words, inputs);
    write_worth_table(page, words, inputs);
    say_what_is_left_out(page, words, inputs.size());
    write_groups(page, words);
}

}  // namespace alzette::prove
