// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"
#include "decide/moved.h"

#include <vector>

namespace alzette::decide {

// Moves each weak value (assumed, or official and unverified) over its range, one at a time, all else central: where the sign of the npv changes,
// the value carries the verdict. A value that states no range is moved by conventions.unstated_range either way. Those that flip come first, widest first.
std::vector<Swing> swings(CentralCase const& central);

// Worth it, not worth it, or not settled, with the reason. Without draws by the central case and the swings; with draws by the mean npv, and not
// settled while the other sign is likelier than doubt_max and a weak value carries some of that (docs/decisions/0012).
Verdict verdict_of(CentralCase const& central, std::vector<Swing> const& swings, Uncertainty const* draws = nullptr);

inline constexpr double doubt_max = 0.05;
// What the weak values must explain of the variance, together, for the doubt to be theirs.
inline constexpr double weak_share_min = 0.05;

}  // namespace alzette::decide
