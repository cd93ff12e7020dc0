// SPDX-License-Identifier: Apache-2.0
#include "app/told.h"
#include "base/catalogue/decide.h"
#include "base/catalogue/yaml.h"

#include <doctest/doctest.h>

using namespace alzette;

namespace {

std::vector<base::Finding> one_at(base::Place place)
{
    return {{base::Severity::error, place, base::Message(say::actor_unknown_near, {{"found", "citty"}, {"near", "city"}})}};
}

}  // namespace

TEST_CASE("a mistake is told with file, line, column, and the line itself with a mark under it")
{
    auto const text = app::render_findings(one_at({2, 5}), "case.yaml", "a: 1\nby: citty\n", base::Language::en, prove::Colour::never);
    CHECK(text == "case.yaml:2:5: error: nobody declared the actor 'citty'; did you mean 'city'?\n"
                  "    2 | by: citty\n"
                  "      |     ^\n");
}

TEST_CASE("the mark stands under the right character after accents")
{
    auto const text = app::render_findings(one_at({1, 8}), "cas.yaml", "ééé by: citty", base::Language::fr, prove::Colour::never);
    CHECK(text.find("      |        ^\n") != std::string::npos);
    CHECK(text.find("personne n'a déclaré l'acteur « citty »") != std::string::npos);
}

TEST_CASE("a mistake in a formula over several lines is told in its own line, one in another file where it is")
{
    base::Findings findings;
    findings.error({2, 9}, say::actor_unknown_near, {{"found", "citty"}, {"near", "city"}});
    findings.add({base::Errc::invalid, base::Message(say::yaml_tab), {30, 40}, "data.csv"});
    auto const placed = app::placed_in("a: >\n  lamps\n  * prise\n", findings);
    CHECK(placed[0].place == base::Place{3, 3});
    CHECK(placed[1].place == base::Place{30, 40});
}

TEST_CASE("control characters of a file do not reach the terminal")
{
    auto const text = app::render_findings(one_at({1, 1}), "x.yaml", "by: \x1b[31mred", base::Language::en, prove::Colour::never);
    CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("for machines, a mistake is an object with file, line, column, id and message")
{
    auto const json = app::render_findings_json(one_at({2, 5}), "case.yaml", base::Language::en);
    CHECK(json == "{\"errors\":[{\"file\":\"case.yaml\",\"line\":2,\"column\":5,\"id\":\"actor_unknown_near\","
                  "\"message\":\"nobody declared the actor 'citty'; did you mean 'city'?\"}],\"warnings\":[]}\n");
}
