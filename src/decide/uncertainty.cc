// SPDX-License-Identifier: Apache-2.0
#include "decide/uncertainty.h"

#include "decide/draws.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>
#include <numeric>
#include <thread>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t randomisations_usual = 16;

double mean_of(std::vector<double> const& values)
{
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double quantile_of(std::vector<double>& values, double p)
{
    auto const place = p * static_cast<double>(values.size() - 1);
    auto const index = static_cast<std::size_t>(place);
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(values.begin(), at, values.end());
    if (index + 1 >= values.size()) return *at;
    auto const next = *std::min_element(at + 1, values.end());
    return *at + (place - static_cast<double>(index)) * (next - *at);
}

// What the draws of one randomisation leave behind.
struct Drawn {
    std::vector<double> npv;
    std::vector<std::vector<double>> actors;
};

Drawn draw_all(Tally const& tally, Sampler const& sampler, std::size_t randomisation, std::uint64_t count, std::size_t actor_draws,
               UncertaintyOptions const& options, std::function<void()> const& block_done)
{
    Drawn drawn;
    drawn.npv.reserve(count);
    drawn.actors.resize(tally.actor_count());
    Tally::Workspace workspace(tally, block);
    std::vector<double> npv(block);
    std::vector<double> actors(block * tally.actor_count());
    for (std::uint64_t first = 0; first < count; first += block) {
        if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) break;
        sampler.draw(randomisation, first, workspace);
        tally.npv(workspace, npv.data());
        drawn.npv.insert(drawn.npv.end(), npv.begin(), npv.end());
        if (first < actor_draws) {
            tally.actors(workspace, 0, actors.data());
            for (std::size_t actor = 0; actor < tally.actor_count(); ++actor) {
                auto const row = actors.begin() + static_cast<std::ptrdiff_t>(actor * block);
                drawn.actors[actor].insert(drawn.actors[actor].end(), row, row + block);
            }
        }
        block_done();
    }
    return drawn;
}

constexpr std::uint64_t actor_draws_max = 1 << 17;  // of all randomisations: enough for percentiles, little memory

double expected_gain(std::vector<std::vector<double>> const& by_randomisation)
{
    double gain = 0;
    std::size_t count = 0;
    for (auto const& values : by_randomisation) {
        for (auto const value : values) gain += std::max(0.0, value);
        count += values.size();
    }
    return count == 0 ? 0 : gain / static_cast<double>(count);
}

}  // namespace

void in_parallel(std::size_t count, unsigned threads, std::function<void(std::size_t)> const& task)
{
    auto const wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    auto const used = std::min<std::size_t>(wanted, count);
    if (used <= 1) {
        for (std::size_t i = 0; i < count; ++i) task(i);
        return;
    }
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;
    for (std::size_t worker = 0; worker < used; ++worker)
        workers.emplace_back([&] {
            for (auto i = next++; i < count; i = next++) task(i);
        });
}

DrawPlan plan_draws(std::uint64_t asked)
{
    auto const randomisations = asked < randomisations_usual * block ? randomisations_usual / 2 : randomisations_usual;
    auto const each = std::bit_ceil(std::max<std::uint64_t>(block, (asked + randomisations - 1) / randomisations));
    return {randomisations, each};
}

Spread spread_of(std::vector<std::vector<double>> const& by_randomisation)
{
    Spread spread;
    std::vector<double> all;
    std::vector<double> means;
    for (auto const& values : by_randomisation) {
        all.insert(all.end(), values.begin(), values.end());
        if (!values.empty()) means.push_back(mean_of(values));
    }
    if (all.empty()) return spread;
    auto const count = static_cast<double>(all.size());
    spread.mean = mean_of(all);
    double squares = 0;
    double positive = 0;
    for (auto const value : all) {
        squares += (value - spread.mean) * (value - spread.mean);
        positive += value > 0 ? 1 : 0;
    }
    spread.sd = std::sqrt(squares / count);
    spread.probability_positive = positive / count;
    if (means.size() > 1) {
        auto const centre = mean_of(means);
        double between = 0;
        for (auto const mean : means) between += (mean - centre) * (mean - centre);
        auto const groups = static_cast<double>(means.size());
        spread.standard_error = std::sqrt(between / (groups - 1) / groups);
    }
    spread.p5 = quantile_of(all, 0.05);
    spread.p50 = quantile_of(all, 0.50);
    spread.p95 = quantile_of(all, 0.95);
    return spread;
}

