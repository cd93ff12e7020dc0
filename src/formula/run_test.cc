// SPDX-License-Identifier: Apache-2.0
#include "formula/run.h"

#include "formula/compile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <map>
#include <rapidcheck.h>
#include <string>

namespace alzette::formula {

namespace {

constexpr std::size_t year_count = 7;
constexpr int base_year = 2025;
constexpr std::size_t input_count = 3;
constexpr std::string_view input_names[] = {"a", "b", "c"};

// Any two results that are not numbers count as one: which of several such a processor hands on is not ours to say.
bool same_bits(double x, double y)
{
    return (std::isnan(x) && std::isnan(y)) || std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
}

// Draws that hit zero, equal values and both signs; the last input differs from draw to draw by little.
double drawn(std::size_t input, std::size_t draw)
{
    auto const step = static_cast<double>((draw * 7 + input * 3) % 11) - 4;
    return input == 2 ? 1 + 0.001 * static_cast<double>(draw) : step / 2;
}

// As a run wants them: one input after another, all draws of a block.
std::vector<double> block_of_draws(std::size_t first, std::size_t count)
{
    std::vector<double> values;
    for (std::size_t input = 0; input < input_count; ++input)
        for (std::size_t draw = 0; draw < count; ++draw) values.push_back(drawn(input, first + draw));
    return values;
}

struct Compiled {
    Program program;
    Value result;
};

Compiled compiled(Expression const& formula)
{
    UnitTable const units;
    base::Findings findings;
    Builder builder(year_count);
    for (std::size_t input = 0; input < input_count; ++input) builder.input(input);
    auto compiler = make_compiler(builder, units, findings, base_year, year_count);
    auto const scope = [&](std::string const& name, base::Place) -> std::optional<Typed> {
        auto const found = std::ranges::find(input_names, name);
        return Typed{builder.input(static_cast<std::size_t>(found - std::begin(input_names)))};
    };
    auto const typed = compile(formula, scope, compiler);
    REQUIRE(typed);
    return {std::move(builder).finish(), typed->value};
}

Compiled compiled(std::string_view text)
{
    auto const formula = parse_formula(text, {});
    REQUIRE_MESSAGE(formula, text);
    return compiled(*formula);
}

// What a formula means, said as plainly as can be.
double meaning(Expression const& expression, std::size_t draw, std::size_t t);

double meaning_of_call(Expression const& call, std::size_t draw, std::size_t t)
{
    std::vector<double> x;
    for (auto const& part : call.parts) x.push_back(meaning(part, draw, t));
    auto const share = [](double at, double start, double end) {
        if (start == end) return at >= end ? 1.0 : 0.0;
        auto const part = (at - start) / (end - start);
        return std::isnan(part) ? part : std::min(1.0, std::max(0.0, part));
    };
    if (call.text == "if") return x[0] != 0 ? x[1] : x[2];
    if (call.text == "exp") return exponential(x[0]);
    if (call.text == "log") return logarithm(x[0]);
    if (call.text == "sqrt") return std::sqrt(x[0]);
    if (call.text == "abs") return std::abs(x[0]);
    if (call.text == "ramp") return share(x[0], x[1], x[2]);
    if (call.text == "logistic") return 1 / (1 + exponential(-((x[0] - x[1]) * x[2])));
    if (call.text == "min" || call.text == "max") {
        for (auto const value : x)
            if (std::isnan(value)) return value;
        return call.text == "min" ? *std::ranges::min_element(x) : *std::ranges::max_element(x);
    }
    auto result = x[2];  // interp
    for (std::size_t i = 3; i < x.size(); i += 2) result += (x[i + 1] - x[i - 1]) * share(x[0], x[i - 2], x[i]);
    return result;
}

double meaning(Expression const& expression, std::size_t draw, std::size_t t)
{
    if (expression.kind == Expression::Kind::number) return expression.number;
    if (expression.kind == Expression::Kind::call) return meaning_of_call(expression, draw, t);
    if (expression.kind == Expression::Kind::name) {
        if (expression.text == "t") return static_cast<double>(t);
        if (expression.text == "year") return base_year + static_cast<double>(t);
        return drawn(static_cast<std::size_t>(std::ranges::find(input_names, expression.text) - std::begin(input_names)), draw);
    }
    auto const x = meaning(expression.parts[0], draw, t);
    if (expression.text == "not") return x != 0 ? 0 : 1;
    if (expression.parts.size() == 1) return -x;
    auto const y = meaning(expression.parts[1], draw, t);
    auto const& symbol = expression.text;
    if (symbol == "+") return x + y;
    if (symbol == "-") return x - y;
    if (symbol == "*") return x * y;
    if (symbol == "/") return x / y;
    if (symbol == "^") return apply(Op::power, x, y, 0);  // whole powers multiply; program_test compares them with std::pow
    if (symbol == "<") return x < y;
    if (symbol == "<=") return x <= y;
    if (symbol == ">") return x > y;
    if (symbol == ">=") return x >= y;
    if (symbol == "==") return x == y;
    if (symbol == "!=") return x != y;
    return symbol == "and" ? x != 0 && y != 0 : x != 0 || y != 0;
}

// One of `count` choices, all alike: at its own discretion rapidcheck prefers the first ones.
std::size_t pick_of(std::size_t count) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, count)); }

