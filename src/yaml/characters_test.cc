// SPDX-License-Identifier: Apache-2.0
#include "yaml/characters.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdint>

using namespace alzette::yaml;
using alzette::base::Place;

TEST_CASE("valid UTF-8 of every length has no bad byte")
{
    for (auto const* const text : {"", "a\tb\r\n", "é", "€", "🚲", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\x7F"})
        CHECK(first_bad_byte(text) == std::string_view(text).size());
}

TEST_CASE("the first byte that is not UTF-8 is found")
{
    CHECK(first_bad_byte("ab\xE9 c") == 2);           // é of Latin-1
    CHECK(first_bad_byte("a\xC3") == 1);              // cut off
    CHECK(first_bad_byte("a\xE2\x82") == 1);
    CHECK(first_bad_byte("\xC0\x80") == 0);           // overlong
    CHECK(first_bad_byte("\xE0\x80\x80") == 0);
    CHECK(first_bad_byte("\xF0\x80\x80\x80") == 0);
    CHECK(first_bad_byte("\xED\xA0\x80") == 0);       // surrogate
    CHECK(first_bad_byte("\xF4\x90\x80\x80") == 0);   // beyond U+10FFFF
    CHECK(first_bad_byte("\xF5\x80\x80\x80") == 0);
    CHECK(first_bad_byte("é\x80") == 2);              // a follower alone
}

TEST_CASE("control characters are bad, tab and line ends are not")
{
    CHECK(first_bad_byte(std::string_view("a\0b", 3)) == 1);
    CHECK(first_bad_byte("a\x1B") == 1);
    CHECK(first_bad_byte("\t\r\n") == 3);
}

TEST_CASE("a gap of too many blanks is found, an indentation is none")
{
    CHECK(first_long_gap("a   b", 2) == 1);
    CHECK(first_long_gap("a \t b", 2) == 1);
    CHECK(first_long_gap("a   ", 2) == 1);
    CHECK(first_long_gap("abcdefg   ", 2) == 7);
    for (auto const* const text : {"", "a  b", "      a", "a\n      b", "a\r      b  c", "a  b  c"})
        CHECK(first_long_gap(text, 2) == std::string_view(text).size());
    CHECK(rc::check([](std::vector<std::uint8_t> const& choices) {
        std::string text;
        for (auto const choice : choices) text += "a  \n    "[choice % 8];
        auto const gap = first_long_gap(text, 3);
        auto const slow = std::string("a    ");
        RC_ASSERT((gap < text.size()) == (text.find(slow) != std::string::npos));
        if (gap < text.size()) RC_ASSERT(text.substr(gap - 1, slow.size()) == slow);
    }));
}

TEST_CASE("places count lines and characters, for each kind of line end")
{
    constexpr std::string_view text = "é\r\nab\rc\n";
    CHECK(place_of(text, 0) == Place{1, 1});
    CHECK(place_of(text, 2) == Place{1, 2});
    CHECK(place_of(text, 4) == Place{2, 1});
    CHECK(place_of(text, 5) == Place{2, 2});
    CHECK(place_of(text, 7) == Place{3, 1});
    CHECK(place_of(text, 9) == Place{4, 1});
    CHECK(place_of(text, 99) == Place{4, 1});
    CHECK(place_of("", 0) == Place{1, 1});
}

TEST_CASE("a place beyond its line or the text is brought back")
{
    PlaceFinder places("ab\ncd");
    CHECK(places.offset_of({1, 9}) == 2);
    CHECK(places.offset_of({2, 9}) == 5);
    CHECK(places.offset_of({7, 1}) == 5);
    CHECK(places.offset_of({1, 2}) == 1);  // and going back works
}

TEST_CASE("a place past the end of its line goes on in the lines below, as a value written over several does")
{
    auto const placed = [](Place place) { return PlaceFinder("amount: |\r\n  é + b\n    + wrong\n\nlast").within_text(place); };
    CHECK(placed({2, 3}) == Place{2, 3});
    CHECK(placed({2, 8}) == Place{2, 8});    // just behind the last character
    CHECK(placed({2, 9}) == Place{3, 5});    // the line end counts as one character, the indentation as none
    CHECK(placed({2, 11}) == Place{3, 7});
    CHECK(placed({2, 90}) == Place{3, 12});  // an empty line ends the value
    CHECK(placed({5, 90}) == Place{5, 5});
    CHECK(placed({9, 1}) == Place{5, 5});
    CHECK(placed({}) == Place{});            // of the file as a whole
}

TEST_CASE("offset and place are inverse at the beginning of every character")
{
    CHECK(rc::check([](std::vector<std::uint8_t> const& choices) {
        constexpr std::string_view pieces[] = {"a", "é", "€", "🚲", "\n", "\r\n", "\r", " "};
        std::string text;
        for (auto const choice : choices) text += pieces[choice % std::size(pieces)];
        PlaceFinder places(text);
        for (std::size_t at = 0; at < text.size();) {
            RC_ASSERT(places.offset_of(place_of(text, at)) == at);
            RC_ASSERT(places.place_of(at) == place_of(text, at));
            at += line_end_length(text, at) > 0 ? line_end_length(text, at) : character_length(text[at]);
        }
    }));
}

TEST_CASE("an excerpt is one short line")
{
    CHECK(excerpt("short") == "short");
    CHECK(excerpt("first\nsecond") == "first…");
    CHECK(excerpt("blanks at the end  \n") == "blanks at the end  ");
    CHECK(excerpt(std::string(41, 'x')) == std::string(40, 'x') + "…");
    CHECK(excerpt("éééééééééééééééééééééééééééééééééééééééé") == "éééééééééééééééééééééééééééééééééééééééé");
}
