// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"
#include "formula/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::uint64_t draws_max = 1 << 17;  // the slices' means are steady by then
constexpr std::size_t slices = 64;
constexpr std::size_t kept_max = 1 << 20;     // values with their npv, of all inputs and randomisations together: 16 MiB
constexpr std::size_t nodes = 256;            // of a measured input
constexpr std::size_t noises = 33;            // of its measurement
constexpr std::uint64_t draws_of_node = 1'024;

// The npv summed over slices of one input, and how many draws fell in each.
struct Slices {
    std::vector<double> sums = std::vector<double>(slices);
    std::vector<double> draws = std::vector<double>(slices);

    void add(std::size_t slice, double npv)
    {
        sums[slice] += npv;
        draws[slice] += 1;
    }
};

// What one randomisation leaves: slices of the probability of each place. Where scenarios change an input its value says more than its probability,
// and draws of value and npv are kept instead.
struct Sliced {
    std::vector<Slices> by_place;
    std::vector<std::vector<std::pair<double, double>>> kept;  // by place
};

// Equal numbers of draws in the order of an input's values; draws of one value stay together.
Slices slices_by_value(std::vector<std::pair<double, double>> values)
{
    std::ranges::sort(values);
    Slices found;
    std::size_t slice = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && values[i].first != values[i - 1].first) slice = i * slices / values.size();
        found.add(slice, values[i].second);
    }
    return found;
}


double sum_of(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// The mean npv at each of `nodes` equally likely values of one input, over the same draws of all others.
std::vector<double> mean_by_node(Model const& model, std::size_t place, Sampler const& sampler, std::vector<double> const& probabilities, unsigned threads)
{
    std::vector<Valuation> const valuations{Valuation(model, 0)};
    Tally const tally(model, valuations);
    std::vector<double> means(probabilities.size());
    auto const given = sampler.given({place});
    in_parallel(probabilities.size(), threads, [&](std::size_t node) {
        Tally::Workspace workspace(tally, block);
        auto scores = sampler.make_scores(block);
        auto known = sampler.make_scores(block);
        sampler.set(known, place, probabilities[node]);
        std::vector<double> npv(block);
        for (std::uint64_t first = 0; first < draws_of_node; first += block) {
            sampler.score(0, first, scores);
            sampler.replace(scores, known, given);
            sampler.values(scores, workspace);
            tally.npv(workspace, npv.data());
            means[node] += sum_of(npv) / static_cast<double>(draws_of_node);
        }
    });
    return means;
}

// The mean npv once a measurement gave `measured`: each node weighs by how likely it makes that (Bayes).
double posterior_mean(double measured, double error, std::vector<double> const& values, std::vector<double> const& means)
{
    auto nearest = std::numeric_limits<double>::infinity();
    for (auto const value : values) nearest = std::min(nearest, std::abs(measured - value));
    double weights = 0;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const distance = (measured - values[i]) / error;
        auto const weight = formula::exponential((nearest * nearest / (error * error) - distance * distance) / 2);
        weights += weight;
        sum += weight * means[i];
    }
    return sum / weights;
}

Sliced slice_draws(Tally const& tally, Sampler const& sampler, std::size_t randomisation, DrawPlan const& plan)
{
    auto const count = sampler.uncertain().size();
    std::size_t changing = 0;
    for (std::size_t place = 0; place < count; ++place) changing += sampler.changes_with_scenario(place) ? 1U : 0U;
    auto const kept_draws = changing == 0 ? 0 : std::max(block, kept_max / changing / plan.randomisations);
    Sliced sliced{std::vector<Slices>(count), std::vector<std::vector<std::pair<double, double>>>(count)};
    Tally::Workspace workspace(tally, block);
    auto scores = sampler.make_scores(block);
    std::vector<double> npv(block);
    std::vector<double> probability(block);
    for (std::uint64_t first = 0; first < plan.each; first += block) {
        sampler.score(randomisation, first, scores);
        sampler.values(scores, workspace);
        tally.npv(workspace, npv.data());
        for (std::size_t place = 0; place < count; ++place) {
            if (sampler.changes_with_scenario(place)) {
                auto const* const value = workspace.input(sampler.uncertain()[place]);
                for (std::size_t i = 0; i < block && first < kept_draws; ++i) sliced.kept[place].emplace_back(value[i], npv[i]);
                continue;
            }
            sampler.probabilities(scores, place, probability);
            for (std::size_t i = 0; i < block; ++i)
                sliced.by_place[place].add(std::min(slices - 1, static_cast<std::size_t>(probability[i] * slices)), npv[i]);
        }
    }
    return sliced;
}

