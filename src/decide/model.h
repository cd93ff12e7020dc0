// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/case_reader.h"
#include "formula/program.h"

#include <memory>
#include <optional>
#include <vector>

namespace alzette::decide {

// One flow of an option, ready to be valued. The amount is in the case's currency: per year, or once in each listed year.
struct Line {
    Flow const* flow = nullptr;  // in Model::subject
    bool of_reference = false;   // counted with the opposite sign
    formula::Value amount = 0;
    std::vector<int> years;      // the t it falls in
    double uplift = 1;           // for optimism bias
};

struct OptionModel {
    Option const* option = nullptr;  // in Model::subject
    std::vector<Line> lines;         // its own, then the reference's
};

// An input as the program takes it: in its stated unit, a series as a scale around 1.
struct ModelInput {
    Input const* input = nullptr;
    std::string variant;  // "" for the case's own
};

struct SharingModel;  // decide/sharing_model.h

// A case compiled. Immutable; any thread may evaluate it. Options: the project first, then the variants.
struct Model {
    std::shared_ptr<Case const> subject;
    formula::Program program;
    std::vector<ModelInput> inputs;
    std::vector<OptionModel> options;
    std::vector<formula::Value> claims;  // one for each Case::claims, in the unit it is published in
    std::shared_ptr<SharingModel const> sharing;  // null where the case shares no cost

    std::vector<double> central_inputs() const;
    // Which program input an input of the case is; nothing when no formula uses it.
    std::optional<std::size_t> input_index(std::string_view input_id) const;
    // How many draws of the program fit into some 64 MiB, at least one.
    std::size_t draws_at_once() const;
};

// Checks every formula of the case (names, circles, units, yearly against one-off) and compiles all of them into one program.
// Mistakes go to `findings`; nothing is returned when there is any, of this or of the reading before.
std::optional<Model> compile_model(ReadCase read, base::Findings& findings);

}  // namespace alzette::decide
