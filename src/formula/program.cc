// SPDX-License-Identifier: Apache-2.0
#include "formula/program.h"

#include "base/check.h"

#include <algorithm>
#include <bit>

namespace alzette::formula {

namespace {

// To the last bit: the smaller of 0 and -0 is the first one, so that minimum and maximum are not among them.
bool is_commutative(Op op)
{
    switch (op) {
    case Op::add:
    case Op::multiply:
    case Op::equal:
    case Op::not_equal:
    case Op::all_of:
    case Op::any_of: return true;
    default: return false;
    }
}

}  // namespace

int operand_count(Op op)
{
    switch (op) {
    case Op::negate:
    case Op::none:
    case Op::exponential:
    case Op::logarithm:
    case Op::square_root:
    case Op::absolute: return 1;
    case Op::select: return 3;
    default: return 2;
    }
}

Builder::Builder(std::size_t year_count)
{
    CHECK_THAT(year_count > 0);
    program_.year_count = year_count;
}

Value Builder::keep(Instruction instruction)
{
    auto const key = Key{instruction.op, instruction.a, instruction.b, instruction.c, std::bit_cast<std::uint64_t>(instruction.constant)};
    auto const next = static_cast<Value>(program_.instructions.size());
    auto const [place, is_new] = known_.try_emplace(key, next);
    if (is_new) program_.instructions.push_back(instruction);
    return place->second;
}

Value Builder::constant(double value) { return keep({Op::constant, Varies::nothing, 0, 0, 0, value}); }

Value Builder::input(std::size_t index)
{
    program_.input_count = std::max(program_.input_count, index + 1);
    return keep({Op::input, Varies::by_draw, static_cast<Value>(index)});
}

Value Builder::series(std::vector<double> values)
{
    CHECK_THAT(values.size() == program_.year_count);
    std::vector<std::uint64_t> bits(values.size());  // numbers compare by bits: NaN has no order, and -0 is not 0
    std::ranges::transform(values, bits.begin(), [](double value) { return std::bit_cast<std::uint64_t>(value); });
    if (std::ranges::all_of(bits, [&](auto value) { return value == bits[0]; })) return constant(values[0]);
    auto const next = static_cast<Value>(program_.series.size());
    auto const [place, is_new] = known_series_.try_emplace(std::move(bits), next);
    if (is_new) program_.series.push_back(std::move(values));
    return keep({Op::series, Varies::by_year, place->second});
}

Value Builder::make(Op op, Value a, Value b, Value c)
{
    auto const count = operand_count(op);
    auto const constant_at = [&](Value value, int needed) { return count < needed || is_constant(value); };
    if (constant_at(a, 1) && constant_at(b, 2) && constant_at(c, 3))
        return constant(apply(op, constant_of(a), count > 1 ? constant_of(b) : 0, count > 2 ? constant_of(c) : 0));
    if (op == Op::multiply && is_constant(a) && constant_of(a) == 1) return b;
    if ((op == Op::multiply || op == Op::divide) && is_constant(b) && constant_of(b) == 1) return a;
    if (op == Op::select && is_constant(a)) return constant_of(a) != 0 ? b : c;
    if (is_commutative(op) && b < a) std::swap(a, b);
    auto varies = static_cast<unsigned>(program_.instructions[a].varies);
    if (count > 1) varies |= static_cast<unsigned>(program_.instructions[b].varies);
    if (count > 2) varies |= static_cast<unsigned>(program_.instructions[c].varies);
    return keep({op, static_cast<Varies>(varies), a, b, c});
}

}  // namespace alzette::formula
