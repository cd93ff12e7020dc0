// SPDX-License-Identifier: Apache-2.0
#include "decide/portfolio_for_test.h"
#include "decide/portfolio_parts.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

// By hand, worth = gain - costs: a 60 for 40, b 50 for 30, c 45 for 30, d -10 for 5.
Files const four{{"a.yaml", SmallProject{"40", "0", "100"}.text()},
                 {"b.yaml", SmallProject{"30", "0", "80"}.text()},
                 {"c.yaml", SmallProject{"10", "20", "75"}.text()},
                 {"d.yaml", SmallProject{"5", "0", "-5"}.text()}};

std::string const projects = "projects:\n  a: {case: a.yaml, communes: [North]}\n  b: {case: b.yaml, communes: [North, South]}\n"
                             "  c: {case: c.yaml, communes: [South]}\n  d: {case: d.yaml, communes: [East]}\n";

std::string total(std::string const& amount) { return "budgets: {total: {amount: " + amount + "}}\n"; }

bool holds(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the best set within one budget")
{
    CHECK(names_of(chosen_of(projects + total("100 EUR"), four)) == "a b c");
    CHECK(names_of(chosen_of(projects + total("99 EUR"), four)) == "a b");
    auto const result = chosen_of(projects + total("60 EUR"), four);
    CHECK(names_of(result) == "b c");  // 95, where a alone is worth 60
    CHECK(result.best.value == doctest::Approx(95));
    CHECK(result.best.bound == doctest::Approx(95));
    CHECK(result.best.budgets[0].spent == doctest::Approx(60));
    CHECK_FALSE(result.doubt);  // nothing is uncertain
}

TEST_CASE("a budget counts its funder and its years alone, undiscounted")
{
    CHECK(names_of(chosen_of(projects + "budgets: {region: {amount: 10 EUR, funder: region}}\n", four)) == "a b");
    CHECK(names_of(chosen_of(projects + "budgets: {city: {amount: 50 EUR, funder: city, years: 2025}}\n", four)) == "a c");  // b c: 95, a c: 105
    CHECK(names_of(chosen_of(projects + "budgets: {later: {amount: 0 EUR, years: 2026 .. 2027}}\n", four)) == "a b c");
    auto const yearly = Files{{"a.yaml", SmallProject{"0", "0", "900", "", 2025, "100"}.text()}};
    auto const result = chosen_of("projects: {a: {case: a.yaml}}\nbudgets: {year: {amount: 1000 EUR, years: 2027}, all: {amount: 1000 EUR}}\n", yearly);
    CHECK(result.best.budgets[0].spent == doctest::Approx(100));
    CHECK(result.best.budgets[1].spent == doctest::Approx(100 / 1.1 + 100 / 1.21));  // by hand: two years at 10 %
}

TEST_CASE("of a project and its variants one at most is chosen")
{
    Files const files{{"a.yaml", SmallProject{"40", "0", "100", "variants:\n  small: {inputs: {city: 15 EUR, gain: 60 EUR}}\n"}.text()},
                      {"b.yaml", four.at("b.yaml")}};
    std::string const both = "projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n";
    CHECK(names_of(chosen_of(both + total("1000 EUR"), files)) == "a b");
    CHECK(names_of(chosen_of(both + total("50 EUR"), files)) == "a.small b");
    CHECK(names_of(chosen_of(both + total("15 EUR"), files)) == "a.small");
}

TEST_CASE("an exclusion, a requirement and a coverage each change the choice")
{
    CHECK(names_of(chosen_of(projects + total("100 EUR") + "not_together: {one: {projects: [a, b]}}\n", four)) == "a c");
    auto const needing = "projects:\n  a: {case: a.yaml, requires: [d]}\n  b: {case: b.yaml}\n  d: {case: d.yaml}\n";
    CHECK(names_of(chosen_of(needing + total("75 EUR"), four)) == "a b d");
    CHECK(names_of(chosen_of(needing + total("44 EUR"), four)) == "b");  // a and d would cost 45
    CHECK(names_of(chosen_of(projects + total("100 EUR") + "coverage: {east: {communes: [East]}}\n", four)) == "a b d");
    CHECK(names_of(chosen_of(projects + total("70 EUR") + "coverage: {south: {communes: [South], at_least: 2}}\n", four)) == "b c");
}

TEST_CASE("all that a project requires is one condition, and is chosen with it")
{
    auto const needing = "projects:\n  a: {case: a.yaml, requires: [d, c, d]}\n  b: {case: b.yaml}\n  c: {case: c.yaml}\n  d: {case: d.yaml}\n";
    auto const result = chosen_of(needing + total("105 EUR"), four);  // by hand: all four cost 105; a without d is not to be had
    CHECK(names_of(result) == "a b c d");
    CHECK(problem_of(*result.subject, result.candidates).problem.limits.size() == 2);
    CHECK(names_of(chosen_of(needing + total("74 EUR"), four)) == "b c");
}

TEST_CASE("conditions that are too many for the memory are refused")
{
    Portfolio portfolio;
    portfolio.coverages.push_back({"all", {}, std::vector<std::string>(10'001), 1, {7, 3}});
    base::Findings findings;
    CHECK_FALSE(report_too_large(portfolio, 999, findings));
    CHECK(report_too_large(portfolio, 1'000, findings));
    CHECK(holds(told(findings), "7:3 10001 budgets, exclusions, requirements and communes to cover are too many for 1000 projects"));
}

TEST_CASE("a study that is stopped tells the choice itself, and nothing of what was not searched")
{
    Files const files{{"a.yaml", SmallProject{"40", "0", "60 .. 130"}.text()}, {"b.yaml", four.at("b.yaml")}};
    std::atomic<bool> const stop = true;
    auto const result = chosen_of("projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n" + total("40 EUR"), files, {256, 1, 1, nullptr, &stop});
    CHECK(names_of(result) == "a");
    REQUIRE(result.frontier.size() == 1);
    CHECK(result.frontier[0].factor == 1);
    REQUIRE(result.doubt);
    CHECK(result.doubt->interrupted);
    CHECK(result.doubt->draws == 256);
    CHECK(result.doubt->decided == 0);
}

TEST_CASE("a choice that does not exist is told with what stands in its way and how much would be needed")
{
    auto const told = refused_portfolio(projects + total("34 EUR") + "coverage: {all: {at_least: 1}}\n", four);
    CHECK(holds(told, "no choice of projects meets all of: the budget 'total', "));
    CHECK(holds(told, "the budget 'total' would have to be at least €35"));  // b and d
    auto const exclusion = refused_portfolio(projects + total("90 EUR") + "not_together: {x: {projects: [b, c]}}\n"
                                             "coverage: {south: {communes: [South], at_least: 2}}\n", four);
    CHECK(holds(exclusion, "the exclusion 'x' and the coverage of South ('south'); relax one of them"));
}

TEST_CASE("a budget nobody fits is an error, and one that nobody is worth is an answer")
{
    CHECK(holds(refused_portfolio(projects + total("20 EUR"), four), "no project worth doing fits into the budget 'total' of €20.00: the least costly"));
    auto const none = chosen_of("projects: {d: {case: d.yaml}}\n" + total("20 EUR"), four);
    CHECK(none.best.candidates.empty());
    CHECK(none.best.value == 0);
}

TEST_CASE("the frontier never falls as budgets grow, and holds the choice itself")
{
    auto const result = chosen_of(projects + total("60 EUR"), four);
    REQUIRE(result.frontier.size() == 21);
    for (std::size_t i = 1; i < result.frontier.size(); ++i) CHECK(result.frontier[i].best->value >= result.frontier[i - 1].best->value);
    CHECK(result.frontier[10].factor == 1);
    CHECK(names_of(result, *result.frontier[10].best) == "b c");
    CHECK(names_of(result, *result.frontier[20].best) == "a b c");
}

TEST_CASE("the draws give the same bits on any number of threads")
{
    Files const files{{"a.yaml", SmallProject{"30 .. 40 .. 60", "0", "60 .. 100 .. 130"}.text()},
                      {"b.yaml", SmallProject{"30", "0", "20 .. 80 .. 120"}.text()},
                      {"c.yaml", SmallProject{"10", "20", "10 .. 75 .. 90"}.text()}};
    std::string const text = "projects: {a: {case: a.yaml}, b: {case: b.yaml}, c: {case: c.yaml}}\nshared: [gain]\n";
    for (auto const& budgets : {total("70 EUR"), std::string("budgets: {x: {amount: 70 EUR}, y: {amount: 15 EUR, funder: region}}\n")}) {
        auto const one = chosen_of(text + budgets, files, {256, 7, 1});
        REQUIRE(one.doubt);
        for (auto const threads : {2U, 7U}) {
            auto const many = chosen_of(text + budgets, files, {256, 7, threads});
            CHECK(many.best.value == one.best.value);
            CHECK(many.doubt->regret == one.doubt->regret);
            CHECK(many.doubt->share_best == one.doubt->share_best);
            for (std::size_t i = 0; i < one.candidates.size(); ++i) CHECK(many.candidates[i].share_in_best == one.candidates[i].share_in_best);
        }
    }
}

TEST_CASE("inputs that are shared move together, all others do not")
{
    // By hand: two gains uniform between 0 and 120 have a standard deviation of 34.64 each; their sum 69.28 together, 48.99 apart.
    Files const files{{"a.yaml", SmallProject{"1", "0", "0 .. 120"}.text()}, {"b.yaml", SmallProject{"1", "0", "0 .. 120"}.text()}};
    std::string const text = "projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n" + total("10 EUR");
    CHECK(chosen_of(text + "shared: [gain]\n", files, {2048, 1}).doubt->value.sd == doctest::Approx(69.28).epsilon(0.005));
    CHECK(chosen_of(text, files, {2048, 1}).doubt->value.sd == doctest::Approx(48.99).epsilon(0.04));
    CHECK(chosen_of(text, files, {2048, 1}).doubt->value.mean == doctest::Approx(118).epsilon(0.002));
}

TEST_CASE("an input that is shared keeps its values in a scenario, and those of a variant move with it")
{
    // By hand: a gain uniform between 100 and 200, or between 0 and 20 in half of all draws, is (150 + 10) / 2 = 80 on average, less 1 spent; the variant
    // gains five more than b in every draw, so that it is the better of the two in all of them.
    std::string const scenario = "scenarios: {bad: {probability: 50 %, inputs: {gain: 0 .. 20 EUR}}}\n";
    std::string const variant = "variants: {v: {inputs: {gain: 105 .. 205 EUR, city: 0.5 EUR}}}\n";
    Files const files{{"a.yaml", SmallProject{"1", "0", "100 .. 200", scenario}.text()},
                      {"b.yaml", SmallProject{"1", "0", "100 .. 200"}.text()},
                      {"c.yaml", SmallProject{"1", "0", "0 .. 1", variant}.text()}};
    auto const in_scenario = chosen_of("projects: {a: {case: a.yaml}, b: {case: b.yaml}}\nshared: [gain]\n" + total("10 EUR"), files, {2048, 1});
    CHECK(in_scenario.candidates[0].value == doctest::Approx(79).epsilon(0.01));
    CHECK(in_scenario.candidates[1].value == doctest::Approx(149).epsilon(0.001));
    auto const of_variant = chosen_of("projects: {c: {case: c.yaml}, b: {case: b.yaml}}\nshared: [gain]\n" + total("1 EUR"), files, {256, 1});
    CHECK(names_of(of_variant) == "c.v");
    CHECK(of_variant.doubt->share_best == 1);
}

TEST_CASE("a scenario alone makes the choice uncertain")
{
    // By hand: a gains 120 at a cost of 40, or in half of all draws 10: worth 25 on average, less than the sure 50 of b.
    Files const files{{"a.yaml", SmallProject{"40", "0", "120", "scenarios: {bad: {probability: 50 %, inputs: {gain: 10 EUR}}}\n"}.text()},
                      {"b.yaml", SmallProject{"40", "0", "90"}.text()}};
    auto const result = chosen_of("projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n" + total("40 EUR"), files, {256, 1});
    CHECK(names_of(result) == "b");
    REQUIRE(result.doubt);
    CHECK(result.candidates[0].value == doctest::Approx(25));
    CHECK(result.candidates[0].share_in_best == doctest::Approx(0.5));
}

TEST_CASE("a project whose worth is no number in some draws is refused by name, under one budget and several")
{
    // Central values are numbers; a draw below zero has no root, and one of zero no quotient.
    for (auto const& [n, gain] : {std::pair("1 +- 1", "gain * sqrt(n)"), std::pair("discrete(0=0.1,1=0.9)", "gain / n")}) {
        auto text = SmallProject{"40", "0", "120"}.text();
        text.replace(text.find("inputs:\n"), 8, fmt::format("inputs:\n  n: {{value: '{}', status: expert}}\n", n));
        text.replace(text.find("amount: gain"), 12, fmt::format("amount: {}", gain));
        Files const files{{"a.yaml", text}, {"b.yaml", four.at("b.yaml")}};
        std::string const both = "projects:\n  a: {case: a.yaml}\n  b: {case: b.yaml}\n";
        for (auto const& budgets : {total("70 EUR"), std::string("budgets: {x: {amount: 70 EUR}, y: {amount: 60 EUR, years: 2025}}\n")}) {
            auto const told = refused_portfolio(both + budgets, files);
            INFO(told);
            CHECK(holds(told, "4:3 the net present value of 'a' is not a number in some draws"));
        }
    }
}

TEST_CASE("the draws say how often each project belongs to the best set, and what deciding before knowing costs")
{
    // By hand: of a sure worth 50 and of one uniform between 0 and 120 only one fits; the second is better in 70 of 120 cases, worth 60 on average;
    // the better of the two is worth 50 x 50 / 120 + (120^2 - 50^2) / 2 / 120 = 70.42.
    Files const files{{"a.yaml", SmallProject{"10", "0", "60"}.text()}, {"b.yaml", SmallProject{"10", "0", "10 .. 130"}.text()}};
    auto const result = chosen_of("projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n" + total("10 EUR"), files, {4096, 1});
    CHECK(names_of(result) == "b");
    CHECK(result.candidates[0].share_in_best == doctest::Approx(50.0 / 120).epsilon(0.01));
    CHECK(result.candidates[1].share_in_best == doctest::Approx(70.0 / 120).epsilon(0.01));
    CHECK(result.doubt->share_best == result.candidates[1].share_in_best);
    CHECK(result.doubt->regret == doctest::Approx(10.42).epsilon(0.01));
}

TEST_CASE("every mistake of a portfolio is told with its place and what was meant")
{
    auto const told = refused_portfolio("projects:\n  a: {case: a.yaml, requires: [bb]}\n  b: {case: b.yaml, requires: [b]}\n  c: {case: cc.yaml}\n"
                                        "budgets:\n  x: {amount: 5 h}\n  y: {amount: 5 EUR, years: 1999, funder: cty}\n  z: {amont: 5 EUR}\n"
                                        "not_together: {e: {projects: [a]}}\ncoverage: {k: {at_least: 0}}\nshared: [gains]\n", four);
    INFO(told);
    CHECK(holds(told, "4:31 'bb' is not a project of this portfolio; did you mean 'b'?"));
    CHECK(holds(told, "5:3 'b' requires itself"));
    CHECK(holds(told, "6:13 "));  // cc.yaml is not there
    CHECK(holds(told, "8:15 '5 h' is not a budget"));
    CHECK(holds(told, "9:29 the years 1999 to 1999 lie outside those of the projects, 2025 to 2027"));
    CHECK(holds(told, "9:43 'cty' is not a public actor of any of the cases; did you mean 'city'?"));
    CHECK(holds(told, "'amont' is not a key of 'budget'; did you mean 'amount'?"));
    CHECK(holds(told, "an exclusion names two projects or more"));
    CHECK(holds(told, "'0' is not a whole number between 1 and 1000"));
}

TEST_CASE("cases that count otherwise are not added up, and mistakes of a case carry its file")
{
    auto files = four;
    files["b.yaml"] = SmallProject{"30", "0", "80", "", 2024}.text();
    auto const two = "projects: {a: {case: a.yaml}, b: {case: b.yaml}}\n" + total("5 EUR");
    CHECK(holds(refused_portfolio(two, files), "the base year of 'b' is 2024, and 2025 in 'a'"));
    files["b.yaml"] = SmallProject{"30", "0", "80", "wrong: 1\n"}.text();
    base::Findings findings;
    CHECK_FALSE(studied(two, files, {}, findings));
    CHECK(std::ranges::any_of(findings.sorted(), [](base::Finding const& finding) { return finding.file == "b.yaml" && finding.place.line > 10; }));
}

TEST_CASE("case files alone are chosen among under one total budget")
{
    std::vector<CaseFile> const cases{{"a.yaml", four.at("a.yaml"), nullptr}};
    for (std::string const budget : {"40", "40 EUR"}) {
        base::Findings findings;
        auto read = portfolio_of_cases(cases, budget, library(), findings);
        REQUIRE(read);
        auto const result = study_portfolio(std::make_shared<Portfolio const>(*std::move(read)), {}, findings);
        REQUIRE(result);
        CHECK(names_of(*result) == "small");
    }
    base::Findings findings;
    CHECK_FALSE(portfolio_of_cases(cases, "", library(), findings));
    CHECK(holds(told(findings), "no budget is given"));
    CHECK(is_portfolio("alzette: portfolio/1\n"));
    CHECK_FALSE(is_portfolio(four.at("a.yaml")));
}
