// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/tally.h"
#include "formula/run.h"

#include <map>
#include <optional>

namespace alzette::decide {

// Lays out a tally: which rows there are, in which order they are computed. Writes into the tally it was given; used once, by one thread.
class Tally::Planner {
public:
    explicit Planner(Tally& tally);

    void add_option(std::size_t option, Valuation const& valuation);
    std::size_t row_count() const { return next_row_; }

private:
    using Value = formula::Value;
    using Row = Tally::Row;

    // A product taken apart by what its factors vary with.
    struct Factors {
        double sign = 1;
        std::vector<Value> by_draw;
        std::vector<Value> divisors;          // by draw
        std::vector<Value> by_both;
        std::vector<double> by_year;          // their product, t = 0 ..
    };
    void split(Value value, Factors& factors) const;
    void add_line(std::size_t option, Valuation const& valuation, Valuation::Weighted const& line);
    // One term: scale x D x (sum over years of weight x Q), for the npv and for actors.
    void add_part(std::size_t option, Factors const& factors, std::vector<double> const& weights, Term term);

    formula::Instruction const& instruction(Value value) const { return tally_.model_->program.instructions[value]; }
    bool is_known(Value value) const;
    double known(Value value, std::size_t t) const { return run_.row(value, t)[0]; }

    Row new_row(std::size_t stride) { return {next_row_++, stride}; }
    Row constant(double value);
    Row draw_step(formula::Op op, Row a, Row b, Row c);
    // The row of a value that varies by draw at most.
    Row draw_row(Value value);
    Row draw_product(Factors const& factors);
    // The row of a value in the year being walked.
    Row year_row(Value value);
    Row year_product(std::vector<Value> values);
    Row make_year_row(Value value);
    std::optional<Row> growing_power(formula::Instruction const& power);
    std::optional<Row> growing_exponential(formula::Instruction const& exponential);
    Row sum_row(std::vector<Value> const& by_both, std::vector<double> const& weights);

    // level + slope x t
    struct Affine {
        Row level;
        Row slope;
    };
    std::optional<Affine> affine(Value value);
    std::optional<double> yearly_step(Value value) const;

    Tally& tally_;
    formula::Run run_;  // of one draw, for what no draw changes
    std::size_t next_row_ = 0;
    std::map<Value, Row> draw_rows_;
    std::map<Value, Row> year_rows_;
    std::map<double, Row> constants_;
    std::map<std::pair<std::vector<Value>, std::vector<Value>>, Row> products_;
    std::map<std::vector<Value>, Row> year_products_;
    std::map<std::pair<std::vector<Value>, std::vector<double>>, Row> sums_;
};

}  // namespace alzette::decide
