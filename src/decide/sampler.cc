// SPDX-License-Identifier: Apache-2.0
#include "decide/sampler.h"

#include "base/check.h"
#include "decide/scenarios.h"
#include "formula/kernels.h"
#include "formula/random.h"

#include <algorithm>
#include <array>
#include <utility>

namespace alzette::decide {

namespace {

constexpr std::uint64_t draw_stream = 1ULL << 40U;  // apart from the scramblings' streams
constexpr std::size_t piece = formula::SobolPoints::block;

formula::Quantile quantile_of(Input const& input, double central)
{
    if (input.value.shape != formula::Shape::point) return formula::Quantile(input.value);
    return formula::Quantile({formula::Shape::point, {central}, {}});
}

// An input that a scenario makes uncertain is one, too.
bool varies(Case const& subject, ModelInput const& used)
{
    if (used.input->value.shape != formula::Shape::point) return true;
    if (!subject.scenarios || !used.variant.empty()) return false;
    return std::ranges::any_of(subject.scenarios->all, [&](Scenario const& scenario) {
        return std::ranges::any_of(scenario.values, [&](ScenarioValue const& value) {
            return value.input == used.input->id && value.value.shape != formula::Shape::point;
        });
    });
}

}  // namespace

std::string_view name_of(Method method) { return method == Method::quasi ? "quasi" : "plain"; }

Sampler::Sampler(Model const& model, Method method, std::uint64_t seed, std::size_t randomisations, std::size_t copies)
    : method_(method), seed_(seed), central_(model.central_inputs())
{
    for (std::size_t i = 0; i < model.inputs.size(); ++i) quantiles_.push_back(quantile_of(*model.inputs[i].input, central_[i]));
    add_places(model);
    add_scenarios(model);
    add_correlations(model);
    for (std::size_t place = 0; place < places_.size(); ++place)
        is_simple_ = is_simple_ && stands_apart(place) && places_[place].inputs.size() == 1;
    is_simple_ = is_simple_ && others_.empty();
    if (method == Method::quasi && row_count() > 0)
        for (std::size_t r = 0; r < randomisations; ++r) points_.emplace_back(std::min(row_count() * copies, formula::SobolPoints::dimensions_max), seed, r);
}

std::size_t Sampler::place_of(Model const& model, std::string const& id) const
{
    auto const found = std::ranges::find(uncertain_, id, [&](std::size_t input) { return model.inputs[input].input->id; });
    return found == uncertain_.end() ? apart : static_cast<std::size_t>(found - uncertain_.begin());
}

void Sampler::add_places(Model const& model)
{
    for (std::size_t i = 0; i < model.inputs.size(); ++i) {
        if (!varies(*model.subject, model.inputs[i])) {
            certain_.push_back(i);
            continue;
        }
        auto place = place_of(model, model.inputs[i].input->id);
        if (place == apart) {
            place = places_.size();
            places_.emplace_back();
            uncertain_.push_back(i);
        }
        if (model.inputs[i].variant.empty()) uncertain_[place] = i;
        places_[place].inputs.push_back(i);
    }
}

void Sampler::add_scenarios(Model const& model)
{
    if (!model.subject->scenarios) return;
    double reached = 0;
    for (auto const& scenario : model.subject->scenarios->all) {
        for (auto const& value : scenario.values) {
            auto const input = model.input_index(value.input);
            if (!input) continue;  // no formula uses it
            auto const place = place_of(model, value.input);
            if (place != apart) places_[place].in_scenario = true;
            others_.push_back({scenario_ends_.size(), *input, place, formula::Quantile(value.value), value.factor});
        }
        reached += scenario.probability;
        scenario_ends_.push_back(reached);
    }
}

void Sampler::add_correlations(Model const& model)
{
    auto const row_of = [&](std::size_t place) {
        if (places_[place].correlated == apart) {
            places_[place].correlated = correlated_.size();
            correlated_.push_back(place);
        }
        return places_[place].correlated;
    };
    struct Entry {
        std::size_t first;
        std::size_t second;
        double correlation;
    };
    std::vector<Entry> entries;
    for (auto const& pair : model.subject->correlations) {
        auto const first = place_of(model, pair.first);
        auto const second = place_of(model, pair.second);
        if (first == apart || second == apart || pair.rank == 0) continue;
        entries.push_back({row_of(first), row_of(second), score_correlation(pair.rank)});
    }
    if (entries.empty()) return;
    correlations_ = CorrelationMatrix(correlated_.size());
    for (auto const& entry : entries) correlations_.set(entry.first, entry.second, entry.correlation);
    root_ = correlations_.nearest_root();  // the reader refuses what is impossible; what is left is a matter of rounding
}

void Sampler::uniforms(std::size_t randomisation, std::uint64_t first, std::size_t dimension, std::span<double> out) const
{
    std::array<std::uint32_t, piece> bits;
    for (std::size_t start = 0; start < out.size(); start += piece) {
        auto const count = std::min(piece, out.size() - start);
        if (method_ == Method::quasi && dimension < points_[randomisation].dimensions()) {
            points_[randomisation].bits(dimension, first + start, std::span(bits).first(count));
        } else {
            for (std::size_t i = 0; i < count; i += 4) {
                auto const stream = draw_stream + (std::uint64_t{randomisation} << 20U) + dimension;
                auto const four = formula::random_bits(seed_, stream, (first + start + i) / 4);
                std::copy_n(four.begin(), std::min<std::size_t>(4, count - i), bits.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
        formula::kernels().uniform(out.data() + start, bits.data(), 0, count);
    }
}

void Sampler::score(std::size_t randomisation, std::uint64_t first, Scores& scores, std::size_t copy) const
{
    auto const& kernel = formula::kernels();
    auto const draws = scores.draws;
    for (std::size_t row = 0; row < row_count(); ++row) uniforms(randomisation, first, copy * row_count() + row, {scores.row(row), draws});
    for (auto const place : correlated_) kernel.normal_quantile(scores.row(place), scores.row(place), draws);
    // From the last row up, so that each still finds independent numbers above it.
    auto const count = correlated_.size();
    for (std::size_t i = count; i-- > 0;) {
        auto* const out = scores.row(correlated_[i]);
        kernel.affine(out, out, 0, root_[i * count + i], draws);
        for (std::size_t k = 0; k < i; ++k)
            if (root_[i * count + k] != 0) kernel.accumulate(out, {scores.row(correlated_[k]), 1}, root_[i * count + k], draws);
    }
}

void Sampler::probabilities(Scores const& scores, std::size_t place, std::span<double> out) const
{
    if (places_[place].correlated == apart) std::copy_n(scores.row(place), scores.draws, out.data());
    else formula::kernels().normal_probability(out.data(), scores.row(place), scores.draws);
}

void Sampler::set(Scores& scores, std::size_t place, double probability) const
{
    auto const score = places_[place].correlated == apart ? probability : formula::normal_quantile(probability);
    std::fill_n(scores.row(place), scores.draws, score);
}

void Sampler::set(Scores& scores, std::size_t place, std::span<double const> probabilities) const
{
    if (places_[place].correlated == apart) std::ranges::copy(probabilities, scores.row(place));
    else formula::kernels().normal_quantile(scores.row(place), probabilities.data(), scores.draws);
}

void Sampler::values_of(Scores const& scores, std::size_t place, formula::Quantile const& quantile, double* out) const
{
    if (places_[place].correlated != apart && quantile.is_normal()) return quantile.from_normal(out, scores.row(place), scores.draws);
    probabilities(scores, place, {out, scores.draws});
    quantile(out, out, scores.draws);
}

void Sampler::add_other(Scores const& scores, Other const& other, double* out) const
{
    std::vector<double> values(scores.draws);
    if (other.place == apart) std::ranges::fill(values, other.value.at(0.5));
    else values_of(scores, other.place, other.value, values.data());
    auto const* const which = scores.row(scenario_row());
    auto const low = other.scenario == 0 ? 0 : scenario_ends_[other.scenario - 1];
    auto const high = scenario_ends_[other.scenario];
    for (std::size_t i = 0; i < scores.draws; ++i)
        if (which[i] >= low && which[i] < high) out[i] = values[i] * other.factor;
}

void Sampler::values(Scores const& scores, Tally::Workspace& workspace) const
{
    for (auto const input : certain_) std::fill_n(workspace.input(input), scores.draws, central_[input]);
    for (std::size_t place = 0; place < places_.size(); ++place)
        for (auto const input : places_[place].inputs) values_of(scores, place, quantiles_[input], workspace.input(input));
    for (auto const& other : others_) add_other(scores, other, workspace.input(other.input));
}

void Sampler::draw(std::size_t randomisation, std::uint64_t first, Tally::Workspace& workspace, std::size_t copy) const
{
    auto const draws = workspace.draws();
    if (!is_simple_) {
        auto scores = make_scores(draws);
        score(randomisation, first, scores, copy);
        return values(scores, workspace);
    }
    for (auto const input : certain_) std::fill_n(workspace.input(input), draws, central_[input]);
    for (std::size_t place = 0; place < places_.size(); ++place) {
        auto* const row = workspace.input(uncertain_[place]);
        uniforms(randomisation, first, copy * row_count() + place, {row, draws});
        quantile(place)(row, row, draws);
    }
}

Sampler::Given Sampler::given(std::vector<std::size_t> known) const
{
    Given given;
    std::vector<std::size_t> rows;
    for (auto const place : known) {
        if (place == scenario_row() || places_[place].correlated == apart) continue;
        given.leaders.push_back(place);
        rows.push_back(places_[place].correlated);
    }
    for (std::size_t i = 0; i < correlated_.size(); ++i) {
        if (rows.empty() || std::ranges::find(rows, i) != rows.end()) continue;
        auto factors = correlations_.regression(i, rows);
        if (std::ranges::any_of(factors, [](double factor) { return factor != 0; })) given.followers.push_back({correlated_[i], std::move(factors)});
    }
    given.known = std::move(known);
    return given;
}

void Sampler::replace(Scores& scores, Scores const& source, Given const& given) const
{
    auto const& kernel = formula::kernels();
    for (auto const& follower : given.followers) {
        auto* const out = scores.row(follower.place);
        for (std::size_t i = 0; i < given.leaders.size(); ++i) {
            kernel.accumulate(out, {source.row(given.leaders[i]), 1}, follower.factors[i], scores.draws);
            kernel.accumulate(out, {scores.row(given.leaders[i]), 1}, -follower.factors[i], scores.draws);
        }
    }
    for (auto const place : given.known) std::copy_n(source.row(place), scores.draws, scores.row(place));
}

void Sampler::scenarios(std::size_t randomisation, std::uint64_t first, std::span<std::size_t> out, std::size_t copy) const
{
    std::vector<double> which(out.size());
    uniforms(randomisation, first, copy * row_count() + scenario_row(), which);
    std::ranges::transform(which, out.begin(), [&](double u) {
        return static_cast<std::size_t>(std::ranges::upper_bound(scenario_ends_, u) - scenario_ends_.begin());
    });
}

}  // namespace alzette::decide
