// SPDX-License-Identifier: Apache-2.0
#include "decide/tally_plan.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

using formula::Op;
using formula::Varies;

Tally::Planner::Planner(Tally& tally) : tally_(tally), run_(tally.model_->program, 1)
{
    run_(tally.model_->central_inputs());
    next_row_ = tally.input_count();
}

bool Tally::Planner::is_known(Value value) const
{
    auto const varies = instruction(value).varies;
    return varies == Varies::nothing || varies == Varies::by_year;
}

void Tally::Planner::split(Value value, Factors& factors) const
{
    auto const& made = instruction(value);
    if (is_known(value)) {
        for (std::size_t t = 0; t < factors.by_year.size(); ++t) factors.by_year[t] *= known(value, t);
    } else if (made.op == Op::multiply) {
        split(made.a, factors);
        split(made.b, factors);
    } else if (made.op == Op::negate) {
        factors.sign = -factors.sign;
        split(made.a, factors);
    } else if (made.op == Op::divide && instruction(made.b).varies == Varies::by_draw) {
        split(made.a, factors);
        factors.divisors.push_back(made.b);
    } else if (made.varies == Varies::by_draw) {
        factors.by_draw.push_back(value);
    } else {
        factors.by_both.push_back(value);
    }
}

void Tally::Planner::add_option(std::size_t option, Valuation const& valuation)
{
    tally_.fixed_.push_back(valuation.fixed_residual());
    tally_.fixed_actor_.emplace_back(tally_.actor_count());
    for (auto const& line : valuation.lines()) add_line(option, valuation, line);
}

void Tally::Planner::add_line(std::size_t option, Valuation const& valuation, Valuation::Weighted const& line)
{
    auto const& program = tally_.model_->program;
    auto const& subject = *tally_.model_->subject;
    Factors factors;
    factors.by_year.assign(program.year_count, 1.0);
    split(line.line->amount, factors);
    std::ranges::sort(factors.by_draw);
    std::ranges::sort(factors.divisors);
    std::ranges::sort(factors.by_both);
    auto const by_t = [&](std::vector<Valuation::Weight> const& weights) {
        std::vector<double> all(program.year_count);
        for (auto const& weight : weights) all[weight.t] += weight.factor * factors.by_year[weight.t];
        return all;
    };
    auto const actor = [&](std::string const& id) {
        auto const found = std::ranges::find(subject.actors, id, &Actor::id);
        return found == subject.actors.end() ? std::ptrdiff_t{-1} : found - subject.actors.begin();
    };
    auto const sign = line.sign * factors.sign;
    auto const of_effect = line.is_transfer ? 0.0 : 1.0;
    auto const& flow = *line.line->flow;
    auto const gainer = actor(line.is_transfer ? flow.to : flow.actor);
    auto const payer = line.is_transfer ? actor(flow.actor) : -1;
    auto const counted = of_effect + valuation.premium_rate() * line.public_part;
    add_part(option, factors, by_t(line.flow), {option, sign * counted, {}, {}, sign, gainer, payer});
    if (line.residual.empty()) return;
    auto const goes_on = of_effect + (line.residual_continues ? valuation.premium_rate() * line.public_part : 0);
    add_part(option, factors, by_t(line.residual), {option, sign * goes_on, {}, {}, 0, -1, -1});
}

void Tally::Planner::add_part(std::size_t option, Factors const& factors, std::vector<double> const& weights, Term term)
{
    auto const by_draw = !factors.by_draw.empty() || !factors.divisors.empty();
    if (!factors.by_both.empty()) {
        term.b = sum_row(factors.by_both, weights);
        term.a = by_draw ? draw_product(factors) : constant(1);
        tally_.terms_.push_back(term);
        return;
    }
    double sum = 0;
    for (auto const weight : weights) sum += weight;
    if (!by_draw) {
        tally_.fixed_[option] += term.scale * sum;
        auto& actors = tally_.fixed_actor_[option];
        if (term.gainer >= 0) actors[static_cast<std::size_t>(term.gainer)] += term.of_actor * sum;
        if (term.payer >= 0) actors[static_cast<std::size_t>(term.payer)] -= term.of_actor * sum;
        return;
    }
    term.scale *= sum;
    term.of_actor *= sum;
    term.a = draw_product(factors);
    term.b = constant(1);
    tally_.terms_.push_back(term);
}

