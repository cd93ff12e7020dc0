// SPDX-License-Identifier: Apache-2.0
#include "decide/foresight.h"

#include "decide/draws.h"
#include "formula/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

namespace alzette::decide {

namespace {

constexpr std::size_t block = formula::SobolPoints::block;
constexpr std::size_t randomisations = 8;
constexpr std::size_t nodes = 161;        // of a known input, at equal steps of its normal score
constexpr double score_max = 5.6;         // beyond it lies a probability of 1e-8
constexpr double score_step = 2 * score_max / (nodes - 1);
constexpr std::size_t atoms_max = 512;    // different measurements taken one by one
constexpr std::size_t drawn_states = 512; // of several known inputs
constexpr std::uint64_t seed_of_states = 0x9E3779B97F4A7C15;  // apart from the draws of all else

// By steps of our own, so that the bits are the same on every machine: phi(z) (z + z^3 / 3 + z^5 / 15 + ...) above one half.
double density(double z) { return 0.3989422804014327 * formula::exponential(-z * z / 2); }

double normal_share(double z)
{
    auto term = std::abs(z);
    auto sum = term;
    for (auto n = 3; term > 1e-17 * sum; n += 2) sum += term *= z * z / n;
    return 0.5 + std::copysign(density(z) * sum, z);
}

// What may be known, and the probabilities behind it: all else follows them, so a value that many of them give is a state of several nodes.
struct States {
    struct Node {
        std::size_t state;
        double share;  // of the state
    };
    Foresight known;
    std::vector<Node> nodes;
    std::vector<std::vector<double>> probabilities;  // of each observed input, by node

    void add(double value, double weight)
    {
        known.values[0].push_back(value);
        known.weight.push_back(weight);
    }
    void add_node(double share, double probability)
    {
        nodes.push_back({known.states() - 1, share});
        probabilities[0].push_back(probability);
    }
};

// The trapezoidal rule over normal scores: for smooth functions it converges faster than any power of the step.
void add_nodes(formula::Quantile const& quantile, States& states)
{
    for (std::size_t i = 0; i < nodes; ++i) {
        auto const z = -score_max + score_step * static_cast<double>(i);
        auto const probability = normal_share(z);
        states.add(quantile.at(probability), density(z));
        states.add_node(1, probability);
    }
}

double score_of(double probability)
{
    if (!(probability > 0)) return -score_max;
    return probability < 1 ? std::clamp(formula::normal_quantile(probability), -score_max, score_max) : score_max;
}

// The last state's nodes: the middles of equal steps of the score between two probabilities.
void add_nodes_between(double low, double high, States& states)
{
    auto const from = score_of(low);
    auto const to = score_of(high);
    auto const count = std::max(1, static_cast<int>(std::ceil((to - from) / score_step)));
    auto const middle = [&](int k) { return from + (k + 0.5) * (to - from) / count; };
    double sum = 0;
    for (auto k = 0; k < count; ++k) sum += density(middle(k));
    for (auto k = 0; k < count; ++k) states.add_node(density(middle(k)) / sum, normal_share(middle(k)));
}

// Equal values are one, whatever their order: what is known is the value.
std::map<double, double> atoms_of(formula::Uncertain const& value)
{
    auto const& numbers = value.numbers;
    std::map<double, double> atoms;
    if (value.shape == formula::Shape::discrete)
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) atoms[numbers[i]] += numbers[i + 1];
    if (value.shape == formula::Shape::data) {
        for (auto const number : numbers) ++atoms[number];
        for (auto& [number, share] : atoms) share /= static_cast<double>(numbers.size());
    }
    return atoms;
}

void add_states_of_one(formula::Uncertain const& value, formula::Quantile const& quantile, bool stands_apart, States& states)
{
    states.known.values.resize(1);
    states.probabilities.resize(1);
    auto const atoms = atoms_of(value);
    if (atoms.empty() || atoms.size() > atoms_max) return add_nodes(quantile, states);
    double before = 0;
    for (auto const& [number, share] : atoms) {
        states.add(number, share);
        if (stands_apart) states.add_node(1, before + share / 2);
        else add_nodes_between(before, before + share, states);
        before += share;
    }
}

void add_drawn_states(Model const& model, Tally const& tally, std::vector<std::size_t> const& observed, std::vector<std::size_t> const& places,
                      UncertaintyOptions const& options, States& states)
{
    Sampler const sampler(model, options.method, options.seed ^ seed_of_states, 1);
    Tally::Workspace workspace(tally, drawn_states);
    auto scores = sampler.make_scores(drawn_states);
    sampler.score(0, 0, scores);
    sampler.values(scores, workspace);
    for (std::size_t i = 0; i < observed.size(); ++i) {
        states.known.values.emplace_back(workspace.input(observed[i]), workspace.input(observed[i]) + drawn_states);
        sampler.probabilities(scores, places[i], states.probabilities.emplace_back(drawn_states));
    }
    states.known.weight.assign(drawn_states, 1);
    for (std::size_t state = 0; state < drawn_states; ++state) states.nodes.push_back({state, 1});
    states.known.is_drawn = true;
}

States states_of(Model const& model, Tally const& tally, Sampler const& sampler, std::vector<std::size_t> const& observed,
                 std::vector<std::size_t> const& places, UncertaintyOptions const& options)
{
    States states;
    if (observed.size() > 1) {
        add_drawn_states(model, tally, observed, places, options, states);
    } else if (observed.size() == 1) {
        add_states_of_one(model.inputs[observed[0]].input->value, sampler.quantile(places[0]), sampler.stands_apart(places[0]), states);
    } else {
        states.known.weight = {1};
        states.nodes = {{0, 1}};
    }
    auto& weight = states.known.weight;
    auto const sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    for (auto& each : weight) each /= sum;
    return states;
}

// Of draws of all else, in each randomisation for each node: so that all nodes together take about twice the draws asked for.
std::size_t blocks_for(std::size_t nodes_drawn, std::uint64_t draws)
{
    return std::clamp<std::uint64_t>(std::bit_floor(2 * draws / (nodes_drawn * randomisations * block)), 1, 16);
}

// Draws all else given what is known: the same draws in each state.
class Asking {
public:
    Asking(Tally const& tally, Sampler const& sampler, std::vector<std::size_t> const& observed, std::vector<std::size_t> places)
        : tally_(tally), sampler_(sampler), observed_(observed), places_(std::move(places)), given_(sampler.given(places_))
    {
        stands_apart_ = std::ranges::all_of(places_, [&](std::size_t place) { return sampler_.stands_apart(place); });
    }

