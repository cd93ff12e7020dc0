// SPDX-License-Identifier: Apache-2.0
#include "formula/run.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alzette::formula {

namespace {

// One operand of a row: contiguous numbers (stride 1) or one number for all (stride 0).
struct Operand {
    double const* values;
    std::size_t stride;
    double at(std::size_t i) const { return values[i * stride]; }
};

// The operation is known when this is compiled and a broadcast operand is read once, so that the loops vectorise.
template <Op op>
void fill(double* out, std::size_t count, Operand a, Operand b, Operand c)
{
    if (op == Op::select || (a.stride == 0 && b.stride == 0)) {
        for (std::size_t i = 0; i < count; ++i) out[i] = apply(op, a.at(i), b.at(i), c.at(i));
    } else if (b.stride == 0) {
        for (std::size_t i = 0; i < count; ++i) out[i] = apply(op, a.values[i], b.values[0], 0);
    } else if (a.stride == 0) {
        for (std::size_t i = 0; i < count; ++i) out[i] = apply(op, a.values[0], b.values[i], 0);
    } else {
        for (std::size_t i = 0; i < count; ++i) out[i] = apply(op, a.values[i], b.values[i], 0);
    }
}

// A row of one whole power: the squarings go over short pieces of the row, so that they vectorise. The same multiplications as raised(), in the
// same order: the same bits.
void fill_power(double* out, std::size_t count, Operand a, Operand b, Operand c)
{
    constexpr std::size_t piece = 64;
    auto const exponent = b.values[0];
    if (a.stride == 0 || b.stride != 0 || !is_whole_power(exponent)) return fill<Op::power>(out, count, a, b, c);
    std::array<double, piece> base;
    for (std::size_t start = 0; start < count; start += piece) {
        auto const length = std::min(piece, count - start);
        auto* const product = out + start;
        std::copy_n(a.values + start, length, base.data());
        std::fill_n(product, length, 1.0);
        for (auto left = static_cast<unsigned>(std::abs(exponent)); left > 0; left >>= 1U) {
            if ((left & 1U) != 0)
                for (std::size_t i = 0; i < length; ++i) product[i] *= base[i];
            for (std::size_t i = 0; i < length; ++i) base[i] *= base[i];
        }
        if (exponent < 0)
            for (std::size_t i = 0; i < length; ++i) product[i] = 1 / product[i];
    }
}

void compute_row(Op op, double* out, std::size_t count, Operand a, Operand b, Operand c)
{
    switch (op) {
    case Op::add: return fill<Op::add>(out, count, a, b, c);
    case Op::subtract: return fill<Op::subtract>(out, count, a, b, c);
    case Op::multiply: return fill<Op::multiply>(out, count, a, b, c);
    case Op::divide: return fill<Op::divide>(out, count, a, b, c);
    case Op::power: return fill_power(out, count, a, b, c);
    case Op::negate: return fill<Op::negate>(out, count, a, a, c);
    case Op::less: return fill<Op::less>(out, count, a, b, c);
    case Op::less_equal: return fill<Op::less_equal>(out, count, a, b, c);
    case Op::equal: return fill<Op::equal>(out, count, a, b, c);
    case Op::not_equal: return fill<Op::not_equal>(out, count, a, b, c);
    case Op::all_of: return fill<Op::all_of>(out, count, a, b, c);
    case Op::any_of: return fill<Op::any_of>(out, count, a, b, c);
    case Op::none: return fill<Op::none>(out, count, a, a, c);
    case Op::select: return fill<Op::select>(out, count, a, b, c);
    case Op::minimum: return fill<Op::minimum>(out, count, a, b, c);
    case Op::maximum: return fill<Op::maximum>(out, count, a, b, c);
    case Op::exponential: return fill<Op::exponential>(out, count, a, a, c);
    case Op::logarithm: return fill<Op::logarithm>(out, count, a, a, c);
    case Op::square_root: return fill<Op::square_root>(out, count, a, a, c);
    case Op::absolute: return fill<Op::absolute>(out, count, a, a, c);
    case Op::constant:
    case Op::input:
    case Op::series: break;
    }
    CHECK_THAT(false);
}

}  // namespace

Run::Run(Program const& program, std::size_t draw_count) : program_(program), draw_count_(draw_count)
{
    CHECK_THAT(draw_count > 0);
    std::size_t size = 0;
    blocks_.reserve(program.instructions.size());
    for (auto const& instruction : program.instructions) {
        auto const years = (static_cast<unsigned>(instruction.varies) & 1U) != 0 ? program.year_count : 1;
        auto const draws = (static_cast<unsigned>(instruction.varies) & 2U) != 0 ? draw_count : 1;
        blocks_.push_back({size, years > 1 ? draws : 0, draws > 1 ? 1U : 0U});
        size += years * draws;
    }
    memory_.resize(size);
}

void Run::operator()(std::span<double const> inputs)
{
    CHECK_THAT(inputs.size() >= program_.input_count * draw_count_);
    for (std::size_t i = 0; i < program_.instructions.size(); ++i) {
        auto const& instruction = program_.instructions[i];
        auto* const out = memory_.data() + blocks_[i].offset;
        switch (instruction.op) {
        case Op::constant: *out = instruction.constant; break;
        case Op::input: std::copy_n(inputs.data() + instruction.a * draw_count_, draw_count_, out); break;
        case Op::series: std::ranges::copy(program_.series[instruction.a], out); break;
        default: compute(instruction, blocks_[i]);
        }
    }
}

void Run::compute(Instruction const& instruction, Block const& block)
{
    auto const operand = [&](Value value, std::size_t t, bool along_years) {
        auto const& from = blocks_[value];
        return Operand{memory_.data() + from.offset + t * from.year_stride, along_years ? from.year_stride : from.draw_stride};
    };
    // With one draw, or a value alike for all draws, the years themselves are the row.
    auto const along_years = block.draw_stride == 0;
    auto const rows = along_years || block.year_stride == 0 ? 1 : program_.year_count;
    auto const count = along_years ? (block.year_stride == 0 ? 1 : program_.year_count) : draw_count_;
    for (std::size_t t = 0; t < rows; ++t) {
        auto* const out = memory_.data() + block.offset + t * block.year_stride;
        compute_row(instruction.op, out, count, operand(instruction.a, t, along_years), operand(instruction.b, t, along_years),
                    operand(instruction.c, t, along_years));
    }
}

Row Run::row(Value value, std::size_t t) const
{
    CHECK_THAT(value < blocks_.size() && t < program_.year_count);
    auto const& block = blocks_[value];
    return {memory_.data() + block.offset + t * block.year_stride, block.draw_stride};
}

}  // namespace alzette::formula
