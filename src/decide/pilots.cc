// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/trials.h"
#include "decide/draws.h"
#include "decide/foresight.h"
#include "decide/scenarios.h"
#include "formula/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alzette::decide {

namespace {

constexpr std::size_t noises = 33;      // of one measurement, at equal steps of its error
constexpr double noise_max = 4.8;       // standard deviations
constexpr double reach = 9;             // beyond so many standard deviations a value cannot have given the measurement
constexpr double years_max = 200;       // a trial that long is worth it however slow

// The input and the npv to expect at each of its values.
struct Expected {
    std::vector<double> const& values;  // rising
    std::vector<double> const& weight;
    std::vector<double> means;
    double mean() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < means.size(); ++i) sum += weight[i] * means[i];
        return sum;
    }
};

// What the measurements teach: the project is done where the npv to expect after them is above zero.
struct Learnt {
    double best = 0;            // mean of max(0, npv to expect)
    double mean = 0;            // mean of npv to expect, by the same sums
    std::vector<double> done;   // by value: how likely the project is done when that is the true one
    double evsi() const { return best - std::max(0.0, mean); }
};

// The npv to expect once `measured` was found: each value weighs by how likely it is and how likely it makes that (Bayes).
double posterior_mean(Expected const& expected, double measured, double error)
{
    auto const& values = expected.values;
    auto first = std::ranges::lower_bound(values, measured - reach * error) - values.begin();
    auto last = std::ranges::upper_bound(values, measured + reach * error) - values.begin();
    auto nearest = std::ranges::lower_bound(values, measured) - values.begin();
    auto const count = static_cast<std::ptrdiff_t>(values.size());
    if (nearest == count || (nearest > 0 && measured - values[static_cast<std::size_t>(nearest - 1)] < values[static_cast<std::size_t>(nearest)] - measured))
        --nearest;
    first = std::min(first, nearest);
    last = std::max(last, nearest + 1);
    auto const least = (measured - values[static_cast<std::size_t>(nearest)]) / error;
    double weights = 0;
    double sum = 0;
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
        auto const distance = (measured - values[i]) / error;
        auto const weight = expected.weight[i] * formula::exponential((least * least - distance * distance) / 2);
        weights += weight;
        sum += weight * expected.means[i];
    }
    return sum / weights;
}

std::array<double, noises> noise_weights()
{
    std::array<double, noises> weights{};
    double sum = 0;
    for (std::size_t k = 0; k < noises; ++k) {
        auto const z = noise_max * (2 * static_cast<double>(k) / (noises - 1) - 1);
        sum += weights[k] = formula::exponential(-z * z / 2);
    }
    for (auto& weight : weights) weight /= sum;
    return weights;
}

// `error` is that of the mean of all measurements; zero: the value itself is known.
Learnt learn(Expected const& expected, double error, unsigned threads)
{
    auto const weights = noise_weights();
    auto const count = expected.values.size();
    std::vector<double> best(count);
    std::vector<double> mean(count);
    Learnt learnt;
    learnt.done.resize(count);
    auto const count_in = [&](std::size_t value, double weight, double npv) {
        best[value] += weight * std::max(0.0, npv);
        mean[value] += weight * npv;
        learnt.done[value] += npv > 0 ? weight : 0;
    };
    in_parallel(count, threads, [&](std::size_t value) {
        if (!(error > 0)) return count_in(value, 1, expected.means[value]);
        for (std::size_t k = 0; k < noises; ++k) {
            auto const z = noise_max * (2 * static_cast<double>(k) / (noises - 1) - 1);
            count_in(value, weights[k], posterior_mean(expected, expected.values[value] + error * z, error));
        }
    });
    for (std::size_t value = 0; value < count; ++value) {
        learnt.best += expected.weight[value] * best[value];
        learnt.mean += expected.weight[value] * mean[value];
    }
    return learnt;
}

// The longest time after which what was worth `later` is still worth `wanted`; nothing where no time or any time will do.
std::optional<double> years_until(Conventions const& conventions, double later, double wanted)
{
    if (!(wanted > 0) || later <= wanted) return std::nullopt;
    auto low = 0.0;
    auto high = years_max;
    if (later * factor_after(conventions, high) >= wanted) return std::nullopt;
    while (high - low > 1e-6) {
        auto const middle = (low + high) / 2;
        (later * factor_after(conventions, middle) >= wanted ? low : high) = middle;
    }
    return low;
}

// The worth of each size of the sample, from few to so many that they cost more than the input is worth to know.
class Sizes {
public:
    Sizes(Expected const& expected, Pilot const& pilot, PilotResult& result, unsigned threads)
        : expected_(expected), pilot_(pilot), result_(result), threads_(threads)
    {
    }

