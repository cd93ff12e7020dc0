// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/catalogue/report.h"
#include "base/catalogue/sharing.h"
#include "prove/chart_bars.h"
#include "prove/chart_cumulated.h"
#include "prove/html_sections.h"
#include "prove/html_table.h"
#include "prove/wording.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace alzette::prove {

using decide::Evaluation;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;
using Row = HtmlTable::Row;

std::string ratio_words(ReportWords const& words, std::optional<double> const& ratio)
{
    return ratio ? words.decimals(*ratio, 3) : words.say(say::not_available);
}

std::string payback_words(ReportWords const& words, std::optional<int> const& payback)
{
    if (!payback) return words.say(say::not_within_horizon);
    auto const year = std::to_string(words.evaluation.subject.conventions.base_year + *payback);
    auto const message = *payback <= 0 ? say::report_at_once : *payback == 1 ? say::report_after_one_year : say::report_after_years;
    return words.say(message, {{"years", *payback}, {"year", year}});
}

namespace {

// The question and what is compared

bool has_question(Evaluation const& evaluation) { return !evaluation.subject.question.empty(); }

void write_question(HtmlWriter& page, ReportWords const& words)
{
    page.leaf("p", words.text(words.evaluation.subject.question), {{"class", "question"}});
}

bool always(Evaluation const&) { return true; }

void write_side(HtmlWriter& page, std::string_view role, std::string_view what)
{
    auto const side = page.inside("div", {{"class", "side"}});
    page.leaf("h3", role);
    page.leaf("p", what);
}

void write_compared(HtmlWriter& page, ReportWords const& words)
{
    auto const& subject = words.evaluation.subject;
    {
        auto const sides = page.inside("div", {{"class", "sides"}});
        auto const& label = subject.project.label.empty() ? subject.title : subject.project.label;
        write_side(page, words.say(say::report_the_project), words.name(label, subject.id));
        write_side(page, words.say(say::report_the_reference),
                   subject.reference.label.empty() ? words.say(say::report_without_the_project) : words.text(subject.reference.label));
    }
    auto const& conventions = subject.conventions;
    page.leaf("p", words.say(say::report_every_figure, {{"year", std::to_string(conventions.base_year)},
                                                        {"last_year", std::to_string(conventions.base_year + conventions.horizon)},
                                                        {"currency", conventions.currency},
                                                        {"price_year", std::to_string(conventions.price_year)}}));
}

// Key figures

class FigureTable {
public:
    FigureTable(HtmlWriter& page, ReportWords const& words)
        : words_(words),
          result_(words.evaluation.central.indicators),
          table_(page, words.say(say::report_caption_figures),
                 {{words.say(say::report_figure)}, {words.say(say::report_value), Kind::figure}, {words.say(say::report_how)}},
                 {Narrow::cards})
    {
    }

    void row(std::string_view id, std::string value, std::string how, Row kind = Row::plain)
    {
        table_.row({{with_capital(words_.indicator(id))}, {std::move(value)}, {std::move(how)}}, kind);
    }

    // A ratio shows both its sides, or why it does not exist.
    void ratio(std::string_view id, std::optional<double> const& value, base::MessageId above, double numerator, base::MessageId below,
               double denominator)
    {
        auto const sides = words_.say(say::report_ratio, {{"above", words_.say(above)},
                                                          {"numerator", words_.money(numerator)},
                                                          {"below", words_.say(below)},
                                                          {"denominator", words_.money(denominator)}});
        if (value) row(id, words_.decimals(*value, 3), sides);
        else table_.row({{with_capital(words_.indicator(id))}, {words_.say(say::not_available)}, {reason(id), {}, {sides}}});
    }

