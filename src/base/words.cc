// SPDX-License-Identifier: Apache-2.0
#include "base/words.h"

#include <algorithm>

namespace alzette::base {

namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter; }

}  // namespace

bool is_same_without_case(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

std::string in_lower_case(std::string text)
{
    for (auto& letter : text) letter = lower(letter);
    return text;
}

std::string_view take_word(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    auto const word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

}  // namespace alzette::base
