// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "prove/report_words.h"

#include "base/format.h"
#include "prove/html_example_for_test.h"
#include "prove/report_inputs.h"

#include <doctest/doctest.h>

namespace alzette::prove {

using base::Language;

TEST_CASE("amounts of an axis are short")
{
    CHECK(base::short_money(1.5e6, "EUR", Language::en) == "€1.5M");
    CHECK(base::short_money(-500'000, "EUR", Language::en) == "\u2212€500k");
    CHECK(base::short_money(-500'000, "EUR", Language::fr) == "\u2212500\u00A0k€");
    CHECK(base::short_money(2e9, "EUR", Language::fr) == "2\u00A0Md€");
    CHECK(base::short_money(999'999, "EUR", Language::en) == "€1M");
    CHECK(base::short_money(0, "EUR", Language::en) == "€0");
    CHECK(base::short_money(40, "GBP", Language::en) == "£40");
    CHECK(base::short_money(40e3, "CHF", Language::en) == "CHF\u00A040k");
}

TEST_CASE("names come from labels, then from identifiers")
{
    auto const evaluation = example::full();
    ReportWords const words{evaluation, Language::fr};
    CHECK(words.actor("motorists") == "Automobilistes");
    CHECK(words.input("value_of_time") == "value of time");
    CHECK(words.input("discount") == "le taux d\u2019actualisation");
    CHECK(words.indicator("npv_per_public_euro") == "valeur nette par euro public");
    CHECK(words.indicator("of_tomorrow") == "of tomorrow");
    CHECK(words.category("time") == "Temps");
    CHECK(words.category("civic_pride") == "Civic pride");
    CHECK(readable("co2_avoided") == "CO₂ avoided");
    CHECK(shortened("équité", 4) == "équ…");
}

TEST_CASE("units and ranges are written as people do")
{
    auto const evaluation = example::full();
    ReportWords const en{evaluation, Language::en};
    ReportWords const fr{evaluation, Language::fr};
    CHECK(en.unit("EUR/m2/year") == "€/m²/year");
    CHECK(fr.unit("EUR*h/day") == "€·h/jour");
    CHECK(fr.quantity(300, "day/year", false) == "300\u00A0jours/an");
    CHECK(fr.quantity(1, "day/year", false) == "1\u00A0jour/an");
    CHECK(en.quantity(350'000, "EUR", false) == "€350,000");
    CHECK(fr.quantity(350'000, "EUR", false) == "350\u202F000\u00A0€");
    CHECK(en.range(0, 0.3, "%", true) == "0 to 30%");
    CHECK(en.range(200'000, 700'000, "EUR", false) == "€200,000 to €700,000");
    CHECK(fr.range(1.5, 5, "min", false) == "1,5 à 5\u00A0min");
    CHECK(fr.decimals(-0.5, 3) == "\u22120,500");
    CHECK(en.decimals(-0.0001, 3) == "0.000");
}

TEST_CASE("a page is set with typographic apostrophes and spaces that do not break")
{
    auto const evaluation = example::full();
    ReportWords const words{evaluation, Language::fr};
    CHECK(words.say(say::report_chart_threshold, {{"input", "l'eau"}}) == "Intervalle indiqué, valeur centrale et seuil\u00A0: l\u2019eau");
    CHECK(words.sentence(base::Message(say::report_chart_actors)) == "Qui gagne et qui paie, actualisé sur l\u2019horizon.");
    CHECK(words.say(say::report_depends, {{"input", "eau"}}) == "La réponse dépend de «\u00A0eau\u00A0».");
}

TEST_CASE("an input says its value, its range and how it changes")
{
    auto const evaluation = example::full();
    ReportWords const words{evaluation, Language::en};
    auto const& inputs = evaluation.subject.inputs;
    auto const& reduction = inputs[2];
    CHECK(plain_central(reduction) == doctest::Approx(0.1));
    CHECK(central_words(words, reduction) == "10%");
    CHECK(range_words(words, reduction) == "0 to 30%");
    CHECK(shape_words(words, reduction) == "triangular");
    auto const& carbon = inputs[5];
    CHECK_FALSE(plain_central(carbon));
    CHECK(central_words(words, carbon) == "256\u00A0€/t in 2025");
    CHECK(change_words(words, carbon) == std::vector<std::string>{"+3.2% a year"});
    auto const* value = official(evaluation.subject, "fr.carbon.2025");
    REQUIRE(value);
    CHECK(remarks(words, *value).size() == 3);
    CHECK(whereabouts(words, *value) == std::vector<std::string>{"at table 1", "dated 2025-03-20", "via strategie.gouv.fr"});
    CHECK(official(evaluation.subject, "fr.none") == nullptr);
}

}  // namespace alzette::prove
