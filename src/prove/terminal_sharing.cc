// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/sharing.h"
#include "base/format.h"
#include "prove/sharing_words.h"
#include "prove/terminal_sections.h"

namespace alzette::prove {

namespace {

using Side = Table::Side;

Table shares_table(TerminalReport const& report, decide::SharingResult const& sharing)
{
    auto const is_sampled = sharing.orders > 0;
    std::vector<Table::Column> columns{{report.say(say::sharing_player)}, {report.say(say::sharing_alone), Side::right},
                                       {report.say(say::sharing_share), Side::right}};
    if (is_sampled) columns.push_back({report.say(say::sharing_interval), Side::right});
    columns.push_back({report.say(say::sharing_saves), Side::right});
    Table table(std::move(columns));
    double alone = 0;
    for (auto const& player : sharing.players) {
        std::vector<Cell> cells{label_or_id(player.label, player.id, report.language), report.money(player.alone), report.money(player.share)};
        if (player.interval) cells.emplace_back(report.money(player.interval->low) + " – " + report.money(player.interval->high));
        cells.push_back(report.gain_or_loss(player.saves()));
        table.row(std::move(cells));
        alone += player.alone;
    }
    table.rule();
    std::vector<Cell> sum{report.say(say::sharing_everyone), report.money(alone), report.money(sharing.total)};
    if (is_sampled) sum.emplace_back();
    sum.push_back(report.gain_or_loss(alone - sharing.total));
    table.row(std::move(sum));
    return table;
}

}  // namespace

void print_sharing(TerminalReport const& report)
{
    if (!report.evaluation.sharing) return;
    auto const& sharing = *report.evaluation.sharing;
    auto& page = report.page;
    page.heading(report.say(say::sharing_heading));
    page.line(total_in_words(sharing, report.evaluation.subject.conventions.currency).in(report.language));
    page.line(rule_in_words(sharing.rule, sharing.by).in(report.language));
    if (sharing.orders > 0)
        page.line(report.say(say::sharing_sampled, {{"orders", base::number(static_cast<double>(sharing.orders), report.language)}}));
    page.table(shares_table(report, sharing));
    page.paragraph(report.say(stability_in_words(sharing)), sharing.stable() ? Tone::plain : Tone::bad);
    for (auto const& objection : sharing.objections)
        page.item(report.say(say::sharing_objection, {{"players", players_in_words(sharing, objection.players, report.language)},
                                                      {"alone", report.money(objection.alone)},
                                                      {"shares", report.money(objection.shares)},
                                                      {"better_by", report.money(objection.better_by())}}));
}

}  // namespace alzette::prove
