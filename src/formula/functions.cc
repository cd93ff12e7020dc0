// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/compile.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace alzette::formula {

namespace {

constexpr std::size_t any_count = 50;  // of values, or of numbers in the pairs of interp

// The dimension of values that same_dimension() let pass: that of the first which is no literal zero.
Dimension common_dimension(std::span<Typed const> values)
{
    auto const first = std::ranges::find_if(values, [](Typed const& value) { return !value.is_literal_zero; });
    return first == values.end() ? Dimension{} : first->dimension;
}

bool all_zero(std::span<Typed const> values) { return std::ranges::all_of(values, &Typed::is_literal_zero); }

template <Op op>
std::optional<Typed> fold(Call const& call)
{
    if (!call.same_dimension(call.arguments)) return std::nullopt;
    auto result = call.arguments[0].value;
    for (auto const& argument : call.arguments.subspan(1)) result = call.make(op, result, argument.value);
    return Typed{result, common_dimension(call.arguments), false, all_zero(call.arguments)};
}

template <Op op>
std::optional<Typed> plain(Call const& call)
{
    if (!call.is_plain(0)) return std::nullopt;
    return Typed{call.make(op, call.arguments[0].value)};
}

std::optional<Typed> compile_absolute(Call const& call)
{
    return Typed{call.make(Op::absolute, call.arguments[0].value), call.arguments[0].dimension};
}

std::optional<Typed> compile_square_root(Call const& call)
{
    auto halved = call.arguments[0].dimension;
    for (auto& power_of : halved.powers) {
        if (power_of % 2 != 0) {
            call.compiler.findings.error(call.expression.place, say::square_root_of_unit,
                                         {{"unit", call.compiler.units.name_of(call.arguments[0].dimension)}});
            return std::nullopt;
        }
        power_of = static_cast<std::int8_t>(power_of / 2);
    }
    return Typed{call.make(Op::square_root, call.arguments[0].value), halved};
}

std::optional<Typed> compile_if(Call const& call)
{
    auto const& condition = call.arguments[0];
    auto const branches = call.arguments.subspan(1);
    if (!condition.is_truth) call.compiler.findings.error(call.expression.parts[0].place, say::condition_expected, {});
    if (!call.same_dimension(branches) || !condition.is_truth) return std::nullopt;
    return Typed{call.make(Op::select, condition.value, branches[0].value, branches[1].value), common_dimension(branches), false, all_zero(branches)};
}

// (x - start) / (end - start), kept between 0 and 1; where both ends fall together it is a step, not 0 / 0.
Value clamped_share(Call const& call, Value x, Value start, Value end)
{
    auto const share = call.make(Op::divide, call.make(Op::subtract, x, start), call.make(Op::subtract, end, start));
    auto const clamped = call.make(Op::minimum, call.constant(1), call.make(Op::maximum, call.constant(0), share));
    return call.make(Op::select, call.make(Op::equal, start, end), call.make(Op::less_equal, end, x), clamped);
}

std::optional<Typed> compile_ramp(Call const& call)
{
    if (!call.same_dimension(call.arguments)) return std::nullopt;
    return Typed{clamped_share(call, call.arguments[0].value, call.arguments[1].value, call.arguments[2].value)};
}

std::optional<Typed> compile_logistic(Call const& call)
{
    auto const along_x = call.arguments.first(2);
    if (!call.same_dimension(along_x)) return std::nullopt;
    auto const& slope = call.arguments[2];
    auto const dimension = common_dimension(along_x);
    if (!slope.is_literal_zero && !(dimension * slope.dimension).is_none()) {
        call.compiler.findings.error(call.expression.parts[2].place, say::logistic_slope,
                                     {{"found", call.compiler.units.name_of(slope.dimension)},
                                      {"expected", call.compiler.units.name_of(Dimension{} / dimension)}});
        return std::nullopt;
    }
    auto const steep = call.make(Op::multiply, call.make(Op::subtract, along_x[0].value, along_x[1].value), slope.value);
    auto const exponential = call.make(Op::exponential, call.make(Op::negate, steep));
    return Typed{call.make(Op::divide, call.constant(1), call.make(Op::add, call.constant(1), exponential))};
}

// Straight lines between points: y0 plus, for each segment, its rise times the share of it that x has passed.
std::optional<Typed> compile_interpolation(Call const& call)
{
    if (call.arguments.size() % 2 == 0) {
        call.compiler.findings.error(call.expression.place, say::interp_pairs, {});
        return std::nullopt;
    }
    std::vector<Typed> xs{call.arguments[0]};
    std::vector<Typed> ys;
    for (std::size_t i = 1; i < call.arguments.size(); i += 2) {
        xs.push_back(call.arguments[i]);
        ys.push_back(call.arguments[i + 1]);
    }
    auto sound = call.same_dimension(xs);
    sound = call.same_dimension(ys) && sound;
    auto const& builder = call.compiler.builder;
    auto result = ys[0].value;
    for (std::size_t i = 1; i < ys.size(); ++i) {
        auto const low = xs[i].value;
        auto const high = xs[i + 1].value;
        if (builder.is_constant(low) && builder.is_constant(high) && builder.constant_of(low) >= builder.constant_of(high)) {
            call.compiler.findings.error(call.expression.parts[2 * i + 1].place, say::interp_not_rising, {});
            sound = false;
        }
        auto const rise = call.make(Op::subtract, ys[i].value, ys[i - 1].value);
        auto const passed = clamped_share(call, xs[0].value, low, high);
        result = call.make(Op::add, result, call.make(Op::multiply, rise, passed));
    }
    if (!sound) return std::nullopt;
    return Typed{result, common_dimension(ys), false, all_zero(ys)};
}

FunctionEntry const entries[] = {
    {"if", "condition, a, b", 3, 3, "if(2 > 1, 10, 20)", 10,
     {"a where the condition holds, else b; a and b in one dimension", "a là où la condition est vraie, sinon b ; a et b de même dimension"}, compile_if},
    {"min", "a, b, ...", 1, any_count, "min(3, 1, 2)", 1, {"the smallest; all in one dimension", "le plus petit ; tous de même dimension"}, fold<Op::minimum>},
    {"max", "a, b, ...", 1, any_count, "max(3, 1, 2)", 3, {"the largest; all in one dimension", "le plus grand ; tous de même dimension"}, fold<Op::maximum>},
    {"exp", "x", 1, 1, "exp(0)", 1, {"e to the power x; x has no unit", "e à la puissance x ; x n'a pas d'unité"}, plain<Op::exponential>},
    {"log", "x", 1, 1, "log(1)", 0, {"natural logarithm; x has no unit", "logarithme naturel ; x n'a pas d'unité"}, plain<Op::logarithm>},
    {"sqrt", "x", 1, 1, "sqrt(9)", 3, {"square root; halves the powers of the unit", "racine carrée ; divise par deux les puissances de l'unité"},
     compile_square_root},
    {"abs", "x", 1, 1, "abs(-3)", 3, {"without its sign", "sans son signe"}, compile_absolute},
    {"ramp", "x, start, end", 3, 3, "ramp(2, 0, 4)", 0.5,
     {"0 until start, 1 from end on, a straight line between", "0 jusqu'au début, 1 après la fin, une droite entre les deux"}, compile_ramp},
    {"logistic", "x, midpoint, slope", 3, 3, "logistic(5, 5, 1)", 0.5,
     {"the S curve 1 / (1 + exp(-(x - midpoint) * slope))", "la courbe en S 1 / (1 + exp(-(x - milieu) * pente))"}, compile_logistic},
    {"interp", "x, x1, y1, x2, y2, ...", 3, any_count + 1, "interp(2, 0, 0, 4, 10)", 5,
     {"straight lines through the points (x1, y1), (x2, y2) ...; flat outside; the x rise",
      "des droites par les points (x1, y1), (x2, y2)... ; constant au-delà ; les x croissent"}, compile_interpolation},
};

}  // namespace

std::span<FunctionEntry const> function_entries() { return entries; }

}  // namespace alzette::formula
