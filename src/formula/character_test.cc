// SPDX-License-Identifier: Apache-2.0
#include "formula/character.h"

#include <doctest/doctest.h>

namespace alzette::formula {

TEST_CASE("a character is as long as its first byte says, and a broken one counts alone")
{
    CHECK(character_length("") == 0);
    CHECK(character_length("abc") == 1);
    CHECK(character_length("été") == 2);
    CHECK(character_length("€") == 3);
    CHECK(character_length("\U0001F6B2 bike") == 4);
    CHECK(character_length("\xC3") == 1);          // cut in the middle
    CHECK(character_length("\xC3(") == 1);         // not followed by what it announces
    CHECK(character_length("\xA9xyz") == 1);       // the second byte of é alone
    CHECK(character_length("\xFF\xFF\xFF\xFF") == 1);
}

TEST_CASE("letters have accents and come from any alphabet")
{
    CHECK(letter_length("a") == 1);
    CHECK(letter_length("_") == 1);
    CHECK(letter_length("é") == 2);
    CHECK(letter_length("ß") == 2);
    CHECK(letter_length("œ") == 2);
    CHECK(letter_length("µ") == 2);
    CHECK(letter_length("α") == 2);
    CHECK(letter_length("Ж") == 2);
    CHECK(letter_length("東") == 3);
    CHECK(letter_length("₂") == 3);         // CO₂
    CHECK(letter_length("\u0301") == 2);    // a combining accent, as some systems write é
}

TEST_CASE("signs, digits and blanks are no letters")
{
    for (auto const text : {"", "1", " ", "+", "(", "€", "×", "÷", "−", "²", "…"}) CHECK_MESSAGE(letter_length(text) == 0, text);
    for (auto const text : {"\u00A0", "\u202F", "\u2009", "\u3000", "\uFEFF", "\U0001F6B2", "\xC3", "\xA9"})
        CHECK_MESSAGE(letter_length(text) == 0, text);
}

TEST_CASE("blanks are spaces of any width, tabs and line ends")
{
    CHECK(blank_length(" ") == 1);
    CHECK(blank_length("\t") == 1);
    CHECK(blank_length("\n") == 1);
    CHECK(blank_length("\u00A0") == 2);
    CHECK(blank_length("\u202F") == 3);
    CHECK(blank_length("\u2009") == 3);
    CHECK(blank_length("a") == 0);
    CHECK(blank_length("") == 0);
    CHECK(blank_length("\xC2") == 0);
}

TEST_CASE("a word is letters and digits, starting with a letter")
{
    for (auto const text : {"a", "_", "co2", "coût_par_trajet", "été2025", "CO₂"}) CHECK_MESSAGE(is_word(text), text);
    for (auto const text : {"", "2x", "a b", "a\u00A0b", "a-b", "a.b", "€", "a€", "a\xC3"}) CHECK_MESSAGE(!is_word(text), text);
}

}  // namespace alzette::formula
