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

    // `inputs` holds, one input after another, draw_count values each, in base units.
    void operator()(std::span<double const> inputs);

    Row row(Value value, std::size_t t) const;
    std::size_t draw_count() const { return draw_count_; }

private:
    struct Block {
        std::size_t offset;
        std::size_t year_stride;
        std::size_t draw_stride;
    };
    void compute(Instruction const& instruction, Block const& block);

    Program const& program_;
    std::size_t draw_count_;
    std::vector<Block> blocks_;
    std::vector<double> memory_;
};

}  // namespace alzette::formula
