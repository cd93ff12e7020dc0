// SPDX-License-Identifier: Apache-2.0
#include "formula/character.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cstdint>
#include <iterator>

namespace alzette::formula {

namespace {

constexpr std::string_view blanks[] = {" ", "\t", "\n", "\r", "\u00A0", "\u202F", "\u2009"};

// Beyond ASCII a letter is what lies in the blocks of alphabets: this leaves out signs, spaces, arrows and pictures, which hide between names.
struct Block {
    char32_t first;
    char32_t last;
};
constexpr Block letters[] = {
    {0xAA, 0xAA},     {0xB5, 0xB5},     {0xBA, 0xBA},     {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x37D},      {0x37F, 0x167F},
    {0x1681, 0x180D}, {0x180F, 0x1FFF}, {0x2080, 0x209C}, {0x2C00, 0x2DFF}, {0x3040, 0xD7FF}, {0xF900, 0xFDCF}, {0x20000, 0x3FFFF},
};

unsigned char byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

char32_t code_point(std::string_view character)
{
    if (character.size() == 1) return byte(character, 0);
    char32_t code = byte(character, 0) & (0xFFU >> (character.size() + 1));
    for (std::size_t i = 1; i < character.size(); ++i) code = code << 6U | (byte(character, i) & 0x3FU);
    return code;
}

}  // namespace

std::size_t character_length(std::string_view text)
{
    if (text.empty()) return 0;
    auto const length = static_cast<std::size_t>(std::countl_one(byte(text, 0)));
    if (length < 2 || length > 4 || length > text.size()) return 1;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(text, i) & 0xC0U) != 0x80U) return 1;
    return length;
}

std::size_t letter_length(std::string_view text)
{
    if (text.empty()) return 0;
    if (byte(text, 0) < 0x80) return std::isalpha(byte(text, 0)) != 0 || text[0] == '_' ? 1 : 0;
    auto const length = character_length(text);
    if (length == 1) return 0;
    auto const code = code_point(text.substr(0, length));
    auto const known = std::ranges::any_of(letters, [&](Block const& block) { return block.first <= code && code <= block.last; });
    return known ? length : 0;
}

std::size_t blank_length(std::string_view text)
{
    auto const blank = std::ranges::find_if(blanks, [&](std::string_view candidate) { return text.starts_with(candidate); });
    return blank == std::end(blanks) ? 0 : blank->size();
}

bool is_word(std::string_view text)
{
    if (letter_length(text) == 0) return false;
    while (!text.empty()) {
        auto const digit = std::isdigit(byte(text, 0)) != 0;
        auto const length = digit ? 1 : letter_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace alzette::formula
