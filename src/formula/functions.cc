// SPDX-License-Identifier: Apache-2.0
#include "formula/compile.h"

namespace alzette::formula {

namespace {

constexpr std::size_t any_count = 50;

template <Op op>
std::optional<Typed> fold(Call const& call)
{
    if (!call.same_dimension(call.arguments)) return std::nullopt;
    auto result = call.arguments[0];
    for (auto const& argument : call.arguments.subspan(1)) {
        if (result.is_literal_zero) result.dimension = argument.dimension;
        result = {call.make(op, result.value, argument.value), result.dimension};
    }
    return result;
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
    if (!call.arguments[0].is_truth) {
        call.compiler.findings.error(call.expression.parts[0].place, say::condition_expected, {});
        return std::nullopt;
    }
    if (!call.same_dimension(call.arguments.subspan(1))) return std::nullopt;
    auto const& yes = call.arguments[1];
    auto const& no = call.arguments[2];
    return Typed{call.make(Op::select, call.arguments[0].value, yes.value, no.value), yes.is_literal_zero ? no.dimension : yes.dimension};
}

// (x - start) / (end - start), kept between 0 and 1
Value clamped_share(Call const& call, Value x, Value start, Value end)
{
    auto const share = call.make(Op::divide, call.make(Op::subtract, x, start), call.make(Op::subtract, end, start));
    return call.make(Op::minimum, call.constant(1), call.make(Op::maximum, call.constant(0), share));
}

std::optional<Typed> compile_ramp(Call const& call)
{
    if (!call.same_dimension(call.arguments)) return std::nullopt;
    return Typed{clamped_share(call, call.arguments[0].value, call.arguments[1].value, call.arguments[2].value)};
}

std::optional<Typed> compile_logistic(Call const& call)
{
    if (!call.same_dimension(call.arguments.first(2))) return std::nullopt;
    auto const& x = call.arguments[0];
    auto const& slope = call.arguments[2];
    if (!(x.dimension * slope.dimension).is_none()) {
        call.compiler.findings.error(call.expression.parts[2].place, say::logistic_slope,
                                     {{"found", call.compiler.units.name_of(slope.dimension)},
                                      {"expected", call.compiler.units.name_of(Dimension{} / x.dimension)}});
        return std::nullopt;
    }
    auto const steep = call.make(Op::multiply, call.make(Op::subtract, x.value, call.arguments[1].value), slope.value);
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
    auto const sound = call.same_dimension(xs);
    if (!call.same_dimension(ys) || !sound) return std::nullopt;
    auto result = ys[0];
    for (std::size_t i = 1; i < ys.size(); ++i) {
        auto const low = xs[i].value;
        auto const high = xs[i + 1].value;
        auto const& builder = call.compiler.builder;
        if (builder.is_constant(low) && builder.is_constant(high) && builder.constant_of(low) >= builder.constant_of(high)) {
            call.compiler.findings.error(call.expression.parts[2 * i + 1].place, say::interp_not_rising, {});
            return std::nullopt;
        }
        auto const rise = call.make(Op::subtract, ys[i].value, ys[i - 1].value);
        auto const passed = clamped_share(call, xs[0].value, low, high);
        if (result.is_literal_zero) result.dimension = ys[i].dimension;
        result = {call.make(Op::add, result.value, call.make(Op::multiply, rise, passed)), result.dimension};
    }
    return result;
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
