// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <functional>
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

// Equal numbers of draws in the order of an input's values, by randomisation; draws of one value stay together.
std::vector<Slices> slices_by_value(std::vector<Sliced> const& sliced, std::size_t place)
{
    struct Draw {
        double value;
        double npv;
        std::size_t randomisation;
        auto operator<=>(Draw const&) const = default;
    };
    std::vector<Draw> draws;
    for (std::size_t r = 0; r < sliced.size(); ++r)
        for (auto const& [value, npv] : sliced[r].kept[place]) draws.push_back({value, npv, r});
    std::ranges::sort(draws);
    std::vector<Slices> found(sliced.size());
    std::size_t slice = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        if (i > 0 && draws[i].value != draws[i - 1].value) slice = i * slices / draws.size();
        found[draws[i].randomisation].add(slice, draws[i].npv);
    }
    return found;
}

std::vector<Slices> slices_of(std::vector<Sliced> const& sliced, std::size_t place)
{
    if (!sliced.front().kept[place].empty()) return slices_by_value(sliced, place);
    std::vector<Slices> found;
    found.reserve(sliced.size());
    for (auto const& each : sliced) found.push_back(each.by_place[place]);
    return found;
}

// All slices of every second randomisation together, from the first or the second on.
Slices half_of(std::vector<Slices> const& by_randomisation, std::size_t from)
{
    Slices half;
    for (auto r = from; r < by_randomisation.size(); r += 2) {
        std::ranges::transform(half.sums, by_randomisation[r].sums, half.sums.begin(), std::plus<>());
        std::ranges::transform(half.draws, by_randomisation[r].draws, half.draws.begin(), std::plus<>());
    }
    return half;
}

// Whether a slice's mean has certainly another sign than the whole: by three standard errors over randomisations, or the
// noise of skewed draws would pass for news.
bool is_turned(std::vector<Slices> const& by_randomisation, std::size_t slice, bool whole_is_gain)
{
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (auto const& each : by_randomisation) {
        if (each.draws[slice] == 0) continue;
        auto const mean = each.sums[slice] / each.draws[slice];
        sum += mean;
        squares += mean * mean;
        count += 1;
    }
    if (count < 2 || (sum > 0) == whole_is_gain) return false;
    auto const mean = sum / count;
    auto const error = std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1));
    return std::abs(mean) > 3 * error;
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

// The worth of choosing in each slice by its own mean. One half of the randomisations chooses and the other half counts, and the reverse: a mean that is
// above zero by chance in one half is not so in the other, and noise is worth nothing.
void add_worth(std::vector<Slices> const& by_randomisation, double evpi, InputShare& input)
{
    auto const first = half_of(by_randomisation, 0);
    auto const second = half_of(by_randomisation, 1);
    auto const total = [](std::vector<double> const& of) { return std::accumulate(of.begin(), of.end(), 0.0); };
    auto const draws = total(first.draws) + total(second.draws);
    auto const all = total(first.sums) + total(second.sums);
    double informed = 0;
    double turned = 0;
    for (std::size_t slice = 0; slice < slices; ++slice) {
        if (first.sums[slice] > 0) informed += second.sums[slice];
        if (second.sums[slice] > 0) informed += first.sums[slice];
        if (is_turned(by_randomisation, slice, all > 0)) turned += first.draws[slice] + second.draws[slice];
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
    for (std::size_t place = 0; place < count; ++place) add_worth(slices_of(sliced, place), result.evpi, result.inputs[place]);
}

}  // namespace alzette::decide
