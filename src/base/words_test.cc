// SPDX-License-Identifier: Apache-2.0
#include "base/words.h"

#include <doctest/doctest.h>

using namespace alzette;

TEST_CASE("names compare without the case of ASCII letters, and of no others")
{
    CHECK(base::is_same_without_case("Content-Type", "content-TYPE"));
    CHECK_FALSE(base::is_same_without_case("Content-Type", "Content-Typ"));
    CHECK_FALSE(base::is_same_without_case("@", "`"));  // 32 apart, as letters are
    CHECK_FALSE(base::is_same_without_case("É", "é"));
    CHECK(base::in_lower_case("Ä-HOST[1]") == "Ä-host[1]");
}

TEST_CASE("words are taken one by one, however many blanks part them")
{
    std::string_view text = "  one two   three ";
    CHECK(base::take_word(text) == "one");
    CHECK(base::take_word(text) == "two");
    CHECK(base::take_word(text) == "three");
    CHECK(base::take_word(text).empty());
    CHECK(base::take_word(text).empty());
}
