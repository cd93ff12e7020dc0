// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::formula {

// A formula as written. `text` is the name of a name or call, the operator of the others ("+", "<=", "and", "not", "-" with one part is the sign).
struct Expression {
    enum class Kind { number, name, call, operation };
    Kind kind = Kind::number;
    base::Place place;
    double number = 0;
    std::string text;
    std::vector<Expression> parts;
};

// Weakest first: or; and; not; comparisons (no chains); + -; * /; sign; ^ (right to left). A name before "(" is a function.
// Fails at the character at fault. `place` is that of the formula's first character.
base::Result<Expression> parse_formula(std::string_view text, base::Place place);

// A name a case may give: letters (accents included), digits, underscores, not starting with a digit, not reserved.
bool is_name(std::string_view text);
bool is_reserved(std::string_view text);

// One entry for each operator, for the reference page.
struct OperatorEntry {
    std::string_view symbol;
    std::string_view example;
    double example_result;
    base::Text summary;
};
std::span<OperatorEntry const> operator_entries();

}  // namespace alzette::formula