Uncertainty uncertainty_of(Model const& model, std::size_t option, UncertaintyOptions const& options)
{
    auto const plan = plan_draws(options.draws);
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    Sampler const sampler(model, options.method, options.seed, plan.randomisations);

    std::vector<Drawn> drawn(plan.randomisations);
    std::mutex telling;
    std::uint64_t blocks_done = 0;
    auto const blocks = plan.randomisations * plan.each / block;
    auto const block_done = [&] {
        if (!options.progress) return;
        std::scoped_lock const lock(telling);
        options.progress(static_cast<double>(++blocks_done) / static_cast<double>(blocks));
    };
    auto const actor_draws = std::max<std::uint64_t>(block, actor_draws_max / plan.randomisations);
    in_parallel(plan.randomisations, options.threads, [&](std::size_t r) {
        drawn[r] = draw_all(tally, sampler, r, plan.each, actor_draws, options, block_done);
    });

    Uncertainty result;
    result.asked = options.draws;
    result.randomisations = plan.randomisations;
    result.seed = options.seed;
    result.method = options.method;
    result.interrupted = options.stop != nullptr && options.stop->load();
    std::vector<std::vector<double>> npv;
    for (auto& each : drawn) {
        result.draws += each.npv.size();
        npv.push_back(std::move(each.npv));
    }
    result.npv = spread_of(npv);
    result.evpi = expected_gain(npv) - std::max(0.0, result.npv.mean);
    npv.clear();
    for (std::size_t actor = 0; actor < tally.actor_count(); ++actor) {
        std::vector<std::vector<double>> values;
        for (auto& each : drawn) values.push_back(std::move(each.actors[actor]));
        auto const spread = spread_of(values);
        double losses = 0;
        double count = 0;
        for (auto const& each : values) {
            losses += static_cast<double>(std::ranges::count_if(each, [](double value) { return value < 0; }));
            count += static_cast<double>(each.size());
        }
        result.actors.push_back({model.subject->actors[actor].id, spread, count == 0 ? 0 : losses / count});
    }
    for (auto const input : sampler.uncertain()) result.inputs.push_back({model.inputs[input].input->id});
    if (result.interrupted || result.inputs.empty()) return result;
    add_tornado(model, option, result);
    add_shares(model, option, options, result);
    add_information(model, option, options, result);
    std::ranges::stable_sort(result.inputs, [](InputShare const& a, InputShare const& b) { return a.total > b.total; });
    return result;
}

std::vector<double> probability_best(Model const& model, UncertaintyOptions const& options)
{
    auto const plan = plan_draws(std::min<std::uint64_t>(options.draws, 1 << 17));
    std::vector<Valuation> valuations;
    for (std::size_t option = 0; option < model.options.size(); ++option) valuations.emplace_back(model, option);
    Tally const tally(model, valuations);
    Sampler const sampler(model, options.method, options.seed, plan.randomisations);
    auto const nothing = model.options.size();
    std::vector<std::vector<double>> best(plan.randomisations, std::vector<double>(nothing + 1));
    in_parallel(plan.randomisations, options.threads, [&](std::size_t r) {
        Tally::Workspace workspace(tally, block);
        std::vector<double> npv(block * nothing);
        for (std::uint64_t first = 0; first < plan.each; first += block) {
            sampler.draw(r, first, workspace);
            tally.npv(workspace, npv.data());
            for (std::size_t draw = 0; draw < block; ++draw) {
                auto winner = nothing;
                double most = 0;
                for (std::size_t option = 0; option < nothing; ++option) {
                    if (npv[option * block + draw] <= most) continue;
                    winner = option;
                    most = npv[option * block + draw];
                }
                best[r][winner] += 1;
            }
        }
    });
    std::vector<double> share(nothing + 1);
    for (auto const& counts : best)
        for (std::size_t i = 0; i <= nothing; ++i) share[i] += counts[i] / static_cast<double>(plan.randomisations * plan.each);
    return share;
}

}  // namespace alzette::decide