Tally::Row Tally::Planner::constant(double value)
{
    auto const found = constants_.find(value);
    if (found != constants_.end()) return found->second;
    auto const row = new_row(0);
    tally_.constants_.emplace_back(row.index, value);
    return constants_[value] = row;
}

Tally::Row Tally::Planner::draw_step(Op op, Row a, Row b, Row c)
{
    auto const row = new_row(1);
    tally_.by_draw_.push_back({op, row.index, a, b, c});
    return row;
}

Tally::Row Tally::Planner::draw_row(Value value)
{
    if (auto const found = draw_rows_.find(value); found != draw_rows_.end()) return found->second;
    auto const made = instruction(value);
    if (made.varies == Varies::nothing) return constant(known(value, 0));
    if (made.op == Op::input) return draw_rows_[value] = {made.a, 1};
    auto const count = formula::operand_count(made.op);
    auto const a = draw_row(made.a);
    auto const b = count > 1 ? draw_row(made.b) : a;
    auto const c = count > 2 ? draw_row(made.c) : a;
    auto const row = draw_step(made.op, a, b, c);
    return draw_rows_[value] = row;
}

Tally::Row Tally::Planner::draw_product(Factors const& factors)
{
    auto const key = std::pair(factors.by_draw, factors.divisors);
    if (auto const found = products_.find(key); found != products_.end()) return found->second;
    auto row = factors.by_draw.empty() ? constant(1) : draw_row(factors.by_draw.front());
    for (std::size_t i = 1; i < factors.by_draw.size(); ++i) {
        auto const next = draw_row(factors.by_draw[i]);
        row = draw_step(Op::multiply, row, next, next);
    }
    for (auto const divisor : factors.divisors) {
        auto const next = draw_row(divisor);
        row = draw_step(Op::divide, row, next, next);
    }
    return products_[key] = row;
}

Tally::Row Tally::Planner::year_row(Value value)
{
    if (auto const found = year_rows_.find(value); found != year_rows_.end()) return found->second;
    auto const row = make_year_row(value);
    return year_rows_[value] = row;
}

Tally::Row Tally::Planner::make_year_row(Value value)
{
    auto const made = instruction(value);
    if (made.varies == Varies::nothing || made.varies == Varies::by_draw) return draw_row(value);
    if (made.varies == Varies::by_year) {
        auto const row = new_row(0);
        std::vector<double> values;
        for (std::size_t t = 0; t < tally_.model_->program.year_count; ++t) values.push_back(known(value, t));
        tally_.yearly_.push_back({row.index, std::move(values)});
        return row;
    }
    if (made.op == Op::power)
        if (auto const row = growing_power(made)) return *row;
    if (made.op == Op::exponential)
        if (auto const row = growing_exponential(made)) return *row;
    auto const count = formula::operand_count(made.op);
    auto const a = year_row(made.a);
    auto const b = count > 1 ? year_row(made.b) : a;
    auto const c = count > 2 ? year_row(made.c) : a;
    auto const row = new_row(1);
    tally_.by_year_.push_back({made.op, row.index, a, b, c});
    return row;
}

// By how much a value known by year goes up each year; nothing when not by the same.
std::optional<double> Tally::Planner::yearly_step(Value value) const
{
    if (!is_known(value)) return std::nullopt;
    auto const years = tally_.model_->program.year_count;
    auto const step = years > 1 ? known(value, 1) - known(value, 0) : 0;
    for (std::size_t t = 1; t < years; ++t)
        if (known(value, t) - known(value, t - 1) != step) return std::nullopt;
    return step;
}

