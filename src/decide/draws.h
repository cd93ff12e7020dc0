// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/cells.h"
#include "decide/uncertainty.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

// The parts of the study of uncertainty. Each gives the same bits on any number of threads: work is cut into fixed pieces, and sums are made in order.
namespace alzette::decide {

// Runs task(0) .. task(count - 1) on several threads; each task owns what it writes.
void in_parallel(std::size_t count, unsigned threads, std::function<void(std::size_t)> const& task);

// How many draws a randomisation takes: a power of two of at least one block, so that they are `asked` or more together.
struct DrawPlan {
    std::size_t randomisations;
    std::uint64_t each;
};
DrawPlan plan_draws(std::uint64_t asked);

// Of the same frame, put together in order.
Cells together(std::span<Cells const> by_randomisation);
// Mean, spread and percentiles of values gathered by randomisation. A randomisation that was cut short weighs as much as it holds.
Spread spread_of(std::span<Cells const> by_randomisation);

// First and total indices of every uncertain input and the total index of the assumed ones together, from base_points points in all
// (Saltelli et al., Computer Physics Communications 181 (2010) 259-270; totals by Jansen's estimator).
void add_shares(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result);

// Npv with each input at its 5 % and 95 % quantiles, all else central.
void add_tornado(Model const& model, std::size_t option, Uncertainty& result);

// Expected value of partial perfect information of every input, and how likely it turns the decision, from the mean npv in slices of its probability.
void add_information(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result);

// The worth of knowing all inputs of a `measured_with` at once: the mean npv in states of what is known, over the same draws of all else.
void add_groups(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result);

}  // namespace alzette::decide
