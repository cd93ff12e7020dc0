// SPDX-License-Identifier: Apache-2.0
#include "formula/program.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <rapidcheck.h>

namespace alzette::formula {

namespace {

constexpr auto nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("no value is computed twice")
{
    Builder builder(3);
    auto const a = builder.input(0);
    auto const b = builder.input(1);
    CHECK(builder.input(0) == a);
    CHECK(builder.make(Op::add, a, b) == builder.make(Op::add, a, b));
    CHECK(builder.make(Op::add, a, b) == builder.make(Op::add, b, a));
    CHECK(builder.make(Op::multiply, a, b) == builder.make(Op::multiply, b, a));
    CHECK(builder.make(Op::maximum, a, b) == builder.make(Op::maximum, a, b));
    CHECK(builder.make(Op::subtract, a, b) != builder.make(Op::subtract, b, a));
    CHECK(builder.make(Op::less, a, b) != builder.make(Op::less, b, a));
    CHECK(builder.series({0, 1, 2}) == builder.series({0, 1, 2}));
    CHECK(builder.series({0, 1, 2}) != builder.series({0, 1, 3}));
}

TEST_CASE("constants are folded")
{
    Builder builder(3);
    auto const a = builder.input(0);
    auto const sum = builder.make(Op::add, builder.constant(2), builder.constant(3));
    CHECK(builder.is_constant(sum));
    CHECK(builder.constant_of(sum) == 5);
    CHECK(builder.constant_of(builder.make(Op::negate, sum)) == -5);
    CHECK(builder.constant_of(builder.make(Op::select, builder.constant(1), sum, builder.constant(0))) == 5);
    CHECK(builder.make(Op::multiply, a, builder.constant(1)) == a);
    CHECK(builder.make(Op::multiply, builder.constant(1), a) == a);
    CHECK(builder.make(Op::divide, a, builder.constant(1)) == a);
    CHECK(!builder.is_constant(a));
    CHECK(!builder.is_constant(builder.make(Op::multiply, a, builder.constant(0))));  // it may be infinite
}

TEST_CASE("a choice that is settled leaves only what is chosen")
{
    Builder builder(3);
    auto const a = builder.input(0);
    auto const b = builder.input(1);
    CHECK(builder.make(Op::select, builder.constant(1), a, b) == a);
    CHECK(builder.make(Op::select, builder.constant(0), a, b) == b);
}

TEST_CASE("each value knows what it varies with")
{
    Builder builder(3);
    auto const draw = builder.input(0);
    auto const year = builder.series({0, 1, 2});
    auto const five = builder.constant(5);
    auto const scaled = builder.make(Op::multiply, year, five);
    auto const both = builder.make(Op::multiply, draw, scaled);
    auto const chosen = builder.make(Op::select, draw, five, year);
    auto const program = std::move(builder).finish();
    CHECK(program.instructions[draw].varies == Varies::by_draw);
    CHECK(program.instructions[year].varies == Varies::by_year);
    CHECK(program.instructions[five].varies == Varies::nothing);
    CHECK(program.instructions[scaled].varies == Varies::by_year);
    CHECK(program.instructions[both].varies == Varies::by_both);
    CHECK(program.instructions[chosen].varies == Varies::by_both);
    CHECK(program.input_count == 1);
    CHECK(program.year_count == 3);
}

TEST_CASE("operands come before what uses them")
{
    Builder builder(2);
    auto const a = builder.input(4);
    auto const b = builder.make(Op::add, a, builder.series({1, 2}));
    CHECK(a < b);
    auto const program = std::move(builder).finish();
    CHECK(program.input_count == 5);
}

TEST_CASE("a series alike in every year is a constant")
{
    Builder builder(3);
    CHECK(builder.constant_of(builder.series({2, 2, 2})) == 2);
    Builder one_year(1);
    CHECK(one_year.constant_of(one_year.series({7})) == 7);
}

TEST_CASE("series with missing numbers are not taken for one another")
{
    Builder builder(2);
    auto const first = builder.series({nan, 1});
    CHECK(builder.series({nan, 1}) == first);
    CHECK(builder.series({nan, 2}) != first);
    CHECK(builder.series({3, nan}) != first);
    CHECK(builder.series({0.0, 1}) != builder.series({-0.0, 1}));
    auto const zeros = builder.series({0.0, -0.0});  // 1 / -0 is not 1 / 0
    CHECK(!builder.is_constant(zeros));
}

TEST_CASE("every operation is what its name says")
{
    struct Case {
        Op op;
        double a, b, c, result;
    };
    Case const cases[] = {
        {Op::add, 2, 3, 0, 5},           {Op::subtract, 2, 3, 0, -1},     {Op::multiply, 2, 3, 0, 6},     {Op::divide, 3, 2, 0, 1.5},
        {Op::power, 2, 10, 0, 1024},     {Op::power, 4, 0.5, 0, 2},       {Op::power, 2, -2, 0, 0.25},    {Op::negate, 2, 0, 0, -2},
        {Op::less, 1, 2, 0, 1},          {Op::less, 2, 2, 0, 0},          {Op::less_equal, 2, 2, 0, 1},   {Op::less_equal, 3, 2, 0, 0},
        {Op::equal, 2, 2, 0, 1},         {Op::equal, 1, 2, 0, 0},         {Op::not_equal, 1, 2, 0, 1},    {Op::not_equal, 2, 2, 0, 0},
        {Op::all_of, 1, 1, 0, 1},        {Op::all_of, 1, 0, 0, 0},        {Op::any_of, 0, 1, 0, 1},       {Op::any_of, 0, 0, 0, 0},
        {Op::none, 0, 0, 0, 1},          {Op::none, 1, 0, 0, 0},          {Op::select, 1, 5, 7, 5},       {Op::select, 0, 5, 7, 7},
        {Op::minimum, 3, 2, 0, 2},       {Op::maximum, 3, 2, 0, 3},       {Op::exponential, 0, 0, 0, 1},  {Op::logarithm, 1, 0, 0, 0},
        {Op::square_root, 9, 0, 0, 3},   {Op::absolute, -3, 0, 0, 3},
    };
    for (auto const& c : cases) CHECK_MESSAGE(apply(c.op, c.a, c.b, c.c) == c.result, static_cast<int>(c.op) << " of " << c.a << ", " << c.b);
}

TEST_CASE("what is not a number stays so on either side of minimum and maximum")
{
    for (auto const op : {Op::minimum, Op::maximum, Op::add, Op::multiply}) {
        CHECK(std::isnan(apply(op, nan, 0, 0)));
        CHECK(std::isnan(apply(op, 0, nan, 0)));
    }
    CHECK(std::isnan(apply(Op::logarithm, -1, 0, 0)));
    CHECK(std::isnan(apply(Op::square_root, -1, 0, 0)));
}

TEST_CASE("whole powers agree with the library's power")
{
    CHECK(apply(Op::power, 1.012, 8, 0) == doctest::Approx(1.1001302).epsilon(1e-7));  // by hand: 1.012^8
    CHECK(apply(Op::power, 1.032, -22, 0) == doctest::Approx(0.50009).epsilon(1e-5));  // W10: half in 22 years
    CHECK(apply(Op::power, 0, 0, 0) == 1);
    CHECK(apply(Op::power, -2, 3, 0) == -8);
    CHECK(std::isinf(apply(Op::power, 0, -1, 0)));
    CHECK(std::isnan(apply(Op::power, -2, 0.5, 0)));
    CHECK(std::isnan(apply(Op::power, 2, nan, 0)));
    CHECK(rc::check([] {
        auto const base = *rc::gen::inRange(-3000, 3000) / 1000.0;
        auto const exponent = *rc::gen::inRange(-250, 250);
        auto const expected = std::pow(base, exponent);
        auto const found = apply(Op::power, base, exponent, 0);
        if (std::isinf(expected) || std::abs(expected) < 1e-290) return;  // an overflow on the way is allowed to show
        RC_ASSERT(std::abs(found - expected) <= 1e-13 * std::abs(expected));
    }));
}

}  // namespace alzette::formula
