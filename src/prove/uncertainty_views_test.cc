// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/uncertainty.h"
#include "prove/html_check_for_test.h"
#include "prove/render.h"
#include "prove/table.h"
#include "prove/uncertainty_example_for_test.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <sstream>

// What draws say, on the page and on the terminal.
namespace alzette::prove {

using base::Language;
using decide::Evaluation;
using decide::Uncertainty;

namespace {

constexpr std::array languages{Language::en, Language::fr};

void check_page(Evaluation const& evaluation)
{
    for (auto const language : languages)
        for (auto const& fault : faults_of(render_html(evaluation, language))) FAIL_CHECK(base::code_of(language), ": ", fault);
}

// The example with something of its draws changed.
template <class Change>
Evaluation changed(Change change)
{
    auto evaluation = example::with_draws();
    auto drawn = example::uncertainty();
    change(drawn);
    evaluation.central.uncertainty = std::make_shared<Uncertainty const>(std::move(drawn));
    return evaluation;
}

bool holds(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }
bool has_section(std::string const& page, std::string_view id) { return holds(page, "<section id=\"" + std::string(id) + "\""); }
std::string english(Evaluation const& evaluation) { return render_html(evaluation, Language::en); }
std::string terminal(Evaluation const& evaluation, Language language) { return render_terminal(evaluation, language, Colour::never); }

}  // namespace

TEST_CASE("a page with draws is well formed and labelled in both languages")
{
    check_page(example::with_draws());
}

TEST_CASE("a page says the chance of loss in words, in the verdict and with its figures")
{
    auto const text = text_of_page(english(example::with_draws()));
    auto const said = text.find("About 1 chance in 5 that the project costs everyone together more than it brings (21.2%).");
    REQUIRE(said != std::string::npos);
    CHECK(said < text.find("Contents"));
    CHECK(holds(text, "On average: over 10 years, the project brings everyone together €1,645,775 more than it costs."));
    CHECK(holds(text, "Nine times out of ten it lies from \u2212\u2060€1,019,900 to +€5,395,500; half the time it is above +€1,325,200."));
    CHECK(holds(text, "spread evenly (quasi-random, scrambled Sobol points), in 16 independent sets, seed 20180522"));
    auto const fr = text_of_page(render_html(example::with_draws(), Language::fr));
    CHECK(holds(fr, "Environ 1 chance sur 5 que le projet coûte à l\u2019ensemble des acteurs plus qu\u2019il n\u2019apporte (21,2\u00A0%)."));
}

TEST_CASE("a page says what to measure first, what it is worth and what it may change")
{
    auto const text = text_of_page(english(example::with_draws()));
    CHECK(holds(text, "Measure first: Search time avoided. Knowing this value exactly before deciding is worth up to €103,300."));
    CHECK(holds(text, "About 3 chances in 10 that it changes the decision (29%)."));
    CHECK(holds(text, "Knowing everything before deciding would be worth €142,500"));
    CHECK(holds(text, "96% of the doubt"));
    CHECK(holds(text, "68% (66 to 70%)"));       // 0.68 and two standard errors of 0.01
    CHECK(holds(text, "3.9% ↔ 23.1%"));          // quantiles of a value stated in per cent
    CHECK(holds(text, "1.9 to 4.3\u00A0min"));
    auto const nothing = changed([](Uncertainty& drawn) {
        for (auto& input : drawn.inputs) input.evppi = 0;
    });
    CHECK(holds(text_of_page(english(nothing)), "No value alone is worth measuring for this decision"));
    check_page(nothing);
}

TEST_CASE("without draws nothing is said of them")
{
    auto const page = english(example::full());
    for (auto const* id : {"chance", "losers", "drivers", "measure", "scenarios", "best"}) CHECK_FALSE(has_section(page, id));
    CHECK_FALSE(holds(terminal(example::full(), Language::en), "How likely it is to lose"));
}

TEST_CASE("parts of the draws that were not computed are left out")
{
    auto const page = english(changed([](Uncertainty& drawn) {
        drawn.interrupted = true;
        drawn.inputs = {{"reduction"}, {"search"}};
        drawn.groups.clear();
        drawn.scenarios.clear();
        drawn.distribution.clear();
    }));
    CHECK(has_section(page, "chance"));
    CHECK(holds(page, "Interrupted: 16,384 draws were made of the 10,000 asked for."));
    CHECK_FALSE(holds(page, "chart-distribution"));
    for (auto const* id : {"drivers", "measure", "scenarios"}) CHECK_FALSE(has_section(page, id));
    CHECK(holds(page, "id=\"chart-swings-title\""));  // with no tornado of draws, the other one stays
}

TEST_CASE("one tornado is enough: that of the draws takes the place of the one of weak values, whose table stays")
{
    auto const page = english(example::with_draws());
    CHECK(holds(page, "id=\"chart-drivers-title\""));
    CHECK_FALSE(holds(page, "id=\"chart-swings-title\""));
    CHECK(holds(page, "Net present value at both ends of each range"));
    CHECK(holds(page, "href=\"#drivers\""));
}

TEST_CASE("degenerate draws are drawn all the same")
{
    constexpr auto no = std::numeric_limits<double>::quiet_NaN();
    SUBCASE("all the same value")
    {
        check_page(changed([](Uncertainty& drawn) {
            drawn.npv = {5, 0, 0, 5, 5, 5, 1};
            drawn.distribution = {{5, 5, 1}};
        }));
    }
    SUBCASE("what is no number")
    {
        check_page(changed([](Uncertainty& drawn) {
            drawn.npv = {no, no, no, no, no, no, no};
            drawn.distribution = {{no, no, no}, {0, no, 1}};
            drawn.evpi = no;
            for (auto& input : drawn.inputs) input = {input.input, no, no, no, no, no, no, no, no, no, no};
            for (auto& actor : drawn.actors) actor = {actor.actor, {no, no, no, no, no, no, no}, no};
        }));
    }
    SUBCASE("names that nobody defined, and texts that would be tags")
    {
        auto const page = english(changed([](Uncertainty& drawn) {
            drawn.inputs[0].input = "<script>";
            drawn.actors[0].actor = "<script>";
            drawn.groups[0] = {"<script>", {"<script>", "search"}, 1};
            drawn.scenarios[0].label = {"<script>", {}};
        }));
        CHECK_FALSE(holds(page, "<script"));
        CHECK(faults_of(page).empty());
    }
    SUBCASE("sixty inputs")
    {
        auto const many = changed([](Uncertainty& drawn) {
            auto const each = drawn.inputs[1];
            while (drawn.inputs.size() < 60) drawn.inputs.push_back(each);
        });
        check_page(many);
        CHECK(holds(text_of_page(english(many)), "20 of 60 values"));
    }
}

TEST_CASE("the terminal says the same in both languages, in 80 columns")
{
    auto const evaluation = example::with_draws();
    for (auto const language : languages) {
        std::istringstream lines(terminal(evaluation, language));
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(width_of(line) <= page_width);
        }
    }
    auto const text = terminal(evaluation, Language::en);
    std::size_t at = 0;
    for (auto const* const part : {"Which option is the best", "Doing nothing", "How likely it is to lose", "Chance of loss", "21.2%", "± €143", "░", "█",
                                   "16,384 draws", "Who may lose", "95.8%", "What makes it uncertain", "3.9% to 23.1%", "What to measure first", "€103,300",
                                   "2 of 3 values", "street_survey", "Scenario by scenario", "Calm traffic", "Thresholds"}) {
        CAPTURE(part);
        auto const found = text.find(part, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    CHECK(holds(terminal(evaluation, Language::fr), "Quel risque de perdre"));
}

}  // namespace alzette::prove
