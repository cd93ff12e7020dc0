// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/manual.h"
#include "prove/reference.h"

#include "base/result.h"
#include "decide/keys.h"
#include "decide/target.h"
#include "formula/compile.h"
#include "formula/expression.h"
#include "formula/uncertain.h"
#include "prove/key_rules.h"
#include "prove/markdown.h"
#include "prove/wording.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <string>

using namespace alzette;
using base::Language;
using prove::code;

namespace {

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr Language languages[] = {Language::en, Language::fr};

}  // namespace

TEST_CASE("the reference page names every key, unit, operator, function and distribution")
{
    for (auto const language : languages) {
        auto const page = prove::render_reference(language);
        for (auto const sections : {decide::case_sections(), decide::value_set_sections()})
            for (auto const& section : sections) {
                CHECK(has(page, "\n### " + std::string(section.name) + "\n"));
                for (auto const& key : section.keys) CHECK(has(page, "| " + code(key.name) + " |"));
            }
        for (auto const& unit : formula::unit_entries()) CHECK(has(page, "| " + code(unit.name) + " |"));
        for (auto const& each : formula::operator_entries()) CHECK(has(page, code(each.example)));
        for (auto const& each : formula::function_entries()) CHECK(has(page, code(each.example)));
        for (auto const& each : formula::distribution_entries()) CHECK(has(page, code(each.example)));
        for (auto const* const code_of_kind : {"| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 4 |", "| 5 |", "| 6 |", "| 7 |", "| 8 |", "| 9 |", "| 70 |"})
            CHECK(has(page, code_of_kind));
    }
}

TEST_CASE("every link of the reference page leads to one of its headings")
{
    for (auto const language : languages) {
        auto const page = prove::render_reference(language);
        std::set<std::string> headings;
        for (auto at = page.find("\n#"); at != std::string::npos; at = page.find("\n#", at + 1)) {
            auto const start = page.find(' ', at) + 1;
            auto heading = page.substr(start, page.find('\n', start) - start);
            for (auto& sign : heading) sign = sign == ' ' ? '-' : sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
            headings.insert(heading);
        }
        for (auto at = page.find("](#"); at != std::string::npos; at = page.find("](#", at + 1)) {
            auto const target = page.substr(at + 3, page.find(')', at) - at - 3);
            CHECK_MESSAGE(headings.contains(target), target);
        }
    }
}

TEST_CASE("every table of the reference page has rows as wide as its heading")
{
    for (auto const language : languages) {
        std::istringstream page(prove::render_reference(language));
        std::size_t bars = 0;
        for (std::string line; std::getline(page, line);) {
            if (!line.starts_with('|')) {
                bars = 0;
                continue;
            }
            std::size_t here = 0;
            for (std::size_t i = 0; i < line.size(); ++i) here += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1U : 0U;
            if (bars == 0) bars = here;
            CHECK_MESSAGE(here == bars, line);
        }
    }
}

TEST_CASE("every indicator a target may name is defined, and every definition has a name")
{
    auto const definitions = prove::indicator_definitions();
    for (auto const name : decide::indicator_names())
        CHECK_MESSAGE(std::ranges::find(definitions, name, &prove::IndicatorDefinition::id) != definitions.end(), name);
    for (auto const& definition : definitions)
        for (auto const language : languages) CHECK_MESSAGE(!prove::indicator_name(definition.id, language).empty(), definition.id);
}

TEST_CASE("the notations of uncertain values mean what the reference page says")
{
    formula::UnitTable const units;
    for (auto const& notation : prove::notation_entries()) {
        auto const value = formula::parse_uncertain(notation.example, {}, units, nullptr);
        REQUIRE_MESSAGE(value.has_value(), notation.example);
        auto const range = value->range().value_or(formula::Range{value->central(), value->central()});
        auto const middle = (range.low + range.high) / 2;
        if (notation.central == say::central_middle || notation.central == say::central_mean) CHECK(value->central() == doctest::Approx(middle));
        if (notation.central == say::central_mode) CHECK(value->central() == value->numbers[1]);
        if (notation.central == say::central_median) CHECK(value->central() < middle);  // of a lognormal
    }
}

TEST_CASE("rules between keys name keys that exist")
{
    for (auto const sections : {decide::case_sections(), decide::value_set_sections()})
        for (auto const& section : sections) {
            auto const rules = prove::rules_of(section.name);
            auto names = prove::words_of_list(rules.exactly_one);
            for (auto const name : prove::words_of_list(rules.at_least_one)) names.push_back(name);
            for (auto const pair : prove::parts_of_list(rules.never_together))
                for (auto const name : prove::words_of_list(pair)) names.push_back(name);
            for (auto const name : names) CHECK_MESSAGE(std::ranges::find(section.keys, name, &yaml::Key::name) != section.keys.end(), name);
        }
}

TEST_CASE("the units are listed for a terminal")
{
    auto const text = prove::render_units(Language::fr);
    CHECK(has(text, "kilowattheure"));
    CHECK(has(text, "1609,344 m"));
    CHECK(has(prove::render_units(Language::en), "0.001 kg"));
}

TEST_CASE("a bar inside a cell does not end it")
{
    prove::MarkdownPage page;
    page.heading(2, "Signs");
    page.table({"Sign", ""});
    page.row({code("a|b"), "or"});
    page.item("one");
    page.item("two");
    CHECK(std::move(page).take() == "## Signs\n\n| Sign | |\n|---|---|\n| `a\\|b` | or |\n\n- one\n- two\n");
}
