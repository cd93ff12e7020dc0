// SPDX-License-Identifier: Apache-2.0
#include "decide/draws.h"
#include "decide/portfolio_parts.h"
#include "formula/random.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::uint64_t order_stream = 1ULL << 50U;   // apart from those of scramblings and draws
constexpr std::uint64_t shared_stream = 1ULL << 51U;

// A random order of the draws (Fisher and Yates), of a seed and a stream.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t stream)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (auto i = count; i > 1; --i) {
        auto const bits = formula::random_bits(seed, stream, i);
        auto const wide = (std::uint64_t{bits[0]} << 32U) | bits[1];
        std::swap(order[i - 1], order[wide % i]);
    }
    return order;
}

using Shared = std::map<std::string, std::vector<double>, std::less<>>;

// The probabilities of each shared input in every draw: one even step of the interval for each draw, in random order, and a random place within it.
Shared shared_probabilities(std::vector<std::string> const& names, std::size_t count, std::uint64_t seed)
{
    Shared all;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto& values = all[names[i]];
        if (!values.empty()) continue;
        auto const order = shuffled(count, seed, shared_stream + i);
        values.resize(count);
        for (std::size_t draw = 0; draw < count; ++draw) {
            auto const within = (static_cast<double>(formula::random_bits(seed, shared_stream + i, count + 1 + draw)[0]) + 0.5) / 4294967296.0;
            values[order[draw]] = (static_cast<double>(draw) + within) / static_cast<double>(count);
        }
    }
    return all;
}

// The places of a case that are shared, with their probabilities.
std::vector<std::pair<std::size_t, std::vector<double> const*>> shared_places(Model const& model, Sampler const& sampler, Shared const& shared)
{
    std::vector<std::pair<std::size_t, std::vector<double> const*>> places;
    for (std::size_t place = 0; place < sampler.uncertain().size(); ++place) {
        auto const found = shared.find(model.inputs[sampler.uncertain()[place]].input->id);
        if (found != shared.end()) places.emplace_back(place, &found->second);
    }
    return places;
}

// The draws of one case. They fill its own space evenly; their order is random, so that those of two cases are independent.
void draw_project(Project const& project, std::size_t index, Shared const& shared, std::uint64_t seed, std::size_t count, double* out)
{
    auto const& model = project.model;
    std::vector<Valuation> valuations;
    for (std::size_t option = 0; option < model.options.size(); ++option) valuations.emplace_back(model, option);
    Tally const tally(model, valuations);
    Sampler const sampler(model, Method::quasi, seed, count / block);
    auto const order = shuffled(count, seed, order_stream + index);
    Tally::Workspace workspace(tally, block);
    auto scores = sampler.make_scores(block);
    auto const places = shared_places(model, sampler, shared);
    std::vector<double> npv(block * valuations.size());
    std::vector<double> probabilities(block);
    for (std::size_t first = 0; first < count; first += block) {
        sampler.score(first / block, 0, scores);
        for (auto const& [place, whole] : places) {
            for (std::size_t i = 0; i < block; ++i) probabilities[i] = (*whole)[order[first + i]];
            sampler.set(scores, place, probabilities);
        }
        sampler.values(scores, workspace);
        tally.npv(workspace, npv.data());
        for (std::size_t option = 0; option < valuations.size(); ++option)
            for (std::size_t i = 0; i < block; ++i) out[option * count + order[first + i]] = npv[option * block + i];
    }
}

}  // namespace

JointDraws draw_together(Portfolio const& portfolio, std::uint64_t asked, std::uint64_t seed, unsigned threads)
{
    JointDraws joint;
    joint.draws = (asked + block - 1) / block * block;
    auto const shared = shared_probabilities(portfolio.shared, joint.draws, seed);
    std::vector<std::size_t> starts{0};
    for (auto const& project : portfolio.projects) starts.push_back(starts.back() + project.model.options.size());
    joint.npv.resize(starts.back() * joint.draws);
    in_parallel(portfolio.projects.size(), threads, [&](std::size_t i) {
        draw_project(portfolio.projects[i], i, shared, seed, joint.draws, joint.npv.data() + starts[i] * joint.draws);
    });
    return joint;
}

}  // namespace alzette::decide