void add_worth(Slices const& found, double evpi, InputShare& input)
{
    auto const draws = std::accumulate(found.draws.begin(), found.draws.end(), 0.0);
    auto const all = std::accumulate(found.sums.begin(), found.sums.end(), 0.0);
    double informed = 0;
    double turned = 0;
    for (std::size_t slice = 0; slice < slices; ++slice) {
        informed += std::max(0.0, found.sums[slice]);
        turned += (found.sums[slice] > 0) != (all > 0) ? found.draws[slice] : 0;
    }
    input.turns = turned / draws;
    // Never negative, and never worth more than knowing everything.
    input.evppi = std::clamp((informed - std::max(0.0, all)) / draws, 0.0, std::max(0.0, evpi));
}

}  // namespace

void add_information(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result)
{
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    auto const plan = plan_draws(std::min(options.draws, draws_max));
    Sampler const sampler(model, options.method, options.seed, plan.randomisations);
    auto const count = sampler.uncertain().size();
    std::vector<Sliced> sliced(plan.randomisations);
    in_parallel(plan.randomisations, options.threads, [&](std::size_t r) { sliced[r] = slice_draws(tally, sampler, r, plan); });
    for (std::size_t place = 0; place < count; ++place) {
        Slices all;
        std::vector<std::pair<double, double>> values;
        for (auto const& each : sliced) {
            std::ranges::transform(all.sums, each.by_place[place].sums, all.sums.begin(), std::plus<>());
            std::ranges::transform(all.draws, each.by_place[place].draws, all.draws.begin(), std::plus<>());
            values.insert(values.end(), each.kept[place].begin(), each.kept[place].end());
        }
        add_worth(values.empty() ? all : slices_by_value(std::move(values)), result.evpi, result.inputs[place]);
    }
}

double value_of_trial(Model const& model, Trial const& trial, UncertaintyOptions const& options)
{
    auto const index = model.input_index(trial.input);
    Sampler const sampler(model, options.method, options.seed, 1);
    auto const place = index ? std::ranges::find(sampler.uncertain(), *index) : sampler.uncertain().end();
    if (place == sampler.uncertain().end()) return 0;
    auto const measured = static_cast<std::size_t>(place - sampler.uncertain().begin());
    std::vector<double> probabilities;
    std::vector<double> values;
    for (std::size_t i = 0; i < nodes; ++i) {
        probabilities.push_back((static_cast<double>(i) + 0.5) / nodes);
        values.push_back(sampler.quantile(measured).at(probabilities.back()));
    }
    auto const means = mean_by_node(model, measured, sampler, probabilities, options.threads);
    auto const prior = std::max(0.0, sum_of(means) / nodes);
    auto const error = trial.error / std::sqrt(trial.sample);
    std::vector<double> informed(nodes);
    in_parallel(nodes, options.threads, [&](std::size_t node) {
        for (std::size_t k = 0; k < noises; ++k) {
            auto const noise = formula::normal_quantile((static_cast<double>(k) + 0.5) / noises);
            informed[node] += std::max(0.0, posterior_mean(values[node] + error * noise, error, values, means)) / noises;
        }
    });
    return std::max(0.0, sum_of(informed) / nodes - prior);
}

}  // namespace alzette::decide
