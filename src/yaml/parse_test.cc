// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/yaml.h"
#include "base/limits.h"
#include "base/source_folder_for_test.h"
#include "yaml/node.h"

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <fstream>
#include <sstream>

using namespace alzette;
using base::Errc;
using base::Place;
using yaml::Node;
namespace limits = base::limits;

namespace {

constexpr std::size_t bytes_max = limits::case_file_bytes_max;

Node read(std::string_view text)
{
    base::Findings findings;
    auto result = yaml::parse(text, bytes_max, findings);
    CAPTURE(text);
    if (!result) FAIL(result.error().message.in(base::Language::en));
    CHECK_FALSE(findings.has_errors());
    return std::move(*result);
}

base::Error refuse(std::string_view text)
{
    base::Findings findings;
    auto const result = yaml::parse(text, bytes_max, findings);
    CAPTURE(text.substr(0, 100));
    REQUIRE_FALSE(result);
    return result.error();
}

Node const& at(Node const& node, std::string_view key)
{
    auto const* const found = node.find(key);
    CAPTURE(key);
    REQUIRE(found != nullptr);
    return *found;
}

std::string repeated(std::string_view piece, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

std::string content_of(std::string const& file)
{
    std::ifstream in(std::string(base::source_folder) + "/" + file, std::ios::binary);
    REQUIRE(in);
    std::stringstream content;
    content << in.rdbuf();
    return content.str();
}

std::size_t depth_of(Node const& node)
{
    std::size_t depth = 0;
    for (auto const& item : node.items) depth = std::max(depth, depth_of(item));
    for (auto const& member : node.members) depth = std::max(depth, depth_of(member.value));
    return depth + (node.is_sequence() || node.is_mapping() ? 1 : 0);
}

}  // namespace

TEST_CASE("a mapping gives its keys in the order written, with their places")
{
    auto const root = read("title: Plan\n# a comment\nhorizon: 30  # another\n");
    REQUIRE(root.is_mapping());
    CHECK_FALSE(root.flow);
    CHECK(root.place == Place{1, 1});
    REQUIRE(root.members.size() == 2);
    CHECK(root.members[0].key == "title");
    CHECK(root.members[0].key_place == Place{1, 1});
    CHECK(root.members[0].value.text == "Plan");
    CHECK(root.members[0].value.place == Place{1, 8});
    CHECK(root.members[1].key_place == Place{3, 1});
    CHECK(root.members[1].value.text == "30");
    CHECK(root.members[1].value.place == Place{3, 10});
    CHECK(root.find("cost") == nullptr);
    CHECK(root.members[0].value.find("title") == nullptr);
}

TEST_CASE("block and flow styles give the same values")
{
    auto const block = read("a:\n  - 1\n  - b: 2\n    c: 3\n");
    auto const flow = read("{a: [1, {b: 2, c: 3}]}");
    CHECK_FALSE(at(block, "a").flow);
    CHECK(at(flow, "a").flow);
    for (auto const* const root : {&block, &flow}) {
        auto const& list = at(*root, "a");
        REQUIRE(list.is_sequence());
        REQUIRE(list.items.size() == 2);
        CHECK(list.items[0].text == "1");
        CHECK(at(list.items[1], "b").text == "2");
        CHECK(at(list.items[1], "c").text == "3");
    }
    CHECK(at(block, "a").place == Place{2, 3});
    CHECK(at(block, "a").items[1].place == Place{3, 5});
    CHECK(at(flow, "a").place == Place{1, 5});
    CHECK(at(flow, "a").items[1].place == Place{1, 9});
}

TEST_CASE("brackets may close left of their key")
{
    auto const root = read("a: [\n1,\n  2\n]\nb: {\n  c: 3\n}\n");
    CHECK(at(root, "a").items.size() == 2);
    CHECK(at(at(root, "b"), "c").text == "3");
}

TEST_CASE("a pair in a list without braces is a mapping placed at its key")
{
    auto const root = read("[a: 1, ? b]");
    REQUIRE(root.items.size() == 2);
    CHECK(root.items[0].place == Place{1, 2});
    CHECK(at(root.items[0], "a").text == "1");
    CHECK(at(root.items[1], "b").is_null());
}

TEST_CASE("the place of a scalar is its first character, inside quotes and below | and >")
{
    auto const root = read("a: \"x\"\n'b': ' y'\nc: |\n\n    text\n      more\nd: >-\n  folded\n  on\n");
    CHECK(at(root, "a").place == Place{1, 5});
    CHECK(root.members[1].key_place == Place{2, 2});
    CHECK(at(root, "b").place == Place{2, 7});
    CHECK(at(root, "c").place == Place{5, 5});
    CHECK(at(root, "c").text == "\ntext\n  more\n");
    CHECK(at(root, "d").place == Place{8, 3});
    CHECK(at(root, "d").text == "folded on");
    for (auto const* const key : {"a", "b", "c", "d"}) CHECK(at(root, key).quoted);
}

TEST_CASE("columns count characters, not bytes")
{
    auto const root = read("é: {ü: 1, \"ñ🚲\": 2, z: 3}\n");
    CHECK(at(root, "é").place == Place{1, 4});
    CHECK(at(at(root, "é"), "ü").place == Place{1, 8});
    CHECK(at(root, "é").members[1].key_place == Place{1, 12});
    CHECK(at(at(root, "é"), "z").place == Place{1, 23});
    CHECK(refuse("ééé: a: b").place == Place{1, 7});
}

TEST_CASE("texts of several lines are joined as YAML says")
{
    auto const root = read("plain: one\n  two\n\n  three\ndouble: \"one\n  two\\\n  three\"\nsingle: 'it''s\n  fine'\n");
    CHECK(at(root, "plain").text == "one two\nthree");
    CHECK(at(root, "double").text == "one twothree");
    CHECK(at(root, "single").text == "it's fine");
    CHECK_FALSE(at(root, "plain").quoted);
}

TEST_CASE("a block text may be given its indentation, which counts from its group or list")
{
    auto const root = read("a: |1\n  x\n y\nb:\n  - c: >2-\n        z\nd: &anchor |  # comment | here\n  w\n");
    CHECK(at(root, "a").text == " x\ny\n");
    CHECK(at(at(root, "b").items[0], "c").text == "  z");
    CHECK(at(root, "d").text == "w\n");
}

TEST_CASE("escapes count only in double quotes")
{
    auto const root = read(R"({a: "\u00e9\n\U0001F6B2", b: '\n', c: \n})");
    CHECK(at(root, "a").text == "é\n🚲");
    CHECK(at(root, "b").text == "\\n");
    CHECK(at(root, "c").text == "\\n");
}

TEST_CASE("scalars stay text, whatever they look like")
{
    auto const root = read("a: no\nb: yes\nc: \"05\"\nd: 1e4\ne: 2012-01-01\nf: true\ng: 05\nh: '~'\ni: \"\"\n");
    CHECK(at(root, "a").text == "no");
    CHECK(at(root, "b").text == "yes");
    CHECK(at(root, "c").text == "05");
    CHECK(at(root, "c").quoted);
    CHECK(at(root, "d").text == "1e4");
    CHECK(at(root, "e").text == "2012-01-01");
    CHECK(at(root, "f").text == "true");
    CHECK(at(root, "g").text == "05");
    CHECK(at(root, "h").text == "~");
    CHECK(at(root, "i").is_scalar());
    CHECK(at(root, "i").text.empty());
    for (auto const& member : root.members) CHECK(member.value.is_scalar());
}

TEST_CASE("nothing, ~ and null written plainly are null")
{
    auto const root = read("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: {g, h: }\n");
    for (auto const* const key : {"a", "b", "c", "d", "e"}) CHECK(at(root, key).is_null());
    CHECK(at(at(root, "f"), "g").is_null());
    CHECK(at(at(root, "f"), "h").is_null());
}

TEST_CASE("a value that is missing stands at its key or its dash")
{
    auto const root = read("a:\nb:\n  -\n  # none\n  - # here\n  - x\n");
    CHECK(at(root, "a").place == Place{1, 1});
    REQUIRE(at(root, "b").items.size() == 3);
    CHECK(at(root, "b").items[0].place == Place{3, 3});
    CHECK(at(root, "b").items[1].place == Place{5, 3});
    CHECK(at(root, "b").items[2].place == Place{6, 5});
}

TEST_CASE("a file without a value is null")
{
    for (auto const* const text : {"", "\n\n", "# only a comment\n", "---\n", "...\n", "\xEF\xBB\xBF"}) CHECK(read(text).is_null());
    CHECK(read("").place == Place{1, 1});
}

TEST_CASE("a single scalar or list is a document too")
{
    CHECK(read("word").text == "word");
    CHECK(read("- a\n- b").items.size() == 2);
    CHECK(read("--- a\n...\n").text == "a");
    CHECK(read("%YAML 1.2\n---\na: b\n").is_mapping());
}

TEST_CASE("line ends of every system count as one line")
{
    for (auto const* const end : {"\n", "\r\n", "\r"}) {
        auto const root = read(fmt::format("a: 1{0}b:{0}  c: |{0}    x{0}    y{0}", end));
        CHECK(at(root, "b").place == Place{3, 3});
        CHECK(at(at(root, "b"), "c").text == "x\ny\n");
        CHECK(at(at(root, "b"), "c").place == Place{4, 5});
        CHECK(refuse(fmt::format("a: 1{0}b: @{0}", end)).place == Place{2, 4});
    }
}

TEST_CASE("a byte order mark is no character")
{
    auto const root = read("\xEF\xBB\xBF" "a: b\n");
    CHECK(root.members[0].key == "a");
    CHECK(root.members[0].value.place == Place{1, 4});
}

TEST_CASE("anchors and aliases are expanded into copies")
{
    auto const root = read("base: &b {kind: public, list: [1, 2]}\ncopy: *b\nword: &w city\nkey: {*w : *w}\n");
    CHECK(at(at(root, "copy"), "kind").text == "public");
    CHECK(at(at(root, "copy"), "list").items[1].text == "2");
    CHECK(at(at(root, "copy"), "kind").place == at(at(root, "base"), "kind").place);
    CHECK(at(at(root, "key"), "city").text == "city");
}

TEST_CASE("an anchor may be used anew, and the latest value counts")
{
    auto const root = read("- &a 1\n- *a\n- &a 2\n- *a\n- &n\n- *n\n");
    CHECK(root.items[1].text == "1");
    CHECK(root.items[3].text == "2");
    CHECK(root.items[5].is_null());
}

TEST_CASE("<< is a key like any other")
{
    auto const root = read("a: &a {x: 1}\nb: {<<: *a}\n");
    CHECK(at(root, "b").find("x") == nullptr);
    CHECK(at(at(root, "b"), "<<").is_mapping());
}

TEST_CASE("a key written twice is reported with both lines, and reading goes on")
{
    base::Findings findings;
    auto const result = yaml::parse("a: 1\nb: 2\na: {c: 3}\nb: 4\nd: 5\n", bytes_max, findings);
    REQUIRE(result);
    CHECK(result->members.size() == 3);
    CHECK(at(*result, "a").text == "1");
    CHECK(at(*result, "d").text == "5");
    auto const found = findings.sorted();
    REQUIRE(found.size() == 2);
    CHECK(found[0].message.id == say::yaml_key_twice);
    CHECK(found[0].place == Place{3, 1});
    CHECK(found[0].message.in(base::Language::en) == "the key 'a' already stands in line 1; keep one of the two");
    CHECK(found[1].place == Place{4, 1});
    CHECK(found[1].message.in(base::Language::fr) == "la clé « b » figure déjà à la ligne 2 ; gardez l'une des deux");
}

TEST_CASE("a key written twice is found among many keys, and an anchor on it works")
{
    std::string text;
    for (auto i = 0; i < 1000; ++i) text += fmt::format("k{}: {}\n", i, i);
    base::Findings findings;
    auto const result = yaml::parse(text + "k7: &a again\nk999: x\nlast: *a\n", bytes_max, findings);
    REQUIRE(result);
    CHECK(result->members.size() == 1001);
    CHECK(at(*result, "last").text == "again");
    REQUIRE(findings.sorted().size() == 2);
    CHECK(findings.sorted()[0].place == Place{1001, 1});
    CHECK(findings.sorted()[1].place == Place{1002, 1});
}

TEST_CASE("a text too large is refused before it is looked at")
{
    base::Findings findings;
    auto const result = yaml::parse("\xFF too long", 5, findings);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Errc::exhausted);
    CHECK(result.error().message.id == say::yaml_too_large);
}