// Random formulas over a, b, c, t, year and numbers, as text, so that the parser is part of the property. Depth bounds their size.
std::string random_number(std::uint32_t depth);

std::string random_condition(std::uint32_t depth)
{
    auto const pick = pick_of(depth == 0 ? 6 : 9);
    constexpr std::string_view comparisons[] = {"<", "<=", ">", ">=", "==", "!="};
    if (pick < 6) {
        auto const left = random_number(depth == 0 ? 0 : depth - 1);
        auto const right = random_number(depth == 0 ? 0 : depth - 1);
        return fmt::format("({} {} {})", left, comparisons[pick], right);
    }
    auto const left = random_condition(depth - 1);
    if (pick == 6) return fmt::format("not {}", left);
    return fmt::format("({} {} {})", left, pick == 7 ? "and" : "or", random_condition(depth - 1));
}

std::string random_leaf()
{
    constexpr std::string_view leaves[] = {"a", "b", "c", "t", "year", "0", "1", "2", "0.5", "3", "10 000"};
    return std::string(leaves[pick_of(std::size(leaves))]);
}

std::string random_call(std::uint32_t depth)
{
    auto const next = [&] { return random_number(depth - 1); };
    auto const pick = pick_of(9);
    constexpr std::string_view single[] = {"exp", "log", "sqrt", "abs"};
    auto const first = next();
    if (pick < 4) return fmt::format("{}({})", single[pick], first);
    auto const second = next();
    if (pick == 4) return fmt::format("min({}, {})", first, second);
    auto const third = next();
    if (pick == 5) return fmt::format("max({}, {}, {})", first, second, third);
    if (pick == 6) return fmt::format("ramp({}, {}, {})", first, second, third);
    if (pick == 7) return fmt::format("if({}, {}, {})", random_condition(depth - 1), first, second);
    return fmt::format("interp({}, 0, {}, 2.5, {}, 5, 1)", first, second, third);
}

std::string random_number(std::uint32_t depth)
{
    auto const pick = depth == 0 ? 0 : pick_of(10);
    if (pick < 1) return random_leaf();
    if (pick < 4) return random_call(depth);
    auto const left = random_number(depth - 1);
    if (pick == 4) return fmt::format("(-{})", left);
    constexpr std::string_view operators[] = {"+", "-", "*", "/", "^"};
    return fmt::format("({} {} {})", left, operators[pick - 5], random_number(depth - 1));
}

}  // namespace

