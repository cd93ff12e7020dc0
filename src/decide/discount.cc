// SPDX-License-Identifier: Apache-2.0
#include "decide/discount.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

DiscountSchedule DiscountSchedule::flat(double rate) { return {{DiscountStep{1, std::nullopt, rate, 0}}, 1}; }

bool DiscountSchedule::has_premium() const
{
    return std::ranges::any_of(steps, [](DiscountStep const& step) { return step.premium != 0; });
}

double DiscountSchedule::rate(int t, int base_year, double own_beta) const
{
    CHECK_THAT(!steps.empty());
    auto const* current = &steps.front();
    for (auto const& step : steps) {
        auto const reached = step.from_year ? base_year + t >= *step.from_year : t >= step.from;
        if (reached) current = &step;
    }
    return current->risk_free + own_beta * current->premium;
}

std::vector<double> DiscountSchedule::factors(int t_last, int base_year, double own_beta, Timing timing) const
{
    std::vector<double> factors{1.0};
    auto end_of_previous = 1.0;
    for (auto t = 1; t <= t_last; ++t) {
        auto const growth = 1 + rate(t, base_year, own_beta);
        switch (timing) {
        case Timing::start_of_year: factors.push_back(end_of_previous); break;
        case Timing::mid_year: factors.push_back(end_of_previous / std::sqrt(growth)); break;
        case Timing::end_of_year: factors.push_back(end_of_previous / growth); break;
        }
        end_of_previous /= growth;
    }
    return factors;
}

DiscountSchedule DiscountSchedule::shifted(double points) const
{
    auto moved = *this;
    for (auto& step : moved.steps) step.risk_free += points;
    return moved;
}

}  // namespace alzette::decide
