// SPDX-License-Identifier: Apache-2.0
#include "formula/compile.h"

#include "base/catalogue/formula.h"
#include "base/limits.h"
#include "base/nearest.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alzette::formula {

namespace {

using base::Place;

class Checker {
public:
    Checker(Scope const& scope, Compiler& compiler) : scope_(scope), compiler_(compiler) {}

    std::optional<Typed> check(Expression const& expression)
    {
        switch (expression.kind) {
        case Expression::Kind::number: return number(expression);
        case Expression::Kind::name: return name(expression);
        case Expression::Kind::call: return call(expression);
        case Expression::Kind::operation: return operation(expression);
        }
        return std::nullopt;
    }

private:
    Typed number(Expression const& expression)
    {
        return {compiler_.builder.constant(expression.number), {}, false, expression.number == 0};
    }

    std::optional<Typed> name(Expression const& expression)
    {
        if (expression.text == "t") return compiler_.t;
        if (expression.text == "year") return compiler_.year;
        return scope_(expression.text, expression.place);
    }

    std::optional<Typed> call(Expression const& expression)
    {
        auto const entries = function_entries();
        auto const entry = std::ranges::find(entries, expression.text, &FunctionEntry::name);
        auto const arguments = check_all(expression.parts);
        if (entry == entries.end()) return unknown_function(expression);
        auto const count = expression.parts.size();
        if (count < entry->arguments_min || count > entry->arguments_max) {
            error(expression.place, say::function_arguments, {{"name", entry->name}, {"parameters", entry->parameters}, {"found", count}});
            return std::nullopt;
        }
        if (!arguments || !all_numbers(expression, *arguments)) return std::nullopt;
        return entry->compile(Call{compiler_, expression, *arguments});
    }

    std::optional<std::vector<Typed>> check_all(std::vector<Expression> const& parts)
    {
        std::vector<Typed> values;
        for (auto const& part : parts)
            if (auto const value = check(part)) values.push_back(*value);
        if (values.size() != parts.size()) return std::nullopt;
        return values;
    }

    // Only the first argument of if() is a condition.
    bool all_numbers(Expression const& expression, std::span<Typed const> values)
    {
        auto sound = true;
        for (std::size_t i = expression.kind == Expression::Kind::call && expression.text == "if" ? 1 : 0; i < values.size(); ++i) {
            if (!values[i].is_truth) continue;
            error(expression.parts[i].place, say::number_not_condition, {});
            sound = false;
        }
        return sound;
    }

    std::optional<Typed> unknown_function(Expression const& expression)
    {
        std::vector<std::string_view> known;
        for (auto const& entry : function_entries()) known.push_back(entry.name);
        auto const near = base::nearest(expression.text, known);
        if (near.empty()) error(expression.place, say::function_unknown, {{"found", expression.text}});
        else error(expression.place, say::function_unknown_near, {{"found", expression.text}, {"near", near}});
        return std::nullopt;
    }

    // Sums and products nest on their left side as deep as a formula is long: that side is walked, the others are recursed into.
    std::optional<Typed> operation(Expression const& expression)
    {
        if (expression.parts.size() == 1) return single(expression);
        std::vector<Expression const*> left_side;
        auto const* first = &expression;
        for (; first->kind == Expression::Kind::operation && first->parts.size() == 2; first = &first->parts[0]) left_side.push_back(first);
        std::ranges::reverse(left_side);
        auto value = check(*first);
        for (auto const* joined : left_side) {
            auto const right = check(joined->parts[1]);
            value = value && right ? join(*joined, {*value, *right}) : std::nullopt;
        }
        return value;
    }

    std::optional<Typed> single(Expression const& expression)
    {
        auto const part = check(expression.parts[0]);
        if (!part) return std::nullopt;
        if (expression.text == "not") {
            if (!all_conditions(expression, {&*part, 1})) return std::nullopt;
            return Typed{builder().make(Op::none, part->value), {}, true};
        }
        if (!all_numbers(expression, {&*part, 1})) return std::nullopt;
        return Typed{builder().make(Op::negate, part->value), part->dimension, false, part->is_literal_zero};
    }

    std::optional<Typed> join(Expression const& expression, std::array<Typed, 2> const& sides)
    {
        auto const& [left, right] = sides;
        auto const& symbol = expression.text;
        if (symbol == "and" || symbol == "or") {
            if (!all_conditions(expression, sides)) return std::nullopt;
            return Typed{make(symbol == "and" ? Op::all_of : Op::any_of, sides), {}, true};
        }
        if (!all_numbers(expression, sides)) return std::nullopt;
        if (symbol == "*") return with_powers(expression, Typed{make(Op::multiply, sides), left.dimension * right.dimension});
        if (symbol == "/") return with_powers(expression, Typed{make(Op::divide, sides), left.dimension / right.dimension});
        if (symbol == "^") return raised(expression, sides);
        return alike(expression, sides);
    }

    std::optional<Typed> with_powers(Expression const& expression, Typed value)
    {
        if (has_allowed_powers(value.dimension)) return value;
        error(expression.place, say::powers_too_high, {{"power_max", base::limits::unit_power_max}});
        return std::nullopt;
    }

