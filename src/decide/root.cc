// SPDX-License-Identifier: Apache-2.0
#include "decide/root.h"

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

namespace alzette::decide {

namespace {

constexpr boost::uintmax_t evaluations_max = 200;

}  // namespace

std::optional<double> root_between(std::function<double(double)> const& function, double low, double high)
{
    auto const at_low = function(low);
    auto const at_high = function(high);
    if (!std::isfinite(at_low) || !std::isfinite(at_high)) return std::nullopt;
    if (at_low == 0) return low;
    if (at_high == 0) return high;
    if ((at_low > 0) == (at_high > 0)) return std::nullopt;
    auto evaluations = evaluations_max;
    auto finite = true;
    auto const guarded = [&](double x) {
        auto const value = function(x);
        finite = finite && std::isfinite(value);
        return std::isfinite(value) ? value : 0;
    };
    auto const tolerance = boost::math::tools::eps_tolerance<double>(50);
    auto const bracket = boost::math::tools::toms748_solve(guarded, low, high, at_low, at_high, tolerance, evaluations);
    if (!finite) return std::nullopt;
    // The better end: where the function is smaller.
    return std::abs(function(bracket.first)) < std::abs(function(bracket.second)) ? bracket.first : bracket.second;
}

bool is_jump(std::function<double(double)> const& function, double root, double low, double high)
{
    auto const scale = std::min(std::abs(function(low)), std::abs(function(high)));
    return std::abs(function(root)) > 1e-6 * scale;
}

}  // namespace alzette::decide
