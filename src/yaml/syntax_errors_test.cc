// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/yaml.h"
#include "base/limits.h"
#include "yaml/node.h"

#include <doctest/doctest.h>

using namespace alzette;
using base::Language;
using base::Place;

namespace {

struct Mistake {
    char const* text;
    base::MessageId message;
    Place place;
};

base::Error mistake_in(std::string_view text)
{
    base::Findings findings;
    auto const result = yaml::parse(text, base::limits::case_file_bytes_max, findings);
    CAPTURE(text);
    REQUIRE_FALSE(result);
    return result.error();
}

template <std::size_t count>
void check_all(Mistake const (&mistakes)[count])
{
    for (auto const& mistake : mistakes) {
        auto const error = mistake_in(mistake.text);
        CAPTURE(mistake.text);
        CAPTURE(error.message.in(Language::en));
        CHECK(base::name_of(error.message.id) == base::name_of(mistake.message));
        CHECK(error.place == mistake.place);
        for (auto const* const argument : {"{found}", "{meant}", "{column}", "{line}", "{bracket}", "{closing}", "{detail}"})
            CHECK(error.message.in(Language::en).find(argument) == std::string::npos);
    }
}

}  // namespace

TEST_CASE("a tab that indents is named where it stands")
{
    check_all({
        {"a:\n\tb: 2\n", say::yaml_tab, {2, 1}},
        {"a:\n  b: 1\n\tc: 2\n", say::yaml_tab, {3, 1}},
        {"a: 1\n\tb: 2\n", say::yaml_tab, {2, 1}},
        {"a:\n\t- b\n", say::yaml_tab, {2, 1}},
        {"a:\n  - x\n\t- y\n", say::yaml_tab, {3, 1}},
        {"a: \"x\n\ty\"\n", say::yaml_tab, {2, 1}},
    });
}

TEST_CASE("a colon that is missing, has no space behind or stands in a text is told apart")
{
    check_all({
        {"a:b\nc: d\n", say::yaml_colon_space, {1, 2}},
        {"a: 1\nb:2\nc: 3\n", say::yaml_colon_space, {2, 2}},
        {"a: 1\nb 2\nc: 3\n", say::yaml_colon_missing, {2, 1}},
        {"a: 1\nb 2\n", say::yaml_colon_missing, {2, 1}},
        {"see http://a.b\nc: d\n", say::yaml_colon_missing, {1, 1}},
        {"a\nb: c\n", say::yaml_colon_missing, {1, 1}},
        {"a: |\nx\n", say::yaml_colon_missing, {2, 1}},
        {"title: The plan: part two\n", say::yaml_colon_in_text, {1, 16}},
        {"\"a\nb\": c\n", say::yaml_key_on_one_line, {1, 1}},
    });
    CHECK(mistake_in("a: 1\nname:Paris\nb: 2").message.in(Language::en) ==
          "a space is missing after the ':' in 'name:Paris'; write 'name: Paris'");
    CHECK(mistake_in("title: The plan: part two").message.in(Language::en) ==
          "in 'The plan: part two' a ':' is followed by a space, as after a key; put the whole text in quotes");
    CHECK(mistake_in("a: 1\nvaleur 2\nb: 3").message.in(Language::fr) ==
          "« valeur 2 » se trouve ici sans « : » ; écrivez une clé, « : » et une valeur, "
          "ou décalez la ligne si elle continue le texte du dessus");
}