TEST_CASE("texts in other encodings are refused with the place")
{
    CHECK(refuse("caf\xE9: 1").message.id == say::yaml_not_utf8);
    CHECK(refuse("a: 1\ncaf\xE9: 1").place == Place{2, 4});
    CHECK(refuse("\xFF\xFE" "a").message.id == say::yaml_utf16);
    CHECK(refuse(std::string_view("a: b\0c", 6)).message.id == say::yaml_control_character);
    CHECK(refuse(std::string_view("a: b\0c", 6)).place == Place{1, 5});
    CHECK(refuse("a: \"\\0\"").message.id == say::yaml_control_character);
    CHECK(refuse("\"a\\0\": b").message.id == say::yaml_control_character);
}

TEST_CASE("what a case file cannot hold is refused with its place")
{
    CHECK(refuse("a: b\n---\nc: d\n").message.id == say::yaml_second_document);
    CHECK(refuse("a: b\n---\nc: d\n").place == Place{2, 1});
    CHECK(refuse("a: b\n...\n\nc: d\n").place == Place{4, 1});
    CHECK(refuse("a: !!str b").message.id == say::yaml_tag);
    CHECK(refuse("a: !!str b").place == Place{1, 4});
    CHECK(refuse("a: ! b").message.id == say::yaml_tag);
    CHECK(refuse("a: !e!x b").message.id == say::yaml_tag);
    CHECK(refuse("!set {a}").message.id == say::yaml_tag);
    CHECK(refuse("a: {[b]: c}").message.id == say::yaml_key_not_text);
    CHECK(refuse("? {a: b}\n: c\n").place == Place{1, 3});
    CHECK(refuse("a: &x [1]\n*x : c\n").message.id == say::yaml_key_not_text);
    CHECK(refuse(": b").message.id == say::yaml_key_missing);
    CHECK(refuse("a: *b").message.id == say::yaml_anchor_unknown);
    CHECK(refuse("a: *b").place == Place{1, 5});
    CHECK(refuse("a: &b [*b]").message.id == say::yaml_anchor_inside);
    CHECK(refuse("&b x: &a 1\ny: &a [*a]").message.id == say::yaml_anchor_inside);
    CHECK(refuse("%YAML 1.1\n---\na: b").message.id == say::yaml_version);
    CHECK(refuse("%YAML 3.0\n---\na: b").message.id == say::yaml_version);
    CHECK(refuse("%YAML " + std::string(300'000, '1') + "\n---\na: b").message.id == say::yaml_version);
    CHECK(refuse("%FOO\n---\na: b").message.id == say::yaml_directive);
    CHECK(refuse("50 %: a\n%x: b").message.id == say::yaml_directive);
}

TEST_CASE("nesting is limited, in every style and by aliases too")
{
    auto const depth = limits::yaml_depth_max;
    CHECK(depth_of(read(repeated("[", depth) + repeated("]", depth))) == depth);
    CHECK(depth_of(read(repeated("- ", depth) + "x")) == depth);
    for (auto const& text : {repeated("[", depth + 1) + repeated("]", depth + 1), repeated("- ", depth + 1), repeated("{a: ", depth + 1)}) {
        CHECK(refuse(text).message.id == say::yaml_too_deep);
        CHECK(refuse(text).kind == Errc::exhausted);
    }
    CHECK(refuse(repeated("[", depth + 1)).place == Place{1, 65});
    CHECK(refuse("- &a " + repeated("[", 40) + repeated("]", 40) + "\n- " + repeated("[", 40) + "*a" + repeated("]", 40)).message.id ==
          say::yaml_too_deep);
}

TEST_CASE("ten thousand nested brackets are refused at once")
{
    for (auto const* const piece : {"[", "{a: ", "- ", "[\n"}) {
        auto const text = repeated(piece, 10'000);
        auto const begin = std::chrono::steady_clock::now();
        CHECK(refuse(text).message.id == say::yaml_too_deep);
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500));  // takes 3 ms; sanitizers take more
    }
}

TEST_CASE("a bomb of aliases is refused before it is expanded")
{
    std::string text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (auto i = 1; i < 10; ++i) text += fmt::format("a{0}: &a{0} [{1}*a{2}]\n", i, repeated(fmt::format("*a{}, ", i - 1), 8), i - 1);
    auto const error = refuse(text);
    CHECK(error.kind == Errc::exhausted);
    CHECK(error.message.id == say::yaml_too_many_nodes);

    auto const long_text = "- &a " + std::string(200'000, 'x') + "\n" + repeated("- *a\n", 30);
    CHECK(refuse(long_text).message.id == say::yaml_repeats_too_large);

    std::string nested;
    for (auto i = 0; i < 60; ++i) nested += fmt::format("&n{} [", i);
    CHECK(refuse(nested + repeated("a,", 10'000) + repeated("]", 60)).message.id == say::yaml_too_many_nodes);
}

TEST_CASE("blanks in a row are limited, for they take the parser long")
{
    auto const blanks = std::string(limits::yaml_blanks_max, ' ');
    CHECK(read("-" + blanks + "a").items[0].text == "a");
    CHECK(refuse("x:\n  - b\n  -" + blanks + " a").message.id == say::yaml_blanks);
    CHECK(refuse("x:\n  - b\n  -" + blanks + " a").place == Place{3, 4});
    CHECK(read(blanks + blanks + "a: b\n").is_mapping());
}

TEST_CASE("a tab in a line whose key begins with a question mark is named where it stands")
{
    auto const error = refuse("a: 1\n? co: \t: [x\n");
    CHECK(error.message.id == say::yaml_tab_in_key);
    CHECK(error.place == Place{2, 7});
    CHECK(read("a: \"why? \tso\"").members[0].value.text == "why? \tso");
}

TEST_CASE("the number of values is limited")
{
    auto const most = read(repeated("-\n", limits::yaml_nodes_max - 1));
    CHECK(most.items.size() == limits::yaml_nodes_max - 1);
    CHECK(refuse(repeated("-\n", limits::yaml_nodes_max)).message.id == say::yaml_too_many_nodes);
}

TEST_CASE("brackets at the beginning cannot make the parser hoard memory")
{
    auto const error = refuse(repeated("[", 4'000'000));
    CHECK(error.kind == Errc::exhausted);
    CHECK(error.message.id == say::yaml_lookahead);
    CHECK(refuse("a: \"" + std::string(3'000'000, 'x') + "\"").message.id == say::yaml_lookahead);
}

TEST_CASE("a large text reads as a small one does")
{
    std::string text = "list:\n";
    constexpr auto entries = 20'000;
    for (auto i = 0; i < entries; ++i) text += fmt::format("  - {{näme: \"n {}\", v: {}}}\n", i, i);
    text += "note: |\n\n  below\nend:\n";
    REQUIRE(text.size() > limits::yaml_lookahead_bytes_max);
    auto const root = read(text);
    auto const& list = at(root, "list");
    REQUIRE(list.items.size() == entries);
    for (std::uint32_t i = 0; i < entries; i += 97) {
        CHECK(at(list.items[i], "näme").text == fmt::format("n {}", i));
        CHECK(at(list.items[i], "näme").place == Place{i + 2, 13});
    }
    CHECK(at(root, "note").place == Place{entries + 4, 3});
    CHECK(at(root, "end").place == Place{entries + 5, 1});
}

TEST_CASE("the cases in data/cases read")
{
    auto const alpes = read(content_of("data/cases/hautes-alpes-remote-counter.yaml"));
    CHECK(at(at(alpes, "territory"), "insee").text == "05");
    CHECK(at(at(alpes, "territory"), "insee").quoted);
    CHECK(at(at(alpes, "title"), "fr").text == "Guichets à distance des Hautes-Alpes");
    CHECK(at(at(at(alpes, "inputs"), "uses"), "value").text == "40 .. 143 .. 400 /year");

    auto const strasbourg = read(content_of("data/cases/strasbourg-parking-observatory.yaml"));
    CHECK(at(strasbourg, "alzette").text == "case/1");

    auto const ville = read(content_of("data/cases/ville50.yaml"));
    CHECK(at(ville, "inputs").members.size() == 50);
    auto const& last = at(at(ville, "effects"), "benefit_14");
    CHECK(at(last, "amount").text == "volume_14 * worth_14 * growth_2 ^ t * adoption");
    CHECK(at(last, "amount").place == Place{80, 51});
}