    // The mean over one block of draws, by output and state.
    std::vector<double> means(States const& states, std::size_t randomisation, std::size_t first) const
    {
        auto const count = states.known.states();
        std::vector<double> means(tally_.option_count() * count);
        std::vector<double> npv(tally_.option_count() * block);
        Tally::Workspace workspace(tally_, block);
        auto drawn = sampler_.make_scores(block);
        sampler_.score(randomisation, first, drawn);
        sampler_.values(drawn, workspace);
        for (std::size_t node = 0; node < states.nodes.size(); ++node) {
            auto const [state, share] = states.nodes[node];
            if (stands_apart_) set_values(states.known, state, workspace);
            else draw_given(states, node, drawn, workspace);
            tally_.npv(workspace, npv.data());
            for (std::size_t output = 0; output < tally_.option_count(); ++output) {
                auto const row = npv.begin() + static_cast<std::ptrdiff_t>(output * block);
                means[output * count + state] += share * std::accumulate(row, row + block, 0.0) / block;
            }
        }
        return means;
    }

private:
    void set_values(Foresight const& known, std::size_t state, Tally::Workspace& workspace) const
    {
        for (std::size_t i = 0; i < observed_.size(); ++i) std::fill_n(workspace.input(observed_[i]), block, known.values[i][state]);
    }

    void draw_given(States const& states, std::size_t node, Sampler::Scores scores, Tally::Workspace& workspace) const
    {
        auto source = sampler_.make_scores(block);
        for (std::size_t i = 0; i < places_.size(); ++i) sampler_.set(source, places_[i], states.probabilities[i][node]);
        sampler_.replace(scores, source, given_);
        sampler_.values(scores, workspace);
    }

    Tally const& tally_;
    Sampler const& sampler_;
    std::vector<std::size_t> const& observed_;
    std::vector<std::size_t> places_;
    Sampler::Given given_;
    bool stands_apart_;
};

}  // namespace

std::vector<double> Foresight::mean_of(std::size_t output) const
{
    std::vector<double> mean(states());
    for (auto const& each : means)
        for (std::size_t state = 0; state < states(); ++state) mean[state] += each[output * states() + state] / static_cast<double>(means.size());
    return mean;
}

