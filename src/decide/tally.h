// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/model.h"
#include "decide/valuation.h"
#include "formula/kernels.h"

#include <span>
#include <vector>

namespace alzette::decide {

// The present values of options over blocks of draws, without a row for each year of each effect.
//
// A line's amount is a product: one part varies by draw only (D), the other by year (Q). Its present value is D x S with S the sum over years of
// weight x Q, so lines with the same Q and the same years share one S, and years are walked once, with all values of one year at a time in the cache.
// Powers and exponentials whose exponent goes up by a step each year cost one multiplication a year.
// The same figures as Valuation::sums up to rounding; the same bits on any machine. Built once; a value; any thread may read it. Borrows the model.
class Tally {
public:
    // One valuation for each option to value.
    Tally(Model const& model, std::span<Valuation const> options);

    std::size_t input_count() const { return model_->inputs.size(); }
    std::size_t option_count() const { return fixed_.size(); }
    std::size_t actor_count() const { return model_->subject->actors.size(); }

    // The rows a thread computes in. Resource of one thread.
    class Workspace {
    public:
        Workspace(Tally const& tally, std::size_t draws);
        std::size_t draws() const { return draws_; }
        // Where an input's values go, in its stated unit.
        double* input(std::size_t index) { return rows_.data() + index * draws_; }

    private:
        friend class Tally;
        double* row(std::size_t index) { return rows_.data() + index * draws_; }
        std::size_t draws_;
        std::vector<double> rows_;
    };

    // From the inputs in the workspace: out[option * draws + draw].
    void npv(Workspace& workspace, double* out) const;
    // After npv(): the discounted effects and transfers of each actor in an option, out[actor * draws + draw].
    void actors(Workspace& workspace, std::size_t option, double* out) const;

private:
    struct Row {
        std::size_t index;
        std::size_t stride;  // 0: one number for all draws, at the row's start
    };
    struct Step {
        formula::Op op;
        std::size_t into;
        Row a;
        Row b;
        Row c;
    };
    // A row worth exp(level + slope x t) or start x ratio^t in year t.
    struct Product {
        std::size_t into;
        Row start;
        Row ratio;
        bool is_exponential;  // then level and slope are its logarithms, for blocks in which it would overflow
        Row level;
        Row slope;
    };
    // A number that changes by year, the same for all draws.
    struct Yearly {
        std::size_t into;
        std::vector<double> values;
    };
    struct Sum {
        std::size_t into;
        Row row;
        std::vector<double> weights;  // by t
    };
    // scale x a x b in the npv of an option; `of_actor` scale in the results of two actors at most (a transfer has two).
    struct Term {
        std::size_t option;
        double scale;
        Row a;
        Row b;
        double of_actor;
        std::ptrdiff_t gainer;  // -1: nobody
        std::ptrdiff_t payer;
    };
    class Planner;

    formula::Operand operand(Workspace& workspace, Row row) const { return {workspace.row(row.index), row.stride}; }
    void walk_years(Workspace& workspace) const;
    void start_product(Workspace& workspace, Product const& product, bool direct) const;
    void advance_product(Workspace& workspace, Product const& product, bool direct, std::size_t t) const;
    bool would_overflow(Workspace& workspace, Product const& product) const;
    void add_term(Workspace& workspace, Term const& term, double scale, double* out) const;

    Model const* model_;
    std::size_t row_count_ = 0;
    std::size_t last_year_ = 0;
    std::vector<std::pair<std::size_t, double>> constants_;
    std::vector<Step> by_draw_;
    std::vector<Product> products_;
    std::vector<Yearly> yearly_;
    std::vector<Step> by_year_;
    std::vector<Sum> sums_;
    std::vector<Term> terms_;
    std::vector<double> fixed_;                    // the npv of each option that no draw changes
    std::vector<std::vector<double>> fixed_actor_; // the same for its actors
};

}  // namespace alzette::decide
