// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t repetitions = 8;              // independent scramblings: where the errors come from
constexpr std::uint64_t points_each = 512;          // 4 096 base points in all

// Sums of one repetition. For each group of places taken from the second set of draws: how the npv moves.
struct Moved {
    double first = 0;  // of f(B) (f(AB) - f(A)), AB having nothing but the group in common with B
    double total = 0;  // of (f(A) - f(AB))^2, AB having all but the group in common with A
};
struct Repetition {
    double sum = 0;
    double squares = 0;
    double count = 0;
    std::vector<Moved> groups;
    double variance() const { return squares / count - (sum / count) * (sum / count); }
};

// Places exchanged together. Where they stand apart from all others their values change sides and one mixture serves both indices; else what is not
// exchanged is drawn anew given what is, and the other way round.
struct Exchanged {
    std::vector<std::size_t> places;
    bool stands_apart = true;
    Sampler::Given these = {};
    Sampler::Given all_others = {};
};

Exchanged group_of(Sampler const& sampler, std::vector<std::size_t> places)
{
    Exchanged group{std::move(places)};
    group.stands_apart = std::ranges::all_of(group.places, [&](std::size_t place) { return sampler.stands_apart(place); });
    if (group.stands_apart) return group;
    std::vector<std::size_t> others;
    for (std::size_t row = 0; row < sampler.row_count(); ++row)
        if (std::ranges::find(group.places, row) == group.places.end()) others.push_back(row);
    group.these = sampler.given(group.places);
    group.all_others = sampler.given(std::move(others));
    return group;
}

// Two independent sets of draws of one block, A and B: what they come from, the values of all inputs by input and draw, and the npv.
struct Side {
    Sampler::Scores scores;
    std::vector<double> inputs = {};
    std::vector<double> npv = {};
};

class Exchange {
public:
    Exchange(Tally const& tally, Sampler const& sampler)
        : tally_(tally), sampler_(sampler), workspace_(tally, block), a{sampler.make_scores(block)}, b{sampler.make_scores(block)}, first(block), total(block)
    {
    }

    void draw(std::size_t repetition, std::uint64_t start)
    {
        draw_side(repetition, start, 1, b);
        draw_side(repetition, start, 0, a);
    }

    // Fills first and total.
    void mix(Exchanged const& group)
    {
        if (!group.stands_apart) {
            mix_given(a, b, group.these, first);
            mix_given(b, a, group.all_others, total);
            restore();
            return;
        }
        for (auto const place : group.places) put(b, place);
        tally_.npv(workspace_, first.data());
        total = first;
        for (auto const place : group.places) put(a, place);
    }

private:
    void draw_side(std::size_t repetition, std::uint64_t start, std::size_t copy, Side& side)
    {
        sampler_.score(repetition, start, side.scores, copy);
        sampler_.values(side.scores, workspace_);
        auto const* const inputs = workspace_.input(0);
        side.inputs.assign(inputs, inputs + tally_.input_count() * block);
        side.npv.resize(block);
        tally_.npv(workspace_, side.npv.data());
    }
    void mix_given(Side const& base, Side const& source, Sampler::Given const& given, std::vector<double>& npv)
    {
        auto scores = base.scores;
        sampler_.replace(scores, source.scores, given);
        sampler_.values(scores, workspace_);
        tally_.npv(workspace_, npv.data());
    }
    void put(Side const& side, std::size_t place)
    {
        for (auto const input : sampler_.inputs(place)) std::copy_n(side.inputs.data() + input * block, block, workspace_.input(input));
    }
    void restore() { std::ranges::copy(a.inputs, workspace_.input(0)); }

    Tally const& tally_;
    Sampler const& sampler_;
    Tally::Workspace workspace_;

public:
    Side a;
    Side b;
    std::vector<double> first;
    std::vector<double> total;
};

Repetition repeat(Tally const& tally, Sampler const& sampler, std::size_t repetition, std::vector<Exchanged> const& groups)
{
    Repetition sums;
    sums.groups.resize(groups.size());
    Exchange exchange(tally, sampler);
    double centre = 0;  // a mean far above the spread would drown the products below in rounding and noise
    for (std::uint64_t start = 0; start < points_each; start += block) {
        exchange.draw(repetition, start);
        auto const& of_a = exchange.a.npv;
        auto const& of_b = exchange.b.npv;
        if (start == 0) centre = std::accumulate(of_a.begin(), of_a.end(), 0.0) / block;
        for (std::size_t i = 0; i < block; ++i) {
            auto const a = of_a[i] - centre;
            auto const b = of_b[i] - centre;
            sums.sum += a + b;
            sums.squares += a * a + b * b;
            sums.count += 2;
        }
        for (std::size_t group = 0; group < groups.size(); ++group) {
            exchange.mix(groups[group]);
            for (std::size_t i = 0; i < block; ++i) {
                sums.groups[group].first += (of_b[i] - centre) * (exchange.first[i] - of_a[i]);
                sums.groups[group].total += (of_a[i] - exchange.total[i]) * (of_a[i] - exchange.total[i]);
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
    std::vector<Exchanged> groups;
    std::vector<std::size_t> assumed;
    for (std::size_t place = 0; place < sampler.uncertain().size(); ++place) {
        groups.push_back(group_of(sampler, {place}));
        if (model.inputs[sampler.uncertain()[place]].input->status == Status::assumed) assumed.push_back(place);
    }
    groups.push_back(group_of(sampler, assumed));

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
        auto& share = result.inputs[place];
        share.value_low = sampler.quantile(place).at(0.05);
        share.value_high = sampler.quantile(place).at(0.95);
        for (auto const input : sampler.inputs(place)) {
            workspace.input(input)[2 * place] = sampler.quantile_of_input(input).at(0.05);
            workspace.input(input)[2 * place + 1] = sampler.quantile_of_input(input).at(0.95);
        }
    }
    std::vector<double> npv(2 * count);
    tally.npv(workspace, npv.data());
    for (std::size_t place = 0; place < count; ++place) {
        result.inputs[place].low = npv[2 * place];
        result.inputs[place].high = npv[2 * place + 1];
    }
}

}  // namespace alzette::decide