TEST_CASE("a program gives what its formula means, for any formula, draw and year")
{
    CHECK(rc::check([] {
        auto const text = random_number(static_cast<std::uint32_t>(pick_of(7)));
        RC_LOG(text);
        RC_PRE(text.size() < 3'000);
        auto const formula = parse_formula(text, {});
        RC_ASSERT(formula.has_value());
        auto const made = compiled(*formula);
        constexpr std::size_t draws = 9;
        Run run(made.program, draws);
        run(block_of_draws(0, draws));
        for (std::size_t t = 0; t < year_count; ++t)
            for (std::size_t draw = 0; draw < draws; ++draw) {
                auto const expected = meaning(*formula, draw, t);
                auto const found = run.row(made.result, t)[draw];
                if (!same_bits(found, expected)) RC_FAIL(fmt::format("draw {}, t {}: {} instead of {}", draw, t, found, expected));
            }
    }));
}

TEST_CASE("blocks of any size give bit for bit what draws give one by one")
{
    constexpr std::string_view every_operation[] = {
        "a + b * t", "a - c", "c / b", "c ^ t", "c ^ (0 - t)", "c ^ 0.5", "c ^ b", "2 ^ a", "-c * t",
        "if(a < b, c, t)", "if(a <= b and not b <= c, c, 1)", "if(a == b or a != c, year, c)", "if(t > 2, a, b)", "if(a > 0, t, c * t)",
        "min(a, b, t)", "max(a, c, 0.5)", "exp(c * t / 3)", "log(c + t)", "sqrt(c * t)", "abs(a - t)",
        "ramp(t, a, c)", "ramp(t, a, a)", "logistic(t, c, 2)", "interp(t, 0, a, 2.5, b, 5, c)", "t * year", "a", "t", "7", "a / b - b / a",
    };
    constexpr std::size_t draws = 1000;
    for (auto const text : every_operation) {
        CAPTURE(text);
        auto const made = compiled(text);
        std::vector<double> alone;  // by draw, then year
        Run one(made.program, 1);
        for (std::size_t draw = 0; draw < draws; ++draw) {
            one(block_of_draws(draw, 1));
            for (std::size_t t = 0; t < year_count; ++t) alone.push_back(one.row(made.result, t)[0]);
        }
        for (auto const size : {2UL, 7UL, 1000UL}) {
            Run block(made.program, size);
            auto differences = 0;
            for (std::size_t first = 0; first + size <= draws; first += size) {
                block(block_of_draws(first, size));
                for (std::size_t t = 0; t < year_count; ++t)
                    for (std::size_t draw = 0; draw < size; ++draw)
                        differences += same_bits(block.row(made.result, t)[draw], alone[(first + draw) * year_count + t]) ? 0 : 1;
            }
            CHECK_MESSAGE(differences == 0, "blocks of " << size);
        }
    }
}

TEST_CASE("a run in which one input moves gives bit for bit what whole runs give")
{
    for (auto const text : {"a + b * t", "a - c", "if(a < b, c, t)", "c ^ b + exp(c * t / 3)", "min(a, b, t) * year", "b", "t * year", "7"}) {
        CAPTURE(text);
        auto const made = compiled(text);
        auto const central = block_of_draws(0, 1);
        Run settled(made.program, 1);
        settled(central);
        for (std::size_t moving = 0; moving < input_count; ++moving)
            for (auto const draws : {1UL, 5UL}) {
                std::vector<double> values;
                for (std::size_t draw = 0; draw < draws; ++draw) values.push_back(drawn(moving, draw + 3));
                Run moved(settled, moving, draws);
                moved(values);
                Run whole(made.program, 1);
                for (std::size_t draw = 0; draw < draws; ++draw) {
                    auto inputs = central;
                    inputs[moving] = values[draw];
                    whole(inputs);
                    for (std::size_t t = 0; t < year_count; ++t)
                        CHECK(same_bits(moved.row(made.result, t)[draw], whole.row(made.result, t)[0]));
                }
            }
    }
    auto const made = compiled("a + b");
    Run settled(made.program, 1);
    settled(block_of_draws(0, 1));
    CHECK(Run(settled, 0, 2).computes(made.result));
    CHECK_FALSE(Run(settled, 2, 2).computes(made.result));
}

TEST_CASE("every operation computes what apply says, on rows and on single numbers")
{
    constexpr std::size_t draws = 5;
    constexpr Op all[] = {Op::add,   Op::subtract,  Op::multiply, Op::divide, Op::power,  Op::negate, Op::less,    Op::less_equal, Op::equal,
                          Op::not_equal, Op::all_of, Op::any_of,  Op::none,   Op::select, Op::minimum, Op::maximum, Op::exponential,
                          Op::logarithm, Op::square_root, Op::absolute};
    for (auto const op : all) {
        CAPTURE(static_cast<int>(op));
        Builder builder(year_count);
        std::vector<double> series;
        for (std::size_t t = 0; t < year_count; ++t) series.push_back(static_cast<double>(t) - 2);
        Value const operands[] = {builder.input(0), builder.input(1), builder.input(2), builder.series(series), builder.constant(1.5)};
        struct Made {
            Value value, a, b, c;
        };
        std::vector<Made> made;
        for (auto const a : operands)
            for (auto const b : operands) made.push_back({builder.make(op, a, b, operands[2]), a, b, operands[2]});
        auto const program = std::move(builder).finish();
        Run run(program, draws);
        run(block_of_draws(0, draws));
        for (auto const& m : made)
            for (std::size_t t = 0; t < year_count; ++t)
                for (std::size_t draw = 0; draw < draws; ++draw) {
                    auto const expected = apply(op, run.row(m.a, t)[draw], run.row(m.b, t)[draw], run.row(m.c, t)[draw]);
                    auto const found = run.row(m.value, t)[draw];
                    CHECK(same_bits(found, expected));
                }
    }
}

TEST_CASE("rows repeat what does not vary by draw or by year")
{
    Builder builder(3);
    auto const input = builder.input(0);
    auto const series = builder.series({5, 6, 7});
    auto const constant = builder.constant(4);
    auto const both = builder.make(Op::add, input, series);
    auto const program = std::move(builder).finish();
    Run run(program, 2);
    run(std::vector<double>{10, 20});
    CHECK(run.draw_count() == 2);
    CHECK(run.row(input, 2)[1] == 20);
    CHECK(run.row(series, 1)[1] == 6);
    CHECK(run.row(constant, 2)[1] == 4);
    CHECK(run.row(both, 0)[0] == 15);
    CHECK(run.row(both, 2)[1] == 27);
}

TEST_CASE("a program of one year runs")
{
    Builder builder(1);
    auto const sum = builder.make(Op::add, builder.input(0), builder.series({5}));
    auto const program = std::move(builder).finish();
    for (auto const draws : {1UL, 3UL}) {
        Run run(program, draws);
        run(std::vector<double>(draws, 2));
        CHECK(run.row(sum, 0)[draws - 1] == 7);
    }
}

TEST_CASE("a run may be used again with other draws")
{
    auto const made = compiled("a * t + b");
    Run run(made.program, 4);
    run(block_of_draws(0, 4));
    auto const first = run.row(made.result, 3)[2];
    run(block_of_draws(4, 4));
    CHECK(run.row(made.result, 3)[2] == drawn(0, 6) * 3 + drawn(1, 6));
    run(block_of_draws(0, 4));
    CHECK(run.row(made.result, 3)[2] == first);
}

TEST_CASE("a sum of means is the mean of sums")
{
    constexpr std::size_t draws = 1000;
    auto const made = compiled("2 * a + 3 * b");
    Run run(made.program, draws);
    run(block_of_draws(0, draws));
    double sum = 0;
    double expected = 0;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        sum += run.row(made.result, 0)[draw];
        expected += 2 * drawn(0, draw) + 3 * drawn(1, draw);
    }
    CHECK(sum == doctest::Approx(expected));
}

}  // namespace alzette::formula
