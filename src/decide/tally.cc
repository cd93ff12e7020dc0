// SPDX-License-Identifier: Apache-2.0
#include "decide/tally.h"

#include "decide/tally_plan.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

namespace {

constexpr double exponent_max = 700;  // exp of more overflows, of less than minus this is nearly nothing

}  // namespace

Tally::Tally(Model const& model, std::span<Valuation const> options) : model_(&model)
{
    Planner planner(*this);
    for (std::size_t option = 0; option < options.size(); ++option) planner.add_option(option, options[option]);
    row_count_ = planner.row_count();
    for (auto const& sum : sums_)
        for (std::size_t t = 0; t < sum.weights.size(); ++t)
            if (sum.weights[t] != 0) last_year_ = std::max(last_year_, t);
}

Tally::Workspace::Workspace(Tally const& tally, std::size_t draws) : draws_(draws), rows_(tally.row_count_ * draws)
{
    for (auto const& [index, value] : tally.constants_) std::fill_n(row(index), draws_, value);
}

bool Tally::would_overflow(Workspace& workspace, Product const& product) const
{
    auto const level = operand(workspace, product.level);
    auto const slope = operand(workspace, product.slope);
    double largest = 0;
    for (std::size_t i = 0; i < workspace.draws(); ++i) {
        auto const at_end = std::abs(level.at(i) + slope.at(i) * static_cast<double>(last_year_));
        largest = std::max({largest, std::abs(level.at(i)), at_end});
    }
    return !(largest < exponent_max);
}

void Tally::start_product(Workspace& workspace, Product const& product, bool direct) const
{
    if (direct) return advance_product(workspace, product, true, 0);
    auto const start = operand(workspace, product.start);
    auto* const out = workspace.row(product.into);
    for (std::size_t i = 0; i < workspace.draws(); ++i) out[i] = start.at(i);
}

void Tally::advance_product(Workspace& workspace, Product const& product, bool direct, std::size_t t) const
{
    auto const& kernel = formula::kernels();
    auto* const out = workspace.row(product.into);
    auto const draws = workspace.draws();
    if (!direct) return kernel.apply(formula::Op::multiply, out, draws, {out, 1}, operand(workspace, product.ratio), {out, 1});
    auto const level = operand(workspace, product.level);
    for (std::size_t i = 0; i < draws; ++i) out[i] = level.at(i);
    kernel.accumulate(out, operand(workspace, product.slope), static_cast<double>(t), draws);
    kernel.apply(formula::Op::exponential, out, draws, {out, 1}, {out, 1}, {out, 1});
}

void Tally::walk_years(Workspace& workspace) const
{
    auto const& kernel = formula::kernels();
    auto const draws = workspace.draws();
    std::vector<char> direct;
    for (auto const& product : products_) direct.push_back(product.is_exponential && would_overflow(workspace, product) ? 1 : 0);
    for (auto const& sum : sums_) std::fill_n(workspace.row(sum.into), draws, 0.0);
    for (std::size_t t = 0; t <= last_year_; ++t) {
        for (auto const& yearly : yearly_) *workspace.row(yearly.into) = yearly.values[t];
        for (std::size_t i = 0; i < products_.size(); ++i) {
            if (t == 0) start_product(workspace, products_[i], direct[i] != 0);
            else advance_product(workspace, products_[i], direct[i] != 0, t);
        }
        for (auto const& step : by_year_)
            kernel.apply(step.op, workspace.row(step.into), draws, operand(workspace, step.a), operand(workspace, step.b), operand(workspace, step.c));
        for (auto const& sum : sums_)
            if (sum.weights[t] != 0) kernel.accumulate(workspace.row(sum.into), operand(workspace, sum.row), sum.weights[t], draws);
    }
}

void Tally::add_term(Workspace& workspace, Term const& term, double scale, double* out) const
{
    formula::kernels().accumulate_product(out, operand(workspace, term.a), operand(workspace, term.b), scale, workspace.draws());
}

void Tally::npv(Workspace& workspace, double* out) const
{
    auto const& kernel = formula::kernels();
    auto const draws = workspace.draws();
    for (auto const& step : by_draw_)
        kernel.apply(step.op, workspace.row(step.into), draws, operand(workspace, step.a), operand(workspace, step.b), operand(workspace, step.c));
    if (!sums_.empty()) walk_years(workspace);
    for (std::size_t option = 0; option < fixed_.size(); ++option) std::fill_n(out + option * draws, draws, fixed_[option]);
    for (auto const& term : terms_) add_term(workspace, term, term.scale, out + term.option * draws);
}

void Tally::actors(Workspace& workspace, std::size_t option, double* out) const
{
    auto const draws = workspace.draws();
    for (std::size_t actor = 0; actor < actor_count(); ++actor) std::fill_n(out + actor * draws, draws, fixed_actor_[option][actor]);
    for (auto const& term : terms_) {
        if (term.option != option || term.of_actor == 0) continue;
        if (term.gainer >= 0) add_term(workspace, term, term.of_actor, out + static_cast<std::size_t>(term.gainer) * draws);
        if (term.payer >= 0) add_term(workspace, term, -term.of_actor, out + static_cast<std::size_t>(term.payer) * draws);
    }
}

}  // namespace alzette::decide
