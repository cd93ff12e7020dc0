// SPDX-License-Identifier: Apache-2.0
#include "decide/uncertainty.h"

#include "base/processors.h"
#include "decide/draws.h"
#include "decide/scenarios.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>
#include <span>
#include <thread>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t randomisations_usual = 16;

constexpr std::uint64_t actor_draws_max = 1 << 17;  // of all randomisations: enough for percentiles
constexpr std::uint64_t best_draws_max = 1 << 17;   // of all options together: the most likely best is steady by then
constexpr std::size_t bins = 40;

bool is_stopped(UncertaintyOptions const& options) { return options.stop != nullptr && options.stop->load(std::memory_order_relaxed); }

// The npv and the actors' results of one block after another.
struct Blocks {
    Blocks(Tally const& drawn_by, Sampler const& drawn_from)
        : tally(drawn_by), sampler(drawn_from), workspace(drawn_by, block), npv(block), actors(block * drawn_by.actor_count())
    {
    }

    void draw(std::size_t randomisation, std::uint64_t first)
    {
        sampler.draw(randomisation, first, workspace);
        tally.npv(workspace, npv.data());
    }
    void draw_actors() { tally.actors(workspace, 0, actors.data()); }
    std::span<double const> of_actor(std::size_t actor) const { return std::span(actors).subspan(actor * block, block); }

    Tally const& tally;
    Sampler const& sampler;
    Tally::Workspace workspace;
    std::vector<double> npv;
    std::vector<double> actors;
};

// What the draws leave behind, by randomisation.
struct Gathered {
    std::vector<Cells> npv;
    std::vector<std::vector<Cells>> actors;     // by actor
    std::vector<std::vector<Cells>> scenarios;  // of npv, by scenario
};

// The first draws of all say where values lie: the same cells for every randomisation, whoever comes first.
Gathered make_cells(Tally const& tally, Sampler const& sampler, std::size_t randomisations)
{
    Blocks blocks(tally, sampler);
    blocks.draw(0, 0);
    blocks.draw_actors();
    Gathered gathered;
    gathered.npv.assign(randomisations, Cells(Cells::frame_of(blocks.npv)));
    for (std::size_t actor = 0; actor < tally.actor_count(); ++actor)
        gathered.actors.emplace_back(randomisations, Cells(Cells::frame_of(blocks.of_actor(actor))));
    gathered.scenarios.assign(sampler.scenario_count(), gathered.npv);
    return gathered;
}

void gather(Tally const& tally, Sampler const& sampler, DrawPlan const& plan, UncertaintyOptions const& options, Gathered& gathered)
{
    std::mutex telling;
    std::uint64_t blocks_done = 0;
    auto const blocks_all = plan.randomisations * plan.each / block;
    auto const block_done = [&] {
        if (!options.progress) return;
        std::scoped_lock const lock(telling);
        options.progress(static_cast<double>(++blocks_done) / static_cast<double>(blocks_all));
    };
    auto const actor_draws = std::max<std::uint64_t>(block, actor_draws_max / plan.randomisations);
    in_parallel(plan.randomisations, options.threads, [&](std::size_t r) {
        Blocks blocks(tally, sampler);
        std::vector<std::size_t> fell_into(sampler.scenario_count() == 0 ? 0 : block);
        for (std::uint64_t first = 0; first < plan.each && !is_stopped(options); first += block) {
            blocks.draw(r, first);
            gathered.npv[r].add(blocks.npv);
            if (!fell_into.empty()) sampler.scenarios(r, first, fell_into);
            for (std::size_t i = 0; i < fell_into.size(); ++i)
                if (fell_into[i] < sampler.scenario_count()) gathered.scenarios[fell_into[i]][r].add(blocks.npv[i]);
            if (first < actor_draws) {
                blocks.draw_actors();
                for (std::size_t actor = 0; actor < tally.actor_count(); ++actor) gathered.actors[actor][r].add(blocks.of_actor(actor));
            }
            block_done();
        }
    });
}

// Equal bins over the 99 % in the middle; what lies beyond counts in the outer ones.
std::vector<Bin> distribution_of(Cells const& npv)
{
    std::vector<Bin> found;
    auto const low = npv.quantile(0.005);
    auto const high = npv.quantile(0.995);
    if (npv.count() == 0) return found;
    if (!(high > low)) return {{low, high, 1}};
    auto const edge = [&](std::size_t i) { return i == bins ? high : low + (high - low) * static_cast<double>(i) / bins; };
    double before = 0;
    for (std::size_t i = 0; i < bins; ++i) {
        auto const reached = i + 1 == bins ? 1 : npv.share_below(edge(i + 1));
        found.push_back({edge(i), edge(i + 1), reached - before});
        before = reached;
    }
    return found;
}

