// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"
#include "prove/portfolio_view.h"
#include "prove/portfolio_words.h"
#include "prove/text_page.h"

#include <cmath>

namespace alzette::prove {

using Side = Table::Side;

namespace {

Cell toned(PortfolioWords const& words, double amount)
{
    return {words.signed_money(amount), std::abs(amount) < 0.005 ? Tone::plain : amount > 0 ? Tone::good : Tone::bad};
}

void print_projects(PortfolioWords const& words, TextPage& page)
{
    std::vector<Table::Column> columns{{words.say(say::column_portfolio_project)},
                                       {words.say(say::column_chosen)},
                                       {words.say(say::column_worth), Side::right},
                                       {words.say(say::column_public_outlay), Side::right}};
    if (words.has_shares()) columns.push_back({words.say(say::column_in_best), Side::right});
    Table table(std::move(columns));
    for (auto const index : words.candidates_in_order()) {
        auto const& each = words.result.candidates[index];
        auto const chosen = words.is_chosen(index);
        std::vector<Cell> cells{{words.candidate(index), chosen ? Tone::strong : Tone::plain},
                                {chosen ? words.say(say::word_chosen) : "–"},
                                toned(words, each.value),
                                {words.money(each.public_outlay)}};
        if (words.has_shares()) cells.emplace_back(words.percent(each.share_in_best));
        table.row(std::move(cells));
    }
    table.rule();
    auto const& best = words.result.best;
    std::vector<Cell> sum{{with_capital(words.say(say::portfolio_sum))}, {}, toned(words, best.value), {words.money(best.public_outlay)}};
    if (words.has_shares()) sum.emplace_back();
    table.row(std::move(sum));
    page.heading(words.say(say::heading_portfolio_projects));
    page.table(table);
    page.line(words.say(say::outlay_note));
}

void print_budgets(PortfolioWords const& words, TextPage& page)
{
    Table table({{words.say(say::column_budget)},
                 {words.say(say::column_budget_amount), Side::right},
                 {words.say(say::column_spent), Side::right},
                 {words.say(say::column_left), Side::right}});
    for (std::size_t i = 0; i < words.portfolio().budgets.size(); ++i) {
        auto const& use = words.result.best.budgets[i];
        table.row({words.budget(words.portfolio().budgets[i]), words.money(use.amount), words.money(use.spent), words.money(use.left())});
    }
    page.heading(words.say(say::heading_portfolio_budgets));
    page.table(table);
}

void print_communes(PortfolioWords const& words, TextPage& page)
{
    auto const communes = words.portfolio().communes();
    if (communes.empty()) return;
    Table table({{words.say(say::column_commune)}, {words.say(say::column_its_projects)}});
    for (auto const& commune : communes) table.row({commune, words.chosen_in(commune)});
    page.heading(words.say(say::heading_portfolio_communes));
    page.table(table);
}

void print_doubt(PortfolioWords const& words, TextPage& page)
{
    if (!words.result.doubt) return;
    page.heading(words.say(say::heading_portfolio_doubt));
    for (auto const& sentence : words.doubts()) page.item(sentence);
    page.item(words.shared());
}

void print_frontier(PortfolioWords const& words, TextPage& page)
{
    auto const one = words.portfolio().budgets.size() == 1;
    std::vector<Table::Column> columns{{words.say(one ? say::column_budget : say::column_of_budgets), Side::right},
                                       {words.say(say::column_worth), Side::right},
                                       {words.say(say::column_public_outlay), Side::right},
                                       {words.say(say::column_projects_count), Side::right}};
    if (one) columns.push_back({words.say(say::column_each_euro), Side::right});
    Table table(std::move(columns));
    for (std::size_t i = 0; i < words.result.frontier.size(); ++i) {
        auto const& best = words.result.frontier[i].best;
        auto const tone = words.result.frontier[i].factor == 1 ? Tone::strong : Tone::plain;
        std::vector<Cell> cells{{words.frontier_budget(i), tone}};
        cells.emplace_back(best ? words.worth(*best) : "–", tone);
        cells.emplace_back(best ? words.money(best->public_outlay) : "–");
        cells.emplace_back(best ? std::to_string(best->candidates.size()) : "–");
        auto const marginal = words.marginal(i);
        if (one) cells.emplace_back(marginal ? words.money(*marginal) : "");
        table.row(std::move(cells));
    }
    page.heading(words.say(say::heading_portfolio_frontier));
    page.table(table);
    page.line(words.frontier_note());
}

}  // namespace

std::string render_portfolio_terminal(decide::PortfolioResult const& result, base::Language language, Colour colour)
{
    PortfolioWords const words{result, language};
    TextPage page(colour);
    page.heading(words.title());
    page.line(words.money_line());
    page.paragraph(words.answer(), result.best.candidates.empty() ? Tone::strong : Tone::good);
    page.line(words.how_valued());
    for (auto const print : {print_projects, print_budgets, print_communes, print_doubt, print_frontier}) print(words, page);
    return std::move(page).take();
}

}  // namespace alzette::prove
