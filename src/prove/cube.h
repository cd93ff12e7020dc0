// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"

#include <vector>

// The parts of an option's result that belong to no effect: what makes the cube add up. Any thread.
namespace alzette::prove {

// What a year's result holds beside the effects. Over the years, effects + premium + residual discounted are the net present value.
struct BesideEffects {
    double premium = 0;  // on the net outlay of public actors; negative when public money is spent
    double premium_discounted = 0;
    double residual = 0;  // in the last year only
    double residual_discounted = 0;
};
std::vector<BesideEffects> beside_effects(decide::OptionResult const& option);

}  // namespace alzette::prove
