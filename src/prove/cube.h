// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"

#include <vector>

// The parts of an option's result that belong to no effect, and each effect's own discount factors: what makes the cube add up. Any thread.
namespace alzette::prove {

// What a year's result holds beside the effects. Over the years, effects + premium + residual discounted are the net present value.
struct BesideEffects {
    double premium = 0;  // on the net outlay of public actors; negative when public money is spent
    double premium_discounted = 0;
    double residual = 0;  // in the last year only
    double residual_discounted = 0;
};
std::vector<BesideEffects> beside_effects(decide::Evaluation const& evaluation, decide::OptionResult const& option);

// Factors over t = 0 .. horizon: the option's, or those of the effect's own beta.
std::vector<double> factors_of(decide::Evaluation const& evaluation, decide::OptionResult const& option, decide::LineResult const& line);

}  // namespace alzette::prove
