// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/format.h"
#include "prove/terminal_sections.h"

#include <algorithm>
#include <fmt/core.h>

namespace alzette::prove {

using base::MessageId;
using decide::FlowKind;
using decide::Indicators;
using decide::OptionResult;
using Side = Table::Side;

namespace {

constexpr std::size_t variants_per_table = 3;

std::string premium_label(TerminalReport const& report)
{
    auto const premium = report.evaluation.subject.conventions.public_funds.multiplier - 1;
    return report.say(say::row_premium, {{"premium", base::percent(premium, report.language)}});
}

MessageId kind_words(decide::LineResult const& line)
{
    switch (line.kind) {
    case FlowKind::gain: return line.in_reference ? say::flow_gain_lost : say::flow_gain;
    case FlowKind::cost: return line.in_reference ? say::flow_cost_avoided : say::flow_cost;
    case FlowKind::transfer: break;
    }
    return line.in_reference ? say::flow_transfer_ended : say::flow_transfer;
}

// A ratio and where its two sides are.
struct Ratio {
    MessageId name;
    std::string_view id;
    std::optional<double> value;
    double above;
    double below;
};

std::vector<Ratio> ratios_of(OptionResult const& option)
{
    auto const& of = option.indicators;
    auto const flow = [&](std::size_t t) { return t < option.years.size() ? option.years[t].npv : 0; };
    return {{say::indicator_npv_per_public_euro, "npv_per_public_euro", of.npv_per_public_euro, of.npv, of.public_outlay},
            {say::indicator_npv_per_investment, "npv_per_investment", of.npv_per_investment, of.npv, of.investment},
            {say::indicator_npv_per_cost, "npv_per_cost", of.npv_per_cost, of.npv, of.costs},
            {say::indicator_bcr, "bcr", of.bcr, of.benefits, of.costs},
            {say::indicator_bcr_public, "bcr_public", of.bcr_public, of.others, of.public_outlay},
            {say::indicator_first_year_return, "first_year_return", of.first_year_return, flow(1), -flow(0)}};
}

std::string ratio_words(TerminalReport const& report, OptionResult const& option, Ratio const& ratio)
{
    if (!ratio.value) return report.reason(option.indicators, ratio.id);
    return ratio_with_sides(*ratio.value, ratio.above, ratio.below, report.evaluation.subject.conventions.currency, report.language);
}

std::string rates_of_return(TerminalReport const& report, Indicators const& of)
{
    if (of.irr.empty()) return report.reason(of, "irr");
    std::vector<std::string> rates;
    for (auto const rate : of.irr) rates.push_back(base::percent(rate, report.language));
    auto const list = list_of(rates, report.language);
    if (rates.size() > 1) return report.say(say::irr_several, {{"rates", list}, {"changes", of.sign_changes}});
    return of.sign_changes > 1 ? report.say(say::irr_may_mislead, {{"rate", list}, {"changes", of.sign_changes}}) : list;
}

std::string payback_words(TerminalReport const& report, Indicators const& of, std::string_view id, std::optional<int> payback)
{
    if (payback)
        return report.say(say::payback_in, {{"year", report.evaluation.subject.conventions.base_year + *payback}, {"t", *payback}});
    auto const known = std::ranges::find(of.not_applicable, id, &decide::NotApplicable::id) != of.not_applicable.end();
    return known ? report.reason(of, id) : report.say(say::not_within_horizon);
}

double total_of(OptionResult const& option, std::string_view actor)
{
    auto const found = std::ranges::find(option.actors, actor, &decide::ActorResult::id);
    return found == option.actors.end() ? 0 : found->total();
}

std::string option_name(TerminalReport const& report, OptionResult const& option)
{
    if (option.id.empty()) return report.say(say::column_project);
    return label_or_id(option.label, option.id, report.language);
}

// One row for each figure that tells options apart; the sides of each ratio are rows too.
void variant_rows(TerminalReport const& report, Table& table, std::vector<OptionResult const*> const& options)
{
    auto const row = [&](std::string label, auto const& cell) {
        std::vector<Cell> cells{std::move(label)};
        for (auto const* option : options) cells.push_back(cell(*option));
        table.row(std::move(cells));
    };
    auto const amount = [&](MessageId label, double Indicators::*member) {
        row(report.heading(label), [&](OptionResult const& option) { return Cell(report.money(option.indicators.*member)); });
    };
    auto const ratio = [&](MessageId label, std::optional<double> Indicators::*member) {
        row(report.heading(label), [&](OptionResult const& option) {
            auto const value = option.indicators.*member;
            return Cell(value ? base::number(*value, report.language, 3) : "–");
        });
    };
    row(report.heading(say::indicator_npv), [&](OptionResult const& option) { return report.gain_or_loss(option.indicators.npv); });
    amount(say::indicator_public_outlay, &Indicators::public_outlay);
    ratio(say::indicator_npv_per_public_euro, &Indicators::npv_per_public_euro);
    amount(say::indicator_benefits, &Indicators::benefits);
    amount(say::indicator_costs, &Indicators::costs);
    ratio(say::indicator_bcr, &Indicators::bcr);
    table.rule();
    for (auto const& actor : report.evaluation.central.actors)
        row(label_or_id(actor.label, actor.id, report.language),
            [&](OptionResult const& option) { return report.gain_or_loss(total_of(option, actor.id)); });
}

// Why a ratio of a variant is missing from the table; the project's own reasons stand under its ratios.
void print_missing_ratios(TerminalReport const& report)
{
    for (auto const& variant : report.evaluation.variants)
        for (auto const& ratio : ratios_of(variant)) {
            auto const is_shown = ratio.name == say::indicator_npv_per_public_euro || ratio.name == say::indicator_bcr;
            if (ratio.value || !is_shown) continue;
            auto const what = option_name(report, variant) + ", " + report.say(ratio.name);
            report.page.line(report.say(say::words_pair, {{"name", what}, {"what", report.reason(variant.indicators, ratio.id)}}));
        }
}

}  // namespace

void print_who(TerminalReport const& report)
{
    auto const& option = report.evaluation.central;
    Table table({{report.say(say::column_actor)},
                 {report.say(say::column_effects), Side::right},
                 {report.say(say::column_transfers), Side::right},
                 {report.say(say::column_total), Side::right}});
    auto actors = option.actors;
    std::ranges::stable_sort(actors, std::greater(), &decide::ActorResult::total);
    double effects = 0;
    double transfers = 0;
    for (auto const& actor : actors) {
        table.row({label_or_id(actor.label, actor.id, report.language), report.gain_or_loss(actor.effects),
                   report.gain_or_loss(actor.transfers), report.gain_or_loss(actor.total())});
        effects += actor.effects;
        transfers += actor.transfers;
    }
    table.rule();
    table.row({report.say(say::row_sum_of_actors), report.gain_or_loss(effects), report.gain_or_loss(transfers),
               report.gain_or_loss(effects + transfers)});
    table.row({premium_label(report), {}, {}, report.gain_or_loss(option.indicators.public_funds_premium)});
    table.row({report.heading(say::indicator_residual), {}, {}, report.gain_or_loss(option.indicators.residual)});
    table.rule();
    table.row({report.heading(say::indicator_npv), {}, {}, report.gain_or_loss(option.indicators.npv)});
    report.page.heading(report.say(say::heading_who));
    report.page.table(table);
    report.page.line(report.say(say::rounded_note));
}

void print_effects(TerminalReport const& report)
{
    Table table({{report.say(say::column_effect)},
                 {report.say(say::column_actor)},
                 {report.say(say::column_kind)},
                 {report.say(say::column_category)},
                 {report.say(say::column_due)},
                 {report.say(say::column_discounted), Side::right}});
    for (auto const& line : report.evaluation.central.lines) {
        auto const is_transfer = line.kind == FlowKind::transfer;
        auto const payer = actor_name(report.evaluation.subject, line.actor, report.language);
        auto const who = is_transfer ? payer + " → " + actor_name(report.evaluation.subject, line.to, report.language) : payer;
        table.row({label_or_id(line.label, line.id, report.language), who, report.say(kind_words(line)), line.category,
                   report.say(line.one_off ? say::due_once : say::due_yearly),
                   is_transfer ? Cell(report.money(line.discounted)) : report.gain_or_loss(line.discounted)});
    }
    if (table.empty()) return;
    report.page.heading(report.say(say::heading_effects));
    report.page.table(table);
}

void print_ratios(TerminalReport const& report)
{
    report.page.heading(report.say(say::heading_ratios));
    Table table({{""}, {""}});
    for (auto const& ratio : ratios_of(report.evaluation.central))
        table.row({report.heading(ratio.name), ratio_words(report, report.evaluation.central, ratio)});
    report.page.table(table);
}

void print_returns(TerminalReport const& report)
{
    auto const& option = report.evaluation.central;
    auto const& of = option.indicators;
    Table table({{""}, {""}});
    table.row({report.heading(say::indicator_irr), rates_of_return(report, of)});
    table.row({report.heading(say::indicator_payback), payback_words(report, of, "payback", of.payback)});
    table.row({report.heading(say::indicator_discounted_payback), payback_words(report, of, "discounted_payback", of.discounted_payback)});
    table.row({report.heading(say::indicator_annual_equivalent),
               report.say(say::annual_over, {{"amount", report.money(of.annual_equivalent)}, {"horizon", option.horizon}})});
    report.page.heading(report.say(say::heading_returns));
    report.page.table(table);
}

void print_years(TerminalReport const& report)
{
    Table table({{"t", Side::right}, {report.say(say::column_year), Side::right}, {report.say(say::column_flow), Side::right},
                 {report.say(say::column_factor), Side::right}, {report.say(say::column_discounted), Side::right},
                 {report.say(say::column_cumulated), Side::right}});
    for (auto const& year : report.evaluation.central.years)
        table.row({std::to_string(year.t), std::to_string(year.year), report.gain_or_loss(year.npv),
                   base::number(year.factor, report.language), report.gain_or_loss(year.discounted), report.gain_or_loss(year.cumulated)});
    if (table.empty()) return;
    report.page.heading(report.say(say::heading_years));
    report.page.table(table);
}

void print_variants(TerminalReport const& report)
{
    auto const& variants = report.evaluation.variants;
    if (variants.empty()) return;
    report.page.heading(report.say(say::heading_variants));
    for (std::size_t first = 0; first < variants.size(); first += variants_per_table) {
        std::vector<OptionResult const*> options{&report.evaluation.central};
        for (auto i = first; i < std::min(first + variants_per_table, variants.size()); ++i) options.push_back(&variants[i]);
        std::vector<Table::Column> columns{{""}};
        for (auto const* option : options) columns.push_back({option_name(report, *option), Side::right});
        Table table(std::move(columns));
        variant_rows(report, table, options);
        report.page.table(table);
    }
    print_missing_ratios(report);
}

void print_groups(TerminalReport const& report)
{
    auto const& option = report.evaluation.central;
    if (option.groups.empty()) return;
    Table table({{report.say(say::column_group)}, {report.say(say::column_actor)}, {report.say(say::column_share), Side::right},
                 {report.say(say::column_income), Side::right}, {report.say(say::column_weight), Side::right},
                 {report.say(say::column_amount), Side::right}, {report.say(say::column_weighted), Side::right}});
    for (auto const& group : option.groups)
        table.row({label_or_id(group.label, group.id, report.language), actor_name(report.evaluation.subject, group.of, report.language),
                   base::percent(group.share, report.language), base::number(group.income, report.language),
                   base::number(group.weight, report.language), report.gain_or_loss(group.amount), report.gain_or_loss(group.weighted)});
    if (option.npv_weighted) {
        table.rule();
        table.row({report.heading(say::indicator_npv), {}, {}, {}, {}, report.gain_or_loss(option.indicators.npv),
                   report.gain_or_loss(*option.npv_weighted)});
    }
    report.page.heading(report.say(say::heading_groups));
    report.page.table(table);
}

}  // namespace alzette::prove
