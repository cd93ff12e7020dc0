// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/model.h"
#include "decide/tally.h"
#include "formula/quantile.h"
#include "formula/sobol.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alzette::decide {

// Draws the inputs of a model: a function of (seed, randomisation, draw), whoever asks, in whatever order. Built once; any thread may read it.
class Sampler {
public:
    // `copies` independent sets of draws at once (sensitivity indices need two).
    Sampler(Model const& model, Method method, std::uint64_t seed, std::size_t randomisations, std::size_t copies = 1);

    // The inputs of draws first, first + 1 ... of a randomisation into the workspace, in stated units. `first` is a multiple of SobolPoints::block.
    void draw(std::size_t randomisation, std::uint64_t first, Tally::Workspace& workspace, std::size_t copy = 0) const;
    // The probabilities behind one uncertain input's values, by its place in uncertain().
    void probabilities(std::size_t randomisation, std::uint64_t first, std::size_t place, std::span<double> out, std::size_t copy = 0) const;

    // Which inputs are uncertain, as indices of Model::inputs.
    std::vector<std::size_t> const& uncertain() const { return uncertain_; }
    formula::Quantile const& quantile(std::size_t place) const { return quantiles_[place]; }
    double central(std::size_t input) const { return central_[input]; }

private:
    Method method_;
    std::uint64_t seed_;
    std::vector<double> central_;               // of every input: what a certain one is worth
    std::vector<std::size_t> uncertain_;
    std::vector<formula::Quantile> quantiles_;  // of the uncertain ones
    std::vector<formula::SobolPoints> points_;  // one for each randomisation
};

}  // namespace alzette::decide
