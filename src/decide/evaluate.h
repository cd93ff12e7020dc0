// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/evaluation.h"
#include "decide/model.h"

#include <optional>
#include <string>

namespace alzette::decide {

// Values a compiled case in its central case: indicators of the project and each variant, thresholds, verdict, sensitivity.
// Warnings of reading and valuing are in the result. Fails when an amount is not a number. Any thread.
std::optional<Evaluation> evaluate(Model const& model, base::Findings& findings);

// What a caller may set over the file.
struct Overrides {
    std::string discount;  // a schedule or a rate, "" for the case's own
};

// From a case file's text to its evaluation: read, check, compile, evaluate. All mistakes are in `findings`.
std::optional<Evaluation> evaluate_text(std::string_view yaml, ValueLibrary const& library, formula::ReadFile const& read_file,
                                        Overrides const& overrides, base::Findings& findings);

}  // namespace alzette::decide
