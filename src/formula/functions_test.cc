// SPDX-License-Identifier: Apache-2.0
#include "formula/compile.h"
#include "formula/run.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <set>

namespace alzette::formula {

namespace {

using doctest::Approx;

// A formula of x and t, which has no units.
struct Curve {
    std::string_view text;

    double operator()(double x, std::size_t t = 0) const
    {
        constexpr std::size_t year_count = 11;
        UnitTable const units;
        base::Findings findings;
        Builder builder(year_count);
        auto compiler = make_compiler(builder, units, findings, 2025, year_count);
        auto const input = Typed{builder.input(0)};
        auto const formula = parse_formula(text, {});
        REQUIRE_MESSAGE(formula, text);
        auto const typed = compile(*formula, [&](std::string const&, base::Place) { return std::optional(input); }, compiler);
        REQUIRE_MESSAGE(typed, text << ": " << findings.sorted()[0].message.in(base::Language::en));
        auto const program = std::move(builder).finish();
        Run run(program, 1);
        run(std::vector{x});
        return run.row(typed->value, t)[0];
    }
};

}  // namespace

TEST_CASE("every function's example runs and gives its result")
{
    for (auto const& entry : function_entries()) {
        CAPTURE(entry.name);
        CHECK(Curve{entry.example}(0) == Approx(entry.example_result));
    }
}

TEST_CASE("every function has one entry, explained in both languages")
{
    std::set<std::string_view> names;
    for (auto const& entry : function_entries()) {
        CAPTURE(entry.name);
        CHECK(names.insert(entry.name).second);
        CHECK(is_name(entry.name));
        CHECK(entry.example.starts_with(std::string(entry.name) + "("));
        CHECK(!entry.parameters.empty());
        CHECK(entry.arguments_min <= entry.arguments_max);
        CHECK(!entry.summary.en.empty());
        CHECK(!entry.summary.fr.empty());
    }
    for (auto const name : {"if", "min", "max", "exp", "log", "sqrt", "abs", "ramp", "logistic", "interp"})  // case-format, rule 7
        CHECK_MESSAGE(names.contains(name), name);
}

TEST_CASE("min and max take any number of values")
{
    CHECK(Curve{"min(x)"}(7) == 7);
    CHECK(Curve{"min(3, x, 2, 5)"}(1) == 1);
    CHECK(Curve{"max(3, x, 2, 5)"}(1) == 5);
    CHECK(std::isnan(Curve{"max(0, log(x))"}(-1)));  // an impossible value does not become zero
    CHECK(std::isnan(Curve{"min(log(x), 0)"}(-1)));
}

TEST_CASE("exp, log, sqrt and abs are those of mathematics")
{
    CHECK(Curve{"exp(x)"}(1) == Approx(2.718281828459045));
    CHECK(Curve{"log(x)"}(10) == Approx(2.302585092994046));  // natural
    CHECK(Curve{"log(exp(x))"}(3.5) == Approx(3.5));
    CHECK(Curve{"sqrt(x)"}(2) == Approx(1.4142135623730951));
    CHECK(Curve{"abs(x)"}(-2.5) == 2.5);
}

TEST_CASE("a ramp is flat, straight, flat")
{
    auto const ramp = Curve{"ramp(x, 2, 6)"};
    CHECK(ramp(-1) == 0);
    CHECK(ramp(2) == 0);
    CHECK(ramp(3) == 0.25);
    CHECK(ramp(6) == 1);
    CHECK(ramp(100) == 1);
    CHECK(Curve{"ramp(t, 0, 3)"}(0, 1) == Approx(1.0 / 3));
}

TEST_CASE("a ramp without length is a step, also where the length is drawn")
{
    CHECK(Curve{"ramp(x, 3, 3)"}(2.9) == 0);
    CHECK(Curve{"ramp(x, 3, 3)"}(3) == 1);
    CHECK(Curve{"ramp(x, 3, 3)"}(3.1) == 1);
    CHECK(Curve{"ramp(t, 0, x)"}(0, 0) == 1);  // and not 0 / 0
    CHECK(Curve{"ramp(t, x, x)"}(2, 1) == 0);
    CHECK(Curve{"ramp(t, x, x)"}(2, 2) == 1);
}

TEST_CASE("a logistic curve is a half at its midpoint and rises by its slope")
{
    auto const curve = Curve{"logistic(x, 3, 2)"};
    CHECK(curve(3) == 0.5);
    CHECK(curve(4) == Approx(1 / (1 + std::exp(-2))));
    CHECK(curve(2) + curve(4) == Approx(1));
    CHECK(curve(1000) == 1);
    CHECK(curve(-1000) == Approx(0));
}

TEST_CASE("interpolation goes through its points and is flat outside")
{
    auto const curve = Curve{"interp(x, 0, 10, 5, 20, 10, 0)"};
    CHECK(curve(-5) == 10);
    CHECK(curve(0) == 10);
    CHECK(curve(2.5) == 15);
    CHECK(curve(5) == 20);
    CHECK(curve(7.5) == 10);
    CHECK(curve(10) == 0);
    CHECK(curve(99) == 0);
    CHECK(Curve{"interp(x, 4, 7)"}(100) == 7);
    CHECK(Curve{"interp(t, 0, 1, x, 2)"}(0, 0) == 2);  // two points drawn at one place are a step
    auto const carbon = Curve{"interp(x, 2020, 90, 2030, 250, 2040, 500, 2050, 775)"};
    CHECK(carbon(2025) == 170);   // by hand: half way from 90 to 250
    CHECK(carbon(2074) == 775);
}

TEST_CASE("a condition that an exception would answer is settled by if")
{
    auto const guarded = Curve{"if(x > 0, 1 / x, 0)"};
    CHECK(guarded(4) == 0.25);
    CHECK(guarded(0) == 0);
}

}  // namespace alzette::formula
