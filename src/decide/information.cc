// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::uint64_t draws_max = 1 << 17;  // the slices' means are steady by then
constexpr std::size_t slices = 64;
constexpr std::size_t kept_max = 1 << 20;     // values with their npv, of all inputs and randomisations together: 16 MiB

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

}  // namespace alzette::decide
