// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "decide/portfolio_study.h"

#include <cstdint>
#include <string>

// Any text as a portfolio: no crash and no hang, whatever it says of a case that is sound; mistakes stand inside the text; where there is a choice it
// keeps its budgets and no point of the frontier below it is worth more.

using namespace alzette;
using namespace alzette::decide;

namespace {

constexpr std::string_view sound_case = R"(alzette: case/1
id: sound
title: Sound
conventions: {base_year: 2026, horizon: 3, timing: end_of_year, money: EUR 2025, discount: 3.2 %}
actors: {city: {kind: public}, users: {kind: users}}
reference: Nothing.
inputs:
  price: {value: 80 .. 100 .. 150 EUR, status: assumed}
  gain: {value: 30 .. 60 .. 90 EUR/year, status: assumed}
effects:
  price: {by: city, category: any, amount: price, at: 0}
  gain: {to: users, category: any, amount: gain}
variants:
  small: {inputs: {price: 50 EUR, gain: 25 EUR/year}}
)";

constexpr std::size_t text_max = 2'000;  // longer ones name hundreds of projects and cost a second each

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size > text_max) return 0;
    static ValueLibrary const library;
    std::string const text(data, data + size);
    base::Findings findings;
    auto read = read_portfolio(text, library, [](std::string const&) -> base::Result<std::string> { return std::string(sound_case); }, findings);
    CHECK_THAT(read.has_value() != findings.has_errors());
    if (!read || read->projects.size() > 6) return 0;
    auto const result = study_portfolio(std::make_shared<Portfolio const>(*std::move(read)), {0, 1, 1}, findings);
    CHECK_THAT(result.has_value() != findings.has_errors());
    if (!result) return 0;
    for (auto const& budget : result->best.budgets) CHECK_THAT(budget.spent <= budget.amount * (1 + 1e-6) + 1e-6);
    for (auto const& point : result->frontier)
        if (point.factor < 1 && point.best) CHECK_THAT(point.best->value <= result->best.value + 1e-6);
    return 0;
}
