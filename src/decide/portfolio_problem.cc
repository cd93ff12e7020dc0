// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/portfolio.h"
#include "base/catalogue/prove.h"
#include "base/format.h"
#include "base/limits_choice.h"
#include "decide/portfolio_parts.h"
#include "decide/valuation.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace alzette::decide {

namespace {

// What an actor pays net of what it receives, of one line in one year; costs are negative flows, a transfer's amount goes to `to`.
double paid_by(LineResult const& line, std::string const& actor, double flow)
{
    if (line.kind != FlowKind::transfer) return line.actor == actor ? -flow : 0;
    return (line.actor == actor ? flow : 0) - (line.to == actor ? flow : 0);
}

double spent_of(Budget const& budget, Case const& subject, OptionResult const& result)
{
    if (!budget.years && budget.funder.empty()) return result.indicators.public_outlay;
    double spent = 0;
    for (auto const& actor : subject.actors) {
        if (actor.kind != ActorKind::public_body || (!budget.funder.empty() && actor.id != budget.funder)) continue;
        for (auto const& line : result.lines) {
            if (!budget.years) spent += paid_by(line, actor.id, line.discounted);
            else
                for (std::size_t t = 0; t < line.flows.size(); ++t) {
                    auto const year = subject.conventions.base_year + static_cast<int>(t);
                    if (year >= budget.years->first && year <= budget.years->last) spent += paid_by(line, actor.id, line.flows[t]);
                }
        }
    }
    return spent;
}

void add_candidates(Portfolio const& portfolio, std::size_t index, std::vector<Candidate>& candidates, base::Findings& findings)
{
    auto const& project = portfolio.projects[index];
    auto const& model = project.model;
    formula::Run run(model.program, 1);
    run(model.central_inputs());
    for (std::size_t option = 0; option < model.options.size(); ++option) {
        auto const result = Valuation(model, option).result(run, 0);
        Candidate candidate;
        candidate.project = index;
        candidate.variant = result.id;
        if (!result.id.empty()) candidate.label = result.label;
        candidate.central = candidate.value = result.indicators.npv;
        candidate.public_outlay = result.indicators.public_outlay;
        for (auto const& budget : portfolio.budgets) candidate.spends.push_back(spent_of(budget, *model.subject, result));
        auto const all_finite = std::isfinite(candidate.central) && std::ranges::all_of(candidate.spends, [](double spent) { return std::isfinite(spent); });
        if (!all_finite) return findings.error(project.place, say::portfolio_value_not_finite, {{"name", project.id}});
        candidates.push_back(std::move(candidate));
    }
}

template <class Weight>
ChoiceLimit limit_of(std::vector<Candidate> const& candidates, Weight weight, double low, double high)
{
    ChoiceLimit limit{{}, low, high};
    for (auto const& candidate : candidates) limit.weights.push_back(weight(candidate));
    return limit;
}

// Each once, however often it is named.
std::set<std::size_t> needed_by(Project const& project) { return {project.requirements.begin(), project.requirements.end()}; }

bool holds(std::vector<std::size_t> const& projects, std::size_t project) { return std::ranges::find(projects, project) != projects.end(); }

base::Text named(base::MessageId message, std::vector<base::Argument> arguments) { return base::Message(message, std::move(arguments)).in_both(); }

base::Text words_of(Portfolio const& portfolio, LimitOrigin const& origin)
{
    switch (origin.kind) {
    case LimitKind::budget: return named(say::limit_budget, {{"name", portfolio.budgets[origin.index].label}});
    case LimitKind::exclusion: return named(say::limit_exclusion, {{"name", portfolio.exclusions[origin.index].label}});
    case LimitKind::requirement: return named(say::limit_requirement, {{"name", portfolio.projects[origin.index].label}});
    case LimitKind::coverage: break;
    }
    return named(say::limit_coverage, {{"commune", origin.commune}, {"name", portfolio.coverages[origin.index].label}});
}

base::Place place_of(Portfolio const& portfolio, LimitOrigin const& origin)
{
    switch (origin.kind) {
    case LimitKind::budget: return portfolio.budgets[origin.index].place;
    case LimitKind::exclusion: return portfolio.exclusions[origin.index].place;
    case LimitKind::requirement: return portfolio.projects[origin.index].place;
    case LimitKind::coverage: break;
    }
    return portfolio.coverages[origin.index].place;
}

// What must be spent of a budget at least to meet the other limits; nothing where that was not found in time.
std::optional<double> least_spent(StatedProblem const& stated, std::size_t budget)
{
    auto without = stated.problem;
    auto const weights = without.limits[budget].weights;
    without.limits.erase(without.limits.begin() + static_cast<std::ptrdiff_t>(budget));
    std::vector<double> saved;
    saved.reserve(weights.size());
    for (auto const weight : weights) saved.push_back(-weight);
    auto const choice = Chooser(std::move(without)).best(saved);
    return choice.taken.empty() ? std::nullopt : std::optional(choice.proof == Proof::optimal ? -choice.value : -choice.bound);
}

}  // namespace

