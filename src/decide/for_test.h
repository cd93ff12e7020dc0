// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/source_folder_for_test.h"
#include "decide/case_reader.h"
#include "decide/evaluate.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

// What the tests of this folder share: cases from files and from text, evaluated or refused.
namespace alzette::decide {

inline std::string example_file(std::string const& name)
{
    std::ifstream file(std::string(base::source_folder) + "/data/cases/" + name);
    std::ostringstream content;
    content << file.rdbuf();
    REQUIRE(!content.str().empty());
    return content.str();
}

inline ValueLibrary const& library()
{
    static ValueLibrary const sets;
    return sets;
}

inline std::string told(base::Findings const& findings)
{
    std::string text;
    for (auto const& finding : findings.sorted())
        text += std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " +
                finding.message.in(base::Language::en) + "\n";
    return text;
}

inline Model model_of(std::string const& yaml)
{
    base::Findings findings;
    auto read = read_case(yaml, library(), nullptr, findings);
    REQUIRE(read);
    auto model = compile_model(*std::move(read), findings);
    INFO(told(findings));
    REQUIRE(model);
    return *std::move(model);
}

// The central case alone, unless draws are asked for.
inline Evaluation evaluated(std::string const& yaml, Overrides overrides = {})
{
    if (!overrides.draws.draws) overrides.draws.draws = 0;
    base::Findings findings;
    auto evaluation = evaluate_text(yaml, library(), nullptr, overrides, findings);
    INFO(told(findings));
    REQUIRE(evaluation);
    return *std::move(evaluation);
}

inline Evaluation evaluated_file(std::string const& name, Overrides const& overrides = {})
{
    return evaluated(example_file(name), overrides);
}

// All that is said about a text that is refused.
inline std::vector<base::Finding> refused(std::string const& yaml, ValueLibrary const& sets = library())
{
    base::Findings findings;
    auto const evaluation = evaluate_text(yaml, sets, nullptr, {.draws = {.draws = 0}}, findings);
    CHECK_FALSE(evaluation);
    CHECK(findings.has_errors());
    return findings.sorted();
}

inline bool warns(Evaluation const& evaluation, base::MessageId message)
{
    return std::ranges::any_of(evaluation.warnings, [&](base::Finding const& finding) { return finding.message.id == message; });
}

inline LineResult const& line(OptionResult const& option, std::string_view id)
{
    auto const found = std::ranges::find(option.lines, id, &LineResult::id);
    REQUIRE(found != option.lines.end());
    return *found;
}

inline ActorResult const& actor(OptionResult const& option, std::string_view id)
{
    auto const found = std::ranges::find(option.actors, id, &ActorResult::id);
    REQUIRE(found != option.actors.end());
    return *found;
}

inline OptionResult const& variant(Evaluation const& evaluation, std::string_view id)
{
    auto const found = std::ranges::find(evaluation.variants, id, &OptionResult::id);
    REQUIRE(found != evaluation.variants.end());
    return *found;
}

// A short case around what a test is about. `money` is the currency and its price year, `more` further conventions.
struct CaseText {
    int base_year = 2025;
    int horizon = 10;
    std::string timing = "end_of_year";
    std::string money = "EUR 2025";
    std::string discount = "3.2 %";
    std::string more = {};
    std::string reference = "No project.";
    std::string body = {};  // the sections that follow

    std::string text() const
    {
        return "alzette: case/1\nid: short\ntitle: Short\nconventions: {base_year: " + std::to_string(base_year) +
               ", horizon: " + std::to_string(horizon) + ", timing: " + timing + ", money: " + money + ", discount: " + discount +
               (more.empty() ? "" : ", " + more) +
               "}\nactors: {city: {kind: public}, users: {kind: users}, shop: {kind: firm}}\nreference: " + reference + "\n" + body;
    }
};

// Equal up to an absolute tolerance.
inline doctest::Approx within(double tolerance, double expected)
{
    return expected == 0 ? doctest::Approx(0).scale(1).epsilon(tolerance)
                         : doctest::Approx(expected).scale(0).epsilon(tolerance / std::abs(expected));
}

// A number as a case file writes it, with all its digits.
inline std::string figure(double value) { return fmt::format("{}", value); }

// An input nobody doubts, so that the verdict does not rest on it.
inline std::string input(std::string const& name, std::string const& value)
{
    return "  " + name + ": {value: \"" + value + "\", status: expert}\n";
}

// Inputs and effects for one amount a year, from t = 0 on: costs of the city where negative, gains of the users where positive.
inline std::string yearly_amounts(std::vector<double> const& amounts, std::string const& currency = "EUR")
{
    std::string inputs;
    std::string effects;
    for (std::size_t t = 0; t < amounts.size(); ++t) {
        if (amounts[t] == 0) continue;
        auto const side = amounts[t] < 0 ? "by: city" : "to: users";
        inputs += fmt::format("  amount_{}: {{value: {} {}, status: assumed}}\n", t, std::abs(amounts[t]), currency);
        effects += fmt::format("  effect_{0}: {{{1}, category: any, amount: amount_{0}, at: {0}}}\n", t, side);
    }
    return "inputs:\n" + inputs + "effects:\n" + effects;
}

}  // namespace alzette::decide
