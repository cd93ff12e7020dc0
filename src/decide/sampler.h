// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/correlation.h"
#include "decide/model.h"
#include "decide/tally.h"
#include "formula/quantile.h"
#include "formula/sobol.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alzette::decide {

// Draws the inputs of a model: a function of (seed, randomisation, draw), whoever asks, in whatever order. Built once; any thread may read it.
//
// Each uncertain input has a place, which is one dimension of the draws; a variant's own value of an input shares the place of the case's: both are
// high together. Rank correlations make normal scores correlate (a Gaussian copula), so the values of single inputs are distributed as stated.
// The case's scenario is a dimension of its own, after the places.
class Sampler {
public:
    // Dimensions beyond SobolPoints::dimensions_max are drawn plainly. `copies` independent sets of draws at once (sensitivity indices need two).
    Sampler(Model const& model, Method method, std::uint64_t seed, std::size_t randomisations, std::size_t copies = 1);

    // The inputs of draws first, first + 1 ... of a randomisation into the workspace, in stated units. `first` is a multiple of SobolPoints::block.
    void draw(std::size_t randomisation, std::uint64_t first, Tally::Workspace& workspace, std::size_t copy = 0) const;

    // What values come from, by place and draw: a probability, or the standard normal score of an input that correlates; last, where there are
    // scenarios, the probability that says which one.
    struct Scores {
        std::size_t draws;
        std::vector<double> rows;
        double* row(std::size_t place) { return rows.data() + place * draws; }
        double const* row(std::size_t place) const { return rows.data() + place * draws; }
    };
    Scores make_scores(std::size_t draws) const { return {draws, std::vector<double>(row_count() * draws)}; }
    // draw() is values() of score().
    void score(std::size_t randomisation, std::uint64_t first, Scores& scores, std::size_t copy = 0) const;
    void values(Scores const& scores, Tally::Workspace& workspace) const;
    // The probabilities behind the values of one place, above 0 and at most 1.
    void probabilities(Scores const& scores, std::size_t place, std::span<double> out) const;
    // The score of one place in all draws, by its probability.
    void set(Scores& scores, std::size_t place, double probability) const;
    // The same, each draw by its own probability.
    void set(Scores& scores, std::size_t place, std::span<double const> probabilities) const;

    // What knowing some places says about the others: the scores of those that correlate move by a regression, which leaves them distributed as they are
    // given what is known.
    struct Given {
        struct Follower {
            std::size_t place;
            std::vector<double> factors;  // by place of `leaders`
        };
        std::vector<std::size_t> known;
        std::vector<std::size_t> leaders;  // those known that correlate with anything
        std::vector<Follower> followers;
    };
    Given given(std::vector<std::size_t> known) const;
    // Takes the known places from `source` and draws all else given them, from the scores that stood there.
    void replace(Scores& scores, Scores const& source, Given const& given) const;

    // Places, each as the index in Model::inputs of the input itself (not of a variant's own value, if there is another).
    std::vector<std::size_t> const& uncertain() const { return uncertain_; }
    // All inputs of a place.
    std::vector<std::size_t> const& inputs(std::size_t place) const { return places_[place].inputs; }
    formula::Quantile const& quantile(std::size_t place) const { return quantiles_[uncertain_[place]]; }
    formula::Quantile const& quantile_of_input(std::size_t input) const { return quantiles_[input]; }
    double central(std::size_t input) const { return central_[input]; }
    // Whether a place's values follow from its own draws alone: no correlation, no scenario.
    bool stands_apart(std::size_t place) const { return places_[place].correlated == apart && !places_[place].in_scenario; }

    bool changes_with_scenario(std::size_t place) const { return places_[place].in_scenario; }

    std::size_t scenario_count() const { return scenario_ends_.size(); }
    // Which scenario each draw falls into; scenario_count() is none of them.
    void scenarios(std::size_t randomisation, std::uint64_t first, std::span<std::size_t> out, std::size_t copy = 0) const;
    // Where the scenario stands among the scores.
    std::size_t scenario_row() const { return places_.size(); }
    std::size_t row_count() const { return places_.size() + (scenario_ends_.empty() ? 0 : 1); }

private:
    static constexpr std::size_t apart = static_cast<std::size_t>(-1);
    struct Place {
        std::vector<std::size_t> inputs;
        std::size_t correlated = apart;  // row of correlations_
        bool in_scenario = false;
    };
    // An input's value in a scenario.
    struct Other {
        std::size_t scenario;
        std::size_t input;
        std::size_t place;  // apart: certain
        formula::Quantile value;
        double factor;
    };

    void add_places(Model const& model);
    void add_scenarios(Model const& model);
    void add_correlations(Model const& model);
    std::size_t place_of(Model const& model, std::string const& id) const;
    void uniforms(std::size_t randomisation, std::uint64_t first, std::size_t dimension, std::span<double> out) const;
    void values_of(Scores const& scores, std::size_t place, formula::Quantile const& quantile, double* out) const;
    void add_other(Scores const& scores, Other const& other, double* out) const;

    Method method_;
    std::uint64_t seed_;
    std::vector<double> central_;               // of every input: what a certain one is worth
    std::vector<formula::Quantile> quantiles_;  // of every input
    std::vector<std::size_t> certain_;          // inputs no draw changes, but where a scenario does
    std::vector<Place> places_;
    std::vector<std::size_t> uncertain_;
    std::vector<std::size_t> correlated_;       // places, in the order of correlations_
    CorrelationMatrix correlations_{0};
    std::vector<double> root_;                  // its Cholesky factor
    std::vector<double> scenario_ends_;         // cumulated probabilities
    std::vector<Other> others_;
    bool is_simple_ = true;                     // every place stands apart and has one input
    std::vector<formula::SobolPoints> points_;  // one for each randomisation
};

}  // namespace alzette::decide
