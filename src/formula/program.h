// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"
#include "base/limits.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace alzette::formula {

enum class Op : std::uint8_t {
    constant, input, series,                                   // leaves
    add, subtract, multiply, divide, power, negate,            // arithmetic
    less, less_equal, equal, not_equal, all_of, any_of, none,  // 1 is true, 0 is false
    select, minimum, maximum,                                  // select: a ? b : c
    exponential, logarithm, square_root, absolute,
};

// What a value depends on decides how often it is computed.
enum class Varies : std::uint8_t { nothing = 0, by_year = 1, by_draw = 2, by_both = 3 };

// The number of an instruction; its operands come before it.
using Value = std::uint32_t;

struct Instruction {
    Op op;
    Varies varies;
    Value a = 0;  // of input and series: which one
    Value b = 0;
    Value c = 0;
    double constant = 0;
};

// Formulas in static single assignment: no value is computed twice, constants are folded, each value knows what it varies with.
// Units are gone: every value is in base units. A value; reading it is safe from any thread.
struct Program {
    std::size_t year_count = 0;  // t = 0 .. year_count - 1
    std::size_t input_count = 0;
    std::vector<Instruction> instructions;
    std::vector<std::vector<double>> series;  // each of year_count values
};

// By steps of our own, the same bits on every machine (kernels.h). power: of a base not negative, an exponent that is not whole.
double exponential(double x);
double logarithm(double x);
double power(double base, double exponent);

// Powers taken by squaring and multiplying: growth over years is nearly all of what a case computes, and a general power takes several times as long.
inline bool is_whole_power(double exponent) { return std::abs(exponent) <= base::limits::horizon_max && exponent == std::floor(exponent); }

inline double raised(double base, double exponent)
{
    if (!is_whole_power(exponent)) return power(base, exponent);
    auto product = 1.0;
    for (auto left = static_cast<unsigned>(std::abs(exponent)); left > 0; left >>= 1U, base *= base)
        if ((left & 1U) != 0) product *= base;
    return exponent < 0 ? 1 / product : product;
}

// One operation on numbers: what Builder folds constants with and what a run applies element by element.
// Not a number stays so through minimum and maximum, whichever side it is on: an impossible value must not turn into a plausible one.
inline double apply(Op op, double a, double b, double c)
{
    switch (op) {
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::power: return raised(a, b);
    case Op::negate: return -a;
    case Op::less: return a < b ? 1 : 0;
    case Op::less_equal: return a <= b ? 1 : 0;
    case Op::equal: return a == b ? 1 : 0;
    case Op::not_equal: return a != b ? 1 : 0;
    case Op::all_of: return a != 0 && b != 0 ? 1 : 0;
    case Op::any_of: return a != 0 || b != 0 ? 1 : 0;
    case Op::none: return a != 0 ? 0 : 1;
    case Op::select: return a != 0 ? b : c;
    case Op::minimum: return b < a || b != b ? b : a;
    case Op::maximum: return b > a || b != b ? b : a;
    case Op::exponential: return exponential(a);
    case Op::logarithm: return logarithm(a);
    case Op::square_root: return std::sqrt(a);
    case Op::absolute: return std::abs(a);
    case Op::constant:
    case Op::input:
    case Op::series: break;
    }
    CHECK_THAT(false);
    return 0;
}

// How many of a, b and c an operation reads (leaves read none of them as values).
int operand_count(Op op);

// Builds a program. One owner, one thread.
class Builder {
public:
    explicit Builder(std::size_t year_count);  // at least one: t = 0

    Value constant(double value);
    Value input(std::size_t index);
    Value series(std::vector<double> values);
    Value make(Op op, Value a, Value b = 0, Value c = 0);

    bool is_constant(Value value) const { return program_.instructions[value].op == Op::constant; }
    double constant_of(Value value) const { return program_.instructions[value].constant; }
    Program finish() && { return std::move(program_); }

private:
    using Key = std::tuple<Op, Value, Value, Value, std::uint64_t>;
    Value keep(Instruction instruction);

    Program program_;
    std::map<Key, Value> known_;
    std::map<std::vector<std::uint64_t>, Value> known_series_;
};

}  // namespace alzette::formula
