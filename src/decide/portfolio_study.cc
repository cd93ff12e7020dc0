// SPDX-License-Identifier: Apache-2.0
#include "decide/portfolio_study.h"

#include "base/catalogue/portfolio.h"
#include "base/format.h"
#include "base/limits.h"
#include "base/limits_choice.h"
#include "base/version.h"
#include "decide/draws.h"
#include "decide/portfolio_parts.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::size_t piece = 16;          // draws decided by one thread in a row
constexpr int frontier_steps_of_budget = 10;

ChosenSet set_of(Choice const& choice, Portfolio const& portfolio, std::vector<Candidate> const& candidates, double factor)
{
    ChosenSet set;
    set.value = choice.value;
    set.bound = choice.bound;
    set.proven = choice.proof == Proof::optimal;
    for (auto const& budget : portfolio.budgets) set.budgets.push_back({0, budget.amount * factor});
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (choice.taken[i] == 0) continue;
        set.candidates.push_back(i);
        set.public_outlay += candidates[i].public_outlay;
        for (std::size_t budget = 0; budget < set.budgets.size(); ++budget) set.budgets[budget].spent += candidates[i].spends[budget];
    }
    return set;
}

ChoiceProblem with_budgets(StatedProblem const& stated, double factor)
{
    auto problem = stated.problem;
    for (std::size_t i = 0; i < problem.limits.size(); ++i)
        if (stated.origins[i].kind == LimitKind::budget) problem.limits[i].high *= factor;
    return problem;
}

// Every project that is worth it costs more than one budget has: nothing is chosen, and the author must hear why.
bool report_nobody_fits(Portfolio const& portfolio, std::vector<Candidate> const& candidates, base::Findings& findings)
{
    auto const currency = portfolio.conventions().currency;
    for (std::size_t budget = 0; budget < portfolio.budgets.size(); ++budget) {
        Candidate const* least = nullptr;
        for (auto const& candidate : candidates)
            if (candidate.value > 0 && (least == nullptr || candidate.spends[budget] < least->spends[budget])) least = &candidate;
        auto const& stated = portfolio.budgets[budget];
        if (least == nullptr || least->spends[budget] <= stated.amount) continue;
        findings.error(stated.place, say::portfolio_nobody_fits,
                       {{"budget", base::Message(say::limit_budget, {{"name", stated.label}}).in_both()},
                        {"amount", base::money(stated.amount, currency)},
                        {"name", portfolio.projects[least->project].label},
                        {"needed", base::money(least->spends[budget], currency)}});
        return true;
    }
    return false;
}

bool is_stopped(PortfolioRequest const& request) { return request.stop != nullptr && request.stop->load(std::memory_order_relaxed); }

std::vector<FrontierPoint> frontier_of(PortfolioResult const& result, StatedProblem const& stated, PortfolioRequest const& request)
{
    std::vector<FrontierPoint> points(frontier_points);
    std::vector<std::uint8_t> searched(points.size(), 1);
    auto const values = values_of(result.candidates);
    in_parallel(points.size(), request.threads, [&](std::size_t step) {
        auto const factor = static_cast<double>(step) / frontier_steps_of_budget;
        points[step].factor = factor;
        if (step == frontier_steps_of_budget) {
            points[step].best = result.best;
            return;
        }
        searched[step] = is_stopped(request) ? 0 : 1;
        if (searched[step] == 0) return;
        auto const choice = Chooser(with_budgets(stated, factor)).best(values, {}, base::limits::choice_of_many_seconds_max);
        searched[step] = choice.proof == Proof::none ? 0 : 1;
        if (!choice.taken.empty()) points[step].best = set_of(choice, *result.subject, result.candidates, factor);
    });
    std::vector<FrontierPoint> known;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (searched[i] != 0) known.push_back(std::move(points[i]));
    return known;
}

// What the best choices of some draws in a row leave behind.
struct Decided {
    std::vector<double> in_best;  // by candidate
    double regret = 0;
    double same = 0;
    std::size_t count = 0;
};

double sum_of(std::vector<double> const& values, std::vector<std::uint8_t> const& taken)
{
    double sum = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) sum += taken[i] != 0 ? values[i] : 0;
    return sum;
}

// Until `over`, which the first draw without proof sets: those after it would take as long.
Decided decide_draws(Chooser const& chooser, JointDraws const& joint, std::size_t first, std::vector<std::uint8_t> const& start,
                     PortfolioRequest const& request, std::atomic<bool>& over)
{
    auto const size = chooser.problem().size();
    Decided decided{std::vector<double>(size)};
    std::vector<double> values(size);
    for (auto draw = first; draw < std::min<std::size_t>(first + piece, joint.draws); ++draw) {
        if (over || is_stopped(request)) return decided;
        for (std::size_t i = 0; i < size; ++i) values[i] = joint.of(i, draw);
        auto const choice = chooser.best(values, start, base::limits::choice_of_many_seconds_max);
        if (choice.proof != Proof::optimal) over = true;
        if (over) return decided;
        for (std::size_t i = 0; i < size; ++i) decided.in_best[i] += choice.taken[i];
        decided.regret += choice.value - sum_of(values, start);
        decided.same += choice.taken == start ? 1 : 0;
        ++decided.count;
    }
    return decided;
}

