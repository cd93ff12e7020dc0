// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/yaml.h"
#include "base/format.h"
#include "prove/example_for_test.h"
#include "prove/render.h"
#include "prove/table.h"

#include <doctest/doctest.h>
#include <sstream>

namespace alzette::prove {

using base::Language;

namespace {

std::string english(decide::Evaluation const& evaluation) { return render_terminal(evaluation, Language::en, Colour::never); }

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

// A text with every run of blanks and line ends as one space: sentences are wrapped.
std::string unwrapped(std::string const& text)
{
    std::string out;
    for (auto const c : text)
        if (c != ' ' && c != '\n') out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    return out;
}

std::string line_with(std::string const& text, std::string const& start)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(start)) return unwrapped(line);
    return {};
}

std::string without_colour(std::string text)
{
    for (auto at = text.find('\033'); at != std::string::npos; at = text.find('\033')) text.erase(at, text.find('m', at) - at + 1);
    return text;
}

}  // namespace

TEST_CASE("the verdict is one sentence, and when it is not settled the value that carries it comes first")
{
    auto evaluation = example::strasbourg();
    auto const text = unwrapped(english(evaluation));
    CHECK(
        holds(text,
              "Not settled: it rests on Search time avoided (0% to 30%): the net present value is €822,826 in the central case and changes "
              "sign at 6.717%."));
    CHECK(holds(unwrapped(render_terminal(evaluation, Language::fr, Colour::never)),
                "Non tranché\u00A0: il repose sur Temps de recherche évité"));
    evaluation.verdict = {decide::Outcome::not_worth_it, {say::verdict_not_worth_it, {{"npv", "−€5"}}}, ""};
    CHECK(holds(english(evaluation), "Not worth its cost: the net present value is −€5"));
    evaluation.verdict = {decide::Outcome::worth_it, {say::verdict_worth_it, {{"npv", "€5"}}}, ""};
    CHECK(holds(english(evaluation), "\nWorth its cost: the net present value is €5"));
}