// base ^ (t + c): times base each year.
std::optional<Tally::Row> Tally::Planner::growing_power(formula::Instruction const& power)
{
    auto const step = yearly_step(power.b);
    if (!step || instruction(power.a).varies != Varies::by_draw) return std::nullopt;
    auto const base = draw_row(power.a);
    auto const raise = [&](double exponent) {
        if (exponent == 0) return constant(1);
        if (exponent == 1) return base;
        return draw_step(Op::power, base, constant(exponent), base);
    };
    auto const start = raise(known(power.b, 0));
    auto const ratio = raise(*step);
    auto const row = new_row(1);
    tally_.products_.push_back({row.index, start, ratio, false, {}, {}});
    return row;
}

// exp(level + slope x t): times exp(slope) each year.
std::optional<Tally::Row> Tally::Planner::growing_exponential(formula::Instruction const& exponential)
{
    auto const exponent = affine(exponential.a);
    if (!exponent) return std::nullopt;
    auto const start = draw_step(Op::exponential, exponent->level, exponent->level, exponent->level);
    auto const ratio = draw_step(Op::exponential, exponent->slope, exponent->slope, exponent->slope);
    auto const row = new_row(1);
    tally_.products_.push_back({row.index, start, ratio, true, exponent->level, exponent->slope});
    return row;
}

std::optional<Tally::Planner::Affine> Tally::Planner::affine(Value value)
{
    auto const made = instruction(value);
    if (made.varies == Varies::nothing || made.varies == Varies::by_draw) return Affine{draw_row(value), constant(0)};
    if (made.varies == Varies::by_year) {
        auto const step = yearly_step(value);
        return step ? std::optional(Affine{constant(known(value, 0)), constant(*step)}) : std::nullopt;
    }
    if (made.op == Op::negate) {
        auto const inner = affine(made.a);
        if (!inner) return std::nullopt;
        return Affine{draw_step(Op::negate, inner->level, inner->level, inner->level), draw_step(Op::negate, inner->slope, inner->slope, inner->slope)};
    }
    auto const is_by_draw = [&](Value part) { return instruction(part).varies == Varies::by_draw || instruction(part).varies == Varies::nothing; };
    if (made.op == Op::add || made.op == Op::subtract) {
        auto const left = affine(made.a);
        auto const right = left ? affine(made.b) : std::nullopt;
        if (!right) return std::nullopt;
        return Affine{draw_step(made.op, left->level, right->level, left->level), draw_step(made.op, left->slope, right->slope, left->slope)};
    }
    auto const scales = (made.op == Op::multiply && (is_by_draw(made.a) || is_by_draw(made.b))) || (made.op == Op::divide && is_by_draw(made.b));
    if (!scales) return std::nullopt;
    auto const by_second = made.op == Op::divide || is_by_draw(made.b);
    auto const inner = affine(by_second ? made.a : made.b);
    if (!inner) return std::nullopt;
    auto const factor = draw_row(by_second ? made.b : made.a);
    return Affine{draw_step(made.op, inner->level, factor, factor), draw_step(made.op, inner->slope, factor, factor)};
}

Tally::Row Tally::Planner::year_product(std::vector<Value> values)
{
    if (auto const found = year_products_.find(values); found != year_products_.end()) return found->second;
    auto row = year_row(values.front());
    for (std::size_t i = 1; i < values.size(); ++i) {
        auto const next = year_row(values[i]);
        auto const product = new_row(1);
        tally_.by_year_.push_back({Op::multiply, product.index, row, next, next});
        row = product;
    }
    return year_products_[std::move(values)] = row;
}

Tally::Row Tally::Planner::sum_row(std::vector<Value> const& by_both, std::vector<double> const& weights)
{
    auto const key = std::pair(by_both, weights);
    if (auto const found = sums_.find(key); found != sums_.end()) return found->second;
    auto const product = year_product(by_both);
    auto const row = new_row(1);
    tally_.sums_.push_back({row.index, product, weights});
    return sums_[key] = row;
}

}  // namespace alzette::decide