Spread spread_of_set(JointDraws const& joint, std::vector<std::uint8_t> const& taken)
{
    constexpr auto block = formula::SobolPoints::block;
    std::vector<double> sums(joint.draws);
    for (std::size_t i = 0; i < taken.size(); ++i)
        for (std::size_t draw = 0; taken[i] != 0 && draw < joint.draws; ++draw) sums[draw] += joint.of(i, draw);
    auto const frame = Cells::frame_of(sums);
    std::vector<Cells> cells;
    for (std::size_t first = 0; first < joint.draws; first += block) {
        cells.emplace_back(frame);
        cells.back().add(std::span(sums).subspan(first, block));
    }
    return spread_of(cells);
}

void add_doubt(Chooser const& chooser, JointDraws const& joint, Choice const& chosen, std::uint64_t seed, PortfolioRequest const& request,
               PortfolioResult& result)
{
    auto const& taken = chosen.taken;
    auto const pieces = (joint.draws + piece - 1) / piece;
    std::vector<Decided> decided(pieces);
    std::atomic<bool> over = chosen.proof != Proof::optimal;
    std::mutex telling;
    std::size_t done = 0;
    in_parallel(pieces, chooser.is_fast() ? request.threads : 1, [&](std::size_t i) {
        decided[i] = decide_draws(chooser, joint, i * piece, taken, request, over);
        if (!request.progress) return;
        std::scoped_lock const lock(telling);
        request.progress(static_cast<double>(++done) / static_cast<double>(pieces));
    });
    auto& doubt = result.doubt.emplace();
    doubt.draws = joint.draws;
    doubt.seed = seed;
    doubt.value = spread_of_set(joint, taken);
    std::vector<double> in_best(taken.size());
    for (auto const& each : decided) {
        for (std::size_t i = 0; i < taken.size(); ++i) in_best[i] += each.in_best[i];
        doubt.regret += each.regret;
        doubt.share_best += each.same;
        doubt.decided += each.count;
    }
    doubt.interrupted = doubt.decided < doubt.draws && is_stopped(request);
    if (doubt.decided == 0) return;
    auto const count = static_cast<double>(doubt.decided);
    doubt.regret = std::max(0.0, doubt.regret / count);
    doubt.share_best /= count;
    for (std::size_t i = 0; i < taken.size(); ++i) result.candidates[i].share_in_best = in_best[i] / count;
}

bool any_uncertain(Portfolio const& portfolio)
{
    return std::ranges::any_of(portfolio.projects, [](Project const& project) { return is_uncertain(project.model); });
}

// Reports the projects of which a draw is no number: their mean is none either.
void decide_by_means(Portfolio const& portfolio, JointDraws const& joint, std::vector<Candidate>& candidates, base::Findings& findings)
{
    Project const* told = nullptr;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        double sum = 0;
        for (std::size_t draw = 0; draw < joint.draws; ++draw) sum += joint.of(i, draw);
        candidates[i].value = sum / static_cast<double>(joint.draws);
        if (std::isfinite(candidates[i].value)) continue;
        auto const& project = portfolio.projects[candidates[i].project];
        if (std::exchange(told, &project) == &project) continue;
        findings.error(project.place, say::portfolio_draw_not_finite, {{"name", project.id}});
    }
}

}  // namespace

std::optional<PortfolioResult> study_portfolio(std::shared_ptr<Portfolio const> const& portfolio, PortfolioRequest const& request,
                                               base::Findings& findings)
{
    PortfolioResult result;
    result.version = base::version();
    result.subject = portfolio;
    result.candidates = candidates_of(*portfolio, findings);
    if (findings.has_errors()) return std::nullopt;
    auto const asked = request.draws.value_or(portfolio->draws.value_or(portfolio_draws_usual));
    auto const seed = request.seed.value_or(portfolio->seed.value_or(1));
    if (static_cast<double>(asked) * static_cast<double>(result.candidates.size()) > static_cast<double>(base::limits::choices_max))
        return findings.error({}, say::portfolio_too_many_draws, {{"draws", asked}, {"candidates", result.candidates.size()}}), std::nullopt;

    JointDraws joint;
    if (asked > 0 && any_uncertain(*portfolio)) {
        joint = draw_together(*portfolio, asked, seed, request.threads);
        decide_by_means(*portfolio, joint, result.candidates, findings);
        if (findings.has_errors()) return std::nullopt;
    }
    if (report_too_large(*portfolio, result.candidates.size(), findings)) return std::nullopt;
    auto const stated = problem_of(*portfolio, result.candidates);
    Chooser const chooser(stated.problem);
    auto const choice = chooser.best(values_of(result.candidates));
    if (choice.proof == Proof::impossible) return explain_conflict(*portfolio, stated, findings), std::nullopt;
    if (choice.proof == Proof::none) return findings.error({}, say::portfolio_not_proven), std::nullopt;
    result.best = set_of(choice, *portfolio, result.candidates, 1);
    if (result.best.proven && result.best.candidates.empty() && report_nobody_fits(*portfolio, result.candidates, findings)) return std::nullopt;
    result.frontier = frontier_of(result, stated, request);
    if (joint.draws > 0) add_doubt(chooser, joint, choice, seed, request, result);
    return result;
}

}  // namespace alzette::decide
