// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formula/program.h"

#include <span>
#include <vector>

namespace alzette::formula {

// A value over the draws of one year; one that does not vary by draw repeats.
struct Row {
    double const* values;
    std::size_t stride;  // 0 or 1
    double operator[](std::size_t draw) const { return values[draw * stride]; }
};

// Runs a program over a block of draws. Resource: owns the block's memory (8 bytes x draws x years for each value that varies by both); one thread.
// The program must outlive it.
class Run {
public:
    Run(Program const& program, std::size_t draw_count);  // at least one draw
    // One input moves alone: what does not depend on it is taken from the one draw of `settled`, which must have run and outlive this.
    Run(Run const& settled, std::size_t moving_input, std::size_t draw_count);
    Run(Run const&) = delete;
    Run& operator=(Run const&) = delete;

    // `inputs` holds, one input after another, draw_count values each, in base units; where one input moves alone, its values only.
    void operator()(std::span<double const> inputs);

    Row row(Value value, std::size_t t) const;
    // Whether this run computes the value; where one input moves alone, whether it depends on that input.
    bool computes(Value value) const { return blocks_[value].own; }
    std::size_t draw_count() const { return draw_count_; }

private:
    struct Block {
        double* values;
        std::size_t year_stride;
        std::size_t draw_stride;
        bool own;
    };
    bool depends_on(Instruction const& instruction, std::size_t input) const;
    Block own_block(Instruction const& instruction, std::size_t draws) const;
    void take_memory();
    void compute(Instruction const& instruction, Block const& block);

    Program const& program_;
    std::size_t draw_count_;
    std::size_t first_input_ = 0;  // of those the caller gives
    std::size_t input_count_;
    std::vector<Block> blocks_;
    std::vector<double> memory_;
};

}  // namespace alzette::formula
