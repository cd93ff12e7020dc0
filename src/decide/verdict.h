// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"
#include "decide/model.h"
#include "decide/valuation.h"

#include <vector>

namespace alzette::decide {

// Moves each weak value (assumed, or official and unverified) over its range, one at a time, all else central: where the sign of the npv changes,
// the value carries the verdict. A value that states no range is moved by conventions.unstated_range either way. Those that flip come first, widest first.
std::vector<Swing> swings(Model const& model, Valuation const& valuation, double central_npv);

// Worth it, not worth it, or not settled, with the reason.
Verdict verdict_of(Model const& model, double central_npv, std::vector<Swing> const& swings);

}  // namespace alzette::decide
