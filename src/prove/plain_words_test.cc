// SPDX-License-Identifier: Apache-2.0
#include "prove/example_for_test.h"
#include "prove/render.h"
#include "prove/table.h"

#include <doctest/doctest.h>
#include <sstream>

namespace alzette::prove {

using base::Language;

namespace {

std::string told(decide::Case const& subject, Language language = Language::en)
{
    std::string out;
    for (auto const c : render_plain_words(subject, language))
        if (c != ' ' && c != '\n') out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    return out;
}

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a case is told with its question, its reference and its conventions")
{
    auto const text = told(example::subject());
    CHECK(text.starts_with(
        "Strasbourg parking observatory Extend the observatory beyond its trial? Territory: Strasbourg. Compared with the reference: No "
        "observatory;"));
    CHECK(holds(text, "From 2014 (t = 0) to 2024 (t = 10), amounts falling due at the end of each year."));
    CHECK(holds(
        text, "Money in EUR of 2022, discounted to 2014 at 3.2% (1.2% + 1 × 2%), from fr.discount.2021 (read in the official document)."));
    CHECK(holds(text, "Net public money counts 1.2 times, from fr.public_funds (not verified)."));
    CHECK(holds(text, "No value is left after the horizon."));
    CHECK(holds(text, "- City and its concessionaire (public body)"));
}

TEST_CASE("each effect is a sentence")
{
    auto const text = told(example::subject());
    CHECK(holds(text,
                "- time_saved: Motorists would gain hours_saved × occupancy × value_of_time, every year from 2015 to 2024, under time."));
    CHECK(holds(text, "- equipment: City and its concessionaire would bear scooters + platform, once, in 2014, under investment."));
    CHECK(holds(
        text,
        "- paid_parking: Motorists would pay receipts × recovered × ramp to City and its concessionaire, every year from 2015 to 2024."));
    CHECK(holds(told(example::subject(), Language::fr),
                "- time_saved\u00A0: Automobilistes\u00A0: gain de hours_saved × occupancy × value_of_time, chaque année de 2015 à 2024, "
                "au titre de time."));
}

TEST_CASE("each input has its unit, its range and where it comes from")
{
    auto const text = told(example::subject());
    CHECK(holds(text, "- search: from 1.5 to 5\u00A0min, most likely 3\u00A0min; assumed "));
    CHECK(holds(text, "- operations: 39,000/day; published, source: 60 000 parking operations"));
    CHECK(holds(text, "- carbon: 256\u00A0EUR/t in 2025, +3.2% a year; official, not verified, from fr.carbon.2025"));
    CHECK(holds(text, "- km_saved: hours_saved × speed, km/year"));
}

TEST_CASE("a cost tells its optimism, its life and its own beta")
{
    auto subject = example::subject();
    auto& flow = subject.project.flows[4];
    flow.optimism = formula::Uncertain{formula::Shape::point, {51}, example::unit("%", 0.01)};
    flow.life = 8;
    flow.beta = 0.5;
    CHECK(holds(told(subject), "once, in 2014, raised by 51% for optimism, lasting 8 years, with a beta of 0.5, under investment."));
    flow.mitigated = formula::Uncertain{formula::Shape::point, {50}, example::unit("%", 0.01)};
    CHECK(holds(told(subject), "raised by 51% for optimism, of which 50% is mitigated"));
}

TEST_CASE("a variant tells only what differs from the project")
{
    auto subject = example::subject();
    auto variant = subject.project;
    variant.id = "large";
    variant.flows[5].amount_text = "2 * operation";
    variant.flows.erase(variant.flows.begin() + 3);
    variant.inputs = {example::input("scooters", {formula::Shape::point, {120000}, example::unit("EUR")}, decide::Status::assumed)};
    subject.variants = {variant};
    auto const text = told(subject);
    auto const part = text.substr(text.find("Variant: large"));
    CHECK(part.starts_with(
        "Variant: large - scooters: 120,000\u00A0EUR; assumed - running: City and its concessionaire would bear 2 × operation, every "
        "year from 2015 to 2024, under operation. - without cleaner_air Thresholds"));
    subject.variants = {subject.project};
    CHECK(holds(told(subject), "Nothing changes from the project."));
}

TEST_CASE("what is asked, claimed and left out is told")
{
    auto subject = example::subject();
    subject.claims = {{"hours", {formula::Shape::point, {87750}, example::unit("h/year")}, {}, "hours_saved", 0.005, "the study", {}}};
    subject.groups = {{"modest", {"Modest", "Modestes"}, "motorists", 0.3, 0.75, {}}};
    auto const text = told(subject);
    CHECK(holds(text, "- At what value of Search time avoided (reduction) is net present value = €0?"));
    CHECK(holds(text, "- hours: 87,750\u00A0h/year should be hours_saved, within 0.5%, source: the study"));
    CHECK(holds(text, "- Modest: 30% of Motorists, with an income of 0.75 times the reference"));
    CHECK(holds(text, "- Motorists, loss: privacy, followed in plates scanned per year"));
    subject.unmeasured.clear();
    CHECK(holds(told(subject), "The case names no effect that was left out"));
}

TEST_CASE("the words fit a terminal and keep no empty place, in both languages")
{
    for (auto const language : {Language::en, Language::fr}) {
        auto const text = render_plain_words(example::subject(), language);
        CHECK_FALSE(holds(text, "{"));
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) CHECK(width_of(line) <= page_width);
    }
}

}  // namespace alzette::prove
