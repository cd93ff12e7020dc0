// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "formula/expression.h"
#include "formula/program.h"
#include "formula/unit.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::formula {

// A value of the program with what checking needs to know of it.
struct Typed {
    Value value = 0;
    Dimension dimension = {};
    bool is_truth = false;        // a condition, not a number
    bool is_literal_zero = false; // zero is zero in every unit
};

// What a name in a formula stands for. Returns nothing when the name is unknown or its own formula is at fault; the scope reports why.
using Scope = std::function<std::optional<Typed>(std::string const& name, base::Place place)>;

// Where formulas are compiled to: one program, one unit table, one list of findings.
struct Compiler {
    Builder& builder;
    UnitTable const& units;
    base::Findings& findings;
    Typed t;     // 0 .. horizon, without unit
    Typed year;  // base year + t, without unit
};
Compiler make_compiler(Builder& builder, UnitTable const& units, base::Findings& findings, int base_year, std::size_t year_count);

// Checks units and adds the formula to the program. Every mistake of the formula is reported; nothing is returned when there is one.
std::optional<Typed> compile(Expression const& formula, Scope const& scope, Compiler& compiler);

// A call being checked: what an entry of the function table works with.
struct Call {
    Compiler& compiler;
    Expression const& expression;
    std::span<Typed const> arguments;

    // All of the given arguments in one dimension (a literal zero fits any); reports and returns false when not.
    bool same_dimension(std::span<Typed const> values) const;
    // Without unit; reports and returns false when not.
    bool is_plain(std::size_t argument) const;
    Value make(Op op, Value a, Value b = 0, Value c = 0) const { return compiler.builder.make(op, a, b, c); }
    Value constant(double value) const { return compiler.builder.constant(value); }
};

// One function of the language: its name, what it takes, its page of the reference with an example that runs as a test, and how it is compiled.
struct FunctionEntry {
    std::string_view name;
    std::string_view parameters;  // as the reference prints them: "x, start, end"
    std::size_t arguments_min;
    std::size_t arguments_max;
    std::string_view example;
    double example_result;
    base::Text summary;
    std::optional<Typed> (*compile)(Call const& call);
};
std::span<FunctionEntry const> function_entries();

}  // namespace alzette::formula
