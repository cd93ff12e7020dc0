// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/choice.h"
#include "decide/portfolio.h"
#include "decide/uncertainty.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// Which projects to choose: the set worth most within its budgets, how sure that is, and what another budget would bring.
namespace alzette::decide {

inline constexpr std::uint64_t portfolio_draws_usual = 1'000;
inline constexpr std::size_t frontier_points = 21;  // none to twice the budgets

// What is absent is taken from the portfolio, and where it says nothing from the standard.
struct PortfolioRequest {
    std::optional<std::uint64_t> draws;  // 0: the central case alone
    std::optional<std::uint64_t> seed;
    unsigned threads = 0;                // 0: as many as the machine has
    std::function<void(double share_done)> progress = nullptr;
    std::atomic<bool> const* stop = nullptr;  // set: what is done counts
};

// A project as its case has it, or one of its variants.
struct Candidate {
    std::size_t project = 0;
    std::string variant;         // "" for the project itself
    base::Text label;            // of the variant, empty for the project itself
    double central = 0;          // npv in the central case
    double value = 0;            // what is decided by: the mean npv over the draws, the central one without draws
    double public_outlay = 0;    // discounted, in the central case
    std::vector<double> spends;  // of each budget, in the central case
    double share_in_best = 0;    // how often it is in the best set, over the draws
};

// A budget as the chosen set uses it.
struct BudgetUse {
    double spent = 0;
    double amount = 0;
    double left() const { return amount - spent; }
};

struct ChosenSet {
    std::vector<std::size_t> candidates;  // rising
    double value = 0;                     // the sum of their values
    double bound = 0;                     // proven: no set is worth more
    bool proven = true;                   // to be the best: otherwise the best found in the time allowed
    double public_outlay = 0;
    std::vector<BudgetUse> budgets;
};

// The best set when every budget is multiplied by `factor`.
struct FrontierPoint {
    double factor = 0;
    std::optional<ChosenSet> best;  // nothing where no set meets the conditions
};

// What the draws say of the choice.
struct PortfolioDoubt {
    std::uint64_t draws = 0;
    std::uint64_t seed = 0;
    std::uint64_t decided = 0; // the draws whose best set was found with proof; what follows `value`, and Candidate::share_in_best, are of these
    bool interrupted = false;
    Spread value;              // of the chosen set
    double share_best = 0;     // how often the chosen set is the best
    double regret = 0;         // how much more the best set of each draw is worth, on average: what deciding before knowing costs
};

struct PortfolioResult {
    std::string version;
    std::shared_ptr<Portfolio const> subject;
    std::vector<Candidate> candidates;  // by project, its variants after it
    ChosenSet best;
    std::vector<FrontierPoint> frontier;  // those that were searched: all 21, but for those interrupted or without an answer in time
    std::optional<PortfolioDoubt> doubt;  // nothing without draws, and where nothing is uncertain
};

// Spending is counted in the central case, values over the draws. Inputs named alike in Portfolio::shared take the same place in their distributions
// in every case; all other inputs of different cases are independent. A choice that does not exist goes to `findings` with what stands in its way.
// The same bits on any number of threads, but for what is not proven in time.
std::optional<PortfolioResult> study_portfolio(std::shared_ptr<Portfolio const> const& portfolio, PortfolioRequest const& request,
                                               base::Findings& findings);

}  // namespace alzette::decide
