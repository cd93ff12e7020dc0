// SPDX-License-Identifier: Apache-2.0
#include "decide/verdict.h"

#include "base/catalogue/decide.h"
#include "base/format.h"
#include "decide/threshold.h"
#include "decide/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace alzette::decide {

namespace {

// Points tried between the ends of a range: a sign may change inside and come back.
constexpr int inner_points = 3;

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
    for (auto i = 0; i <= inner_points + 1; ++i) points.push_back(range.low + (range.high - range.low) * i / (inner_points + 1));
    return points;
}

double nearest_to(double central, std::vector<double> const& roots)
{
    return *std::ranges::min_element(roots, {}, [&](double root) { return std::abs(root - central); });
}

std::vector<Swing> input_swings(CentralCase const& central)
{
    auto const& model = central.model;
    auto const npv = [&](formula::Run const& run, std::size_t draw) { return central.sums(run, draw).npv; };
    std::vector<Swing> swings;
    for (std::size_t i = 0; i < model.inputs.size(); ++i) {
        auto const trial = trial_of(model.inputs[i], i, model.subject->conventions.unstated_range);
        if (!trial) continue;
        auto const npvs = Moved(central, i).over(points_of(trial->range), npv);
        auto swing = swing_of(model, *trial);
        swing.npv_low = npvs.front();
        swing.npv_high = npvs.back();
        swing.flips = std::ranges::any_of(npvs, [&](double moved) { return changes_sign(moved, central.npv); });
        if (swing.flips) {
            auto const roots = npv_roots(central, i, trial->range);
            auto const& input = *model.inputs[i].input;
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

std::vector<Swing> convention_swings(CentralCase const& central)
{
    auto const& model = central.model;
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
        swings.push_back(convention_swing("discount", say::label_discount, rate, reach, true, central.npv, [&](double moved) {
            return Valuation(model, 0, moved_to(moved), conventions.public_funds.multiplier).sums(central.run, 0).npv;
        }));
    }
    if (conventions.public_funds.verification == Verification::unverified) {
        auto const multiplier = conventions.public_funds.multiplier;
        // What is uncertain is the premium, 0.2 in 1.2.
        auto const reach = (multiplier - 1) * conventions.unstated_range;
        swings.push_back(convention_swing("public_funds", say::label_public_funds, multiplier, reach, false, central.npv, [&](double moved) {
            return Valuation(model, 0, conventions.discount, moved).sums(central.run, 0).npv;
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

Verdict verdict_of_central(CentralCase const& central, std::vector<Swing> const& swings)
{
    auto const npv = base::money(central.npv, central.model.subject->conventions.currency);
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
    verdict.outcome = is_positive(central.npv) ? Outcome::worth_it : Outcome::not_worth_it;
    verdict.because = base::Message(verdict.outcome == Outcome::worth_it ? say::verdict_worth_it : say::verdict_not_worth_it, {{"npv", npv}});
    return verdict;
}

bool is_weak(Model const& model, std::string_view input)
{
    auto const* const found = model.subject->find_input(input);
    return found != nullptr && found->is_weak();
}

// How much of the spread each input explains: its total share, or where that was not computed for an interruption, the square of its tornado's bar.
std::vector<double> weights_of(std::vector<InputShare> const& inputs)
{
    std::vector<double> weights;
    weights.reserve(inputs.size());
    auto const has_shares = std::ranges::any_of(inputs, [](InputShare const& input) { return input.total > 0; });
    for (auto const& input : inputs) weights.push_back(has_shares ? input.total : (input.high - input.low) * (input.high - input.low));
    auto const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!has_shares && sum > 0)
        for (auto& weight : weights) weight /= sum;
    return weights;
}

// The weak value that is worth most to know, or of equal ones explains most; nothing where the weak ones together explain next to nothing of the spread.
InputShare const* carrier_of(Model const& model, Uncertainty const& draws)
{
    auto const weights = weights_of(draws.inputs);
    InputShare const* carrier = nullptr;
    double most = 0;
    double explained = 0;
    for (std::size_t i = 0; i < draws.inputs.size(); ++i) {
        auto const& input = draws.inputs[i];
        if (!is_weak(model, input.input)) continue;
        explained += weights[i];
        auto const is_more = carrier == nullptr || input.evppi > carrier->evppi || (input.evppi == carrier->evppi && weights[i] > most);
        if (!is_more) continue;
        carrier = &input;
        most = weights[i];
    }
    return explained >= weak_share_min ? carrier : nullptr;
}

// "in 21% of them", with the sign that is not the mean's.
base::Text share_text(double share)
{
    if (share == 0) return base::Message(say::in_none_of_them).in_both();
    auto const in = [&](base::Language language) {
        auto const figure = share < 0.001 ? base::Message(say::less_than_one_in_thousand).in(language) : base::percent(share, language, 2);
        return base::Message(say::in_share_of_them, {{"share", figure}}).in(language);
    };
    return {in(base::Language::en), in(base::Language::fr)};
}

// Swings of values that no draw moves: figures stated as a point, and conventions.
std::vector<Swing> not_drawn(std::vector<Swing> swings, Uncertainty const& draws)
{
    std::erase_if(swings, [&](Swing const& swing) { return std::ranges::find(draws.inputs, swing.input, &InputShare::input) != draws.inputs.end(); });
    return swings;
}

Verdict verdict_of_draws(CentralCase const& central, std::vector<Swing> const& swings, Uncertainty const& draws)
{
    auto const& model = central.model;
    auto const& currency = model.subject->conventions.currency;
    auto const is_gain = is_positive(draws.npv.mean);
    auto const doubt = is_gain ? 1 - draws.npv.probability_positive : draws.npv.probability_positive;
    std::vector<base::Argument> arguments{{"mean", base::money(draws.npv.mean, currency)},
                                          {"draws", base::number_in_both(static_cast<double>(draws.draws), 12)},
                                          {"often", share_text(doubt)},
                                          {"npv", base::money(central.npv, currency)}};
    Verdict verdict;
    auto const* const carrier = doubt >= doubt_max ? carrier_of(model, draws) : nullptr;
    if (carrier == nullptr) {
        auto const fixed = not_drawn(swings, draws);
        if (!fixed.empty() && fixed.front().flips) return verdict_of_central(central, fixed);
        verdict.outcome = is_gain ? Outcome::worth_it : Outcome::not_worth_it;
        verdict.because = base::Message(is_gain ? say::verdict_worth_it_draws : say::verdict_not_worth_it_draws, std::move(arguments));
        return verdict;
    }
    verdict.outcome = Outcome::not_settled;
    verdict.carried_by = carrier->input;
    arguments.emplace_back("input", model.subject->find_input(carrier->input)->label);
    auto const swing = std::ranges::find(swings, carrier->input, &Swing::input);
    arguments.emplace_back("range", swing == swings.end() ? base::Text{} : range_text(*swing));
    if (swing == swings.end() || !swing->switches_at) {
        verdict.because = base::Message(is_gain ? say::verdict_open_gain : say::verdict_open_loss, std::move(arguments));
        return verdict;
    }
    arguments.emplace_back("switch", base::quantity(*swing->switches_at, swing->unit, swing->is_share));
    verdict.because = base::Message(is_gain ? say::verdict_open_gain_switch : say::verdict_open_loss_switch, std::move(arguments));
    return verdict;
}

}  // namespace

std::vector<Swing> swings(CentralCase const& central)
{
    auto all = input_swings(central);
    std::ranges::move(convention_swings(central), std::back_inserter(all));
    auto const width = [](Swing const& swing) { return std::abs(swing.npv_high - swing.npv_low); };
    std::ranges::stable_sort(all, [&](Swing const& a, Swing const& b) {
        if (a.flips != b.flips) return a.flips;
        return width(a) > width(b);
    });
    return all;
}

Verdict verdict_of(CentralCase const& central, std::vector<Swing> const& swings, Uncertainty const* draws)
{
    return draws == nullptr || draws->draws == 0 ? verdict_of_central(central, swings) : verdict_of_draws(central, swings, *draws);
}

}  // namespace alzette::decide
