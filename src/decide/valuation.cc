// SPDX-License-Identifier: Apache-2.0
#include "decide/valuation.h"

#include "base/catalogue/decide.h"
#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alzette::decide {

namespace {

// Years after the horizon a perpetuity is summed one by one, before the rest is taken at the last rate.
constexpr int perpetuity_years = 500;

}  // namespace

std::optional<double> least_far_rate(Case const& subject, Option const& option, Discount const& discount)
{
    if (option.residual.kind != Residual::Kind::perpetuity) return std::nullopt;
    auto const rate = [&](double beta) {
        return discount.schedule.rate(option.horizon + perpetuity_years, subject.conventions.base_year, beta);
    };
    auto least = rate(discount.beta);
    for (auto const* flows : {&option.flows, &subject.reference.flows})
        for (auto const& flow : *flows)
            if (flow.beta) least = std::min(least, rate(*flow.beta));
    return least;
}

bool residual_is_finite(Case const& subject, Option const& option, Discount const& discount)
{
    auto const rate = least_far_rate(subject, option, discount);
    return !rate || option.residual.growth < *rate;
}

Valuation::Valuation(Model const& model, std::size_t option)
    : Valuation(model, option, model.subject->conventions.discount, model.subject->conventions.public_funds.multiplier)
{
}

Valuation::Valuation(Model const& model, std::size_t option, Discount const& discount, double public_funds_multiplier)
    : subject_(*model.subject), option_(*model.options[option].option), premium_rate_(public_funds_multiplier - 1)
{
    auto const& conventions = subject_.conventions;
    factors_ = discount.schedule.factors(option_.horizon, conventions.base_year, discount.beta, conventions.timing);
    for (auto const& line : model.options[option].lines) lines_.push_back(weigh(line, discount));
    if (option_.residual.kind == Residual::Kind::amount) fixed_residual_ = option_.residual.amount * factors_.back();
}

bool Valuation::is_public(std::string const& actor) const
{
    auto const* const found = subject_.find_actor(actor);
    return found != nullptr && found->kind == ActorKind::public_body;
}

// Factors for horizon + 1, horizon + 2 ... of a flow that goes on; a perpetuity's growth and its endless rest are in the last one.
std::vector<double> Valuation::factors_beyond(Discount const& discount, double beta) const
{
    auto const& residual = option_.residual;
    auto const is_endless = residual.kind == Residual::Kind::perpetuity;
    auto const years = is_endless ? perpetuity_years : residual.years;
    if (residual.kind != Residual::Kind::extend && !is_endless) return {};
    auto const& conventions = subject_.conventions;
    auto const all = discount.schedule.factors(option_.horizon + years, conventions.base_year, beta, conventions.timing);
    std::vector<double> beyond(all.begin() + option_.horizon + 1, all.end());
    if (!is_endless) return beyond;
    for (std::size_t k = 0; k < beyond.size(); ++k) beyond[k] *= std::pow(1 + residual.growth, static_cast<double>(k + 1));
    auto const last_rate = discount.schedule.rate(option_.horizon + years, conventions.base_year, beta);
    auto const ratio = (1 + residual.growth) / (1 + last_rate);
    CHECK_THAT(ratio < 1);  // residual_is_finite has been asked
    beyond.back() /= 1 - ratio;
    return beyond;
}

std::vector<Valuation::Weight> Valuation::residual_weights(Line const& line, std::vector<double> const& factors, std::vector<double> const& beyond) const
{
    auto const horizon = option_.horizon;
    auto const one_off = line.flow->occurrence.one_off();
    if (!beyond.empty()) {
        auto const goes_on = !one_off && !line.years.empty() && line.years.back() == horizon;
        if (!goes_on) return {};
        return {{static_cast<std::size_t>(horizon), std::accumulate(beyond.begin(), beyond.end(), 0.0)}};
    }
    if (option_.residual.kind != Residual::Kind::linear || line.flow->kind != FlowKind::cost || !one_off) return {};
    auto const life = line.flow->life.value_or(line.flow->occurrence.every);
    std::vector<Weight> weights;
    for (auto const t : line.years)
        if (life > horizon - t) weights.push_back({static_cast<std::size_t>(t), -factors.back() * (1 - (horizon - t) / life)});
    return weights;
}

