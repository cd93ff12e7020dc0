// SPDX-License-Identifier: Apache-2.0
#include "prove/cube.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using decide::Evaluation;
using decide::Flow;
using decide::LineResult;
using decide::OptionResult;

namespace {

Flow const* find_flow(Evaluation const& evaluation, OptionResult const& option, std::string_view id)
{
    auto const& subject = evaluation.subject;
    auto const variant = std::ranges::find(subject.variants, option.id, &decide::Option::id);
    auto const& own = option.id.empty() || variant == subject.variants.end() ? subject.project : *variant;
    for (auto const* flows : {&own.flows, &subject.reference.flows})
        if (auto const found = std::ranges::find(*flows, id, &Flow::id); found != flows->end()) return &*found;
    return nullptr;
}

}  // namespace

std::vector<double> factors_of(Evaluation const& evaluation, OptionResult const& option, LineResult const& line)
{
    auto const* const flow = find_flow(evaluation, option, line.id);
    if (flow != nullptr && flow->beta) {
        auto const& conventions = evaluation.subject.conventions;
        return conventions.discount.schedule.factors(option.horizon, conventions.base_year, *flow->beta, conventions.timing);
    }
    std::vector<double> factors;
    for (auto const& year : option.years) factors.push_back(year.factor);
    return factors;
}

std::vector<BesideEffects> beside_effects(Evaluation const& evaluation, OptionResult const& option)
{
    std::vector<BesideEffects> beside(option.years.size());
    std::vector<double> scale(option.years.size());
    for (std::size_t t = 0; t < beside.size(); ++t) {
        beside[t].premium = option.years[t].npv;
        beside[t].premium_discounted = option.years[t].discounted;
        scale[t] = std::abs(option.years[t].npv);
    }
    for (auto const& line : option.lines) {
        if (line.kind == decide::FlowKind::transfer) continue;
        auto const factors = factors_of(evaluation, option, line);
        CHECK_THAT(line.flows.size() == beside.size() && factors.size() == beside.size());
        for (std::size_t t = 0; t < beside.size(); ++t) {
            beside[t].premium -= line.flows[t];
            beside[t].premium_discounted -= line.flows[t] * factors[t];
            scale[t] += std::abs(line.flows[t]);
        }
    }
    if (!beside.empty() && option.indicators.residual != 0) {
        auto& last = beside.back();
        last.residual_discounted = option.indicators.residual;
        last.residual = option.indicators.residual / option.years.back().factor;
        last.premium -= last.residual;
        last.premium_discounted -= last.residual_discounted;
        scale.back() += std::abs(last.residual);
    }
    // What rounding leaves of a premium of zero is zero.
    for (std::size_t t = 0; t < beside.size(); ++t) {
        if (std::abs(beside[t].premium) <= 1e-12 * scale[t]) beside[t].premium = 0;
        if (std::abs(beside[t].premium_discounted) <= 1e-12 * scale[t]) beside[t].premium_discounted = 0;
    }
    return beside;
}

}  // namespace alzette::prove
