// SPDX-License-Identifier: Apache-2.0
// What knowing several inputs at once would be worth: what one survey would measure.
#include "decide/draws.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t randomisations = 8;
constexpr std::size_t states = block;  // of what is known, in each randomisation; each with a block of draws of all else, the same ones in every
                                       // state, so that their error does not pass for knowledge

struct Study {
    Tally const& tally;
    Sampler const& sampler;  // of two copies: all else, and what is known
};

// The mean npv in each state of one randomisation.
std::vector<double> means_by_state(Study const& study, std::vector<std::size_t> const& places, std::size_t randomisation)
{
    auto const& sampler = study.sampler;
    Tally::Workspace workspace(study.tally, block);
    auto others = sampler.make_scores(block);
    auto drawn = sampler.make_scores(block);
    auto known = sampler.make_scores(block);
    sampler.score(randomisation, 0, others);
    sampler.score(randomisation, 0, drawn, 1);
    auto const given = sampler.given(places);
    std::vector<double> npv(block);
    std::vector<double> means(states);
    for (std::size_t state = 0; state < states; ++state) {
        for (auto const place : places) std::fill_n(known.row(place), block, drawn.row(place)[state]);
        auto scores = others;
        sampler.replace(scores, known, given);
        sampler.values(scores, workspace);
        study.tally.npv(workspace, npv.data());
        means[state] = std::accumulate(npv.begin(), npv.end(), 0.0) / block;
    }
    return means;
}

double worth_of_knowing(Study const& study, std::vector<std::size_t> const& places, unsigned threads)
{
    std::vector<std::vector<double>> means(randomisations);
    in_parallel(randomisations, threads, [&](std::size_t r) { means[r] = means_by_state(study, places, r); });
    double worth = 0;  // against deciding by the same draws without knowing: an error they share is no knowledge
    for (auto const& each : means) {
        double informed = 0;
        for (auto const mean : each) informed += std::max(0.0, mean);
        worth += informed - std::max(0.0, std::accumulate(each.begin(), each.end(), 0.0));
    }
    return worth / (randomisations * states);
}

}  // namespace

void add_groups(Model const& model, std::size_t option, UncertaintyOptions const& options, Uncertainty& result)
{
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    Sampler const sampler(model, options.method, options.seed, randomisations, 2);
    std::vector<std::vector<std::size_t>> places;
    for (std::size_t place = 0; place < sampler.uncertain().size(); ++place) {
        auto const& input = *model.inputs[sampler.uncertain()[place]].input;
        if (input.measured_with.empty()) continue;
        auto group = std::ranges::find(result.groups, input.measured_with, &InputGroup::id);
        if (group == result.groups.end()) {
            result.groups.push_back({input.measured_with, {}});
            places.emplace_back();
            group = result.groups.end() - 1;
        }
        group->inputs.push_back(input.id);
        places[static_cast<std::size_t>(group - result.groups.begin())].push_back(place);
    }
    for (std::size_t i = 0; i < result.groups.size(); ++i) {
        if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) break;
        auto& group = result.groups[i];
        double part = 0;  // no less than its best input, no more than everything
        for (auto const& input : result.inputs)
            if (std::ranges::find(group.inputs, input.input) != group.inputs.end()) part = std::max(part, input.evppi);
        auto const worth = places[i].size() == 1 ? part : worth_of_knowing({tally, sampler}, places[i], options.threads);
        group.evppi = std::clamp(worth, part, std::max(part, result.evpi));
    }
    std::ranges::stable_sort(result.groups, [](InputGroup const& a, InputGroup const& b) { return a.evppi > b.evppi; });
}

}  // namespace alzette::decide
