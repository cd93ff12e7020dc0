// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluate.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <string>

// What the tests of this folder share: cases from files and from text, evaluated or refused.
namespace alzette::decide {

inline std::string example_file(std::string const& name)
{
    std::ifstream file(std::string(SOURCE_FOLDER) + "/data/cases/" + name);
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
        text += std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " + finding.message.in(base::Language::en) + "\n";
    return text;
}

inline Evaluation evaluated(std::string const& yaml, Overrides const& overrides = {})
{
    base::Findings findings;
    auto evaluation = evaluate_text(yaml, library(), nullptr, overrides, findings);
    INFO(told(findings));
    REQUIRE(evaluation);
    return *std::move(evaluation);
}

inline Evaluation evaluated_file(std::string const& name, Overrides const& overrides = {}) { return evaluated(example_file(name), overrides); }

}  // namespace alzette::decide
