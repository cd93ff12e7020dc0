// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace alzette::formula {

// A number at the start of a text and what follows it.
struct Number {
    double value;
    std::string_view rest;
};

// "39000", "10 000", "10_000", "1e4", "-0.5"; groups of three digits may be parted by a space (also no-break and narrow) or an underscore.
// Nothing when the text starts with no number. Digits followed by a decimal comma are read up to the comma: see has_decimal_comma.
std::optional<Number> read_number(std::string_view text);

// Whether a number is zero or of a size that limits allow, so that no sum or product of a few of them leaves the range of a double.
bool has_allowed_size(double value);

// Whether a text looks like a number written with a decimal comma ("4,5 %"), to name the cause.
bool has_decimal_comma(std::string_view text);

// The text without blanks at both ends, no-break ones included.
std::string_view without_blanks(std::string_view text);

// How many characters (not bytes) a text has: columns count characters.
std::uint32_t characters(std::string_view text);

}  // namespace alzette::formula
