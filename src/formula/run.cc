// SPDX-License-Identifier: Apache-2.0
#include "formula/run.h"

#include "base/check.h"
#include "formula/kernels.h"

#include <algorithm>

namespace alzette::formula {

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
        kernels().apply(instruction.op, out, count, operand(instruction.a, t, along_years), operand(instruction.b, t, along_years),
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
