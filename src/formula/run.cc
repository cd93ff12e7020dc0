// SPDX-License-Identifier: Apache-2.0
#include "formula/run.h"

#include "base/check.h"
#include "formula/kernels.h"

#include <algorithm>

namespace alzette::formula {

Run::Run(Program const& program, std::size_t draw_count) : program_(program), draw_count_(draw_count), input_count_(program.input_count)
{
    CHECK_THAT(draw_count > 0);
    blocks_.reserve(program.instructions.size());
    for (auto const& instruction : program.instructions)
        blocks_.push_back(own_block(instruction, (static_cast<unsigned>(instruction.varies) & 2U) != 0 ? draw_count : 1));
    take_memory();
}

Run::Run(Run const& settled, std::size_t moving_input, std::size_t draw_count)
    : program_(settled.program_), draw_count_(draw_count), first_input_(moving_input), input_count_(1)
{
    CHECK_THAT(draw_count > 0 && settled.draw_count_ == 1);
    blocks_ = settled.blocks_;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        auto const& instruction = program_.instructions[i];
        if (depends_on(instruction, moving_input)) blocks_[i] = own_block(instruction, draw_count);
        else blocks_[i].own = false;
    }
    take_memory();
}

// Operands come before what they are used in, so that their blocks say it already.
bool Run::depends_on(Instruction const& instruction, std::size_t input) const
{
    if (instruction.op == Op::input) return instruction.a == input;
    if (instruction.op == Op::constant || instruction.op == Op::series) return false;
    auto const count = operand_count(instruction.op);
    return computes(instruction.a) || (count > 1 && computes(instruction.b)) || (count > 2 && computes(instruction.c));
}

Run::Block Run::own_block(Instruction const& instruction, std::size_t draws) const
{
    auto const varies_by_year = (static_cast<unsigned>(instruction.varies) & 1U) != 0 && program_.year_count > 1;
    return {nullptr, varies_by_year ? draws : 0, draws > 1 ? 1U : 0U, true};
}

void Run::take_memory()
{
    auto const size_of = [this](Block const& block) {
        return block.year_stride > 0 ? block.year_stride * program_.year_count : block.draw_stride > 0 ? draw_count_ : 1;
    };
    std::size_t size = 0;
    for (auto const& block : blocks_) size += block.own ? size_of(block) : 0;
    memory_.resize(size);
    auto* next = memory_.data();
    for (auto& block : blocks_) {
        if (!block.own) continue;
        block.values = next;
        next += size_of(block);
    }
}

void Run::operator()(std::span<double const> inputs)
{
    CHECK_THAT(inputs.size() >= input_count_ * draw_count_);
    for (std::size_t i = 0; i < program_.instructions.size(); ++i) {
        if (!blocks_[i].own) continue;
        auto const& instruction = program_.instructions[i];
        auto* const out = blocks_[i].values;
        switch (instruction.op) {
        case Op::constant: *out = instruction.constant; break;
        case Op::input: std::copy_n(inputs.data() + (instruction.a - first_input_) * draw_count_, draw_count_, out); break;
        case Op::series: std::ranges::copy(program_.series[instruction.a], out); break;
        default: compute(instruction, blocks_[i]);
        }
    }
}

void Run::compute(Instruction const& instruction, Block const& block)
{
    auto const operand = [&](Value value, std::size_t t, bool along_years) {
        auto const& from = blocks_[value];
        return Operand{from.values + t * from.year_stride, along_years ? from.year_stride : from.draw_stride};
    };
    // With one draw, or a value alike for all draws, the years themselves are the row.
    auto const along_years = block.draw_stride == 0;
    auto const rows = along_years || block.year_stride == 0 ? 1 : program_.year_count;
    auto const count = along_years ? (block.year_stride == 0 ? 1 : program_.year_count) : draw_count_;
    for (std::size_t t = 0; t < rows; ++t)
        kernels().apply(instruction.op, block.values + t * block.year_stride, count, operand(instruction.a, t, along_years),
                        operand(instruction.b, t, along_years), operand(instruction.c, t, along_years));
}

Row Run::row(Value value, std::size_t t) const
{
    CHECK_THAT(value < blocks_.size() && t < program_.year_count);
    auto const& block = blocks_[value];
    return {block.values + t * block.year_stride, block.draw_stride};
}

}  // namespace alzette::formula
