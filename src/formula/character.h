// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace alzette::formula {

// How many bytes the first character of a text has; a byte that is no UTF-8 counts alone. 0 for the empty text.
std::size_t character_length(std::string_view text);

// The same when that character is a letter of a name (accents included, "_" too); else 0. Signs such as × or € and the no-break spaces are no letters.
std::size_t letter_length(std::string_view text);

// The same when it is a blank: space, tab, end of line, no-break, narrow no-break or thin space; else 0.
std::size_t blank_length(std::string_view text);

// Letters and digits, not starting with a digit.
bool is_word(std::string_view text);

}  // namespace alzette::formula
