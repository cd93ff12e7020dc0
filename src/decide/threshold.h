// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"
#include "decide/moved.h"

namespace alzette::decide {

// Solves a threshold of the project: every value of the input, over its stated range and far beyond, at which the indicator reaches the target,
// all other inputs central. A ratio's pole is no threshold; an indicator that never reaches it, or does so whatever the input, is said.
ThresholdResult solve_threshold(CentralCase const& central, Threshold const& threshold);

// An input moved alone, all else central: the values at which the npv is zero between two ends, rising. Used for the verdict.
std::vector<double> npv_roots(CentralCase const& central, std::size_t input, formula::Range between);

}  // namespace alzette::decide
