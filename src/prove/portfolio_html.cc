// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "base/format.h"
#include "prove/chart_bars.h"
#include "prove/chart_frontier.h"
#include "prove/html_page.h"
#include "prove/html_table.h"
#include "prove/portfolio_view.h"
#include "prove/portfolio_words.h"
#include "prove/report_words.h"

#include <algorithm>

namespace alzette::prove {

using Kind = HtmlColumn::Kind;
using Row = HtmlTable::Row;

namespace {

constexpr std::size_t usual_size = 1 << 16;
constexpr std::size_t bars_max = 25;  // what a page holds; the table has all

// One page: words set as a book is.
struct Page {
    HtmlWriter& html;
    PortfolioWords const& words;

    std::string set(std::string_view text) const { return typeset(text, words.language); }
    std::string say(base::MessageId message, std::vector<base::Argument> arguments = {}) const { return set(words.say(message, std::move(arguments))); }
    std::string heading(base::MessageId message) const { return with_capital(say(message)); }
    std::string short_money(double amount) const
    {
        return set(base::short_money(amount, words.portfolio().conventions().currency, words.language));
    }
};

void write_fact(Page const& page, base::MessageId name, std::string_view figure)
{
    auto const fact = page.html.inside("div");
    page.html.leaf("dt", page.say(name));
    page.html.leaf("dd", figure);
}

void write_answer(Page const& page)
{
    auto const& result = page.words.result;
    auto const style = result.best.candidates.empty() ? "verdict not-worth-it" : "verdict worth-it";
    auto const panel = page.html.inside("section", {{"id", "verdict"}, {"class", style}, {"aria-labelledby", "verdict-title"}});
    {
        auto const heading = page.html.inside("h2", {{"id", "verdict-title"}});
        page.html.leaf("span", page.say(say::portfolio_title, {{"count", page.words.portfolio().projects.size()}}), {{"class", "eyebrow"}});
    }
    page.html.leaf("p", page.set(page.words.answer()), {{"class", "lead"}});
    {
        auto const facts = page.html.inside("dl", {{"class", "facts"}});
        write_fact(page, say::column_worth, page.set(page.words.signed_money(result.best.value)));
        write_fact(page, say::column_public_outlay, page.set(page.words.money(result.best.public_outlay)));
        write_fact(page, say::column_projects_count, std::to_string(result.best.candidates.size()));
        if (page.words.has_shares()) write_fact(page, say::column_share_best, page.set(page.words.percent(result.doubt->share_best)));
    }
    page.html.leaf("p", page.set(page.words.how_valued()), {{"class", "because"}});
}

void write_projects(Page const& page)
{
    auto const& result = page.words.result;
    std::vector<HtmlColumn> columns{{page.heading(say::column_portfolio_project)},
                                    {page.heading(say::column_chosen)},
                                    {page.heading(say::column_worth), Kind::figure},
                                    {page.heading(say::column_worth_central), Kind::figure},
                                    {page.heading(say::column_public_outlay), Kind::figure}};
    if (page.words.has_shares()) columns.push_back({page.heading(say::column_in_best), Kind::figure});
    HtmlTable table(page.html, page.heading(say::heading_portfolio_projects), std::move(columns), {HtmlTable::Narrow::cards, result.candidates.size()});
    for (auto const index : page.words.candidates_in_order()) {
        auto const& each = result.candidates[index];
        auto const chosen = page.words.is_chosen(index);
        std::vector<HtmlCell> cells{{page.set(page.words.candidate(index))},
                                    {page.say(chosen ? say::word_chosen : say::word_not_chosen)},
                                    {page.set(page.words.signed_money(each.value))},
                                    {page.set(page.words.signed_money(each.central))},
                                    {page.set(page.words.money(each.public_outlay))}};
        if (page.words.has_shares()) cells.push_back({page.set(page.words.percent(each.share_in_best))});
        table.row(cells, chosen ? Row::marked : Row::plain);
    }
    std::vector<HtmlCell> sum{{page.heading(say::portfolio_sum)}, {}, {page.set(page.words.signed_money(result.best.value))}, {},
                              {page.set(page.words.money(result.best.public_outlay))}};
    if (page.words.has_shares()) sum.emplace_back();
    table.row(sum, Row::sum);
}

void write_shares(Page const& page)
{
    auto const& result = page.words.result;
    if (!page.words.has_shares()) return;
    BarChart chart;
    chart.text = {"chart-shares", page.say(say::chart_shares), page.say(say::chart_shares_text)};
    chart.right = page.say(say::column_in_best);
    for (auto const index : page.words.candidates_in_order()) {
        if (chart.bars.size() == bars_max) break;
        auto const share = result.candidates[index].share_in_best;
        auto const mark = page.words.is_chosen(index) ? "✓ " : "";
        chart.bars.push_back({mark + page.set(page.words.candidate(index)), page.set(page.words.percent(share)), share, false});
    }
    auto const drawing = page.html.inside("figure");
    write_bar_chart(page.html, chart);
    auto const caption = page.html.inside("figcaption");
    page.html.leaf("span", page.say(say::chart_shares_text));
}

void write_projects_section(Page const& page)
{
    write_projects(page);
    page.html.leaf("p", page.say(say::outlay_note), {{"class", "small"}});
}

void write_budgets(Page const& page)
{
    auto const& budgets = page.words.portfolio().budgets;
    HtmlTable table(page.html, page.heading(say::heading_portfolio_budgets),
                    {{page.heading(say::column_budget)},
                     {page.heading(say::column_budget_amount), Kind::figure},
                     {page.heading(say::column_spent), Kind::figure},
                     {page.heading(say::column_left), Kind::figure}},
                    {HtmlTable::Narrow::fits, budgets.size()});
    for (std::size_t i = 0; i < budgets.size(); ++i) {
        auto const& use = page.words.result.best.budgets[i];
        table.row({{page.set(page.words.budget(budgets[i]))}, {page.set(page.words.money(use.amount))}, {page.set(page.words.money(use.spent))},
                   {page.set(page.words.money(use.left()))}});
    }
}

void write_communes(Page const& page)
{
    auto const communes = page.words.portfolio().communes();
    HtmlTable table(page.html, page.heading(say::heading_portfolio_communes),
                    {{page.heading(say::column_commune)}, {page.heading(say::column_its_projects)}}, {HtmlTable::Narrow::fits, communes.size()});
    for (auto const& commune : communes) table.row({{page.set(commune)}, {page.set(page.words.chosen_in(commune))}});
}

void write_doubt(Page const& page)
{
    {
        auto const list = page.html.inside("ul");
        for (auto const& sentence : page.words.doubts()) page.html.leaf("li", page.set(sentence));
        page.html.leaf("li", page.set(page.words.shared()));
    }
    write_shares(page);
}

void write_frontier_table(Page const& page)
{
    auto const& frontier = page.words.result.frontier;
    auto const one = page.words.portfolio().budgets.size() == 1;
    std::vector<HtmlColumn> columns{{page.heading(one ? say::column_budget : say::column_of_budgets), Kind::figure},
                                    {page.heading(say::column_worth), Kind::figure},
                                    {page.heading(say::column_public_outlay), Kind::figure},
                                    {page.heading(say::column_projects_count), Kind::figure}};
    if (one) columns.push_back({page.heading(say::column_each_euro), Kind::figure});
    HtmlTable table(page.html, page.heading(say::heading_portfolio_frontier), std::move(columns), {HtmlTable::Narrow::fits, frontier.size()});
    for (std::size_t i = 0; i < frontier.size(); ++i) {
        auto const& best = frontier[i].best;
        std::vector<HtmlCell> cells{{page.set(page.words.frontier_budget(i))},
                                    {best ? page.set(page.words.worth(*best)) : page.say(say::frontier_impossible)},
                                    {best ? page.set(page.words.money(best->public_outlay)) : "–"},
                                    {best ? std::to_string(best->candidates.size()) : "–"}};
        auto const marginal = page.words.marginal(i);
        if (one) cells.push_back({marginal ? page.set(page.words.money(*marginal)) : ""});
        table.row(cells, frontier[i].factor == 1 ? Row::marked : Row::plain);
    }
}

void write_frontier(Page const& page)
{
    auto const& words = page.words;
    auto const one = words.portfolio().budgets.size() == 1;
    auto const scale = one ? words.portfolio().budgets[0].amount : 1;
    FrontierChart chart;
    chart.text = {"chart-frontier", page.say(say::heading_portfolio_frontier), page.set(words.frontier_note())};
    for (auto const& point : words.result.frontier) {
        if (!point.best) continue;
        chart.points.push_back({point.factor * scale, point.best->value});
        if (point.factor == 1) chart.mark = chart.points.back();
    }
    chart.across = page.say(one ? say::column_budget : say::column_of_budgets);
    chart.up = "▲ " + page.say(say::column_worth);
    chart.up_figure = [&](double value) { return page.short_money(value); };
    chart.across_figure = [&](double value) { return one ? page.short_money(value) : "× " + base::number(value, words.language); };
    chart.mark_label = page.say(say::frontier_here);
    {
        auto const drawing = page.html.inside("figure");
        write_frontier_chart(page.html, chart);
        auto const caption = page.html.inside("figcaption");
        page.html.leaf("span", page.set(words.frontier_note()));
    }
    write_frontier_table(page);
}

void write_sources(Page const& page)
{
    auto const& projects = page.words.portfolio().projects;
    page.html.leaf("p", page.set(page.words.money_line()) + ".");
    page.html.leaf("p", page.say(say::portfolio_proof, {{"bound", page.words.money(page.words.result.best.bound)}}));
    HtmlTable table(page.html, page.heading(say::column_case_file),
                    {{page.heading(say::column_portfolio_project)}, {page.heading(say::column_case_file)}}, {HtmlTable::Narrow::fits, projects.size()});
    for (auto const& project : projects)
        table.row({{page.set(label_or_id(project.label, project.id, page.words.language))},
                   {page.set(project.model.subject->title.in(page.words.language)), project.file}});
}

struct Part {
    std::string_view id;
    base::MessageId title;
    bool has_content;
    void (*write)(Page const& page);
};

void write_parts(Page const& page)
{
    auto const& result = page.words.result;
    Part const parts[] = {{"projects", say::heading_portfolio_projects, true, write_projects_section},
                          {"budgets", say::heading_portfolio_budgets, true, write_budgets},
                          {"communes", say::heading_portfolio_communes, !page.words.portfolio().communes().empty(), write_communes},
                          {"doubt", say::heading_portfolio_doubt, result.doubt.has_value(), write_doubt},
                          {"frontier", say::heading_portfolio_frontier, true, write_frontier},
                          {"sources", say::heading_portfolio_sources, true, write_sources}};
    {
        auto const contents = page.html.inside("nav", {{"class", "contents"}, {"aria-label", page.say(say::report_contents)}});
        auto const list = page.html.inside("ol");
        for (auto const& part : parts) {
            if (!part.has_content) continue;
            auto const item = page.html.inside("li");
            page.html.leaf("a", page.say(part.title), {{"href", "#" + std::string(part.id)}});
        }
    }
    auto const block = page.html.inside("div", {{"class", "answer"}});
    auto number = 0;
    for (auto const& part : parts) {
        if (!part.has_content) continue;
        auto const title = std::string(part.id) + "-title";
        auto const place = page.html.inside("section", {{"id", part.id}, {"aria-labelledby", title}});
        {
            auto const heading = page.html.inside("h2", {{"id", title}});
            page.html.leaf("span", std::to_string(++number) + " ", {{"class", "number"}});
            page.html.text(page.say(part.title));
        }
        part.write(page);
    }
}

}  // namespace

std::string render_portfolio_html(decide::PortfolioResult const& result, base::Language language)
{
    PortfolioWords const words{result, language};
    HtmlWriter html(usual_size);
    Page const page{html, words};
    html.doctype();
    {
        auto const root = html.inside("html", {{"lang", base::code_of(language)}});
        write_page_head(html, page.set(words.title()), result.version);
        auto const body = html.inside("body");
        html.leaf("a", page.say(say::report_skip), {{"class", "skip"}, {"href", "#verdict"}});
        {
            auto const masthead = html.inside("header", {{"class", "masthead"}});
            html.leaf("p", page.set(words.money_line()), {{"class", "eyebrow"}});
            html.leaf("h1", page.set(words.title()));
        }
        {
            auto const main = html.inside("main");
            write_answer(page);
            write_parts(page);
        }
        auto const footer = html.inside("footer");
        html.leaf("p", page.say(say::report_footer, {{"version", result.version}}));
    }
    return html.take();
}

}  // namespace alzette::prove
