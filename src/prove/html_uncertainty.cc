// SPDX-License-Identifier: Apache-2.0
#include "prove/html_uncertainty.h"

#include "base/catalogue/report.h"
#include "base/catalogue/uncertainty.h"
#include "prove/chart_bars.h"
#include "prove/chart_distribution.h"
#include "prove/chart_tornado.h"
#include "prove/html_table.h"
#include "prove/uncertainty_words.h"
#include "prove/wording.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using decide::Evaluation;
using decide::Spread;
using decide::Uncertainty;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;
using Row = HtmlTable::Row;

namespace {

constexpr std::size_t bins_in_a_table = 12;
constexpr std::size_t spread_rows = 7;

Uncertainty const& drawn_of(ReportWords const& words) { return *words.evaluation.central.uncertainty; }

std::string interval_of(ReportWords const& words, Spread const& spread)
{
    return words.range(words.signed_money(spread.p5), words.signed_money(spread.p95));
}

// A range of results nine times out of ten, as a bar of the chart that tornadoes share.
Tornado::Bar bar_of(ReportWords const& words, std::string label, Spread const& spread, std::string remark)
{
    Tornado::Bar bar;
    bar.label = std::move(label);
    bar.remark = std::move(remark);
    bar.result_low = spread.p5;
    bar.result_high = spread.p95;
    bar.ends = words.short_money(spread.p5) + " ↔ " + words.short_money(spread.p95);
    return bar;
}

void write_ranges(HtmlWriter& page, ReportWords const& words, Tornado chart)
{
    chart.axis_figure = [&words](double value) { return words.short_money(value); };
    for (auto const& bar : chart.bars) chart.text.description += bar.label + " " + bar.ends + "; ";
    auto const figure = page.inside("figure");
    write_tornado(page, chart);
    auto const caption = page.inside("figcaption");
    page.leaf("span", words.say(say::sure_a_loss), {{"class", "key loss"}});
    page.leaf("span", words.say(say::sure_a_gain), {{"class", "key gain"}});
    page.leaf("span", words.say(say::sure_bars_reach));
}

// The distribution

std::string bin_words(ReportWords const& words, std::vector<decide::Bin> const& bins, std::size_t i)
{
    if (bins.size() > 1 && i == 0) return words.say(say::sure_bin_below, {{"high", words.short_money(bins[i].high)}});
    if (bins.size() > 1 && i + 1 == bins.size()) return words.say(say::sure_bin_above, {{"low", words.short_money(bins[i].low)}});
    return words.range(words.short_money(bins[i].low), words.short_money(bins[i].high));
}

void write_distribution_of(HtmlWriter& page, ReportWords const& words)
{
    auto const& drawn = drawn_of(words);
    DistributionChart chart;
    for (auto const& bin : drawn.distribution) chart.bars.push_back({bin.low, bin.high, bin.share});
    auto const central = words.evaluation.central.indicators.npv;
    chart.marks = {{drawn.npv.p50, words.say(say::sure_median_is, {{"npv", words.signed_money(drawn.npv.p50)}}), false},
                   {central, words.say(say::report_central_npv, {{"npv", words.signed_money(central)}}), true}};
    chart.interval = {drawn.npv.p5, drawn.npv.p95};
    chart.interval_label = words.say(say::sure_nine_in_ten);
    chart.axis_figure = [&words](double value) { return words.short_money(value); };
    chart.text = {"chart-distribution", words.say(say::sure_chart_distribution), words.sentence(chance_of_loss(drawn))};
    for (auto const& mark : chart.marks) chart.text.description += " " + mark.label + ";";
    chart.text.description += " " + chart.interval_label + " " + interval_of(words, drawn.npv);
    auto const figure = page.inside("figure");
    write_distribution(page, chart);
    auto const caption = page.inside("figcaption");
    page.leaf("span", words.say(say::report_npv_negative), {{"class", "key loss"}});
    page.leaf("span", words.say(say::report_npv_positive), {{"class", "key gain"}});
    page.leaf("span", words.say(say::sure_outer_bars));
}

void write_bins(HtmlWriter& page, ReportWords const& words)
{
    auto const bins = fewer_bins(drawn_of(words).distribution, bins_in_a_table);
    HtmlTable table(page, words.say(say::sure_caption_distribution),
                    {{with_capital(words.indicator("npv"))},
                     {words.say(say::sure_probability), Kind::figure},
                     {words.say(say::sure_this_or_less), Kind::figure}},
                    {.rows = bins.size()});
    double below = 0;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        below += bins[i].share;
        table.row({{bin_words(words, bins, i)}, {words.percent(bins[i].share)}, {words.percent(below)}});
    }
}

