// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "prove/html_check_for_test.h"
#include "prove/html_example_for_test.h"
#include "prove/render.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace alzette::prove {

using base::Language;
using namespace decide;

namespace {

constexpr std::array languages{Language::en, Language::fr};

void check_page(Evaluation const& evaluation)
{
    for (auto const language : languages)
        for (auto const& fault : faults_of(render_html(evaluation, language))) FAIL_CHECK(base::code_of(language), ": ", fault);
}

bool says(std::string const& page, std::string_view text) { return text_of_page(page).find(text) != std::string::npos; }

// WCAG 2.1: relative luminance and contrast.
double channel(int value)
{
    auto const share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(std::string const& colour)
{
    auto const part = [&](std::size_t at) { return channel(std::stoi(colour.substr(at, 2), nullptr, 16)); };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

double contrast(std::string const& a, std::string const& b)
{
    auto const [less, more] = std::minmax({luminance(a), luminance(b)});
    return (more + 0.05) / (less + 0.05);
}

// The colours of the n-th :root of the style sheet; the dark ones replace those of the light ones they name.
std::map<std::string, std::string> palette(std::string const& html, int which)
{
    std::map<std::string, std::string> out;
    std::size_t at = 0;
    for (int block = 0; block <= which; ++block) {
        at = html.find(":root {", at + 1);
        REQUIRE(at != std::string::npos);
        auto const end = html.find('}', at);
        for (auto name = html.find("--", at); name < end; name = html.find("--", name + 2)) {
            auto const colon = html.find(": ", name);
            if (html[colon + 2] == '#') out[html.substr(name + 2, colon - name - 2)] = html.substr(colon + 2, 7);
        }
    }
    return out;
}

void spoil(std::string& text) { text = "\"><script>alert('" + text + "')</script>&{x"; }
void spoil(base::Text& text)
{
    spoil(text.en);
    spoil(text.fr);
}

void spoil(Input& input)
{
    spoil(input.label);
    spoil(input.source);
    spoil(input.note);
    spoil(input.value.unit.text);
    spoil(input.series_unit.text);
}

void spoil(OptionResult& option)
{
    spoil(option.label);
    for (auto& actor : option.actors) spoil(actor.label);
    for (auto& category : option.categories) spoil(category.id);
    for (auto& line : option.lines) {
        spoil(line.label);
        spoil(line.formula);
        spoil(line.category);
        spoil(line.to);
    }
    for (auto& group : option.groups) {
        spoil(group.label);
        spoil(group.of);
    }
    for (auto& each : option.indicators.not_applicable) each.reason = base::Message(say::report_conflict, {{"text", "<script>&\"'"}});
}

void spoil(Case& subject)
{
    for (auto* text : {&subject.title, &subject.question, &subject.territory, &subject.reference.label, &subject.project.label})
        spoil(*text);
    spoil(subject.id);
    spoil(subject.conventions.currency);
    for (auto& actor : subject.actors) spoil(actor.label);
    for (auto& input : subject.inputs) spoil(input);
    for (auto& variant : subject.variants) {
        spoil(variant.label);
        for (auto& input : variant.inputs) spoil(input);
    }
    for (auto& quantity : subject.quantities) {
        spoil(quantity.label);
        spoil(quantity.text);
        spoil(quantity.id);
    }
    for (auto& each : subject.unmeasured) {
        spoil(each.label);
        spoil(each.in);
        spoil(each.note);
        spoil(each.actor);
    }
    auto values = *subject.values;
    for (auto* text : {&values.id, &values.edition, &values.sha256}) spoil(*text);
    spoil(values.title);
    for (auto& value : values.values) {
        for (auto* text : {&value.document, &value.page, &value.date, &value.via, &value.superseded_by}) spoil(*text);
        spoil(value.label);
        spoil(value.note);
        for (auto& conflict : value.conflicts) spoil(conflict);
    }
    subject.values = std::make_shared<ValueSet const>(std::move(values));
}

Evaluation spoilt()
{
    auto evaluation = example::full();
    spoil(evaluation.version);
    spoil(evaluation.subject);
    spoil(evaluation.central);
    for (auto& variant : evaluation.variants) spoil(variant);
    for (auto& swing : evaluation.swings) {
        spoil(swing.label);
        spoil(swing.unit);
    }
    for (auto& threshold : evaluation.thresholds) {
        spoil(threshold.until.text);
        spoil(threshold.until.indicator);
        spoil(threshold.unit);
    }
    for (auto& warning : evaluation.warnings) spoil(warning.file);
    return evaluation;
}

}  // namespace

TEST_CASE("a page is well formed, labelled and fetches nothing, in both languages")
{
    check_page(example::strasbourg());
    check_page(example::full());
}

TEST_CASE("a page shows the figures of the parking observatory")
{
    auto const en = render_html(example::strasbourg(), Language::en);
    auto const fr = render_html(example::strasbourg(), Language::fr);
    for (auto const* figure :
         {"+€822,826", "€878,969", "0.936", "0.546", "1.662", "6.717%", "11.28% or 40%", "+€1,717,907", "\u2212€175,794"})
        CHECK(says(en, figure));
    for (auto const* figure :
         {"+822\u202F826\u00A0€", "0,936", "6,717\u00A0%", "La question n\u2019est pas tranchée", "Qui gagne et qui paie"})
        CHECK(says(fr, figure));
    CHECK(en.find("<html lang=\"en\">") != std::string::npos);
    CHECK(fr.find("<html lang=\"fr\">") != std::string::npos);
    CHECK_FALSE(says(fr, "Who gains"));
    CHECK(says(en, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
    CHECK(says(en, "alzette evaluate FILE --report"));
}

TEST_CASE("the verdict that is not settled names first the value that carries it")
{
    auto const page = text_of_page(render_html(example::strasbourg(), Language::en));
    auto const outcome = page.find("The question is not settled");
    auto const carrier = page.find("It all depends on “Search time avoided”: the project is worth its cost only above 6.717%.");
    auto const figures = page.find("Net present value");
    REQUIRE(outcome != std::string::npos);
    REQUIRE(carrier != std::string::npos);
    CHECK(outcome < carrier);
    CHECK(carrier < figures);
}

TEST_CASE("each outcome has its words and its own symbol")
{
    auto evaluation = example::strasbourg();
    evaluation.verdict.carried_by.clear();
    std::vector<std::string> symbols;
    for (auto const& [outcome, words] : {std::pair{Outcome::worth_it, "The project is worth its cost"},
                                         {Outcome::not_worth_it, "The project is not worth its cost"},
                                         {Outcome::not_settled, "The question is not settled"}}) {
        evaluation.verdict.outcome = outcome;
        auto const page = render_html(evaluation, Language::en);
        CHECK(says(page, words));
        auto const sign = page.find("class=\"symbol-sign\"");
        symbols.push_back(page.substr(sign, page.find('>', sign) - sign));
        check_page(evaluation);
    }
    CHECK(symbols[0] != symbols[1]);
    CHECK(symbols[1] != symbols[2]);
}

TEST_CASE("texts of users are escaped wherever they stand")
{
    auto const evaluation = spoilt();
    for (auto const language : languages) {
        auto const page = render_html(evaluation, language);
        CHECK(page.find("<script") == std::string::npos);
        CHECK(page.find("&lt;script&gt;") != std::string::npos);
        // Unfilled arguments are looked for elsewhere: here every text holds a brace of its own.
        for (auto const& fault : faults_of(page))
            if (!fault.starts_with("an argument is left")) FAIL_CHECK(fault);
    }
}

TEST_CASE("parts without content are left out")
{
    Evaluation evaluation;
    evaluation.subject.conventions.currency = "EUR";
    auto const page = render_html(evaluation, Language::en);
    for (auto const* section : {"question", "actors", "effects", "years", "thresholds", "swings", "sensitivity", "variants", "groups",
                                "unmeasured", "inputs", "values", "warnings"})
        CHECK(page.find("id=\"" + std::string(section) + "\"") == std::string::npos);
    for (auto const* section : {"verdict", "compared", "figures", "conventions", "repeat"})
        CHECK(page.find("id=\"" + std::string(section) + "\"") != std::string::npos);
}

TEST_CASE("a figure that does not exist says why")
{
    auto const page = render_html(example::full(), Language::en);
    CHECK(says(page, "does not exist"));
    CHECK(says(page, "Public actors spend nothing net, so there is no public euro to divide by."));
}

TEST_CASE("degenerate evaluations are drawn all the same")
{
    SUBCASE("nobody gains and nobody pays")
    {
        auto evaluation = example::full();
        for (auto& actor : evaluation.central.actors) actor.effects = actor.transfers = 0;
        for (auto& line : evaluation.central.lines)
            line = {.id = line.id, .label = {}, .actor = line.actor, .to = {}, .category = {}, .formula = {}, .flows = {}};
        for (auto& year : evaluation.central.years) year.npv = year.discounted = year.cumulated = 0;
        for (auto& swing : evaluation.swings) swing.npv_low = swing.npv_high = swing.low = swing.high = 0;
        evaluation.central.indicators = {};
        check_page(evaluation);
    }
    SUBCASE("one year, and the base year alone")
    {
        auto evaluation = example::strasbourg();
        evaluation.subject.conventions.horizon = 1;
        evaluation.central.years.resize(2);
        check_page(evaluation);
        evaluation.central.years.resize(1);
        check_page(evaluation);
    }
    SUBCASE("two hundred years")
    {
        auto evaluation = example::strasbourg();
        evaluation.subject.conventions.horizon = 200;
        for (int t = 11; t <= 200; ++t)
            evaluation.central.years.push_back({t, 2014 + t, std::pow(1.032, -t), 2e5, 2e5 * std::pow(1.032, -t), 8e5 + t});
        check_page(evaluation);
    }
    SUBCASE("sixty inputs and swings, very long names")
    {
        auto evaluation = example::full();
        std::string const long_name(300, 'x');
        for (int i = 0; i < 60; ++i) {
            auto input = evaluation.subject.inputs[static_cast<std::size_t>(i % 6)];
            input.id += std::to_string(i);
            input.label = {"A very long name " + long_name, {}};
            evaluation.subject.inputs.push_back(input);
            auto swing = evaluation.swings[static_cast<std::size_t>(i % 6)];
            swing.label = {"Words and words and words " + long_name, {}};
            evaluation.swings.push_back(swing);
        }
        evaluation.subject.title = {long_name, {}};
        evaluation.central.actors[0].label = {long_name, {}};
        check_page(evaluation);
        CHECK(says(render_html(evaluation, Language::en), "10 of 66 values"));
    }
    SUBCASE("what is no number")
    {
        auto evaluation = example::full();
        constexpr auto no = std::numeric_limits<double>::quiet_NaN();
        evaluation.central.indicators.npv = no;
        for (auto& year : evaluation.central.years) year.cumulated = no;
        for (auto& actor : evaluation.central.actors) actor.effects = std::numeric_limits<double>::infinity();
        for (auto& swing : evaluation.swings) swing.npv_low = no;
        for (auto& threshold : evaluation.thresholds) threshold.values = {no};
        check_page(evaluation);
        for (auto const language : languages)
            for (auto const* before : {" ", ">", "+", "\u2212", "€"})
                CHECK_FALSE(says(render_html(evaluation, language), before + std::string("nan")));
    }
    SUBCASE("thresholds that fall, without a range and outside theirs")
    {
        auto evaluation = example::full();
        evaluation.thresholds[0].slopes = {-1};
        evaluation.thresholds[1].stated_range.reset();
        evaluation.thresholds[0].inside_range = false;
        check_page(evaluation);
        CHECK(says(render_html(evaluation, Language::en), "must be at most 6.717%"));
    }
    SUBCASE("a verdict carried by a value that has no threshold, or that is not listed")
    {
        auto evaluation = example::strasbourg();
        evaluation.verdict.carried_by = "carbon";
        check_page(evaluation);
        evaluation.verdict.carried_by = "elsewhere";
        check_page(evaluation);
    }
}

TEST_CASE("text stands out from its ground by 4.5 to 1, in light and in dark, and shapes by 3 to 1")
{
    auto const html = render_html(example::strasbourg(), Language::en);
    constexpr std::array<std::pair<char const*, char const*>, 24> text_on_ground{{
        {"ink", "paper"},        {"ink", "panel"},        {"ink", "gain-tint"},     {"ink", "loss-tint"},  {"ink", "doubt-tint"},
        {"muted", "paper"},      {"muted", "panel"},      {"muted", "gain-tint"},   {"accent", "paper"},   {"accent", "panel"},
        {"accent", "gain-tint"}, {"accent", "loss-tint"}, {"accent", "doubt-tint"}, {"gain", "paper"},     {"gain", "gain-tint"},
        {"gain", "doubt-tint"},  {"gain", "panel"},       {"loss", "paper"},        {"loss", "loss-tint"}, {"loss", "doubt-tint"},
        {"loss", "gain-tint"},   {"doubt", "paper"},      {"doubt", "doubt-tint"},  {"paper", "ink"},
    }};
    for (int const which : {0, 1}) {
        auto const colours = palette(html, which);
        for (auto const& pair : text_on_ground) {
            INFO("palette ", which, ": ", std::string(pair.first), " on ", std::string(pair.second));
            CHECK(contrast(colours.at(pair.first), colours.at(pair.second)) >= 4.5);
        }
        for (auto const* symbol : {"gain", "loss", "doubt"}) CHECK(contrast(colours.at(symbol), colours.at("paper")) >= 3);
    }
    CHECK(contrast("#000000", "#ffffff") == doctest::Approx(21));  // WCAG 2.1: black on white
}

TEST_CASE("a page forbids everything but its own styles")
{
    auto const html = render_html(example::strasbourg(), Language::en);
    CHECK(html.find("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;") != std::string::npos);
    CHECK(html.find("url(http") == std::string::npos);
    CHECK(html.find("@import") == std::string::npos);
    CHECK(html.find("@font-face") == std::string::npos);
}

}  // namespace alzette::prove