std::vector<Candidate> candidates_of(Portfolio const& portfolio, base::Findings& findings)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < portfolio.projects.size(); ++i) add_candidates(portfolio, i, candidates, findings);
    return candidates;
}

bool report_too_large(Portfolio const& portfolio, std::size_t candidates, base::Findings& findings)
{
    auto limits = portfolio.budgets.size() + portfolio.exclusions.size();
    for (auto const& project : portfolio.projects) limits += static_cast<std::size_t>(!project.requirements.empty());
    for (auto const& coverage : portfolio.coverages) limits += coverage.communes.size();
    if (limits * candidates <= base::limits::choice_weights_max) return false;
    auto const place = portfolio.coverages.empty() ? base::Place{} : portfolio.coverages.front().place;
    findings.error(place, say::portfolio_too_many_limits,
                   {{"limits", limits}, {"candidates", candidates}, {"most", base::limits::choice_weights_max / candidates}});
    return true;
}

std::vector<double> values_of(std::vector<Candidate> const& candidates)
{
    std::vector<double> values;
    values.reserve(candidates.size());
    for (auto const& candidate : candidates) values.push_back(candidate.value);
    return values;
}

StatedProblem problem_of(Portfolio const& portfolio, std::vector<Candidate> const& candidates)
{
    StatedProblem stated;
    for (auto const& candidate : candidates) stated.problem.groups.push_back(candidate.project);
    auto const add = [&](LimitOrigin origin, ChoiceLimit limit) {
        stated.origins.push_back(std::move(origin));
        stated.problem.limits.push_back(std::move(limit));
    };
    for (std::size_t i = 0; i < portfolio.budgets.size(); ++i)
        add({LimitKind::budget, i, {}}, limit_of(candidates, [&](Candidate const& each) { return each.spends[i]; }, -no_limit, portfolio.budgets[i].amount));
    for (std::size_t i = 0; i < portfolio.exclusions.size(); ++i) {
        auto const& projects = portfolio.exclusions[i].projects;
        auto const weight = [&](Candidate const& each) { return holds(projects, each.project) ? 1.0 : 0.0; };
        add({LimitKind::exclusion, i, {}}, limit_of(candidates, weight, -no_limit, 1));
    }
    // One limit for all that a project requires: taken, it weighs as much as all of these together.
    for (std::size_t i = 0; i < portfolio.projects.size(); ++i) {
        auto const needed = needed_by(portfolio.projects[i]);
        if (needed.empty()) continue;
        auto const weight = [&](Candidate const& each) {
            return (each.project == i ? static_cast<double>(needed.size()) : 0.0) - (needed.contains(each.project) ? 1.0 : 0.0);
        };
        add({LimitKind::requirement, i, {}}, limit_of(candidates, weight, -no_limit, 0));
    }
    for (std::size_t i = 0; i < portfolio.coverages.size(); ++i)
        for (auto const& commune : portfolio.coverages[i].communes) {
            auto const weight = [&](Candidate const& each) {
                auto const& served = portfolio.projects[each.project].communes;
                return std::ranges::find(served, commune) != served.end() ? 1.0 : 0.0;
            };
            add({LimitKind::coverage, i, commune}, limit_of(candidates, weight, portfolio.coverages[i].at_least, no_limit));
        }
    return stated;
}

void explain_conflict(Portfolio const& portfolio, StatedProblem const& stated, base::Findings& findings)
{
    auto const conflict = conflict_of(stated.problem);
    base::Text list;
    std::vector<std::size_t> budgets;
    for (std::size_t i = 0; i < conflict.size(); ++i) {
        auto const& origin = stated.origins[conflict[i]];
        auto const words = words_of(portfolio, origin);
        if (i == 0) list = words;
        else if (i + 1 == conflict.size()) list = named(say::list_and, {{"list", list}, {"last", words}});
        else list = {list.en + ", " + words.en, list.fr + ", " + words.fr};
        if (origin.kind == LimitKind::budget) budgets.push_back(conflict[i]);
    }
    auto const place = conflict.empty() ? base::Place{} : place_of(portfolio, stated.origins[conflict.front()]);
    if (budgets.size() != 1) return findings.error(place, say::portfolio_infeasible, {{"limits", list}});
    // Other budgets may stand in the way of the least one: what is said is then at least needed.
    ChoiceProblem part{stated.problem.groups, {}};
    StatedProblem alone{part, {}};
    for (auto const index : conflict) alone.problem.limits.push_back(stated.problem.limits[index]);
    auto const at = static_cast<std::size_t>(std::ranges::find(conflict, budgets.front()) - conflict.begin());
    auto const least = least_spent(alone, at);
    if (!least) return findings.error(place, say::portfolio_infeasible, {{"limits", list}});
    auto const needed = base::money(std::ceil(*least), portfolio.conventions().currency);
    auto const budget = words_of(portfolio, stated.origins[budgets.front()]);
    findings.error(place, say::portfolio_infeasible_budget, {{"limits", list}, {"budget", budget}, {"needed", needed}});
}

}  // namespace alzette::decide
