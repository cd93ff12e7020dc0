// SPDX-License-Identifier: Apache-2.0
#include "prove/cube.h"

#include "base/check.h"

#include <cmath>

namespace alzette::prove {

using decide::OptionResult;

std::vector<BesideEffects> beside_effects(OptionResult const& option)
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
        CHECK_THAT(line.flows.size() == beside.size() && line.discounted_flows.size() == beside.size());
        for (std::size_t t = 0; t < beside.size(); ++t) {
            beside[t].premium -= line.flows[t];
            beside[t].premium_discounted -= line.discounted_flows[t];
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
