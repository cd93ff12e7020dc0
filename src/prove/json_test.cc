// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/prove.h"
#include "decide/uncertainty.h"
#include "prove/example_for_test.h"
#include "prove/render.h"

#include <doctest/doctest.h>
#include <map>

namespace alzette::prove {

using base::Language;

namespace {

// The keys of the object that follows `"name":`, or of the whole when the name is empty: enough to hold the writer to its page.
std::vector<std::string> keys_of(std::string const& json, std::string const& name)
{
    auto at = name.empty() ? 0 : json.find("\"" + name + "\":{");
    REQUIRE(at != std::string::npos);
    at = json.find('{', at);
    std::vector<std::string> keys;
    auto depth = 0;
    for (; at < json.size(); ++at) {
        auto const c = json[at];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth == 0) break;
        if (c != '"') continue;
        auto const start = at + 1;
        for (++at; json[at] != '"'; ++at) at += json[at] == '\\' ? 1U : 0U;
        if (depth == 1 && json[at + 1] == ':') keys.push_back(json.substr(start, at - start));
    }
    return keys;
}

bool holds(std::string const& json, std::string const& part) { return json.find(part) != std::string::npos; }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("draws are told with their number, their seed and their error")
{
    auto evaluation = example::strasbourg();
    decide::Uncertainty drawn;
    drawn.draws = 4'096;
    drawn.asked = 4'000;
    drawn.seed = 7;
    drawn.npv = {.mean = 12.5, .standard_error = 0.25, .probability_positive = 0.75};
    drawn.inputs.push_back({.input = "reduction", .first = 0.6, .total = 0.7, .evppi = 3, .low = -1, .high = 2});
    evaluation.central.uncertainty = std::make_shared<decide::Uncertainty const>(std::move(drawn));
    auto const json = render_json(evaluation, Language::en);
    CHECK(keys_of(json, "uncertainty") == Names{"draws", "seed", "method", "npv", "evpi", "evppi", "sobol", "tornado", "turns", "assumed_share", "asked",
                                                "randomisations", "interrupted", "probability_best", "evppi_groups", "actors", "scenarios",
                                                "distribution"});
    for (auto const* const told : {R"("draws":4096)", R"("seed":7)", R"("method":"quasi")", R"("standard_error":0.25)", R"("evppi":{"reduction":3})"})
        CHECK_MESSAGE(holds(json, told), told);
}

TEST_CASE("the keys are those of the page, in its order, and what is not computed is left out")
{
    auto const json = render_json(example::strasbourg(), Language::en);
    CHECK(keys_of(json, "") == Names{"alzette", "case", "verdict", "central", "variants", "thresholds", "uncertainty", "unmeasured", "warnings",
                                     "swings", "sensitivity", "inputs"});
    CHECK(keys_of(json, "case") == Names{"id", "title", "values"});
    CHECK(keys_of(json, "values") == Names{"id", "sha256"});
    CHECK(keys_of(json, "verdict") == Names{"outcome", "because", "carried_by"});
    Names const central{"npv", "public_outlay", "npv_per_public_euro", "npv_per_investment", "npv_per_cost", "bcr", "bcr_public", "irr",
                        "payback", "discounted_payback", "first_year_return", "annual_equivalent", "residual", "actors", "effects",
                        "transfers", "public_funds_premium", "years", "groups", "not_applicable", "horizon", "benefits", "costs",
                        "investment", "others", "sign_changes", "npv_weighted", "categories"};
    CHECK(keys_of(json, "central") == central);
    CHECK(keys_of(json, "variants") == Names{"large"});
    CHECK(keys_of(json, "large") == Names{"central", "uncertainty", "label"});
    CHECK(keys_of(json, "sensitivity") == Names{"by_rate", "by_beta"});
}

TEST_CASE("the verdict names its outcome, its reason and the value that carries it")
{
    auto evaluation = example::strasbourg();
    CHECK(holds(render_json(evaluation, Language::en),
                R"("verdict":{"outcome":"not_settled","because":"it rests on Search time avoided (0% to 30%))"));
    CHECK(holds(render_json(evaluation, Language::en), R"("carried_by":"reduction"})"));
    CHECK(holds(render_json(evaluation, Language::fr), R"("because":"il repose sur Temps de recherche évité)"));
    evaluation.verdict = {decide::Outcome::worth_it, {say::verdict_worth_it, {{"npv", "€1"}}}, ""};
    CHECK(holds(render_json(evaluation, Language::en), R"("outcome":"worth_it")"));
    CHECK(holds(render_json(evaluation, Language::en), R"("carried_by":null})"));
}

TEST_CASE("amounts stand by name, transfers apart from effects")
{
    auto const json = render_json(example::strasbourg(), Language::en);
    CHECK(keys_of(json, "actors") == Names{"motorists", "city", "residents", "climate"});
    CHECK(keys_of(json, "effects") == Names{"time_saved", "fuel_saved", "co2_avoided", "cleaner_air", "equipment", "running"});
    CHECK(keys_of(json, "transfers") == Names{"paid_parking"});
    auto const flows = json.find(R"({"year":2014,"factor":1,"flows":{"time_saved":0)");
    CHECK(flows != std::string::npos);
    CHECK(
        holds(json, R"("equipment":-410000,"running":0,"paid_parking":0},"t":0,"public_funds_premium":-82000,"residual":0,"npv":-492000)"));
}

TEST_CASE("a ratio that does not exist is null and gives its reason")
{
    auto evaluation = example::strasbourg();
    evaluation.central.indicators.npv_per_public_euro = std::nullopt;
    evaluation.central.indicators.irr.clear();
    evaluation.central.indicators.payback = std::nullopt;
    evaluation.central.indicators.not_applicable = {{"npv_per_public_euro", {say::indicator_npv, {}}}};
    auto const json = render_json(evaluation, Language::en);
    CHECK(holds(json, R"("npv_per_public_euro":null)"));
    CHECK(holds(json, R"("irr":[],"payback":null)"));
    CHECK(holds(json, R"("not_applicable":[{"id":"npv_per_public_euro","reason":"net present value"}])"));
}

TEST_CASE("a threshold gives its first value, all of them, or none with the reason")
{
    auto const json = render_json(example::strasbourg(), Language::en);
    CHECK(holds(json, R"({"solve":"reduction","until":"npv = 0","value":0.0671699,"values":[0.0671699],"unit":"","inside_range":true)"));
    CHECK(holds(json, R"("value":0.1127611,"values":[0.1127611,0.4])"));
    CHECK(holds(json, R"({"solve":"search","until":"npv = 0","value":null,"values":[],"unit":"min","inside_range":false)"));
    CHECK(holds(json, R"("searched":{"low":0,"high":10},"reason":"net present value"})"));
}

TEST_CASE("inputs say what they are, where they come from and how far that was verified")
{
    auto const json = render_json(example::strasbourg(), Language::en);
    CHECK(holds(json, R"({"id":"search","label":null,"value":"1.5 .. 3 .. 5 min","in_words":"from 1.5 to 5)"));
    CHECK(holds(
        json, R"("central":3,"range":{"low":1.5,"high":5},"unit":"min","status":"assumed","verification":null,"source":null,"from":null)"));
    CHECK(holds(json, R"("status":"official","verification":"secondary","source":null,"from":"fr.car.running_cost")"));
    CHECK(holds(json,
                "\"value\":null,\"in_words\":\"256\u00A0EUR/t in 2025, +3.2% a year\",\""
                R"(central":null,"range":null,"unit":"EUR/t","series":{"anchor":{)"));
}

TEST_CASE("what was not measured and what was warned of is there")
{
    auto const json = render_json(example::strasbourg(), Language::en);
    CHECK(holds(json, R"({"id":"noise","label":"Noise","actor":"residents","direction":"gain","in":"vehicle-km avoided","note":null})"));
    CHECK(holds(json, R"("warnings":[{"line":31,"id":"number_expected","message":"'carbon' is not a number;)"));
}

TEST_CASE("a case without a value set, without title and with hostile text is still one JSON value")
{
    auto evaluation = example::strasbourg();
    evaluation.subject.values = nullptr;
    evaluation.subject.title = {"a \"quoted\"\ntitle", ""};
    evaluation.central.indicators.annual_equivalent = std::nan("");
    auto const json = render_json(evaluation, Language::en);
    CHECK(holds(json, R"("title":"a \"quoted\"\ntitle","values":null})"));
    CHECK(holds(json, R"("annual_equivalent":null)"));
    CHECK(json.ends_with("}\n"));
}

}  // namespace alzette::prove