TEST_CASE("the parts come in the order a reader asks for them")
{
    auto const text = english(example::strasbourg());
    std::size_t at = 0;
    for (auto const* const part :
         {"Strasbourg parking observatory\n", "Extend the observatory", "Compared with the reference",
          "Not settled:", "Who gains, who pays", "By effect", "Ratios, with", "Return and delay", "By year", "Variants, side", "Thresholds",
          "If the discount rate", "If beta", "What carries the verdict", "Not measured in money", "What it rests on", "Warnings"}) {
        CAPTURE(part);
        auto const found = text.find(part, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
}

TEST_CASE("who gains comes first, who pays last, and the rows add up to the net present value")
{
    auto const text = english(example::strasbourg());
    CHECK(text.find("Motorists ") < text.find("City and its concessionaire "));
    CHECK(line_with(text, "City and its") == "City and its concessionaire −€1,507,693 +€628,725 −€878,969");
    CHECK(line_with(text, "All actors") == "All actors +€998,620 €0 +€998,620");
    CHECK(line_with(text, "Premium on") == "Premium on public money (20%) −€175,794");
    CHECK(line_with(text, "Residual value") == "Residual value €0");
    CHECK(line_with(text, "Net present value  ") == "Net present value +€822,826");  // 998,620 - 175,794
}

TEST_CASE("a ratio stands with its two sides, and one that does not exist with its reason")
{
    auto evaluation = example::strasbourg();
    auto text = unwrapped(english(evaluation));
    CHECK(holds(text, "Net present value / net public outlay 0.94 = €822,826 / €878,969"));
    CHECK(holds(text, "Benefits / costs 1.66 = €2,506,313 / €1,507,693"));
    evaluation.central.indicators.npv_per_investment = std::nullopt;
    evaluation.central.indicators.bcr = std::nullopt;
    evaluation.central.indicators.not_applicable = {{"npv_per_investment", {say::yaml_too_large, {{"bytes", 1}, {"bytes_max", 2}}}}};
    text = unwrapped(english(evaluation));
    CHECK(holds(text, "Net present value / one-off costs this file has 1 bytes"));
    CHECK(holds(text, "Benefits / costs does not exist"));
}

TEST_CASE("variants stand side by side with both sides of their ratios, and say why one is missing")
{
    auto evaluation = example::strasbourg();
    auto text = english(evaluation);
    CHECK(line_with(text, "Net public outlay ") == "Net public outlay €878,969 €1,083,969");
    CHECK(holds(unwrapped(text), " Benefits / costs 1.66 1.46 "));
    auto& of = evaluation.variants[0].indicators;
    of.bcr = std::nullopt;
    of.not_applicable = {{"bcr", {say::no_costs}}};
    text = unwrapped(english(evaluation));
    CHECK(holds(text, "Benefits / costs 1.66 – "));
    CHECK(holds(text, "Twice the scooters, benefits / costs: there is no cost to divide by"));
    evaluation.variants.resize(5, evaluation.variants[0]);  // more than fit side by side
    for (auto& variant : evaluation.variants) variant.label = {};
    CHECK(holds(unwrapped(english(evaluation)), " Project large large large "));
    CHECK(holds(unwrapped(english(evaluation)), " Project large large ─"));
}

TEST_CASE("several rates of return are all shown and none decides")
{
    auto evaluation = example::strasbourg();
    auto& of = evaluation.central.indicators;
    CHECK(line_with(english(evaluation), "Internal rate") == "Internal rate of return 31.2%");
    of.sign_changes = 2;
    CHECK(holds(unwrapped(english(evaluation)), "31.2%; the yearly flows change sign 2 times, so it may mislead"));
    of.irr = {0.05, 0.4};
    CHECK(holds(unwrapped(english(evaluation)), "change sign 2 times: 5% and 40%; none of them decides alone"));
    of.irr.clear();
    of.payback = std::nullopt;
    of.not_applicable = {{"irr", {say::verdict_worth_it, {{"npv", "x"}}}}};
    CHECK(holds(unwrapped(english(evaluation)), "Internal rate of return the net present value is x"));
    CHECK(line_with(english(evaluation), "Payback") == "Payback not within the horizon");
}

TEST_CASE("thresholds say whether they lie inside the stated range, and why there is none")
{
    auto evaluation = example::strasbourg();
    auto const text = unwrapped(english(evaluation));
    CHECK(holds(
        text,
        "- Net present value = €0 where Search time avoided (reduction) is 6.717% (10% in the central case): inside its stated range, "
        "0% to 30%."));
    CHECK(holds(text, "11.28% (inside its stated range, 0% to 30%) and 40% (outside its stated range, 0% to 30%)."));
    CHECK(holds(text, "- Net present value = €0 by moving search: net present value."));
    evaluation.thresholds[2].none_because = std::nullopt;
    CHECK(holds(unwrapped(english(evaluation)), "by moving search: no value from 0\u00A0min to 10\u00A0min gives it."));
    evaluation.thresholds[0].stated_range = std::nullopt;
    CHECK(holds(unwrapped(english(evaluation)), "is 6.717% (10% in the central case): no range is stated for it."));
}

TEST_CASE("what carries the verdict shows both ends and marks a range nobody stated")
{
    auto evaluation = example::strasbourg();
    auto const text = unwrapped(english(evaluation));
    CHECK(holds(text, "* No range is stated: moved by 50% either way."));
    CHECK(holds(text, "0% to 30% −€1,600,000 +€5,600,000 6.717%"));
    evaluation.swings.clear();
    CHECK(holds(english(evaluation), "No value is assumed or unverified."));
}

TEST_CASE("another rate or beta shows its result, the ratio with both sides, and which row is the case's own")
{
    auto const text = unwrapped(english(example::strasbourg()));
    CHECK(holds(text, "the case's own schedule 3.2% +€822,826 0.94 = €822,826 / €878,969"));
    CHECK(holds(text, "1.3 points higher 4.5% +€722,281 0.85 = €722,281 / €853,214"));
    CHECK(holds(text, "beta 0.5 2.2% +€910,000 –"));
    CHECK(holds(text, "–: public actors spend nothing net"));
    CHECK(holds(text, "beta 1 (the case) 3.2% +€822,826"));
}

TEST_CASE("groups show the result with and without welfare weights")
{
    auto evaluation = example::strasbourg();
    evaluation.central.groups = {{"modest", {"Modest households", ""}, "motorists", 0.3, 0.75, 1.4123, 515372, 727868}};
    evaluation.central.npv_weighted = 1035322;
    auto const text = english(evaluation);
    CHECK(holds(unwrapped(text), "30% 0.75 1.412 +€515,372 +€727,868"));
    CHECK(holds(unwrapped(text), "+€822,826 +€1,035,322"));
    for (auto const* const heading : {"Within an actor", "By year", "What it rests on"}) CHECK(holds(text, heading));
}

TEST_CASE("what it rests on is counted by status, with the hash of the value set")
{
    auto evaluation = example::strasbourg();
    auto const text = english(evaluation);
    CHECK(holds(text, "Official values: France 2025 (fr-2025), sha256 0123456789ab."));
    CHECK(line_with(text, "official, read") == "official, read in a transcription 1 car_cost");
    CHECK(line_with(text, "official, not") == "official, not verified 1 carbon");
    CHECK(line_with(text, "assumed") == "assumed 2 search and reduction");
    CHECK(holds(unwrapped(text), "The cost of public funds, from fr.public_funds (not verified)."));
    evaluation.subject.values = nullptr;
    CHECK(holds(english(evaluation), "No set of official values."));
}

TEST_CASE("no line is wider than a terminal, in either language, and every sentence has its arguments")
{
    auto evaluation = example::strasbourg();
    evaluation.central.groups = {
        {"modest", {"Households of modest means", "Ménages modestes"}, "motorists", 0.3, 0.75, 1.4123, 515372, 727868}};
    evaluation.central.npv_weighted = 1035322;
    for (auto const language : {Language::en, Language::fr}) {
        auto const text = render_terminal(evaluation, language, Colour::never);
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(width_of(line) <= page_width);
        }
        CHECK_FALSE(holds(text, "{"));
        CHECK_FALSE(holds(text, "\033"));
    }
}

TEST_CASE("colour adds no information: without it the text is the same")
{
    auto const evaluation = example::strasbourg();
    auto const coloured = render_terminal(evaluation, Language::en, Colour::always);
    CHECK(holds(coloured, "\033[31m−€878,969\033[0m"));
    CHECK(holds(coloured, "\033[32m+€1,717,907\033[0m"));
    CHECK(without_colour(coloured) == english(evaluation));
}

TEST_CASE("French amounts and punctuation keep their spaces")
{
    auto const text = render_terminal(example::strasbourg(), Language::fr, Colour::never);
    CHECK(holds(text, "+822\u202F826\u00A0€"));
    CHECK(holds(text, "Étendre l'observatoire au-delà de l'essai ?"));
    CHECK(holds(text, "Valeurs officielles\u00A0: France 2025"));
    CHECK(holds(text, "Montants arrondis\u202F; les sommes"));
}

TEST_CASE("a label cannot steer the terminal")
{
    auto evaluation = example::strasbourg();
    evaluation.subject.title = {"\033]0;owned\007 title", ""};
    evaluation.central.lines[0].label = {"\033[2J", ""};
    evaluation.subject.unmeasured[0].label = {"a\r\nb", ""};
    auto const text = english(evaluation);
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
}

}  // namespace alzette::prove
