// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdint>

using alzette::base::nearest;

namespace {

constexpr std::string_view keys[] = {"value", "status", "source", "label", "note", "every", "at"};

std::string word_of(std::vector<std::uint8_t> const& choices)
{
    std::string word;
    for (auto const choice : choices) word += "abcde"[choice % 5];
    return word;
}

}  // namespace

TEST_CASE("one slip of the finger finds the name")
{
    CHECK(nearest("vale", keys) == "value");    // left out
    CHECK(nearest("vallue", keys) == "value");  // doubled
    CHECK(nearest("valie", keys) == "value");   // another key
    CHECK(nearest("vlaue", keys) == "value");   // swapped
    CHECK(nearest("VALUE", keys) == "value");   // case is no slip
    CHECK(nearest("ta", keys) == "at");
    CHECK(nearest("sorce", keys) == "source");
}

TEST_CASE("what resembles no name finds none")
{
    CHECK(nearest("discount", keys).empty());
    CHECK(nearest("", keys).empty());
    CHECK(nearest("value", {}).empty());
    CHECK(nearest("xyz", keys).empty());
    CHECK(nearest(std::string(65, 'a'), keys).empty());
    constexpr std::string_view too_long[] = {"a_name_of_more_than_sixty_four_characters_is_no_misspelt_name_at_all"};
    CHECK(nearest(too_long[0].substr(1), too_long).empty());
}

TEST_CASE("of several names the nearest is given, the first of equals")
{
    constexpr std::string_view names[] = {"cost", "costs", "host"};
    CHECK(nearest("costs", names) == "costs");
    CHECK(nearest("cist", names) == "cost");
    constexpr std::string_view equals[] = {"benefit_1", "benefit_2"};
    CHECK(nearest("benefit_3", equals) == "benefit_1");
}

TEST_CASE("a longer name may have more slips, a third of its length")
{
    constexpr std::string_view names[] = {"uncertainty"};
    CHECK(nearest("incertainties", names) == "uncertainty");
    CHECK(nearest("uncertanity", names) == "uncertainty");
    CHECK(nearest("certain", names).empty());
}

TEST_CASE("a known name finds itself, and whatever is found is known")
{
    CHECK(rc::check([](std::vector<std::vector<std::uint8_t>> const& choices, std::vector<std::uint8_t> const& asked) {
        std::vector<std::string> words;
        words.reserve(choices.size());
        for (auto const& word : choices) words.push_back(word_of(word));
        std::vector<std::string_view> const known(words.begin(), words.end());
        auto const found = nearest(word_of(asked), known);
        RC_ASSERT(found.empty() || std::find(known.begin(), known.end(), found) != known.end());
        for (auto const word : known)
            if (!word.empty() && word.size() <= 64) RC_ASSERT(nearest(word, known) == word);
    }));
}
