// SPDX-License-Identifier: Apache-2.0
#include "decide/foresight.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace alzette::decide {

namespace {

// The project alone, as if it started so many years later: its years count from then, official series and `year` go on by the calendar.
std::optional<Model> started_later(Model const& model, int years)
{
    ReadCase read;
    read.subject = *model.subject;
    read.subject.conventions.base_year += years;
    read.subject.variants.clear();
    read.subject.thresholds.clear();
    read.subject.claims.clear();
    base::Findings told_already;
    return compile_model(std::move(read), told_already);
}

bool has_values(Model const& model)
{
    formula::Run run(model.program, 1);
    run(model.central_inputs());
    return std::isfinite(Valuation(model, 0).sums(run, 0).npv);
}

// What is to be expected of starting in a year, seen from now.
struct Outlook {
    Foresight known;
    double factor = 1;
};

double mean_of_best(Outlook const& outlook, double extra_cost)
{
    auto const npv = outlook.known.mean_of(0);
    double sum = 0;
    for (std::size_t state = 0; state < npv.size(); ++state) sum += outlook.known.weight[state] * std::max(0.0, npv[state] - extra_cost);
    return outlook.factor * sum;
}

// The cost that makes being able to wait worth no more than starting now without it.
double break_even_cost(Outlook const& outlook, double now)
{
    auto low = 0.0;
    auto high = std::ranges::max(outlook.known.mean_of(0));
    for (auto round = 0; round < 200 && high - low > 1e-9 * high; ++round) {
        auto const middle = (low + high) / 2;
        (mean_of_best(outlook, middle) >= now ? low : high) = middle;
    }
    return low;
}

}  // namespace

WaitingResult value_waiting(Model const& model, Waiting const& waiting, UncertaintyOptions const& options)
{
    auto const& conventions = model.subject->conventions;
    WaitingResult result;
    std::optional<Outlook> best;
    std::vector<Alternative> const choices{{0, {}}, {0, {1}}};  // never, or then
    for (auto years = 0; years <= waiting.years; ++years) {
        auto const later = started_later(model, years);
        Start start{years};
        start.has_values = later && has_values(*later);
        if (start.has_values) {
            std::vector<Valuation> const valuations{Valuation(*later, 0)};
            Tally const tally(*later, valuations);
            auto const learnt = years == 0 ? std::vector<std::size_t>{} : uncertain_among(*later, waiting.learns);
            Outlook outlook{foresee(*later, tally, learnt, options), factor_after(conventions, years)};
            auto const decision = decide_best(outlook.known, choices);
            auto const npv = outlook.known.mean_of(0);
            for (std::size_t state = 0; state < npv.size(); ++state) start.committed += outlook.factor * outlook.known.weight[state] * npv[state];
            start.value = outlook.factor * decision.gain.value;
            start.probability = decision.share[1];
            if (years > 0 && start.value > result.option.value + result.starts[0].value) {
                result.best = years;
                result.option = {start.value - result.starts[0].value, outlook.factor * decision.gain.standard_error};
                best = std::move(outlook);
            }
        }
        result.starts.push_back(start);
    }
    if (!best || !(result.starts[0].value > 0)) return result;  // against nothing, no cost is too high
    result.extra_cost = break_even_cost(*best, result.starts[0].value);
    formula::Run run(model.program, 1);
    run(model.central_inputs());
    auto const investment = Valuation(model, 0).sums(run, 0).investment;
    if (investment > 0) result.break_even_investment = investment + *result.extra_cost;
    return result;
}

}  // namespace alzette::decide
