// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/limits_choice.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

// Which of many candidates to take so that their values sum to the most, under limits. The optimum is proven, no other choice is worth
// more, or said not to be.
namespace alzette::decide {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

// low <= the sum of the weights of those taken <= high.
struct ChoiceLimit {
    std::vector<double> weights;  // of each candidate
    double low = -no_limit;
    double high = no_limit;

    // Met up to rounding: one part in 10^9.
    bool is_met(std::span<std::uint8_t const> taken) const;
};

struct ChoiceProblem {
    std::vector<std::size_t> groups;  // of each candidate; of one group at most one is taken
    std::vector<ChoiceLimit> limits;

    std::size_t size() const { return groups.size(); }
    bool is_met(std::span<std::uint8_t const> taken) const;
};

// found: the best choice met in the time allowed. none: nor was any choice met.
enum class Proof { optimal, impossible, found, none };

struct Choice {
    Proof proof = Proof::none;
    std::vector<std::uint8_t> taken;  // of each candidate, 1 where it is taken
    double value = 0;                 // of those taken
    double bound = 0;                 // proven: no choice is worth more; the value itself where that is optimal
};

// Answers many questions about the same limits. Built once; any thread may ask.
class Chooser {
public:
    explicit Chooser(ChoiceProblem problem);

    // `start`, a choice that may be good, shortens the search where it is one that meets the limits.
    // `seconds` are of the solver; the best found by then is returned.
    Choice best(std::span<double const> values, std::span<std::uint8_t const> start = {}, double seconds = base::limits::choice_seconds_max) const;
    // Whether many threads may be asked at once with profit: one limit from above at most, which needs no solver.
    bool is_fast() const { return is_fast_; }
    ChoiceProblem const& problem() const { return problem_; }

private:
    ChoiceProblem problem_;
    ChoiceProblem binding_;  // without the limits that every choice meets
    bool is_fast_;
};

// A set of limits of which none can be left out: together they allow no choice, and without any one of them there is one. Empty where there is a choice.
std::vector<std::size_t> conflict_of(ChoiceProblem const& problem);

// The two methods. One limit, from above: lists of the choices among ever more groups that no other beats (Nemhauser and Ullmann, Management Science
// 15 (1969) 494-505), shortened by the bound of the continuous problem (Pisinger, Operations Research 45 (1997) 758-767, on its core). Nothing where
// the lists grow beyond memory.
std::optional<Choice> choose_by_lists(ChoiceProblem const& problem, std::span<double const> values, std::span<std::uint8_t const> start);
// Any limits: branch and cut by CBC, one question at a time.
Choice choose_by_cbc(ChoiceProblem const& problem, std::span<double const> values, std::span<std::uint8_t const> start,
                     double seconds = base::limits::choice_seconds_max);

}  // namespace alzette::decide