void write_spread(HtmlWriter& page, ReportWords const& words)
{
    auto const& drawn = drawn_of(words);
    HtmlTable table(page, words.say(say::sure_caption_spread),
                    {{words.say(say::report_figure)}, {words.say(say::report_value), Kind::figure}, {words.say(say::sure_what_it_means)}},
                    {Narrow::cards, spread_rows});
    auto const row = [&](base::MessageId name, std::string value, base::MessageId how, Row kind = Row::plain) {
        table.row({{words.say(name)}, {std::move(value)}, {words.say(how)}}, kind);
    };
    row(say::sure_chance_of_loss, words.percent(1 - drawn.npv.probability_positive), say::sure_how_loss);
    row(say::sure_mean, words.signed_money(drawn.npv.mean), say::sure_how_mean, Row::sum);
    row(say::sure_error, "± " + words.money(drawn.npv.standard_error), say::sure_how_error);
    row(say::sure_median, words.signed_money(drawn.npv.p50), say::sure_how_median);
    row(say::sure_interval, interval_of(words, drawn.npv), say::sure_how_interval);
    row(say::sure_sd, words.money(drawn.npv.sd), say::sure_how_sd);
    row(say::sure_central_case, words.signed_money(words.evaluation.central.indicators.npv), say::sure_how_central);
}

std::string name_of(ReportWords const& words, OptionChance const& each)
{
    return each.option == nullptr ? words.say(say::sure_nothing) : words.option(*each.option);
}

}  // namespace

bool has_chance(Evaluation const& evaluation) { return evaluation.central.uncertainty != nullptr; }

void write_chance(HtmlWriter& page, ReportWords const& words)
{
    auto const& drawn = drawn_of(words);
    page.leaf("p", words.say(chance_of_loss(drawn)), {{"class", "finding"}});
    page.leaf("p", words.say(say::sure_spread, {{"mean", words.signed_money(drawn.npv.mean)},
                                                {"low", words.signed_money(drawn.npv.p5)},
                                                {"high", words.signed_money(drawn.npv.p95)},
                                                {"median", words.signed_money(drawn.npv.p50)}}));
    auto const& evaluation = words.evaluation;
    auto const name = [&](std::string_view id) { return words.input(id); };
    if (auto const why = why_mean_differs(drawn, evaluation.central.indicators.npv, evaluation.subject.conventions.currency, name))
        page.leaf("p", words.say(*why));
    if (!drawn.distribution.empty()) write_distribution_of(page, words);
    write_spread(page, words);
    if (!drawn.distribution.empty()) write_bins(page, words);
    for (auto const& sentence : how_drawn(drawn)) page.leaf("p", words.say(sentence), {{"class", "small"}});
}

bool has_losers(Evaluation const& evaluation) { return has_chance(evaluation) && !evaluation.central.uncertainty->actors.empty(); }

