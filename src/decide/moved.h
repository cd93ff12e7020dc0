// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/model.h"
#include "decide/valuation.h"

#include <algorithm>
#include <span>
#include <vector>

namespace alzette::decide {

// The project in the central case, ready to be asked what becomes of it when one input moves. Resource; any thread may read it. Borrows the model.
class CentralCase {
public:
    explicit CentralCase(Model const& model);

    // Of a draw of a run in which one input moves.
    Sums sums(formula::Run const& moved, std::size_t draw) const { return valuation.sums(moved, draw, present); }

    Model const& model;
    Valuation const valuation;
    formula::Run run;  // of one draw
    std::vector<Valuation::PresentValue> present;
    double npv;
};

// One input moved alone, all else central: only what depends on it is computed again. Resource of one thread. Borrows the central case.
class Moved {
public:
    Moved(CentralCase const& central, std::size_t input) : central_(central), input_(input), one_(central.run, input, 1) {}

    double central() const { return central_.model.inputs[input_].input->central_value(); }

    // With the input at one value. The run is that of draw 0, until the next call.
    formula::Run const& at(double value)
    {
        one_({&value, 1});
        return one_;
    }
    // measure(run, draw) with the input at each value: in blocks, so that a large case needs no more memory than a small one.
    template <class Measure>
    std::vector<double> over(std::span<double const> values, Measure const& measure) const
    {
        std::vector<double> measured;
        auto const at_once = central_.model.draws_at_once();
        for (std::size_t first = 0; first < values.size(); first += at_once) {
            auto const block = values.subspan(first, std::min(at_once, values.size() - first));
            formula::Run run(central_.run, input_, block.size());
            run(block);
            for (std::size_t draw = 0; draw < block.size(); ++draw) measured.push_back(measure(run, draw));
        }
        return measured;
    }

private:
    CentralCase const& central_;
    std::size_t input_;
    formula::Run one_;
};

}  // namespace alzette::decide
