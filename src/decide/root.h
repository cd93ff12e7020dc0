// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

namespace alzette::decide {

// Where a function crosses zero between two places at which its signs differ; nothing where they do not, or where it is not finite.
// The result is exact to the last digits of a double (Boost.Math, TOMS algorithm 748). A jump across zero is returned too: see is_jump.
std::optional<double> root_between(std::function<double(double)> const& function, double low, double high);

// Whether a sign change at `root` between `low` and `high` is a jump (a pole) and not a zero.
bool is_jump(std::function<double(double)> const& function, double root, double low, double high);

}  // namespace alzette::decide