void write_losers(HtmlWriter& page, ReportWords const& words)
{
    auto actors = drawn_of(words).actors;
    std::ranges::stable_sort(actors, [](auto const& a, auto const& b) { return a.probability_loss > b.probability_loss; });
    page.leaf("p", words.say(say::sure_losers_intro));
    Tornado chart;
    chart.text = {"chart-losers", words.say(say::sure_chart_losers), {}};
    for (auto const& each : actors) chart.bars.push_back(bar_of(words, words.actor(each.actor), each.result, {}));
    write_ranges(page, words, std::move(chart));
    HtmlTable table(page, words.say(say::sure_caption_losers),
                    {{words.say(say::report_who)},
                     {words.say(say::sure_chance_of_loss), Kind::figure},
                     {words.say(say::sure_mean), Kind::figure},
                     {words.say(say::sure_interval), Kind::figure}},
                    {Narrow::cards, actors.size()});
    for (auto const& each : actors)
        table.row({{words.actor(each.actor)},
                   {words.percent(each.probability_loss), {}, {words.say(chance_in_words(each.probability_loss))}},
                   {words.signed_money(each.result.mean)},
                   {interval_of(words, each.result)}});
}

bool has_scenarios(Evaluation const& evaluation) { return has_chance(evaluation) && !evaluation.central.uncertainty->scenarios.empty(); }

void write_scenarios(HtmlWriter& page, ReportWords const& words)
{
    auto const& scenarios = drawn_of(words).scenarios;
    page.leaf("p", words.say(say::sure_scenarios_intro));
    Tornado chart;
    chart.text = {"chart-scenarios", words.say(say::sure_chart_scenarios), {}};
    auto const name = [&](decide::ScenarioSpread const& each) { return with_capital(words.name(each.label, each.id)); };
    for (auto const& each : scenarios) chart.bars.push_back(bar_of(words, name(each), each.npv, words.percent(each.probability)));
    write_ranges(page, words, std::move(chart));
    HtmlTable table(page, words.say(say::sure_caption_scenarios),
                    {{words.say(say::sure_scenario)},
                     {words.say(say::sure_how_likely), Kind::figure},
                     {words.say(say::sure_chance_of_loss), Kind::figure},
                     {words.say(say::sure_mean), Kind::figure},
                     {words.say(say::sure_interval), Kind::figure}},
                    {Narrow::cards, scenarios.size()});
    for (auto const& each : scenarios)
        table.row({{name(each)},
                   {words.percent(each.probability)},
                   {words.percent(1 - each.npv.probability_positive)},
                   {words.signed_money(each.npv.mean)},
                   {interval_of(words, each.npv)}});
}

bool has_best(Evaluation const& evaluation) { return !evaluation.variants.empty() && has_chance(evaluation); }

void write_best(HtmlWriter& page, ReportWords const& words)
{
    auto const options = by_chance(words.evaluation);
    if (options.front().best) {
        auto const most = std::ranges::max_element(options, {}, [](OptionChance const& each) { return *each.best; });
        page.leaf("p", words.say(say::sure_best, {{"option", name_of(words, *most)},
                                                  {"chance", words.say(chance_in_words(*most->best))},
                                                  {"probability", words.percent(*most->best)}}));
        BarChart chart;
        chart.text = {"chart-best", words.say(say::sure_chart_best), {}};
        chart.right = words.say(say::sure_more_often);
        for (auto const& each : options) {
            chart.bars.push_back({name_of(words, each), words.percent(*each.best), *each.best, each.option == nullptr});
            chart.text.description += chart.bars.back().label + " " + chart.bars.back().figure + "; ";
        }
        auto const figure = page.inside("figure");
        write_bar_chart(page, chart);
    }
    HtmlTable table(page, words.say(say::sure_caption_best),
                    {{words.say(say::sure_option)},
                     {words.say(say::sure_is_best), Kind::figure},
                     {words.say(say::sure_chance_of_loss), Kind::figure},
                     {words.say(say::sure_mean), Kind::figure},
                     {words.say(say::sure_interval), Kind::figure}},
                    {Narrow::cards, options.size()});
    for (auto const& each : options) {
        std::vector<HtmlCell> cells{{name_of(words, each)}, {each.best ? words.percent(*each.best) : "–"}};
        if (each.option != nullptr) {
            auto const& npv = each.option->uncertainty->npv;
            cells.insert(cells.end(), {{words.percent(1 - npv.probability_positive)}, {words.signed_money(npv.mean)}, {interval_of(words, npv)}});
        }
        table.row(cells);
    }
}

}  // namespace alzette::prove
