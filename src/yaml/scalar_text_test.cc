// SPDX-License-Identifier: Apache-2.0
#include "yaml/scalar_text.h"

#include <doctest/doctest.h>

using namespace alzette::yaml;

namespace {

std::string plain(std::string_view text) { return text_of({text, ScalarStyle::plain}, 0).value(); }
std::string single_quoted(std::string_view text) { return text_of({text, ScalarStyle::single_quoted}, 0).value(); }
std::string literal(std::string_view text, char chomping = ' ') { return text_of({text, ScalarStyle::literal, 0, chomping}, 0).value(); }
std::string folded(std::string_view text, char chomping = ' ') { return text_of({text, ScalarStyle::folded, 0, chomping}, 0).value(); }
std::optional<std::string> double_quoted(std::string_view text) { return text_of({text, ScalarStyle::double_quoted}, 0); }

}  // namespace

TEST_CASE("lines are joined by a space, and blank lines are line ends")
{
    CHECK(plain("one  two") == "one  two");
    CHECK(plain("one \t\n   two\r\n\r\n  three\r\n \n\nfour") == "one two\nthree\n\nfour");
    CHECK(single_quoted(" one \n two ") == " one two ");
    CHECK(single_quoted("one\n\n ") == "one\n");
    CHECK(single_quoted("\n one") == " one");
}

TEST_CASE("a quote written twice is one quote, however many stand in a row")
{
    CHECK(single_quoted("it''s") == "it's");
    CHECK(single_quoted("a''''b") == "a''b");
    CHECK(single_quoted("''''''''''") == "'''''");
    CHECK(single_quoted("a\\nb\"") == "a\\nb\"");
}

TEST_CASE("escapes are replaced in double quotes")
{
    CHECK(double_quoted(R"(\t\n\\\"\/\ \x41\u00e9\U0001F6B2\_\N\L\P)") == "\t\n\\\"/ Aé🚲\u00A0\u0085\u2028\u2029");
    CHECK(double_quoted(std::string_view(R"(\0\a\b\v\f\r\e)")) == std::string("\0\a\b\v\f\r\x1B", 7));
    CHECK(double_quoted(R"(\ud83d\udeb2)") == "🚲");
    CHECK(double_quoted("it''s") == "it''s");
    for (auto const* const text : {R"(\q)", R"(\x4)", R"(\u12)", R"(\u12g4)", R"(\ud83d)", R"(\ud83dx)", R"(\ud83d\u0041)",
                                   R"(\udeb2)", R"(\U00110000)", "\\"})
        CHECK_FALSE(double_quoted(text));
}

TEST_CASE("blanks that are escaped stay at the end of a line")
{
    CHECK(double_quoted("one \\\n  two") == "one two");
    CHECK(double_quoted("one\\\n  two") == "onetwo");
    CHECK(double_quoted("one\\  \n two") == "one  two");
    CHECK(double_quoted("one\\t\n two") == "one\t two");
    CHECK(double_quoted("one\\\n\n  two") == "one\ntwo");
    CHECK(double_quoted("one\n  \\  two") == "one   two");
}

TEST_CASE("a literal text keeps its lines and loses its indentation")
{
    CHECK(literal("  one\n    two\n\n  three\n") == "one\n  two\n\nthree\n");
    CHECK(literal("\n  one\r\n") == "\none\n");
    CHECK(literal("  one\n   \n  two\n") == "one\n \ntwo\n");
    CHECK(literal("  one") == "one");
    CHECK(literal("").empty());
    CHECK(text_of({"    one\n   two\n", ScalarStyle::literal, 2}, 1) == " one\ntwo\n");
}

TEST_CASE("- strips the line ends of a text and + keeps them")
{
    CHECK(literal("  one\n\n\n") == "one\n");
    CHECK(literal("  one\n\n\n", '-') == "one");
    CHECK(literal("  one\n\n\n", '+') == "one\n\n\n");
    CHECK(literal("\n\n").empty());
    CHECK(literal("\n\n", '+') == "\n\n");
    CHECK(folded("  one\n\n", '+') == "one\n\n");
}

// YAML 1.2.2, examples 8.10 to 8.12.
TEST_CASE("a folded text joins its lines, but not those indented further")
{
    CHECK(folded("\n folded\n line\n\n next\n line\n   * bullet\n\n   * list\n   * lines\n\n last\n line\n\n") ==
          "\nfolded line\nnext line\n  * bullet\n\n  * list\n  * lines\n\nlast line\n");
    CHECK(folded("  é'\n  \n   '\n", '+') == "é'\n\n '\n");
    CHECK(folded("  one\n  \ttwo\n  three\n") == "one\n\ttwo\nthree\n");
}