Valuation::Weighted Valuation::weigh(Line const& line, Discount const& discount) const
{
    auto const& flow = *line.flow;
    auto const& conventions = subject_.conventions;
    auto const beta = flow.beta.value_or(discount.beta);
    auto const of_beta = flow.beta ? discount.schedule.factors(option_.horizon, conventions.base_year, beta, conventions.timing) : std::vector<double>();
    auto const& own = flow.beta ? of_beta : factors_;
    Weighted weighted{};
    weighted.line = &line;
    weighted.sign = (line.of_reference ? -1 : 1) * (flow.kind == FlowKind::cost ? -line.uplift : 1);
    weighted.is_transfer = flow.kind == FlowKind::transfer;
    weighted.is_one_off_cost = flow.kind == FlowKind::cost && flow.occurrence.one_off();
    auto const of_actor = is_public(flow.actor) ? 1.0 : 0.0;
    weighted.public_part = weighted.is_transfer ? (is_public(flow.to) ? 1.0 : 0.0) - of_actor : of_actor;
    for (auto const t : line.years) weighted.flow.push_back({static_cast<std::size_t>(t), own[static_cast<std::size_t>(t)]});
    auto const beyond = factors_beyond(discount, beta);
    weighted.residual = residual_weights(line, own, beyond);
    weighted.residual_continues = !beyond.empty();
    return weighted;
}

Valuation::PresentValue Valuation::present_value(Weighted const& weighted, formula::Run const& run, std::size_t draw)
{
    PresentValue present{0, 0};
    for (auto const& weight : weighted.flow) present.flow += run.row(weighted.line->amount, weight.t)[draw] * weight.factor;
    for (auto const& weight : weighted.residual) present.residual += run.row(weighted.line->amount, weight.t)[draw] * weight.factor;
    return {present.flow * weighted.sign, present.residual * weighted.sign};
}

std::vector<Valuation::PresentValue> Valuation::present_values(formula::Run const& run, std::size_t draw) const
{
    std::vector<PresentValue> values;
    for (auto const& weighted : lines_) values.push_back(present_value(weighted, run, draw));
    return values;
}

Valuation Valuation::to_come_after(std::size_t t) const
{
    auto later = *this;
    for (auto& weighted : later.lines_) std::erase_if(weighted.flow, [&](Weight const& weight) { return weight.t <= t; });
    return later;
}

Valuation Valuation::growing_after(std::size_t t) const
{
    auto later = to_come_after(t);
    for (auto& weighted : later.lines_) std::erase_if(weighted.residual, [&](Weight const& weight) { return weight.t <= t; });
    later.fixed_residual_ = 0;
    return later;
}

Sums Valuation::sums(formula::Run const& run, std::size_t draw, std::span<PresentValue const> settled) const
{
    Sums sums;
    double public_residual = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto const& weighted = lines_[i];
        auto const is_settled = !settled.empty() && !run.computes(weighted.line->amount);
        auto const [flow, residual] = is_settled ? settled[i] : present_value(weighted, run, draw);
        sums.moved += std::abs(flow);
        sums.public_outlay -= weighted.public_part * flow;
        if (weighted.residual_continues) public_residual += weighted.public_part * residual;
        if (weighted.is_transfer) {
            sums.others -= weighted.public_part * flow;
            continue;
        }
        sums.others += (1 - weighted.public_part) * flow;
        sums.residual += residual;
        if (weighted.line->flow->kind == FlowKind::gain) sums.benefits += flow;
        else sums.costs -= flow;
        if (weighted.is_one_off_cost) sums.investment -= flow;
    }
    sums.premium = -premium_rate_ * sums.public_outlay;
    sums.residual += fixed_residual_ + premium_rate_ * public_residual;
    sums.npv = sums.benefits - sums.costs + sums.premium + sums.residual;
    return sums;
}

// Costs that an option shares with its reference cancel but for some parts in 10^16, by which nothing is to be divided.
constexpr double rounding = 1e-12;

void Valuation::add_ratios(Sums const& sums, Indicators& indicators)
{
    indicators.npv = sums.npv;
    indicators.public_outlay = sums.public_outlay;
    indicators.public_funds_premium = sums.premium;
    indicators.residual = sums.residual;
    indicators.benefits = sums.benefits;
    indicators.costs = sums.costs;
    indicators.investment = sums.investment;
    indicators.others = sums.others;
    auto const ratio = [&](std::string_view id, double above, double below, base::MessageId reason) -> std::optional<double> {
        if (below > rounding * sums.moved) return above / below;
        indicators.not_applicable.push_back({std::string(id), base::Message(reason)});
        return std::nullopt;
    };
    indicators.npv_per_public_euro = ratio("npv_per_public_euro", sums.npv, sums.public_outlay, say::no_public_outlay);
    indicators.npv_per_investment = ratio("npv_per_investment", sums.npv, sums.investment, say::no_investment);
    indicators.npv_per_cost = ratio("npv_per_cost", sums.npv, sums.costs, say::no_costs);
    indicators.bcr = ratio("bcr", sums.benefits, sums.costs, say::no_costs);
    indicators.bcr_public = ratio("bcr_public", sums.others, sums.public_outlay, say::no_public_outlay);
}

