// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"
#include "formula/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::uint64_t draws_max = 1 << 17;  // the slices' means are steady by then
constexpr std::size_t slices = 64;
constexpr std::size_t nodes = 256;            // of a measured input
constexpr std::size_t noises = 33;            // of its measurement
constexpr std::uint64_t draws_of_node = 1'024;

using SliceSums = std::vector<double>;  // by place and slice

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

}  // namespace

void add_information(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result)
{
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    auto const plan = plan_draws(std::min(options.draws, draws_max));
    Sampler const sampler(model, options.method, options.seed, plan.randomisations);
    auto const count = sampler.uncertain().size();
    std::vector<SliceSums> npv_sums(plan.randomisations, SliceSums(count * slices));
    std::vector<SliceSums> draw_counts(plan.randomisations, SliceSums(count * slices));
    in_parallel(plan.randomisations, options.threads, [&](std::size_t r) {
        Tally::Workspace workspace(tally, block);
        std::vector<double> npv(block);
        auto scores = sampler.make_scores(block);
        std::vector<double> probability(block);
        for (std::uint64_t first = 0; first < plan.each; first += block) {
            sampler.score(r, first, scores);
            sampler.values(scores, workspace);
            tally.npv(workspace, npv.data());
            for (std::size_t place = 0; place < count; ++place) {
                sampler.probabilities(scores, place, probability);
                for (std::size_t i = 0; i < block; ++i) {
                    auto const slice = place * slices + std::min(slices - 1, static_cast<std::size_t>(probability[i] * slices));
                    npv_sums[r][slice] += npv[i];
                    draw_counts[r][slice] += 1;
                }
            }
        }
    });
    for (std::size_t r = 1; r < plan.randomisations; ++r) {
        std::ranges::transform(npv_sums[0], npv_sums[r], npv_sums[0].begin(), std::plus<>());
        std::ranges::transform(draw_counts[0], draw_counts[r], draw_counts[0].begin(), std::plus<>());
    }
    auto const draws = static_cast<double>(plan.randomisations * plan.each);
    for (std::size_t place = 0; place < count; ++place) {
        double informed = 0;
        double all = 0;
        for (std::size_t slice = 0; slice < slices; ++slice) {
            auto const sum = npv_sums[0][place * slices + slice];
            informed += std::max(0.0, sum) / draws;
            all += sum / draws;
        }
        for (std::size_t slice = 0; slice < slices; ++slice)
            if ((npv_sums[0][place * slices + slice] > 0) != (all > 0)) result.inputs[place].turns += draw_counts[0][place * slices + slice] / draws;
        // Never negative, and never worth more than knowing everything.
        result.inputs[place].evppi = std::clamp(informed - std::max(0.0, all), 0.0, std::max(0.0, result.evpi));
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
