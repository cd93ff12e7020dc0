// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Texts of protocols and settings: names that compare without case, lists parted by blanks. Letters are those of ASCII.
namespace alzette::base {

bool is_same_without_case(std::string_view left, std::string_view right);
std::string in_lower_case(std::string text);

// Takes the next of the words parted by blanks off the front of a text; empty when there is none left.
std::string_view take_word(std::string_view& text);

}  // namespace alzette::base
