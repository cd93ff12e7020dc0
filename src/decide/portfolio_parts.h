// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/portfolio_study.h"

#include <cstdint>
#include <vector>

// The parts of the study of a portfolio.
namespace alzette::decide {

// Every project and variant with its figures of the central case; reports a net present value that is no number.
std::vector<Candidate> candidates_of(Portfolio const& portfolio, base::Findings& findings);
std::vector<double> values_of(std::vector<Candidate> const& candidates);

// Where a limit of the choice comes from.
enum class LimitKind { budget, exclusion, requirement, coverage };
struct LimitOrigin {
    LimitKind kind = LimitKind::budget;
    std::size_t index = 0;  // of the budget, the exclusion, the project, the coverage
    std::string commune;    // of a coverage
};
struct StatedProblem {
    ChoiceProblem problem;
    std::vector<LimitOrigin> origins;  // of each limit; budgets first, one for each
};
// Whether the conditions are too many for the memory of the search, which is then told.
bool report_too_large(Portfolio const& portfolio, std::size_t candidates, base::Findings& findings);
StatedProblem problem_of(Portfolio const& portfolio, std::vector<Candidate> const& candidates);

// Says which conditions allow no choice together, and how much a budget among them would have to be.
void explain_conflict(Portfolio const& portfolio, StatedProblem const& stated, base::Findings& findings);

// The npv of every candidate in every joint draw.
struct JointDraws {
    std::uint64_t draws = 0;
    std::vector<double> npv;  // by candidate, then by draw
    double of(std::size_t candidate, std::size_t draw) const { return npv[candidate * draws + draw]; }
};
JointDraws draw_together(Portfolio const& portfolio, std::uint64_t asked, std::uint64_t seed, unsigned threads);

}  // namespace alzette::decide
