// SPDX-License-Identifier: Apache-2.0
#include "decide/verdict.h"

#include "base/catalogue/decide.h"
#include "base/format.h"
#include "decide/threshold.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace alzette::decide {

namespace {

// Points tried between the ends of a range: a sign may change inside and come back.
constexpr std::size_t inner_points = 3;
constexpr std::size_t per_trial = inner_points + 2;

// Less than a millionth of a unit of money is rounding: an option equal to its reference is not worth it by 1e-16.
bool is_positive(double npv) { return npv > 1e-6; }

// Where there is no npv (a division by zero), there is no sign either.
bool changes_sign(double npv, double central_npv) { return !std::isnan(npv) && is_positive(npv) != is_positive(central_npv); }

struct Trial {
    std::size_t index;  // of the model's inputs
    formula::Range range;
    bool stated;
};

std::optional<Trial> trial_of(ModelInput const& used, std::size_t index, double unstated_range)
{
    auto const& input = *used.input;
    if (!used.variant.empty() || !input.is_weak()) return std::nullopt;
    if (auto const stated = input.published_range ? input.published_range : input.value.range()) return Trial{index, *stated, true};
    auto const central = input.central_value();
    auto const reach = std::abs(central) * unstated_range;
    if (reach == 0) return std::nullopt;
    return Trial{index, {central - reach, central + reach}, false};
}

Swing swing_of(Model const& model, Trial const& trial)
{
    auto const& input = *model.inputs[trial.index].input;
    Swing swing;
    swing.input = input.id;
    swing.label = input.label;
    swing.range_is_stated = trial.stated;
    swing.is_share = input.value.unit.text == "%";
    swing.unit = swing.is_share ? "" : input.value.unit.text;
    auto const scale = swing.is_share ? input.value.unit.factor : 1;
    swing.low = trial.range.low * scale;
    swing.high = trial.range.high * scale;
    return swing;
}

std::vector<double> points_of(formula::Range const& range)
{
    std::vector<double> points;
    for (std::size_t i = 0; i <= inner_points + 1; ++i)
        points.push_back(range.low + (range.high - range.low) * static_cast<double>(i) / (inner_points + 1));
    return points;
}

double nearest_to(double central, std::vector<double> const& roots)
{
    return *std::ranges::min_element(roots, {}, [&](double root) { return std::abs(root - central); });
}

// The npv at each point of each trial, all else central: in blocks of many trials at once.
std::vector<double> npvs_of(Model const& model, Valuation const& valuation, std::vector<Trial> const& trials)
{
    std::vector<double> npvs;
    npvs.reserve(trials.size() * per_trial);
    auto const central = model.central_inputs();
    auto const at_once = std::max<std::size_t>(1, model.draws_at_once() / per_trial);
    for (std::size_t first = 0; first < trials.size(); first += at_once) {
        auto const block = std::span(trials).subspan(first, std::min(at_once, trials.size() - first));
        auto const draws = block.size() * per_trial;
        std::vector<double> inputs;
        inputs.reserve(central.size() * draws);
        for (auto const value : central) inputs.insert(inputs.end(), draws, value);
        for (std::size_t k = 0; k < block.size(); ++k)
            std::ranges::copy(points_of(block[k].range), inputs.begin() + static_cast<std::ptrdiff_t>(block[k].index * draws + k * per_trial));
        formula::Run run(model.program, draws);
        run(inputs);
        for (std::size_t draw = 0; draw < draws; ++draw) npvs.push_back(valuation.sums(run, draw).npv);
    }
    return npvs;
}

std::vector<Swing> input_swings(Model const& model, Valuation const& valuation, double central_npv)
{
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < model.inputs.size(); ++i)
        if (auto const trial = trial_of(model.inputs[i], i, model.subject->conventions.unstated_range)) trials.push_back(*trial);
    if (trials.empty()) return {};

    std::vector<Swing> swings;
    auto const npvs = npvs_of(model, valuation, trials);
    for (std::size_t k = 0; k < trials.size(); ++k) {
        auto const own = std::span(npvs).subspan(k * per_trial, per_trial);
        auto swing = swing_of(model, trials[k]);
        swing.npv_low = own.front();
        swing.npv_high = own.back();
        swing.flips = std::ranges::any_of(own, [&](double npv) { return changes_sign(npv, central_npv); });
        if (swing.flips) {
            auto const roots = npv_roots(model, valuation, trials[k].index, trials[k].range);
            auto const& input = *model.inputs[trials[k].index].input;
            auto const scale = swing.is_share ? input.value.unit.factor : 1;
            if (!roots.empty()) swing.switches_at = nearest_to(input.central_value(), roots) * scale;
        }
        swings.push_back(std::move(swing));
    }
    return swings;
}