void add_scenarios(Case const& subject, Gathered const& gathered, Uncertainty& result)
{
    for (std::size_t i = 0; i < gathered.scenarios.size(); ++i) {
        auto const& scenario = subject.scenarios->all[i];
        auto const fell = static_cast<double>(together(gathered.scenarios[i]).count());
        auto const probability = result.draws == 0 ? 0 : fell / static_cast<double>(result.draws);
        result.scenarios.push_back({scenario.id, scenario.label, probability, spread_of(gathered.scenarios[i])});
    }
}

// Which option has the greatest npv in a draw; the number of options where none is above zero.
std::size_t winner_of(std::vector<double> const& npv, std::size_t options, std::size_t draw)
{
    auto winner = options;
    double most = 0;
    for (std::size_t option = 0; option < options; ++option) {
        if (npv[option * block + draw] <= most) continue;
        winner = option;
        most = npv[option * block + draw];
    }
    return winner;
}

}  // namespace

void in_parallel(std::size_t count, unsigned threads, std::function<void(std::size_t)> const& task)
{
    auto const wanted = threads == 0 ? base::processors() : threads;
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

Cells together(std::span<Cells const> by_randomisation)
{
    auto all = by_randomisation.front();
    for (auto const& more : by_randomisation.subspan(1)) all.add(more);
    return all;
}

Spread spread_of(std::span<Cells const> by_randomisation)
{
    auto const all = together(by_randomisation);
    Spread spread{all.mean(), 0, all.sd(), all.quantile(0.05), all.quantile(0.50), all.quantile(0.95), all.share_positive()};
    double between = 0;
    double groups = 0;
    auto const count = static_cast<double>(all.count());
    for (auto const& each : by_randomisation) {
        if (each.count() == 0) continue;
        auto const away = static_cast<double>(each.count()) / count * (each.mean() - spread.mean);
        between += away * away;
        groups += 1;
    }
    // One randomisation alone, of a run that was cut short: as if its draws were independent, which is on the safe side.
    if (groups > 1) spread.standard_error = std::sqrt(groups / (groups - 1) * between);
    else if (count > 0) spread.standard_error = spread.sd / std::sqrt(count);
    return spread;
}

bool is_uncertain(Model const& model)
{
    if (model.subject->scenarios) return true;
    return std::ranges::any_of(model.inputs, [](ModelInput const& used) { return used.input->value.shape != formula::Shape::point; });
}

Uncertainty uncertainty_of(Model const& model, std::size_t option, UncertaintyOptions const& options)
{
    auto const plan = plan_draws(options.draws);
    std::vector<Valuation> const valuations{Valuation(model, option)};
    Tally const tally(model, valuations);
    Sampler const sampler(model, options.method, options.seed, plan.randomisations);
    auto gathered = make_cells(tally, sampler, plan.randomisations);
    gather(tally, sampler, plan, options, gathered);

    Uncertainty result;
    result.asked = options.draws;
    result.randomisations = plan.randomisations;
    result.seed = options.seed;
    result.method = options.method;
    auto const npv = together(gathered.npv);
    result.not_finite = npv.not_finite();
    result.draws = npv.count() + npv.not_finite();
    if (result.not_finite > 0) return result;
    result.npv = spread_of(gathered.npv);
    result.evpi = std::max(0.0, npv.mean_gain() - std::max(0.0, result.npv.mean));
    result.distribution = distribution_of(npv);
    for (std::size_t actor = 0; actor < tally.actor_count(); ++actor) {
        auto const& cells = gathered.actors[actor];
        result.actors.push_back({model.subject->actors[actor].id, spread_of(cells), together(cells).share_negative()});
    }
    add_scenarios(*model.subject, gathered, result);
    for (auto const input : sampler.uncertain()) result.inputs.push_back({model.inputs[input].input->id});
    if (!result.inputs.empty()) add_tornado(model, option, result);
    result.probability_best = npv.share_positive();
    if (!is_stopped(options) && model.options.size() > 1) result.probability_best = probability_best(model, options)[option];
    if (!is_stopped(options) && !result.inputs.empty()) add_shares(model, option, options, result);
    if (!is_stopped(options) && !result.inputs.empty()) add_information(model, option, options, result);
    if (!is_stopped(options)) add_groups(model, option, options, result);
    result.interrupted = is_stopped(options);
    std::ranges::stable_sort(result.inputs, [](InputShare const& a, InputShare const& b) { return a.total > b.total; });
    return result;
}

std::vector<double> probability_best(Model const& model, UncertaintyOptions const& options)
{
    auto const plan = plan_draws(std::min<std::uint64_t>(options.draws, best_draws_max / model.options.size()));
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
            for (std::size_t draw = 0; draw < block; ++draw) best[r][winner_of(npv, nothing, draw)] += 1;
        }
    });
    std::vector<double> share(nothing + 1);
    for (auto const& counts : best)
        for (std::size_t i = 0; i <= nothing; ++i) share[i] += counts[i] / static_cast<double>(plan.randomisations * plan.each);
    return share;
}

}  // namespace alzette::decide
