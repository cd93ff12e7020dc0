// SPDX-License-Identifier: Apache-2.0
#include "decide/verdict.h"

#include "base/format.h"
#include "decide/threshold.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

namespace {

// Points tried between the ends of a range: a sign may change inside and come back.
constexpr std::size_t inner_points = 3;

bool is_positive(double npv) { return npv > 0; }

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

std::vector<Swing> input_swings(Model const& model, Valuation const& valuation, double central_npv)
{
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < model.inputs.size(); ++i)
        if (auto const trial = trial_of(model.inputs[i], i, model.subject->conventions.unstated_range)) trials.push_back(*trial);
    if (trials.empty()) return {};

    // One block: for each trial its points, all else central.
    constexpr auto per_trial = inner_points + 2;
    auto const central = model.central_inputs();
    auto const draws = trials.size() * per_trial;
    std::vector<double> inputs(central.size() * draws);
    for (std::size_t i = 0; i < central.size(); ++i) std::fill_n(inputs.begin() + static_cast<std::ptrdiff_t>(i * draws), draws, central[i]);
    for (std::size_t k = 0; k < trials.size(); ++k)
        std::ranges::copy(points_of(trials[k].range), inputs.begin() + static_cast<std::ptrdiff_t>(trials[k].index * draws + k * per_trial));
    formula::Run run(model.program, draws);
    run(inputs);

    std::vector<Swing> swings;
    for (std::size_t k = 0; k < trials.size(); ++k) {
        auto swing = swing_of(model, trials[k]);
        swing.npv_low = valuation.sums(run, k * per_trial).npv;
        swing.npv_high = valuation.sums(run, k * per_trial + per_trial - 1).npv;
        for (std::size_t point = 0; point < per_trial; ++point)
            swing.flips = swing.flips || is_positive(valuation.sums(run, k * per_trial + point).npv) != is_positive(central_npv);
        if (swing.flips) {
            auto const roots = npv_roots(model, valuation, trials[k].index, trials[k].range);
            auto const scale = swing.is_share ? model.inputs[trials[k].index].input->value.unit.factor : 1;
            if (!roots.empty()) swing.switches_at = nearest_to(central[trials[k].index], roots) * scale;
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
    swing.flips = is_positive(swing.npv_low) != is_positive(central_npv) || is_positive(swing.npv_high) != is_positive(central_npv);
    return swing;
}

std::vector<Swing> convention_swings(Model const& model, formula::Run const& central, double central_npv)
{
    auto const& conventions = model.subject->conventions;
    std::vector<Swing> swings;
    if (conventions.discount.verification == Verification::unverified) {
        auto const rate = conventions.discount.schedule.rate(1, conventions.base_year, conventions.discount.beta);
        swings.push_back(convention_swing("discount", say::label_discount, rate, rate * conventions.unstated_range, true, central_npv, [&](double moved) {
            auto discount = conventions.discount;
            discount.schedule = discount.schedule.shifted(moved - rate);
            return Valuation(model, 0, discount, conventions.public_funds.multiplier).sums(central, 0).npv;
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