// A convention that rests on an unverified official figure is moved like an input without a range: `npv_at` values the project at each end.
template <class NpvAt>
Swing convention_swing(std::string_view id, base::MessageId label, double central, double reach, bool is_share, double central_npv, NpvAt npv_at)
{
    Swing swing;
    swing.input = id;
    swing.label = base::Message(label).in_both();
    swing.range_is_stated = false;
    swing.is_share = is_share;
    swing.low = central - reach;
    swing.high = central + reach;
    swing.npv_low = npv_at(swing.low);
    swing.npv_high = npv_at(swing.high);
    swing.flips = changes_sign(swing.npv_low, central_npv) || changes_sign(swing.npv_high, central_npv);
    return swing;
}

std::vector<Swing> convention_swings(Model const& model, formula::Run const& central, double central_npv)
{
    auto const& conventions = model.subject->conventions;
    std::vector<Swing> swings;
    if (conventions.discount.verification == Verification::unverified) {
        auto const rate = conventions.discount.schedule.rate(1, conventions.base_year, conventions.discount.beta);
        auto const moved_to = [&](double moved) {
            auto discount = conventions.discount;
            discount.schedule = discount.schedule.shifted(moved - rate);
            return discount;
        };
        auto reach = std::abs(rate) * conventions.unstated_range;
        // Down to where a perpetuity still has a value.
        while (!residual_is_finite(*model.subject, model.subject->project, moved_to(rate - reach))) reach /= 2;
        swings.push_back(convention_swing("discount", say::label_discount, rate, reach, true, central_npv, [&](double moved) {
            return Valuation(model, 0, moved_to(moved), conventions.public_funds.multiplier).sums(central, 0).npv;
        }));
    }
    if (conventions.public_funds.verification == Verification::unverified) {
        auto const multiplier = conventions.public_funds.multiplier;
        // What is uncertain is the premium, 0.2 in 1.2.
        auto const reach = (multiplier - 1) * conventions.unstated_range;
        swings.push_back(convention_swing("public_funds", say::label_public_funds, multiplier, reach, false, central_npv, [&](double moved) {
            return Valuation(model, 0, conventions.discount, moved).sums(central, 0).npv;
        }));
    }
    return swings;
}

base::Text range_text(Swing const& swing)
{
    auto const in = [&](base::Language language) {
        auto const low = base::quantity(swing.low, swing.unit, swing.is_share, language);
        auto const high = base::quantity(swing.high, swing.unit, swing.is_share, language);
        return base::Message(swing.range_is_stated ? say::range_stated : say::range_unstated, {{"low", low}, {"high", high}}).in(language);
    };
    return {in(base::Language::en), in(base::Language::fr)};
}

}  // namespace

std::vector<Swing> swings(Model const& model, Valuation const& valuation, double central_npv)
{
    auto all = input_swings(model, valuation, central_npv);
    formula::Run central(model.program, 1);
    central(model.central_inputs());
    std::ranges::move(convention_swings(model, central, central_npv), std::back_inserter(all));
    auto const width = [](Swing const& swing) { return std::abs(swing.npv_high - swing.npv_low); };
    std::ranges::stable_sort(all, [&](Swing const& a, Swing const& b) {
        if (a.flips != b.flips) return a.flips;
        return width(a) > width(b);
    });
    return all;
}

Verdict verdict_of(Model const& model, double central_npv, std::vector<Swing> const& swings)
{
    auto const npv = base::money(central_npv, model.subject->conventions.currency);
    Verdict verdict;
    if (!swings.empty() && swings.front().flips) {
        auto const& carrier = swings.front();
        verdict.outcome = Outcome::not_settled;
        verdict.carried_by = carrier.input;
        auto const at = carrier.switches_at ? base::quantity(*carrier.switches_at, carrier.unit, carrier.is_share) : base::Text{};
        verdict.because = base::Message(at.empty() ? say::verdict_not_settled_somewhere : say::verdict_not_settled,
                                        {{"input", carrier.label}, {"range", range_text(carrier)}, {"npv", npv}, {"switch", at}});
        return verdict;
    }
    verdict.outcome = is_positive(central_npv) ? Outcome::worth_it : Outcome::not_worth_it;
    verdict.because = base::Message(verdict.outcome == Outcome::worth_it ? say::verdict_worth_it : say::verdict_not_worth_it, {{"npv", npv}});
    return verdict;
}

}  // namespace alzette::decide
