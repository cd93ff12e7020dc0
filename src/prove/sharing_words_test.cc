// SPDX-License-Identifier: Apache-2.0
// What is written about a shared cost, on each of the three ways out.
#include "prove/sharing_words.h"

#include "decide/for_test.h"
#include "prove/html_check_for_test.h"
#include "prove/render.h"

#include <doctest/doctest.h>

namespace alzette::prove {

using base::Language;

namespace {

decide::Evaluation sharing(std::string const& rest)
{
    decide::CaseText text;
    text.body = "sharing:\n  players: {audun: {label: Audun-le-Tiche, need: 8 EUR}, russange: {need: 11 EUR}, thil: {need: 18 EUR}}\n" + rest +
                "inputs:\n  gain: {value: 5 EUR, status: expert}\neffects:\n  gains: {to: users, category: time, amount: gain, at: 0}\n";
    return decide::evaluated(text.text());
}

bool holds(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

// By hand: 8 / 3; + 3 / 2; + 7.
constexpr auto by_shapley = "  cost: max(need)\n";

decide::Evaluation unfair()
{
    auto evaluation = sharing(by_shapley);
    auto unfair = *evaluation.sharing;
    unfair.rule = decide::SharingRule::proportional;
    unfair.by = "need";
    unfair.objections = {{{"audun", "russange"}, 11, 16}};
    evaluation.sharing = std::make_shared<decide::SharingResult const>(unfair);
    return evaluation;
}

}  // namespace

TEST_CASE("the terminal tells each player's share, what it would pay alone, and that the sharing holds")
{
    auto const text = render_terminal(sharing(by_shapley), Language::en, Colour::never);
    CHECK(holds(text, "€18.00 are shared between 3 players."));
    CHECK(holds(text, "Audun-le-Tiche   €8.00   €2.67            +€5.33"));
    CHECK(holds(text, "The sharing holds"));
    CHECK(holds(render_terminal(sharing(by_shapley), Language::fr, Colour::never), "Le partage tient"));
}

TEST_CASE("groups that would rather leave are named on terminal and page")
{
    auto const evaluation = unfair();
    CHECK(holds(render_terminal(evaluation, Language::en, Colour::never),
                "- Audun-le-Tiche and russange: €11.00 on their own, €16.00 as shared; better off"));
    auto const page = text_of_page(render_html(evaluation, Language::fr));
    CHECK(holds(page, "Audun-le-Tiche et russange"));
    CHECK(holds(page, "Le partage risque de ne pas tenir"));
}

TEST_CASE("a page with shares, exact or sampled, has no fault in either language")
{
    for (auto const* method : {"exact", "sampled"})
        for (auto const language : {Language::en, Language::fr}) {
            auto const page = render_html(sharing(std::string(by_shapley) + "  method: " + method + "\n"), language);
            for (auto const& fault : faults_of(page)) FAIL_CHECK(fault);
            CHECK(holds(page, "chart-sharing"));
        }
}

TEST_CASE("the JSON holds the shares and their intervals under the keys of the page on results")
{
    auto const json = render_json(sharing(by_shapley), Language::en);
    CHECK(holds(json, R"("sharing":{"rule":"shapley","total":18,"shares":{"audun":2.66)"));
    CHECK(holds(json, R"("stable":true,"objections":[],"unit":"EUR","by":null,"alone":{"audun":8,"russange":11,"thil":18},"intervals":null,"orders":0)"));
    CHECK(holds(render_json(unfair(), Language::en), R"("objections":[{"players":["audun","russange"],"better_by":5,"alone":11,"shares":16}])"));
    CHECK(holds(render_json(sharing(std::string(by_shapley) + "  method: sampled\n"), Language::en), R"("intervals":{"audun":{"low":)"));
}

TEST_CASE("plain words tell the players, the cost of a group and the rule")
{
    auto const words = render_plain_words(sharing(by_shapley).subject, Language::en);
    CHECK(holds(words, "The cost of a group of players is max(need)."));
    CHECK(holds(words, "- Audun-le-Tiche (audun): need 8 EUR"));
}

}  // namespace alzette::prove
