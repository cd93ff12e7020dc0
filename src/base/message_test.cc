// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/yaml.h"
#include "base/message.h"

#include <doctest/doctest.h>
#include <set>

using namespace alzette;
using base::Argument;
using base::Language;
using base::Message;
using base::Text;

namespace {

std::set<std::string_view> arguments_of(std::string_view text)
{
    std::set<std::string_view> names;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        auto const close = text.find('}', open);
        REQUIRE(close != std::string_view::npos);
        names.insert(text.substr(open + 1, close - open - 1));
    }
    return names;
}

// Without what stands in « » or " ", which is written as in a file or on a command line, and not as French is.
std::string prose_of(std::string_view french)
{
    std::string prose;
    auto in_guillemets = false;
    auto in_quotes = false;
    for (auto rest = french; !rest.empty(); rest.remove_prefix(1)) {
        if (rest.starts_with("«")) in_guillemets = true;
        if (rest.starts_with("»")) {
            in_guillemets = false;
            rest.remove_prefix(1);  // its second byte goes with the loop
            continue;
        }
        if (rest[0] == '"') in_quotes = !in_quotes;
        if (!in_guillemets && !in_quotes) prose += rest[0];
    }
    return prose;
}

bool ends_with_space(std::string_view text)
{
    return text.empty() || text.ends_with(' ') || text.ends_with("\u00A0") || text.ends_with("\u202F") || text.ends_with('\n');
}

bool begins_with_space(std::string_view text) { return text.empty() || text[0] == ' ' || text[0] == '\n'; }

// Where French wants a space before a sign and has none.
std::string missing_space(std::string_view french)
{
    auto const prose = prose_of(french);
    for (auto at = prose.find_first_of(":;?!"); at != std::string::npos; at = prose.find_first_of(":;?!", at + 1)) {
        auto const before = std::string_view(prose).substr(0, at);
        if (begins_with_space(std::string_view(prose).substr(at + 1)) && !ends_with_space(before)) return prose.substr(0, at + 1);
    }
    return {};
}

}  // namespace

TEST_CASE("every sentence is there in both languages, under an id of its own")
{
    std::set<std::string_view> ids;
    for (auto const& entry : base::catalogue()) {
        CAPTURE(entry.id);
        CHECK(ids.insert(entry.id).second);
        CHECK_FALSE(entry.en.empty());
        CHECK_FALSE(entry.fr.empty());
    }
    CHECK(ids.size() > 100);
}

TEST_CASE("both languages use the same arguments, and their names are words")
{
    for (auto const& entry : base::catalogue()) {
        CAPTURE(entry.id);
        CHECK(arguments_of(entry.en) == arguments_of(entry.fr));
        for (auto const name : arguments_of(entry.en))
            CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string_view::npos);
    }
}

TEST_CASE("French has a space before : ; ? and ! and inside its quotes")
{
    for (auto const& entry : base::catalogue()) {
        CAPTURE(entry.id);
        CHECK(missing_space(entry.fr) == "");
        for (auto at = entry.fr.find("«"); at != std::string_view::npos; at = entry.fr.find("«", at + 1)) {
            auto const after = entry.fr.substr(at + std::string_view("«").size());
            CHECK((after.starts_with(' ') || after.starts_with("\u00A0") || after.starts_with("\u202F")));
        }
        for (auto at = entry.fr.find("»"); at != std::string_view::npos; at = entry.fr.find("»", at + 1))
            CHECK(ends_with_space(entry.fr.substr(0, at)));
    }
}

TEST_CASE("an entry is found by its id")
{
    CHECK(say::yaml_tab.entry().id == "yaml_tab");
    CHECK(say::yaml_tab != say::yaml_key_twice);
    CHECK(base::name_of(say::yaml_key_twice) == "yaml_key_twice");
    CHECK(base::text_of(say::yaml_tab, Language::en) == "this line is indented with a tab; use spaces");
}

TEST_CASE("a message is filled in each language")
{
    Message const message(say::yaml_key_twice, {{"key", "coût"}, {"line", 7}});
    CHECK(message.in(Language::en) == "the key 'coût' already stands in line 7; keep one of the two");
    CHECK(message.in(Language::fr) == "la clé « coût » figure déjà à la ligne 7 ; gardez l'une des deux");
    CHECK(message.in_both() == Text{message.in(Language::en), message.in(Language::fr)});
}

TEST_CASE("an argument may be a text of both languages or another message")
{
    Message const both(say::yaml_key_twice, {{"key", Text{"cost", "coût"}}, {"line", say::yaml_tab}});
    CHECK(both.in(Language::en) == "the key 'cost' already stands in line this line is indented with a tab; use spaces; keep one of the two");
    CHECK(both.in(Language::fr).find("« coût »") != std::string::npos);
    CHECK(both.in(Language::fr).find("décalée par une tabulation") != std::string::npos);
    CHECK(Message(say::yaml_key_twice, {{"key", Text{"cost", ""}}, {"line", 1}}).in(Language::fr).find("« cost »") != std::string::npos);
}

TEST_CASE("what an argument holds is not filled again, and one nobody gave stays to be seen")
{
    CHECK(Message(say::yaml_key_twice, {{"key", "{line}"}, {"line", 7}}).in(Language::en) ==
          "the key '{line}' already stands in line 7; keep one of the two");
    std::vector<Argument> const only_key = {{"key", "a"}};
    CHECK(Message(say::yaml_key_twice, only_key).in(Language::en) == "the key 'a' already stands in line {line}; keep one of the two");
    CHECK(Message(say::yaml_tab, only_key).in(Language::en) == "this line is indented with a tab; use spaces");
}

TEST_CASE("numbers in messages are short")
{
    CHECK(Argument::number_text(200000) == "200000");
    CHECK(Argument::number_text(0.1) == "0.1");
    CHECK(Argument::number_text(-2.5) == "-2.5");
    CHECK(Argument::number_text(4194304) == "4194304");
    CHECK(Argument("n", std::size_t{64}).in(Language::fr) == "64");
}
