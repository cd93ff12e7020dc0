// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t repetitions = 8;              // independent scramblings: where the errors come from
constexpr std::uint64_t points_each = 512;          // 4 096 base points in all

// Sums of one repetition. For each group of inputs taken from the second set of draws: how the npv moves.
struct Moved {
    double first = 0;  // of f(B) (f(AB) - f(A))
    double total = 0;  // of (f(A) - f(AB))^2
};
struct Repetition {
    double sum = 0;
    double squares = 0;
    double count = 0;
    std::vector<Moved> groups;
    double variance() const { return squares / count - (sum / count) * (sum / count); }
};

// Values of all inputs, by input and draw, kept apart from the workspace.
std::vector<double> kept_inputs(Tally const& tally, Tally::Workspace& workspace)
{
    auto const* const start = workspace.input(0);
    return {start, start + tally.input_count() * workspace.draws()};
}

void put(std::vector<double> const& values, std::size_t input, Tally::Workspace& workspace)
{
    std::copy_n(values.data() + input * workspace.draws(), workspace.draws(), workspace.input(input));
}

// Each group is the set of inputs exchanged together.
Repetition repeat(Tally const& tally, Sampler const& sampler, std::size_t repetition, std::vector<std::vector<std::size_t>> const& groups)
{
    Repetition sums;
    sums.groups.resize(groups.size());
    Tally::Workspace workspace(tally, block);
    std::vector<double> of_a(block);
    std::vector<double> of_b(block);
    std::vector<double> mixed(block);
    for (std::uint64_t first = 0; first < points_each; first += block) {
        sampler.draw(repetition, first, workspace, 1);
        auto const b = kept_inputs(tally, workspace);
        tally.npv(workspace, of_b.data());
        sampler.draw(repetition, first, workspace, 0);
        auto const a = kept_inputs(tally, workspace);
        tally.npv(workspace, of_a.data());
        for (std::size_t i = 0; i < block; ++i) {
            sums.sum += of_a[i] + of_b[i];
            sums.squares += of_a[i] * of_a[i] + of_b[i] * of_b[i];
            sums.count += 2;
        }
        for (std::size_t group = 0; group < groups.size(); ++group) {
            for (auto const input : groups[group]) put(b, input, workspace);
            tally.npv(workspace, mixed.data());
            for (auto const input : groups[group]) put(a, input, workspace);
            for (std::size_t i = 0; i < block; ++i) {
                sums.groups[group].first += of_b[i] * (mixed[i] - of_a[i]);
                sums.groups[group].total += (of_a[i] - mixed[i]) * (of_a[i] - mixed[i]);
            }
        }
    }
    return sums;
}

struct Estimate {
    double value;
    double error;
};

// The mean over repetitions and its standard error.
template <class Of>
Estimate over(std::vector<Repetition> const& all, Of of)
{
    double sum = 0;
    double squares = 0;
    for (auto const& each : all) {
        auto const value = of(each);
        sum += value;
        squares += value * value;
    }
    auto const count = static_cast<double>(all.size());
    auto const mean = sum / count;
    return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1))};
}

}  // namespace

void add_shares(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result)
{
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    Sampler const sampler(model, options.method, options.seed, repetitions, 2);
    std::vector<std::vector<std::size_t>> groups;
    std::vector<std::size_t> assumed;
    for (auto const input : sampler.uncertain()) {
        groups.push_back({input});
        if (model.inputs[input].input->status == Status::assumed) assumed.push_back(input);
    }
    groups.push_back(assumed);

    std::vector<Repetition> all(repetitions);
    in_parallel(repetitions, options.threads, [&](std::size_t r) { all[r] = repeat(tally, sampler, r, groups); });
    auto const variance = over(all, [](Repetition const& each) { return each.variance(); }).value;
    if (!(variance > 0)) return;
    auto const half = [](Repetition const& each) { return each.count / 2; };
    for (std::size_t i = 0; i < result.inputs.size(); ++i) {
        auto const first = over(all, [&](Repetition const& each) { return each.groups[i].first / half(each) / variance; });
        auto const total = over(all, [&](Repetition const& each) { return each.groups[i].total / (2 * half(each)) / variance; });
        auto& input = result.inputs[i];
        input.first = first.value;
        input.first_error = first.error;
        input.total = total.value;
        input.total_error = total.error;
    }
    auto const together = over(all, [&](Repetition const& each) { return each.groups.back().total / (2 * half(each)) / variance; });
    result.assumed_share = assumed.size() == result.inputs.size() ? 1 : std::clamp(together.value, 0.0, 1.0);
}

void add_tornado(Model const& model, std::size_t option, Uncertainty& result)
{
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    Sampler const sampler(model, Method::plain, 0, 1);
    auto const count = sampler.uncertain().size();
    Tally::Workspace workspace(tally, 2 * count);
    for (std::size_t input = 0; input < tally.input_count(); ++input) std::fill_n(workspace.input(input), 2 * count, sampler.central(input));
    for (std::size_t place = 0; place < count; ++place) {
        auto* const row = workspace.input(sampler.uncertain()[place]);
        auto& input = result.inputs[place];
        row[2 * place] = input.value_low = sampler.quantile(place).at(0.05);
        row[2 * place + 1] = input.value_high = sampler.quantile(place).at(0.95);
    }
    std::vector<double> npv(2 * count);
    tally.npv(workspace, npv.data());
    for (std::size_t place = 0; place < count; ++place) {
        result.inputs[place].low = npv[2 * place];
        result.inputs[place].high = npv[2 * place + 1];
    }
}

}  // namespace alzette::decide