    void search()
    {
        auto const most = std::clamp(result_.factor * result_.evppi / *pilot_.cost_each, 1.0, 1e6);
        for (auto size = 1; size <= most; size = size < 4 ? size + 1 : static_cast<int>(std::ceil(size * 1.5))) try_size(size);
        try_size(pilot_.sample);
        for (auto round = 0; round < 6; ++round) {
            auto const best = best_index();
            auto const before = best > 0 ? result_.sizes[best - 1].sample : result_.sizes[best].sample;
            auto const after = best + 1 < result_.sizes.size() ? result_.sizes[best + 1].sample : result_.sizes[best].sample;
            auto const size = result_.sizes[best].sample;
            try_size((before + size) / 2);
            try_size((size + after + 1) / 2);
        }
        result_.best_sample = result_.sizes[best_index()].sample;
    }

private:
    std::size_t best_index() const
    {
        return static_cast<std::size_t>(std::ranges::max_element(result_.sizes, {}, &SampleSize::net) - result_.sizes.begin());
    }

    void try_size(int sample)
    {
        auto const place = std::ranges::lower_bound(result_.sizes, sample, {}, &SampleSize::sample);
        if (place != result_.sizes.end() && place->sample == sample) return;
        auto const evsi = learn(expected_, pilot_.error / std::sqrt(sample), threads_).evsi();
        auto const cost = pilot_.cost_of(sample);
        result_.sizes.insert(place, {sample, evsi, cost, result_.factor * (evsi + result_.now) - cost - result_.now});
    }

    Expected const& expected_;
    Pilot const& pilot_;
    PilotResult& result_;
    unsigned threads_;
};

std::optional<base::Message> teaches_nothing(Model const& model, Pilot const& pilot)
{
    auto const& subject = *model.subject;
    auto const* const input = subject.find_input(pilot.measures);
    auto const name = input == nullptr || input->label.empty() ? base::Text{pilot.measures, pilot.measures} : input->label;
    if (!model.input_index(pilot.measures)) return base::Message(say::pilot_input_unused, {{"input", name}});
    if (!uncertain_among(model, {pilot.measures}).empty()) return std::nullopt;
    auto const in_scenario = subject.scenarios && subject.scenarios->change(pilot.measures);
    return base::Message(in_scenario ? say::pilot_input_in_scenario : say::pilot_input_certain, {{"input", name}});
}

}  // namespace

PilotResult value_pilot(Model const& model, Pilot const& pilot, UncertaintyOptions const& options)
{
    std::vector<Valuation> const valuations{Valuation(model, 0)};
    Tally const tally(model, valuations);
    auto const& conventions = model.subject->conventions;
    PilotResult result;
    result.id = pilot.id;
    result.cost = pilot.cost_of(pilot.sample);
    result.factor = factor_after(conventions, pilot.lasts_years);
    result.nothing_because = teaches_nothing(model, pilot);
    auto const known = foresee(model, tally, uncertain_among(model, {pilot.measures}), options);
    if (result.nothing_because) {
        result.now = std::max(0.0, known.mean_of(0)[0]);
        result.after = result.factor * result.now - result.cost;
        return result;
    }
    Expected const expected{known.values[0], known.weight, known.mean_of(0)};
    auto const learnt = learn(expected, pilot.error / std::sqrt(pilot.sample), options.threads);
    auto const prior = expected.mean();
    auto const is_done_now = prior > 0 ? 1.0 : 0.0;
    result.now = std::max(0.0, prior);
    result.evppi = learn(expected, 0, options.threads).evsi();
    result.evsi.value = std::clamp(learnt.evsi(), 0.0, result.evppi);
    std::vector<double> changes(known.states());
    for (std::size_t i = 0; i < known.states(); ++i) {
        changes[i] = learnt.done[i] - is_done_now;
        result.turns += known.weight[i] * std::abs(changes[i]);
    }
    result.turns = without_rounding(result.turns);
    result.evsi.standard_error = standard_error_of(known, changes);
    auto const later = result.evsi.value + result.now;
    result.after = result.factor * later - result.cost;
    result.worth_it = result.after > result.now;
    auto const break_even = result.factor * later - result.now;
    if (break_even > 0) result.break_even_cost = break_even;
    result.break_even_years = years_until(conventions, later, result.cost + result.now);
    if (pilot.cost_each && *pilot.cost_each > 0) Sizes(expected, pilot, result, options.threads).search();
    return result;
}

}  // namespace alzette::decide
