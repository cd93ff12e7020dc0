// SPDX-License-Identifier: Apache-2.0
#include "prove/portfolio_view.h"

#include "base/source_folder_for_test.h"
#include "prove/html_check_for_test.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace alzette;
using base::Language;

namespace {

std::string kept(std::string const& name)
{
    std::ifstream file(std::string(base::source_folder) + "/data/portfolios/" + name, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

decide::PortfolioResult example(std::optional<std::uint64_t> draws)
{
    decide::ValueLibrary const library;
    base::Findings findings;
    auto const beside = [](std::string const& name) -> base::Result<std::string> { return kept(name); };
    auto read = decide::read_portfolio(kept("haut-val.yaml"), library, beside, findings);
    REQUIRE(read);
    auto result = decide::study_portfolio(std::make_shared<decide::Portfolio const>(*std::move(read)), {draws, 1}, findings);
    REQUIRE(result);
    return *std::move(result);
}

}  // namespace

TEST_CASE("the page on a portfolio is sound in both languages, with and without draws")
{
    for (auto const draws : {0U, 256U}) {
        auto const result = example(draws);
        for (auto const language : {Language::en, Language::fr})
            for (auto const& fault : prove::faults_of(prove::render_portfolio_html(result, language))) FAIL_CHECK(base::code_of(language), ": ", fault);
    }
}

TEST_CASE("the page and the terminal say the same answer, and what it is worth")
{
    auto const result = example(256);
    auto const terminal = prove::render_portfolio_terminal(result, Language::en, prove::Colour::never);
    CHECK(terminal.find("Choose ") != std::string::npos);
    CHECK(terminal.find("this is proven") != std::string::npos);
    CHECK(terminal.find("in the best set") != std::string::npos);
    CHECK(prove::text_of_page(prove::render_portfolio_html(result, Language::en)).find("this is proven") != std::string::npos);
    CHECK(prove::render_portfolio_terminal(result, Language::fr, prove::Colour::never).find("c'est prouvé") != std::string::npos);
}

TEST_CASE("what is not proven is never said to be, anywhere")
{
    auto result = example(256);
    result.best.proven = false;
    result.best.bound = 123'456'789;
    result.frontier[10].best->proven = false;
    result.doubt->decided = 0;
    for (auto const language : {Language::en, Language::fr}) {
        auto const page = prove::render_portfolio_html(result, language);
        for (auto const& fault : prove::faults_of(page)) FAIL_CHECK(base::code_of(language), ": ", fault);
        for (auto const& text : {prove::render_portfolio_terminal(result, language, prove::Colour::never), prove::text_of_page(page)}) {
            INFO(text);
            CHECK(text.find(language == Language::en ? "not proven to be" : "sans preuve") != std::string::npos);
            CHECK(text.find(language == Language::en ? "this is proven" : "est prouvé") == std::string::npos);
            CHECK(text.find(language == Language::en ? "for 0 of 256 draws" : "pour 0 des 256 tirages") != std::string::npos);
            CHECK(text.find(" *") != std::string::npos);
        }
    }
    auto const json = prove::render_portfolio_json(result, Language::en);
    CHECK(json.find("\"proven\":false") != std::string::npos);
    CHECK(json.find("\"share_best\":null") != std::string::npos);
}

TEST_CASE("every candidate and every point of the frontier is in the JSON")
{
    auto const json = prove::render_portfolio_json(example(0), Language::en);
    auto const count = [&](std::string_view part) {
        std::size_t found = 0;
        for (auto at = json.find(part); at != std::string::npos; at = json.find(part, at + 1)) ++found;
        return found;
    };
    CHECK(count("\"share_in_best\":null") == 6);  // five projects and a variant
    CHECK(count("\"factor\":") == 21);
    CHECK(json.find("\"uncertainty\"") == std::string::npos);
}
