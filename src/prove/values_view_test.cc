// SPDX-License-Identifier: Apache-2.0
#include "prove/values_view.h"

#include "prove/table.h"
#include "prove/values_example_for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using base::Language;
using prove::render_values;
using prove::ValuesRequest;

namespace {

std::string shown(ValuesRequest const& request, Language language = Language::en)
{
    auto const sets = prove::sample::library();
    auto const text = render_values(request, sets, language);
    REQUIRE(text.has_value());
    return *text;
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

// As one line, so that a sentence is found wherever it was wrapped.
std::string unwrapped(std::string const& text)
{
    std::string line;
    for (auto const sign : text) {
        auto const blank = sign == '\n' || sign == ' ';
        if (!blank || line.empty() || line.back() != ' ') line += blank ? ' ' : sign;
    }
    return line;
}

}  // namespace

TEST_CASE("all sets are listed, one at fault with its mistake")
{
    auto const text = unwrapped(shown({}));
    CHECK(has(text, "aa-2025"));
    CHECK(has(text, "Land of A"));
    CHECK(has(text, "fr-2025"));
    CHECK(has(text, "broken cannot be read"));
    CHECK(has(shown({}, Language::fr), "Pays A"));
    auto const json = shown({.json = true});
    CHECK(has(json, R"({"id":"aa-2025","title":"Land of A","currency":"EUR","edition":"2025-11","sha256":")"));
    CHECK(has(json, R"("count":{"primary":2,"secondary":7,"unverified":1,"missing":1}})"));
    CHECK(has(json, R"({"id":"broken","error":")"));
}

TEST_CASE("the values of a set are told by subject, superseded ones marked, missing ones at the end")
{
    auto const text = shown({.set = "aa-2025"});
    CHECK(has(unwrapped(text), "10 values: 2 read in the document, 7 in a transcription, 1 unverified, 1 missing."));
    CHECK(has(text, "carbon (1)\n"));
    CHECK(has(text, "discount (2)\n"));
    CHECK(text.find("carbon (1)") < text.find("discount (2)"));
    CHECK(has(unwrapped(text), "2023\u00A0?, unverified"));
    CHECK(has(unwrapped(text), "transcription, superseded"));
    CHECK(has(unwrapped(text), "3.2% (1.2% + 1 × 2%)"));
    CHECK(text.find("Looked for and missing") > text.find("aa.time"));
    CHECK(has(text, "- aa.noise: No figure was found.\n"));
    auto const french = shown({.set = "aa-2025"}, Language::fr);
    CHECK(has(french, "Aucun chiffre trouvé.\n"));
    CHECK(has(french, "Carbone"));
}

TEST_CASE("one value is told with everything known of it")
{
    auto const text = shown({.set = "aa-2025", .id = "aa.carbon.2025"});
    for (auto const* const part : {"Carbon (aa.carbon.2025)", "100\u00A0EUR/t in 2025, +10% a year", "2025 to 2027", "not verified", "Report", "table 3",
                                   "2025-03", "example.org", "Land of A (aa-2025), sha256 ", "Read twice.", "- Another says 90."})
        CHECK_MESSAGE(has(text, part), part);
    CHECK(has(unwrapped(text), "2023, which its source does not confirm"));
    CHECK(has(text, "2025  100\u00A0EUR/t  stated\n"));
    CHECK(has(text, "2027  121\u00A0EUR/t  by its growth\n"));
    CHECK_FALSE(has(text, "2028"));
    CHECK(has(shown({.set = "aa-2025", .id = "aa.carbon.2025"}, Language::fr), "Lu deux fois."));
    CHECK(has(unwrapped(shown({.set = "aa-2025", .id = "aa.time"})), "Published range 5\u00A0EUR/h to 15\u00A0EUR/h"));
}

TEST_CASE("a schedule is told step by step, and what replaces it comes first")
{
    auto const text = shown({.set = "aa-2025", .id = "aa.discount.2005"});
    CHECK(text.find("Superseded: use aa.discount.2021.") < text.find("Guide 2005"));
    CHECK(has(text, "t = 1     4%\n"));
    CHECK(has(text, "t = 31    2%\n"));
    CHECK(has(unwrapped(shown({.set = "aa-2025", .id = "aa.discount.2021"})), "t = 1 3.2% 1.2% 2%"));
}

TEST_CASE("a value that is missing is told with its reason, not as an error")
{
    auto const text = unwrapped(shown({.set = "aa-2025", .id = "aa.noise"}));
    CHECK(has(text, "Not in Land of A (aa-2025): No figure was found."));
    CHECK(has(text, "the ministry"));
    CHECK(has(shown({.set = "aa-2025", .id = "aa.noise", .json = true}),
              R"("missing":{"id":"aa.noise","reason":"No figure was found.","where":"the ministry"}})"));
}

TEST_CASE("a value as JSON has its figures, its source and its years")
{
    auto const json = shown({.set = "aa-2025", .id = "aa.carbon.2025", .json = true});
    CHECK(has(json, R"("kind":"series")"));
    CHECK(has(json, R"("anchor":{"year":2025,"value":100,"growth":0.1})"));
    CHECK(has(json, R"({"year":2025,"value":100,"origin":"stated"})"));
    CHECK(has(json, R"("prices":2023,"prices_confirmed":false,"status":"unverified")"));
    CHECK(has(json, R"("superseded_by":null)"));
    auto const point = shown({.set = "aa-2025", .id = "aa.time", .json = true});
    CHECK(has(point, R"("central":10,"range":{"low":5,"high":15},"grows":{"rate":0.01,"from":2022})"));
}

TEST_CASE("an unknown set or value is refused with the nearest known one")
{
    auto const sets = prove::sample::library();
    auto const value = render_values({.set = "aa-2025", .id = "aa.carbon.2024"}, sets, Language::en);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().kind == base::Errc::not_found);
    CHECK(has(value.error().message.in(Language::en), "did you mean 'aa.carbon.2025'?"));
    auto const set = render_values({.set = "zz-1900"}, sets, Language::en);
    REQUIRE_FALSE(set.has_value());
    CHECK(set.error().kind == base::Errc::not_found);
    auto const alone = render_values({.compare_with = "aa-2025"}, sets, Language::en);
    REQUIRE_FALSE(alone.has_value());
    CHECK(alone.error().kind == base::Errc::invalid);
    CHECK_FALSE(render_values({.set = "aa-2025", .id = "aa.nothing.of.the.kind", .compare_with = "bb-2024"}, sets, Language::en).has_value());
}

TEST_CASE("two sets stand side by side in words and as JSON")
{
    auto const text = unwrapped(shown({.set = "aa-2025", .compare_with = "bb-2024"}));
    CHECK(has(text, "In both (8)"));
    CHECK(has(text, "+0.3 points at"));
    CHECK(has(text, "+5 points"));
    CHECK(has(text, "+20%"));
    CHECK(has(text, "other price"));
    CHECK(has(text, "one price"));
    CHECK(has(text, "other unit"));
    CHECK(has(text, "other base"));
    CHECK(has(text, "Only in aa-2025 (2)"));
    CHECK(has(text, "Only in bb-2024 (1)"));
    auto const one = unwrapped(shown({.set = "aa-2025", .id = "aa.time", .compare_with = "bb-2024"}));
    CHECK(has(one, "In both (1)"));
    CHECK_FALSE(has(one, "Only in"));
    auto const json = shown({.set = "aa-2025", .id = "bb.time", .compare_with = "bb-2024", .json = true});
    CHECK(has(json, R"("apart":null,"differences":[{"year":null,"at_start":false,"a":10,"b":12,"relative":0.19999999999999996,"points":null}])"));
}

TEST_CASE("the sets that are shipped are shown in both languages without a hole")
{
    decide::ValueLibrary const shipped;
    for (auto const language : {Language::en, Language::fr})
        for (auto const& id : shipped.ids()) {
            auto const text = render_values({.set = id}, shipped, language);
            REQUIRE(text.has_value());
            CHECK_FALSE(has(*text, "{"));
            auto const set = *shipped.find(id);
            for (auto const& value : set->values) {
                auto const one = render_values({.set = id, .id = value.id}, shipped, language);
                REQUIRE(one.has_value());
                CHECK(has(*one, value.id));
            }
        }
}

TEST_CASE("colour is painted only where it is asked for")
{
    CHECK_FALSE(has(shown({.set = "aa-2025"}), "\x1b"));
    CHECK(has(shown({.set = "aa-2025", .colour = prove::Colour::always}), "\x1b[1maa.time"));
}
