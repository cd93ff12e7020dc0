// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace alzette::decide {

// Every rate above -1 at which the flows are worth nothing: sum of flows[i] x (1 + r)^-years[i] = 0, rising. `years` rise (0, 0.5, 1.5 ...).
// Flows that never change sign have none. A value that only touches zero counts once. Roots closer than about 1e-9 may merge.
// Method: between two roots of a function lies a root of its derivative (Rolle), for polynomials with real exponents (Laguerre, Oeuvres I, 1898).
std::vector<double> internal_rates_of_return(std::span<double const> flows, std::span<double const> years);

// How often the flows change sign, zeros left out.
int sign_changes(std::span<double const> flows);

}  // namespace alzette::decide