TEST_CASE("a line that is not below its neighbours is named")
{
    check_all({
        {"a: x\n  b: 2\n", say::yaml_line_in_text, {2, 3}},
        {"a:\n  b: 1\n   c: 2\n", say::yaml_line_in_text, {3, 4}},
        {"a: b\n  c\n   d: e\n", say::yaml_line_in_text, {3, 4}},
        {"- a\n b: c\n", say::yaml_line_in_text, {2, 2}},
        {"a:\n    b: 1\n  c: 2\n", say::yaml_indentation, {3, 3}},
        {"  a: 1\nb: 2\n", say::yaml_indentation, {2, 1}},
        {"a:\n  - b\n c: 2\n", say::yaml_indentation, {3, 2}},
        {"a:\n - b\n- c\n", say::yaml_dash_unaligned, {3, 1}},
        {"- a\nb: c\n", say::yaml_dash_missing, {2, 1}},
        {"a: - b\n", say::yaml_dash_on_key_line, {1, 4}},
        {"a:\n  b: |\n\n  c: d\n", say::yaml_block_indentation, {4, 3}},
        {"a: |\n     \n   x\n", say::yaml_block_indentation, {2, 1}},
    });
}

TEST_CASE("a bracket that is not closed is named where it opens")
{
    check_all({
        {"a: [1, 2\n", say::yaml_bracket_open, {1, 4}},
        {"a: [1, 2\nb: 3\n", say::yaml_bracket_open, {1, 4}},
        {"a: {b: 1\n", say::yaml_bracket_open, {1, 4}},
        {"a:\n  - [b\n  - c\n", say::yaml_bracket_open, {2, 5}},
        {"{", say::yaml_bracket_open, {1, 1}},
        {"a: {b: 1\nc: 2\n", say::yaml_comma_missing, {2, 1}},
        {"{a: 1 b: 2}\n", say::yaml_comma_missing, {1, 7}},
        {"a: {b: \"c\" \"d\"}\n", say::yaml_comma_missing, {1, 12}},
        {"a: {b: 1]\n", say::yaml_bracket_mismatch, {1, 9}},
        {"a: ]\n", say::yaml_bracket_extra, {1, 4}},
        {"[a,, b]\n", say::yaml_comma_extra, {1, 4}},
        {"[,a]\n", say::yaml_comma_extra, {1, 2}},
    });
    CHECK(mistake_in("a: 1\nb: {c: 1\n").message.in(Language::en) == "the bracket '{' opened here is not closed; add '}' at its end");
    CHECK(mistake_in("a: {b: 1\nc: 2\n").message.in(Language::en) ==
          "before 'c: 2' a ',' is missing, or the '}' that closes the '{' of line 1");
}

TEST_CASE("a quote that is not closed is named where it opens, even when a later one closes it")
{
    check_all({
        {"a: \"x\nb: 2\n", say::yaml_quote_open, {1, 4}},
        {"a: 'x\nb: 2\n", say::yaml_quote_open, {1, 4}},
        {"a: 'x\nb: 'y'\n", say::yaml_quote_open, {1, 4}},
        {"a: \"x\nb: \"\nc: \"d\"\n", say::yaml_quote_open, {1, 4}},
        {"a:\n  - \"x\n y\"\n", say::yaml_quote_open, {2, 5}},
        {"a: \"x\" y\n", say::yaml_after_quote, {1, 8}},
        {"a: 'l'eau'\n", say::yaml_after_quote, {1, 7}},
        {"a: \"C:\\dir\"\n", say::yaml_escape, {1, 7}},
        {"a: \"\\u12\"\n", say::yaml_escape, {1, 5}},
    });
}

TEST_CASE("characters that begin something else in YAML are explained")
{
    check_all({
        {"a: @x\n", say::yaml_start_character, {1, 4}},
        {"a: `x`\n", say::yaml_start_character, {1, 4}},
        {"a: %x\n", say::yaml_start_character, {1, 4}},
        {"a: ,b\n", say::yaml_start_character, {1, 4}},
        {"a: &\n", say::yaml_anchor_name, {1, 5}},
        {"a: *\n", say::yaml_anchor_name, {1, 5}},
        {"a: > x\n", say::yaml_block_text_below, {1, 6}},
        {"a: \"b\"#c\n", say::yaml_comment_space, {1, 7}},
    });
}

TEST_CASE("what has no explanation of its own is told in the parser's words")
{
    auto const error = mistake_in("a: &b &c d");
    CHECK(error.message.id == say::yaml_syntax);
    CHECK(error.message.in(Language::en).find("two anchors") != std::string::npos);
}