OptionResult Valuation::result(formula::Run const& run, std::size_t draw) const
{
    OptionResult result;
    result.id = option_.id;
    result.label = option_.label;
    result.horizon = option_.horizon;
    auto const totals = sums(run, draw);
    add_ratios(totals, result.indicators);
    result.indicators.annual_equivalent = totals.npv / std::accumulate(factors_.begin() + 1, factors_.end(), 0.0);
    add_flows(run, draw, result);
    add_residual(totals.residual, result);
    add_actors(result);
    add_categories(result);
    add_groups(result);
    add_yearly_indicators(subject_.conventions.timing, result);
    return result;
}

// The line a flow belongs to: one of the reference that the option has too is the same line, their difference.
LineResult& Valuation::line_of(Line const& line, OptionResult& result) const
{
    auto const& flow = *line.flow;
    for (auto& known : result.lines)
        if (known.id == flow.id && known.actor == flow.actor && known.to == flow.to && known.kind == flow.kind) return known;
    result.lines.push_back({flow.id, flow.label, flow.kind, flow.actor, flow.to, flow.category, flow.amount_text, flow.occurrence.one_off(),
                            line.of_reference, 0, std::vector<double>(factors_.size()), std::vector<double>(factors_.size())});
    return result.lines.back();
}

void Valuation::add_flows(formula::Run const& run, std::size_t draw, OptionResult& result) const
{
    for (std::size_t t = 0; t < factors_.size(); ++t)
        result.years.push_back({static_cast<int>(t), subject_.conventions.base_year + static_cast<int>(t), factors_[t], 0, 0, 0});
    for (auto const& weighted : lines_) {
        auto& line = line_of(*weighted.line, result);
        // What of an amount counts in the npv: all of an effect, nothing of a transfer, and the premium on its public part.
        auto const counted = (weighted.is_transfer ? 0 : 1) + premium_rate_ * weighted.public_part;
        for (auto const& weight : weighted.flow) {
            auto const amount = weighted.sign * run.row(weighted.line->amount, weight.t)[draw];
            line.flows[weight.t] += amount;
            line.discounted += amount * weight.factor;
            line.discounted_flows[weight.t] += amount * weight.factor;
            result.years[weight.t].npv += counted * amount;
            result.years[weight.t].discounted += counted * amount * weight.factor;
        }
    }
}

void Valuation::add_residual(double residual, OptionResult& result) const
{
    result.years.back().npv += residual / factors_.back();
    result.years.back().discounted += residual;
    double cumulated = 0;
    for (auto& year : result.years) year.cumulated = cumulated += year.discounted;
}

void Valuation::add_actors(OptionResult& result) const
{
    for (auto const& actor : subject_.actors) {
        ActorResult balance{actor.id, actor.label, actor.kind, 0, 0};
        for (auto const& line : result.lines) {
            if (line.kind == FlowKind::transfer) {
                balance.transfers += line.to == actor.id ? line.discounted : 0;
                balance.transfers -= line.actor == actor.id ? line.discounted : 0;
            } else if (line.actor == actor.id) {
                balance.effects += line.discounted;
            }
        }
        result.actors.push_back(std::move(balance));
    }
}

void Valuation::add_categories(OptionResult& result) const
{
    for (auto const& line : result.lines) {
        if (line.kind == FlowKind::transfer) continue;
        auto found = std::ranges::find(result.categories, line.category, &CategoryResult::id);
        if (found == result.categories.end()) {
            result.categories.push_back({line.category, 0, 0});
            found = std::prev(result.categories.end());
        }
        if (line.kind == FlowKind::gain) found->gains += line.discounted;
        else found->costs -= line.discounted;
    }
}

void Valuation::add_groups(OptionResult& result) const
{
    auto const& elasticity = subject_.conventions.welfare_elasticity;
    auto weighted_npv = result.indicators.npv;
    for (auto const& group : subject_.groups) {
        auto const actor = std::ranges::find(result.actors, group.of, &ActorResult::id);
        CHECK_THAT(actor != result.actors.end());
        auto const weight = elasticity ? std::pow(1 / group.income, *elasticity) : 1;
        auto const amount = group.share * actor->total();
        result.groups.push_back({group.id, group.label, group.of, group.share, group.income, weight, amount, weight * amount});
        weighted_npv += (weight - 1) * amount;
    }
    if (elasticity && !subject_.groups.empty()) result.npv_weighted = weighted_npv;
}

}  // namespace alzette::decide
