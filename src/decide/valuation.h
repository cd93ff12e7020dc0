// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"
#include "decide/model.h"
#include "formula/run.h"

#include <span>
#include <vector>

namespace alzette::decide {

// The discounted sums an option's indicators are made of, for one draw. Money of the case.
struct Sums {
    double npv = 0;
    double public_outlay = 0;
    double premium = 0;
    double residual = 0;
    double benefits = 0;
    double costs = 0;
    double investment = 0;
    double others = 0;
    double moved = 0;  // all flows whatever their sign: a sum is as sure as a part of this
};

// How an option is valued: which factor each amount takes in each year, whose it is, what the premium on public money is.
// Built once for an option and a discount convention; applied to any draw of a run. Borrows the model; any thread.
class Valuation {
public:
    struct Weight {
        std::size_t t;
        double factor;
    };
    // A line with its sign and weights; a transfer's sign is that of its receiver.
    struct Weighted {
        Line const* line;
        double sign;              // uplift and reference included
        double public_part;       // how much of the signed amount reaches public actors: 1, 0, or -1 where they pay a transfer
        bool is_transfer;
        bool is_one_off_cost;
        bool residual_continues;  // a flow that goes on bears the premium; what is left of an asset does not
        std::vector<Weight> flow;
        std::vector<Weight> residual;
    };

    // What a line is worth, with its sign.
    struct PresentValue {
        double flow;
        double residual;
    };

    Valuation(Model const& model, std::size_t option, Discount const& discount, double public_funds_multiplier);
    // By the case's own conventions.
    Valuation(Model const& model, std::size_t option);

    // What falls after year t alone, whatever is left at the end included.
    Valuation to_come_after(std::size_t t) const;
    // The part of it that is made after year t: neither what is left of earlier one-offs nor an amount stated as residual.
    Valuation growing_after(std::size_t t) const;

    // In a run where one input moves alone, lines that do not depend on it are taken from `settled`, the present values without that move.
    Sums sums(formula::Run const& run, std::size_t draw, std::span<PresentValue const> settled = {}) const;
    std::vector<PresentValue> present_values(formula::Run const& run, std::size_t draw) const;
    OptionResult result(formula::Run const& run, std::size_t draw) const;
    // The indicators alone: all but the flows by year are filled from the sums.
    static void add_ratios(Sums const& sums, Indicators& indicators);

    // What the sums are made of, for those who sum many draws at once (tally.h).
    std::span<Weighted const> lines() const { return lines_; }
    double premium_rate() const { return premium_rate_; }
    double fixed_residual() const { return fixed_residual_; }

    std::size_t horizon() const { return static_cast<std::size_t>(option_.horizon); }

private:
    Weighted weigh(Line const& line, Discount const& discount) const;
    std::vector<Weight> residual_weights(Line const& line, std::vector<double> const& factors, std::vector<double> const& beyond) const;
    std::vector<double> factors_beyond(Discount const& discount, double beta) const;
    bool is_public(std::string const& actor) const;
    static PresentValue present_value(Weighted const& weighted, formula::Run const& run, std::size_t draw);

    LineResult& line_of(Line const& line, OptionResult& result) const;
    void add_flows(formula::Run const& run, std::size_t draw, OptionResult& result) const;
    void add_actors(OptionResult& result) const;
    void add_categories(OptionResult& result) const;
    void add_residual(double residual, OptionResult& result) const;
    void add_groups(OptionResult& result) const;

    Case const& subject_;
    Option const& option_;
    double premium_rate_;
    std::vector<double> factors_;  // of the project's own beta, t = 0 .. horizon
    std::vector<Weighted> lines_;
    double fixed_residual_ = 0;    // of `residual: AMOUNT`, discounted
};

// The lowest rate the flows of an option are discounted at in the far future, where the residual is a perpetuity: its growth must stay below,
// or its value is endless. Nothing for another residual.
std::optional<double> least_far_rate(Case const& subject, Option const& option, Discount const& discount);
bool residual_is_finite(Case const& subject, Option const& option, Discount const& discount);

// Pay-back, first-year return and rates of return of the yearly flows in `result`.
void add_yearly_indicators(Timing timing, OptionResult& result);

}  // namespace alzette::decide
