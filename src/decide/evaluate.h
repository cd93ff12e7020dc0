// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/evaluation.h"
#include "decide/model.h"
#include "decide/uncertainty.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace alzette::decide {

// How many draws a case gets that has uncertain values and does not say: a verdict in some milliseconds.
inline constexpr std::uint64_t draws_usual = 10'000;

// How the draws are made; what is absent is taken from the case, and where it says nothing from the standard.
struct DrawRequest {
    std::optional<std::uint64_t> draws = std::nullopt;  // 0: none, the central case alone
    std::optional<std::uint64_t> seed = std::nullopt;
    std::optional<Method> method = std::nullopt;
    unsigned threads = 0;                // 0: as many as the machine has
    std::function<void(double share_done)> progress = nullptr;
    std::atomic<bool> const* stop = nullptr;  // set: what is done counts
};

// Values a compiled case: indicators of the project and each variant in the central case, thresholds, verdict, sensitivity; then, over draws, how sure
// all of it is. Warnings of reading and valuing are in the result. Fails when an amount is not a number. Any thread.
std::optional<Evaluation> evaluate(Model const& model, base::Findings& findings, DrawRequest const& request = {});

// What a caller may set over the file.
struct Overrides {
    std::string discount = {};  // a schedule or a rate, "" for the case's own
    DrawRequest draws = {};
};

// From a case file's text to its evaluation: read, check, compile, evaluate. All mistakes are in `findings`.
std::optional<Evaluation> evaluate_text(std::string_view yaml, ValueLibrary const& library, formula::ReadFile const& read_file,
                                        Overrides const& overrides, base::Findings& findings);

}  // namespace alzette::decide
