// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formula/uncertain.h"

#include <optional>
#include <vector>

namespace alzette::decide {

// Year t >= 1 is discounted by t - 1, t - 0.5 or t years; t = 0 never.
enum class Timing { start_of_year, mid_year, end_of_year };

// From year t of the project, or from a calendar year: the yearly rate risk_free + beta x premium.
struct DiscountStep {
    int from = 1;                  // t; ignored where from_year is given
    std::optional<int> from_year;
    double risk_free = 0;
    double premium = 0;
    friend bool operator==(DiscountStep const&, DiscountStep const&) = default;
};

// Rates over time. Factors are cumulative products, never (1 + r_t)^-t (evaluation method 1.3).
struct DiscountSchedule {
    std::vector<DiscountStep> steps;  // in order of time; the first holds from t = 1
    double beta = 1;                  // of the schedule; a project or an effect may have its own

    static DiscountSchedule flat(double rate);
    bool has_premium() const;  // whether beta matters
    double rate(int t, int base_year, double own_beta) const;
    // Factors for t = 0 .. t_last.
    std::vector<double> factors(int t_last, int base_year, double own_beta, Timing timing) const;
    // The same schedule with every rate moved by `points` (0.01 is one point).
    DiscountSchedule shifted(double points) const;
    friend bool operator==(DiscountSchedule const&, DiscountSchedule const&) = default;
};

}  // namespace alzette::decide
