// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/sharing.h"
#include "prove/chart_shares.h"
#include "prove/html_sections.h"
#include "prove/html_table.h"
#include "prove/sharing_words.h"
#include "prove/wording.h"

namespace alzette::prove {

namespace {

using decide::SharingResult;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;
using Row = HtmlTable::Row;

std::string player_name(ReportWords const& words, decide::PlayerShare const& player) { return words.name(player.label, player.id); }

std::string interval_of(ReportWords const& words, decide::PlayerShare const& player)
{
    return player.interval ? words.range(words.money(player.interval->low), words.money(player.interval->high)) : std::string();
}

ShareChart chart_of(ReportWords const& words, SharingResult const& sharing)
{
    ShareChart chart;
    std::string description;
    for (auto const& player : sharing.players) {
        ShareChart::Bar bar{player_name(words, player), words.money(player.share), player.share, player.alone, std::nullopt};
        if (player.interval) bar.interval = {player.interval->low, player.interval->high};
        description += bar.label + " " + bar.figure + " (" + words.say(say::sharing_alone) + " " + words.money(player.alone) + "); ";
        chart.bars.push_back(std::move(bar));
    }
    chart.text = {"chart-sharing", words.say(say::sharing_chart), description};
    return chart;
}

void write_chart(HtmlWriter& page, ReportWords const& words, SharingResult const& sharing)
{
    auto const figure = page.inside("figure");
    write_share_chart(page, chart_of(words, sharing));
    auto const caption = page.inside("figcaption");
    page.leaf("span", words.say(say::sharing_key_share), {{"class", "key"}});
    page.leaf("span", words.say(say::sharing_key_alone), {{"class", "key"}});
    if (sharing.orders > 0) page.leaf("span", words.say(say::sharing_key_interval), {{"class", "key"}});
}

void write_shares(HtmlWriter& page, ReportWords const& words, SharingResult const& sharing)
{
    HtmlTable table(page, words.say(say::sharing_caption),
                    {{words.say(say::sharing_player)},
                     {words.say(say::sharing_alone), Kind::figure},
                     {words.say(say::sharing_share), Kind::figure},
                     {words.say(say::sharing_part), Kind::figure},
                     {words.say(say::sharing_saves), Kind::figure}},
                    {Narrow::cards, sharing.players.size()});
    double alone = 0;
    for (auto const& player : sharing.players) {
        auto const part = sharing.total == 0 ? std::string() : words.percent(player.share / sharing.total);
        table.row({{player_name(words, player)},
                   {words.money(player.alone)},
                   {words.money(player.share), {}, {interval_of(words, player)}},
                   {part},
                   {words.signed_money(player.saves())}});
        alone += player.alone;
    }
    table.row({{words.say(say::sharing_everyone)}, {words.money(alone)}, {words.money(sharing.total)}, {}, {words.signed_money(alone - sharing.total)}},
              Row::sum);
}

void write_objections(HtmlWriter& page, ReportWords const& words, SharingResult const& sharing)
{
    HtmlTable table(page, words.say(say::sharing_caption_objections),
                    {{words.say(say::sharing_group)},
                     {words.say(say::sharing_alone), Kind::figure},
                     {words.say(say::sharing_share), Kind::figure},
                     {words.say(say::sharing_better_by), Kind::figure}},
                    {Narrow::cards, sharing.objections.size()});
    for (auto const& objection : sharing.objections)
        table.row({{players_in_words(sharing, objection.players, words.language)},
                   {words.money(objection.alone)},
                   {words.money(objection.shares)},
                   {words.money(objection.better_by())}});
}

}  // namespace

bool has_sharing(decide::Evaluation const& evaluation) { return evaluation.sharing != nullptr; }

void write_sharing(HtmlWriter& page, ReportWords const& words)
{
    auto const& sharing = *words.evaluation.sharing;
    page.leaf("p", words.say(total_in_words(sharing, words.evaluation.subject.conventions.currency)));
    page.leaf("p", words.say(rule_in_words(sharing.rule, sharing.by)));
    if (sharing.orders > 0)
        page.leaf("p", words.say(say::sharing_sampled, {{"orders", words.number(static_cast<double>(sharing.orders))}}));
    write_chart(page, words, sharing);
    write_shares(page, words, sharing);
    page.leaf("p", words.say(stability_in_words(sharing)));
    if (!sharing.stable()) write_objections(page, words, sharing);
}

}  // namespace alzette::prove