Foresight foresee(Model const& model, Tally const& tally, std::vector<std::size_t> const& observed, UncertaintyOptions const& options)
{
    Sampler const sampler(model, options.method, options.seed, randomisations);
    std::vector<std::size_t> places;
    places.reserve(observed.size());
    for (auto const input : observed)
        places.push_back(static_cast<std::size_t>(std::ranges::find(sampler.uncertain(), input) - sampler.uncertain().begin()));
    auto states = states_of(model, tally, sampler, observed, places, options);
    Asking const asking(tally, sampler, observed, std::move(places));
    auto const blocks = blocks_for(states.nodes.size(), options.draws);
    std::vector<std::vector<double>> parts(randomisations * blocks);
    in_parallel(parts.size(), options.threads, [&](std::size_t part) { parts[part] = asking.means(states, part / blocks, part % blocks * block); });
    auto& means = states.known.means;
    means.assign(randomisations, std::vector<double>(parts[0].size()));
    for (std::size_t part = 0; part < parts.size(); ++part)
        for (std::size_t i = 0; i < parts[part].size(); ++i) means[part / blocks][i] += parts[part][i] / static_cast<double>(blocks);
    return std::move(states.known);
}

std::vector<std::size_t> uncertain_among(Model const& model, std::vector<std::string> const& names)
{
    std::vector<std::size_t> found;
    for (auto const& name : names) {
        auto const index = model.input_index(name);
        auto const is_uncertain = index && model.inputs[*index].input->value.shape != formula::Shape::point;
        if (is_uncertain && std::ranges::find(found, *index) == found.end()) found.push_back(*index);
    }
    return found;
}

double standard_error_of(Foresight const& known, std::vector<double> const& factors)
{
    std::vector<double> by_randomisation;
    for (auto const& means : known.means) {
        double sum = 0;
        for (std::size_t i = 0; i < factors.size(); ++i) sum += known.weight[i % known.states()] * factors[i] * means[i];
        by_randomisation.push_back(sum);
    }
    auto const count = static_cast<double>(by_randomisation.size());
    auto const mean = std::accumulate(by_randomisation.begin(), by_randomisation.end(), 0.0) / count;
    double between = 0;
    for (auto const each : by_randomisation) between += (each - mean) * (each - mean);
    return std::sqrt(between / (count - 1) / count);
}

double without_rounding(double share) { return std::round(share * 1e12) / 1e12; }

Decision decide_best(Foresight const& known, std::vector<Alternative> const& choices)
{
    auto const states = known.states();
    auto const outputs = known.means[0].size() / states;
    std::vector<std::vector<double>> means;
    for (std::size_t output = 0; output < outputs; ++output) means.push_back(known.mean_of(output));
    auto const worth = [&](Alternative const& choice, std::size_t state) {
        auto sum = choice.fixed;
        for (std::size_t output = 0; output < choice.of_output.size(); ++output) sum += choice.of_output[output] * means[output][state];
        return sum;
    };
    auto const factor = [&](Alternative const& choice, std::size_t output) { return output < choice.of_output.size() ? choice.of_output[output] : 0; };

    Decision decision;
    decision.share.resize(choices.size());
    std::vector<double> factors(outputs * states);
    std::vector<double> gains(states);
    for (std::size_t state = 0; state < states; ++state) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < choices.size(); ++i)
            if (worth(choices[i], state) > worth(choices[best], state)) best = i;
        decision.taken.push_back(best);
        decision.share[best] += known.weight[state];
        gains[state] = worth(choices[best], state) - worth(choices[0], state);
        decision.gain.value += known.weight[state] * gains[state];
        for (std::size_t output = 0; output < outputs; ++output)
            factors[output * states + state] = factor(choices[best], output) - factor(choices[0], output);
    }
    std::ranges::transform(decision.share, decision.share.begin(), without_rounding);
    auto const within = standard_error_of(known, factors);
    double among = 0;  // of states that are draws: as if they were independent, which is too much rather than too little
    if (known.is_drawn)
        for (auto const gain : gains) among += (gain - decision.gain.value) * (gain - decision.gain.value);
    auto const count = static_cast<double>(states);
    decision.gain.standard_error = std::sqrt(within * within + among / count / count);
    return decision;
}

double factor_after(Conventions const& conventions, double years)
{
    auto const& discount = conventions.discount;
    auto factor = 1.0;
    auto t = 1;
    while (years > 0) {
        auto const rate = discount.schedule.rate(t, conventions.base_year, discount.beta);
        factor /= years >= 1 ? 1 + rate : formula::exponential(formula::logarithm(1 + rate) * years);
        ++t;
        years -= 1;
    }
    return factor;
}

std::shared_ptr<TrialResults const> value_trials(Model const& model, UncertaintyOptions const& options)
{
    auto const& trials = model.subject->trials;
    if (trials == nullptr) return nullptr;
    TrialResults results;
    for (auto const& pilot : trials->pilots) results.pilots.push_back(value_pilot(model, pilot, options));
    for (auto const& gate : trials->gates) results.gates.push_back(value_gate(model, gate, options));
    if (trials->waiting) results.waiting = value_waiting(model, *trials->waiting, options);
    return std::make_shared<TrialResults const>(std::move(results));
}

}  // namespace alzette::decide
