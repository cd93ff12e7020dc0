// SPDX-License-Identifier: Apache-2.0
#include "prove/portfolio_words.h"

#include "base/format.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace alzette::prove {

namespace {

constexpr std::size_t names_in_answer_max = 8;
constexpr std::size_t contested_max = 3;
constexpr double settled = 0.95;  // in the best set as often as that, or out of it

}  // namespace

std::string PortfolioWords::money(double amount) const { return base::money(amount, portfolio().conventions().currency, language); }

std::string PortfolioWords::signed_money(double amount) const { return base::signed_money(amount, portfolio().conventions().currency, language); }

std::string PortfolioWords::percent(double share) const { return base::percent(std::round(share * 1000) / 1000, language); }

std::string PortfolioWords::title() const
{
    if (!portfolio().title.empty()) return portfolio().title.in(language);
    return say(say::portfolio_title, {{"count", portfolio().projects.size()}});
}

std::string PortfolioWords::money_line() const
{
    auto const& conventions = portfolio().conventions();
    return say(say::portfolio_money, {{"currency", conventions.currency},
                                      {"prices", conventions.price_year},
                                      {"base_year", conventions.base_year},
                                      {"rate", discount_in_words(conventions.discount, language)}});
}

std::string PortfolioWords::answer() const
{
    auto const& chosen = result.best.candidates;
    auto const proven = result.best.proven;
    auto const bound = base::Argument{"bound", money(result.best.bound)};
    if (chosen.empty()) return proven ? say(say::portfolio_answer_none) : say(say::portfolio_found_none, {bound});
    auto const value = money(result.best.value);
    if (chosen.size() > names_in_answer_max)
        return say(proven ? say::portfolio_answer_many : say::portfolio_found_many,
                   {{"count", chosen.size()}, {"all", portfolio().projects.size()}, {"value", value}, bound});
    std::vector<std::string> names;
    names.reserve(chosen.size());
    for (auto const index : chosen) names.push_back(candidate(index));
    return say(proven ? say::portfolio_answer : say::portfolio_found, {{"list", list_of(names, language)}, {"value", value}, bound});
}

std::string PortfolioWords::how_valued() const
{
    if (!result.doubt) return say(say::portfolio_by_central);
    return say(say::portfolio_by_means, {{"draws", base::number(static_cast<double>(result.doubt->draws), language, 9)}, {"seed", result.doubt->seed}});
}

std::string PortfolioWords::candidate(std::size_t index) const
{
    auto const& each = result.candidates[index];
    auto const& project = portfolio().projects[each.project];
    auto name = label_or_id(project.label, project.id, language);
    if (each.variant.empty()) return name;
    return say(say::candidate_variant, {{"project", name}, {"variant", label_or_id(each.label, each.variant, language)}});
}

std::string PortfolioWords::budget(decide::Budget const& budget) const
{
    auto name = label_or_id(budget.label, budget.id, language);
    if (!budget.funder.empty()) {
        auto funder = budget.funder;
        for (auto const& project : portfolio().projects)
            if (project.model.subject->find_actor(budget.funder) != nullptr) funder = actor_name(*project.model.subject, budget.funder, language);
        name = say(say::budget_of_funder, {{"name", name}, {"funder", funder}});
    }
    if (!budget.years) return say(say::budget_of_all_years, {{"name", name}});
    if (budget.years->first == budget.years->last) return say(say::budget_of_year, {{"name", name}, {"year", budget.years->first}});
    return say(say::budget_of_years, {{"name", name}, {"first", budget.years->first}, {"last", budget.years->last}});
}

std::vector<std::string> PortfolioWords::doubts() const
{
    std::vector<std::string> sentences;
    if (!result.doubt) return sentences;
    auto const& doubt = *result.doubt;
    if (has_shares()) sentences.push_back(say(say::doubt_same, {{"share", percent(doubt.share_best)}}));
    if (!result.best.candidates.empty())
        sentences.push_back(say(say::doubt_interval, {{"low", money(doubt.value.p5)},
                                                      {"high", money(doubt.value.p95)},
                                                      {"loss", percent(1 - doubt.value.probability_positive)}}));
    if (has_shares()) sentences.push_back(say(say::doubt_regret, {{"regret", money(doubt.regret)}}));
    std::vector<std::size_t> contested;
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
        auto const share = result.candidates[i].share_in_best;
        if (share > 1 - settled && share < settled) contested.push_back(i);
    }
    std::ranges::stable_sort(contested, {}, [&](std::size_t i) { return std::abs(result.candidates[i].share_in_best - 0.5); });
    if (contested.size() > contested_max) contested.resize(contested_max);
    std::vector<std::string> names;
    names.reserve(contested.size());
    for (auto const i : contested)
        names.push_back(say(say::contested_project, {{"name", candidate(i)}, {"share", percent(result.candidates[i].share_in_best)}}));
    if (!names.empty()) sentences.push_back(say(say::doubt_contested, {{"list", list_of(names, language)}}));
    if (doubt.decided < doubt.draws) sentences.push_back(say(say::portfolio_draws_decided, {{"decided", doubt.decided}, {"draws", doubt.draws}}));
    return sentences;
}

std::string PortfolioWords::shared() const
{
    if (portfolio().shared.empty()) return say(say::portfolio_nothing_shared);
    return say(say::portfolio_shared_inputs, {{"list", list_of(portfolio().shared, language)}});
}

bool PortfolioWords::is_chosen(std::size_t index) const { return std::ranges::binary_search(result.best.candidates, index); }

std::vector<std::size_t> PortfolioWords::candidates_in_order() const
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < result.candidates.size(); ++i) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        auto const& each = result.candidates[i];
        return std::tuple(!is_chosen(i), -each.share_in_best, -each.value);
    });
    return order;
}

std::string PortfolioWords::chosen_in(std::string const& commune) const
{
    std::vector<std::string> names;
    for (auto const index : result.best.candidates) {
        auto const& communes = portfolio().projects[result.candidates[index].project].communes;
        if (std::ranges::find(communes, commune) != communes.end()) names.push_back(candidate(index));
    }
    return names.empty() ? "–" : list_of(names, language);
}

std::optional<double> PortfolioWords::marginal(std::size_t point) const
{
    if (portfolio().budgets.size() != 1 || point == 0) return std::nullopt;
    auto const& before = result.frontier[point - 1].best;
    auto const& here = result.frontier[point].best;
    if (!before || !here) return std::nullopt;
    auto const more = here->budgets[0].amount - before->budgets[0].amount;
    return more > 0 ? std::optional((here->value - before->value) / more) : std::nullopt;
}

std::string PortfolioWords::worth(decide::ChosenSet const& set) const { return money(set.value) + (set.proven ? "" : " *"); }

std::string PortfolioWords::frontier_note() const
{
    auto const all_proven = std::ranges::all_of(result.frontier, [](decide::FrontierPoint const& point) { return !point.best || point.best->proven; });
    if (!all_proven || result.frontier.size() < decide::frontier_points) return say(say::frontier_unproven);
    return say(portfolio().budgets.size() == 1 ? say::frontier_of_one : say::frontier_of_many);
}

std::string PortfolioWords::frontier_budget(std::size_t point) const
{
    auto const factor = result.frontier[point].factor;
    return portfolio().budgets.size() == 1 ? money(portfolio().budgets[0].amount * factor) : "× " + base::number(factor, language);
}

}  // namespace alzette::prove