    bool all_conditions(Expression const& expression, std::span<Typed const> values)
    {
        auto sound = true;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].is_truth) continue;
            error(expression.parts[i].place, say::condition_expected, {});
            sound = false;
        }
        return sound;
    }

    // Sums and comparisons: both sides in one dimension.
    std::optional<Typed> alike(Expression const& expression, std::array<Typed, 2> const& sides)
    {
        auto const& [left, right] = sides;
        if (left.dimension != right.dimension && !left.is_literal_zero && !right.is_literal_zero) {
            units_differ(expression, left.dimension, right.dimension);
            return std::nullopt;
        }
        auto const& symbol = expression.text;
        auto const dimension = left.is_literal_zero ? right.dimension : left.dimension;
        auto const zero = left.is_literal_zero && right.is_literal_zero;
        if (symbol == "+") return Typed{make(Op::add, sides), dimension, false, zero};
        if (symbol == "-") return Typed{make(Op::subtract, sides), dimension, false, zero};
        auto const swapped = std::array{right, left};
        if (symbol == "<") return Typed{make(Op::less, sides), {}, true};
        if (symbol == "<=") return Typed{make(Op::less_equal, sides), {}, true};
        if (symbol == ">") return Typed{make(Op::less, swapped), {}, true};
        if (symbol == ">=") return Typed{make(Op::less_equal, swapped), {}, true};
        return Typed{make(symbol == "==" ? Op::equal : Op::not_equal, sides), {}, true};
    }

    void units_differ(Expression const& expression, Dimension const& left, Dimension const& right)
    {
        auto const calendar = confuses_time(left, right);
        error(expression.place, calendar ? say::units_differ_calendar : say::units_differ,
              {{"operator", expression.text}, {"left", compiler_.units.name_of(left)}, {"right", compiler_.units.name_of(right)}});
    }

    // EUR/h against EUR/year: the same but for physical and calendar time.
    bool confuses_time(Dimension const& left, Dimension const& right) const
    {
        auto const ratio = left / right;
        auto const year = calendar_year();
        auto const hour = compiler_.units.parse("h", {})->dimension;
        return ratio == year / hour || ratio == hour / year;
    }

    std::optional<Typed> raised(Expression const& expression, std::array<Typed, 2> const& sides)
    {
        auto const& [base, exponent] = sides;
        if (!exponent.dimension.is_none()) {
            error(expression.parts[1].place, say::exponent_has_unit, {{"found", compiler_.units.name_of(exponent.dimension)}});
            return std::nullopt;
        }
        auto const value = make(Op::power, sides);
        if (base.dimension.is_none()) return Typed{value};
        auto const whole = builder().is_constant(exponent.value) ? builder().constant_of(exponent.value) : 0.5;
        if (whole != std::floor(whole)) {
            error(expression.parts[1].place, say::exponent_not_whole, {{"unit", compiler_.units.name_of(base.dimension)}});
            return std::nullopt;
        }
        auto const power_of = static_cast<int>(std::clamp(whole, -100.0, 100.0));  // with_powers refuses both ends
        return with_powers(expression, Typed{value, power(base.dimension, power_of)});
    }

    Builder& builder() { return compiler_.builder; }

    Value make(Op op, std::array<Typed, 2> const& sides) { return builder().make(op, sides[0].value, sides[1].value); }

    void error(Place place, base::MessageId message, std::vector<base::Argument> arguments)
    {
        compiler_.findings.error(place, message, std::move(arguments));
    }

    Scope const& scope_;
    Compiler& compiler_;
};

}  // namespace

bool Call::same_dimension(std::span<Typed const> values) const
{
    auto const first = std::ranges::find_if(values, [](Typed const& value) { return !value.is_literal_zero; });
    if (first == values.end()) return true;
    for (auto const& value : values) {
        if (value.is_literal_zero || value.dimension == first->dimension) continue;
        compiler.findings.error(expression.place, say::function_units_differ,
                                {{"name", expression.text},
                                 {"left", compiler.units.name_of(first->dimension)},
                                 {"right", compiler.units.name_of(value.dimension)}});
        return false;
    }
    return true;
}

bool Call::is_plain(std::size_t argument) const
{
    if (arguments[argument].dimension.is_none()) return true;
    compiler.findings.error(expression.parts[argument].place, say::function_needs_plain,
                            {{"name", expression.text}, {"found", compiler.units.name_of(arguments[argument].dimension)}});
    return false;
}

Compiler make_compiler(Builder& builder, UnitTable const& units, base::Findings& findings, int base_year, std::size_t year_count)
{
    std::vector<double> t(year_count);
    std::vector<double> year(year_count);
    for (std::size_t i = 0; i < year_count; ++i) {
        t[i] = static_cast<double>(i);
        year[i] = base_year + static_cast<double>(i);
    }
    return {builder, units, findings, Typed{builder.series(std::move(t))}, Typed{builder.series(std::move(year))}};
}

std::optional<Typed> compile(Expression const& formula, Scope const& scope, Compiler& compiler) { return Checker(scope, compiler).check(formula); }

}  // namespace alzette::formula