    std::string reason(std::string_view id) const
    {
        auto const found = std::ranges::find(result_.not_applicable, id, &decide::NotApplicable::id);
        return found == result_.not_applicable.end() ? std::string() : words_.sentence(found->reason);
    }

private:
    ReportWords const& words_;
    decide::Indicators const& result_;
    HtmlTable table_;
};

void write_rates(FigureTable& table, ReportWords const& words)
{
    auto const& result = words.evaluation.central.indicators;
    std::string rates;
    for (auto const rate : result.irr) rates += (rates.empty() ? "" : "; ") + words.percent(rate);
    auto const warning = result.sign_changes > 1 ? words.say(say::report_irr_misleads, {{"changes", result.sign_changes}})
                                                 : words.say(say::report_how_irr);
    table.row("irr", rates.empty() ? words.say(say::not_available) : rates, rates.empty() ? table.reason("irr") : warning);
    auto const payback = [&](std::string_view id, std::optional<int> const& years, base::MessageId how) {
        auto const reason = table.reason(id);
        table.row(id, payback_words(words, years), years || reason.empty() ? words.say(how) : reason);
    };
    payback("payback", result.payback, say::report_how_payback);
    payback("discounted_payback", result.discounted_payback, say::report_how_discounted_payback);
    auto const& years = words.evaluation.central.years;
    auto const both_years = years.size() > 1;
    auto const sides = !both_years ? std::string()
                                   : words.say(say::report_ratio, {{"above", words.say(say::report_side_first_year)},
                                                                   {"numerator", words.signed_money(years[1].npv)},
                                                                   {"below", words.say(say::report_side_base_year)},
                                                                   {"denominator", words.money(-years[0].npv)}});
    table.row("first_year_return", result.first_year_return ? words.percent(*result.first_year_return) : words.say(say::not_available),
              result.first_year_return ? sides : table.reason("first_year_return"));
}

void write_figures(HtmlWriter& page, ReportWords const& words)
{
    auto const& result = words.evaluation.central.indicators;
    FigureTable table(page, words);
    table.row("npv", words.signed_money(result.npv),
              words.say(say::report_how_npv, {{"benefits", words.money(result.benefits)},
                                              {"costs", words.money(result.costs)},
                                              {"premium", words.signed_money(result.public_funds_premium)},
                                              {"residual", words.signed_money(result.residual)}}),
              Row::sum);
    table.row("public_outlay", words.money(result.public_outlay), words.say(say::report_how_public_outlay));
    table.ratio("npv_per_public_euro", result.npv_per_public_euro, say::report_side_npv, result.npv, say::report_side_public_outlay,
                result.public_outlay);
    table.ratio("npv_per_investment", result.npv_per_investment, say::report_side_npv, result.npv, say::report_side_investment,
                result.investment);
    table.ratio("npv_per_cost", result.npv_per_cost, say::report_side_npv, result.npv, say::report_side_costs, result.costs);
    table.ratio("bcr", result.bcr, say::report_side_benefits, result.benefits, say::report_side_costs, result.costs);
    table.ratio("bcr_public", result.bcr_public, say::report_side_others, result.others, say::report_side_public_outlay,
                result.public_outlay);
    write_rates(table, words);
    table.row("annual_equivalent", words.say(say::report_a_year, {{"amount", words.signed_money(result.annual_equivalent)}}),
              words.say(say::report_how_annual_equivalent));
}

// Who gains and who pays

bool has_actors(Evaluation const& evaluation) { return !evaluation.central.actors.empty(); }

bool shows_premium(ReportWords const& words)
{
    return words.evaluation.subject.conventions.public_funds.multiplier != 1 ||
           words.evaluation.central.indicators.public_funds_premium != 0;
}

bool shows_residual(ReportWords const& words)
{
    return words.evaluation.subject.conventions.residual.kind != decide::Residual::Kind::none ||
           words.evaluation.central.indicators.residual != 0;
}

BarChart actors_chart(ReportWords const& words, std::vector<decide::ActorResult> const& actors)
{
    auto const& result = words.evaluation.central.indicators;
    BarChart chart;
    chart.left = words.say(say::report_pays);
    chart.right = words.say(say::report_gains);
    auto const add = [&](std::string label, double value, bool is_sum = false) {
        chart.bars.push_back({std::move(label), words.signed_money(value), value, is_sum});
    };
    for (auto const& actor : actors) add(with_capital(words.name(actor.label, actor.id)), actor.total());
    if (shows_premium(words)) add(with_capital(words.indicator("public_funds_premium")), result.public_funds_premium);
    if (shows_residual(words)) add(with_capital(words.indicator("residual")), result.residual);
    add(with_capital(words.indicator("npv")), result.npv, true);
    std::string description;
    for (auto const& bar : chart.bars) description += bar.label + " " + bar.figure + "; ";
    chart.text = {"chart-actors", words.say(say::report_chart_actors), description};
    return chart;
}

void write_actors(HtmlWriter& page, ReportWords const& words)
{
    auto const& result = words.evaluation.central.indicators;
    auto actors = words.evaluation.central.actors;
    std::ranges::stable_sort(actors, [](auto const& a, auto const& b) { return a.total() > b.total(); });
    {
        auto const figure = page.inside("figure");
        write_bar_chart(page, actors_chart(words, actors));
    }
    HtmlTable table(page, words.say(say::report_caption_actors),
                    {{words.say(say::report_who)},
                     {words.say(say::report_effects), Kind::figure},
                     {words.say(say::report_transfers), Kind::figure},
                     {words.say(say::report_total), Kind::figure}},
                    {Narrow::cards, actors.size()});
    for (auto const& actor : actors) {
        auto const name = with_capital(words.name(actor.label, actor.id));
        auto const kind = words.say(words_for(actor.kind));
        table.row({{name, {}, {with_capital(kind) == name ? std::string() : kind}},
                   {words.signed_money(actor.effects)},
                   {words.signed_money(actor.transfers)},
                   {words.signed_money(actor.total())}});
    }
    if (shows_premium(words))
        table.row({{with_capital(words.indicator("public_funds_premium"))}, {}, {}, {words.signed_money(result.public_funds_premium)}});
    if (shows_residual(words)) table.row({{with_capital(words.indicator("residual"))}, {}, {}, {words.signed_money(result.residual)}});
    table.row({{with_capital(words.indicator("npv"))}, {}, {}, {words.signed_money(result.npv)}}, Row::sum);
}

// Effects by category

bool has_lines(Evaluation const& evaluation) { return !evaluation.central.lines.empty(); }

// "2014", "each year, 2015 to 2024": the years in which something flows.
std::string when(ReportWords const& words, decide::LineResult const& line)
{
    std::vector<int> years;
    for (std::size_t t = 0; t < line.flows.size(); ++t)
        if (line.flows[t] != 0) years.push_back(words.evaluation.subject.conventions.base_year + static_cast<int>(t));
    if (years.empty()) return words.say(say::report_no_year);
    auto const first = std::to_string(years.front());
    auto const last = std::to_string(years.back());
    if (years.size() == 1) return words.say(say::report_once, {{"year", first}});
    return words.say(line.one_off ? say::report_times_between : say::report_each_year,
                     {{"first", first}, {"last", last}, {"times", years.size()}});
}

std::string whom(ReportWords const& words, decide::LineResult const& line)
{
    if (line.kind == decide::FlowKind::transfer)
        return words.say(say::report_from_to, {{"from", words.actor(line.actor)}, {"to", words.actor(line.to)}});
    return words.actor(line.actor);
}

void write_line(HtmlTable& table, ReportWords const& words, decide::LineResult const& line)
{
    auto const amount = line.kind == decide::FlowKind::transfer ? words.money(line.discounted) : words.signed_money(line.discounted);
    HtmlCell name{with_capital(words.name(line.label, line.id)), line.formula};
    if (line.in_reference) name.details.push_back(words.say(say::report_of_the_reference));
    table.row({name, {whom(words, line)}, {when(words, line)}, {amount}});
}

// A category of one effect comes to that effect: no figure of its own.
std::string category_figure(ReportWords const& words, decide::CategoryResult const& category)
{
    auto const belongs = [&](decide::LineResult const& line) {
        return line.kind != decide::FlowKind::transfer && line.category == category.id;
    };
    if (std::ranges::count_if(words.evaluation.central.lines, belongs) == 1) return {};
    auto net = words.signed_money(category.gains - category.costs);
    if (category.gains == 0 || category.costs == 0) return net;
    return words.say(say::report_gains_less_costs,
                     {{"gains", words.money(category.gains)}, {"costs", words.money(category.costs)}, {"net", net}});
}

void write_effects(HtmlWriter& page, ReportWords const& words)
{
    auto const& central = words.evaluation.central;
    HtmlTable table(page, words.say(say::report_caption_effects),
                    {{words.say(say::report_effect)},
                     {words.say(say::report_for_whom)},
                     {words.say(say::report_when)},
                     {words.say(say::report_discounted), Kind::figure}},
                    {Narrow::cards, 2 * central.lines.size()});
    auto const is_transfer = [](decide::LineResult const& line) { return line.kind == decide::FlowKind::transfer; };
    for (auto const& category : central.categories) {
        table.group(words.category(category.id), category_figure(words, category));
        for (auto const& line : central.lines)
            if (!is_transfer(line) && line.category == category.id) write_line(table, words, line);
    }
    auto const is_listed = [&](decide::LineResult const& line) {
        return std::ranges::find(central.categories, line.category, &decide::CategoryResult::id) != central.categories.end();
    };
    auto const is_left = [&](decide::LineResult const& line) { return !is_transfer(line) && !is_listed(line); };
    if (std::ranges::any_of(central.lines, is_left)) table.group(words.say(say::report_no_category), "");
    for (auto const& line : central.lines)
        if (is_left(line)) write_line(table, words, line);
    if (std::ranges::any_of(central.lines, is_transfer)) table.group(words.say(say::report_transfers_between), "");
    for (auto const& line : central.lines)
        if (is_transfer(line)) write_line(table, words, line);
}

// Year by year

bool has_years(Evaluation const& evaluation) { return !evaluation.central.years.empty(); }

CumulatedChart years_chart(ReportWords const& words)
{
    auto const& central = words.evaluation.central;
    CumulatedChart chart;
    for (auto const& year : central.years) chart.points.push_back({year.year, year.cumulated});
    chart.axis_figure = [&words](double value) { return words.short_money(value); };
    chart.final_figure = words.signed_money(central.years.back().cumulated);
    if (auto const payback = central.indicators.discounted_payback; payback && *payback > 0) {
        chart.turning_year = words.evaluation.subject.conventions.base_year + *payback;
        chart.turning_label = words.say(say::report_positive_in, {{"year", std::to_string(chart.turning_year)}});
    }
    auto const turning = chart.turning_year != 0 ? chart.turning_label : payback_words(words, central.indicators.discounted_payback);
    chart.text = {"chart-years", words.say(say::report_chart_years),
                  words.say(say::report_chart_years_says, {{"first", words.signed_money(central.years.front().cumulated)},
                                                           {"first_year", std::to_string(central.years.front().year)},
                                                           {"last", chart.final_figure},
                                                           {"last_year", std::to_string(central.years.back().year)},
                                                           {"turning", turning}})};
    return chart;
}

void write_years(HtmlWriter& page, ReportWords const& words)
{
    {
        auto const figure = page.inside("figure");
        write_cumulated_chart(page, years_chart(words));
    }
    HtmlTable table(page, words.say(say::report_caption_years),
                    {{words.say(say::report_year)},
                     {words.say(say::report_factor), Kind::figure},
                     {words.say(say::report_flow), Kind::figure},
                     {words.say(say::report_discounted), Kind::figure},
                     {words.say(say::report_cumulated), Kind::figure}},
                    {.rows = words.evaluation.central.years.size()});
    auto const payback = words.evaluation.central.indicators.discounted_payback;
    for (auto const& year : words.evaluation.central.years)
        table.row({{std::to_string(year.year)},
                   {words.decimals(year.factor, 4)},
                   {words.signed_money(year.npv)},
                   {words.signed_money(year.discounted)},
                   {words.signed_money(year.cumulated)}},
                  payback && year.t == *payback && year.t > 0 ? Row::marked : Row::plain);
}

constexpr ReportSection sections[] = {
    {"question", say::report_section_question, has_question, write_question},
    {"compared", say::report_section_compared, always, write_compared},
    {"figures", say::report_section_figures, always, write_figures},
    {"actors", say::report_section_actors, has_actors, write_actors},
    {"effects", say::report_section_effects, has_lines, write_effects},
    {"years", say::report_section_years, has_years, write_years},
    {"sharing", say::sharing_heading, has_sharing, write_sharing},
};

}  // namespace

std::span<ReportSection const> answer_sections() { return sections; }

}  // namespace alzette::prove
