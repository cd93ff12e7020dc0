// SPDX-License-Identifier: Apache-2.0
// What people and programs read of trials, gates and waiting, from a case file on.
#include "base/catalogue/trials.h"
#include "decide/for_test.h"
#include "decide/trials.h"
#include "prove/html_check_for_test.h"
#include "prove/render.h"
#include "prove/table.h"

namespace alzette::prove {

using base::Language;

namespace {

constexpr auto kiosks = R"(
alzette: case/1
id: kiosks
title: {en: Kiosks, fr: Bornes}
conventions: {base_year: 2025, horizon: 6, timing: end_of_year, money: EUR 2025, discount: 4 %}
units: [use]
actors: {users: {kind: users}, town: {kind: public}}
reference: No kiosks.
inputs:
  uses: {value: 40 .. 100 .. 160 use/year, status: assumed, label: {en: Uses, fr: Usages}}
  worth: {value: 5 EUR/use, status: expert}
  setting_up: {value: 2500 EUR, status: published}
effects:
  saved: {to: users, category: time, amount: uses * worth}
  kiosks: {by: town, category: investment, amount: setting_up, at: 0}
pilots:
  one_kiosk: {cost: 5 EUR, cost_each: 1 EUR, lasts: 3 month, measures: uses, error: 30 use/year, sample: 4, label: {en: One kiosk, fr: Une borne}}
  sure_thing: {cost: 5 EUR, measures: worth, error: 1 EUR/use}
gates:
  review: {at: 2, observes: [uses], recovers: 1500 EUR, expand: 50 %, expand_cost: 1000 EUR}
  never: {at: 5, observes: [uses]}
waiting: {years: 2, learns: [uses]}
)";

decide::Evaluation evaluated_over(std::uint64_t draws)
{
    decide::Overrides overrides;
    overrides.draws.draws = draws;
    return decide::evaluated(kiosks, overrides);
}

decide::Evaluation const& evaluation()
{
    static auto const made = evaluated_over(2'000);
    return made;
}

// Without the line breaks and indentations of a page.
std::string on_one_line(std::string const& text)
{
    std::string line;
    for (auto const c : text) {
        auto const is_blank = c == ' ' || c == '\n';
        if (!is_blank || !line.ends_with(' ')) line += is_blank ? ' ' : c;
    }
    return line;
}

}  // namespace

TEST_CASE("a terminal says in words whether a trial is worth doing, the rule of a gate and what waiting brings")
{
    auto const english = render_terminal(evaluation(), Language::en, Colour::never);
    auto const words = on_one_line(english);
    auto const says = [&](std::string_view text) { return words.find(text) != std::string::npos; };
    INFO(english);
    CHECK(says("One kiosk would cost €9.00 and what it teaches about Uses is worth"));
    CHECK(says("Sure thing would cost €6.00 and teach nothing") == false);
    CHECK(says("would cost €5.00 and teach nothing: worth is one number without a range"));
    CHECK(says("Rule, by Uses: stop below"));
    CHECK(says("Never, at the end of 2030: going on is the best choice"));
    CHECK(says("being able to wait is worth"));
    for (auto const language : {Language::en, Language::fr}) {
        auto const text = render_terminal(evaluation(), language, Colour::never);
        CHECK(text.find('{') == std::string::npos);
        for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
            auto const line = text.substr(start, text.find('\n', start) - start);
            CHECK_MESSAGE(width_of(line) <= page_width, line);
        }
    }
}

TEST_CASE("the page has a section on trials without faults, in both languages")
{
    for (auto const language : {Language::en, Language::fr}) {
        auto const page = render_html(evaluation(), language);
        CHECK(page.find("<section id=\"trials\"") != std::string::npos);
        for (auto const& fault : faults_of(page)) CHECK_MESSAGE(false, fault);
    }
}

TEST_CASE("programs read of trials what the reports say")
{
    auto const& trials = *evaluation().trials;
    auto const json = render_json(evaluation(), Language::en);
    CHECK(json.find("\"pilots\":{\"one_kiosk\":{\"evsi\":") != std::string::npos);
    CHECK(json.find("\"reason\":\"worth is one number without a range\"") != std::string::npos);
    CHECK(json.find("\"rule\":[{\"choice\":\"stop\",\"from\":null}") != std::string::npos);
    CHECK(json.find("\"waiting\":{\"best_years\":" + std::to_string(trials.waiting->best)) != std::string::npos);
}

TEST_CASE("without draws trials are left out, and that is said")
{
    auto const made = evaluated_over(0);
    CHECK(made.trials == nullptr);
    CHECK(decide::warns(made, say::trials_need_draws));
    CHECK(render_json(made, Language::en).find("\"pilots\"") == std::string::npos);
}

TEST_CASE("a check tells trials, gates and waiting in plain words")
{
    auto const told = render_plain_words(evaluation().subject, Language::en);
    auto const words = on_one_line(told);
    INFO(told);
    CHECK(words.find("One kiosk") != std::string::npos);
    CHECK(words.find("last 3 months and measure Uses 4 times") != std::string::npos);
    CHECK(words.find("t the end of 2027, the council goes on, stops, or makes the project 50% larger") != std::string::npos);
    CHECK(render_plain_words(evaluation().subject, Language::fr).find('{') == std::string::npos);
}

}  // namespace alzette::prove
