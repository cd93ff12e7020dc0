// SPDX-License-Identifier: Apache-2.0
// The pages and schemas that are kept in docs/ are what the program prints, and the case told there runs.
#include "base/source_folder_for_test.h"
#include "decide/evaluate.h"
#include "decide/trials.h"
#include "prove/reference.h"
#include "prove/schema.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

using namespace alzette;
using base::Language;
using prove::FileKind;

namespace {

std::string kept(std::string const& name)
{
    std::ifstream file(std::string(base::source_folder) + "/docs/" + name, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void check_same(std::string const& name, std::string const& printed, std::string const& arguments)
{
    auto const same = kept(name) == printed;
    CHECK_MESSAGE(same, "docs/" << name << " is no longer what the program prints; write it again: alzette " << arguments << " > docs/" << name);
}

// The first whole case of a page.
decide::Evaluation evaluated_in(std::string const& name)
{
    auto const page = kept(name);
    constexpr std::string_view fence = "```yaml\n";
    auto const start = page.find(std::string(fence) + "alzette:");
    REQUIRE(start != std::string::npos);
    auto const from = start + fence.size();
    decide::ValueLibrary const library;
    base::Findings findings;
    decide::Overrides few_draws;
    few_draws.draws.draws = 2'000;
    auto const evaluation = decide::evaluate_text(page.substr(from, page.find("```", from) - from), library, nullptr, few_draws, findings);
    REQUIRE(evaluation.has_value());
    return *evaluation;
}

}  // namespace

TEST_CASE("the reference pages of the manual are what the program prints")
{
    check_same("manual/decide/reference.en.md", prove::render_reference(Language::en), "reference --lang en");
    check_same("manual/decide/reference.fr.md", prove::render_reference(Language::fr), "reference --lang fr");
}

TEST_CASE("the JSON Schemas of the formats are what the program prints")
{
    check_same("formats/case.schema.json", prove::render_schema(FileKind::case_file, Language::en), "schema case --lang en");
    check_same("formats/portfolio.schema.json", prove::render_schema(FileKind::portfolio, Language::en), "schema portfolio --lang en");
    check_same("formats/value-set.schema.json", prove::render_schema(FileKind::value_set, Language::en), "schema values --lang en");
}

TEST_CASE("the case in the page on the case format runs as it stands, without a warning")
{
    auto const evaluation = evaluated_in("formats/case.md");
    CHECK(evaluation.warnings.empty());
    CHECK(evaluation.verdict.carried_by == "visits");
}

TEST_CASE("the factory in the page on trials is worth what the page says")
{
    // Dixit and Pindyck (1994), Investment under Uncertainty, pp. 26-35.
    auto const evaluation = evaluated_in("manual/decide/trials.en.md");
    auto const& waiting = evaluation.trials->waiting;
    REQUIRE(waiting);
    CHECK(waiting->starts[0].value == doctest::Approx(600).epsilon(1e-3));
    CHECK(waiting->starts[1].value == doctest::Approx(772.727).epsilon(1e-6));
    CHECK(*waiting->break_even_investment == doctest::Approx(1980).epsilon(1e-3));
}

TEST_CASE("the page on indicators names every one the program computes")
{
    auto const page = kept("manual/decide/indicators.md");
    for (auto const& indicator : prove::indicator_definitions())
        CHECK_MESSAGE(page.find("`" + std::string(indicator.id) + "`") != std::string::npos, indicator.id);
}
