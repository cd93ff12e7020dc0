// SPDX-License-Identifier: Apache-2.0
#include "prove/table.h"

#include <doctest/doctest.h>

namespace alzette::prove {

using Side = Table::Side;

TEST_CASE("a width is what a terminal shows, not bytes")
{
    CHECK(width_of("") == 0);
    CHECK(width_of("Établissement") == 13);
    CHECK(width_of("e\u0301te\u0301") == 3);      // accents that combine
    CHECK(width_of("822\u202F826\u00A0€") == 9);  // no-break spaces count
    CHECK(width_of("−€12") == 4);
    CHECK(width_of("東京") == 4);
}

TEST_CASE("figures stand right, text stands left, and accents do not shift them")
{
    Table table({{"Acteur"}, {"Total", Side::right}});
    table.row({{"Été"}, {"−12,00 €"}});
    table.row({{"Automobilistes"}, {"1 718 €"}});
    table.rule();
    table.row({{"Somme"}, {"1 706 €"}});
    CHECK(table.text(Colour::never) ==
          "Acteur             Total\n"
          "────────────────────────\n"
          "Été             −12,00 €\n"
          "Automobilistes   1 718 €\n"
          "────────────────────────\n"
          "Somme            1 706 €\n");
}

TEST_CASE("a table too wide wraps its text and never its figures")
{
    Table table({{"Name"}, {"Discounted value", Side::right}});
    table.row({{"Money collected from motorists"}, {"1\u00A0000\u00A0000"}});
    CHECK(table.text(Colour::never, 22) ==
          "Name        Discounted\n"
          "                 value\n"
          "──────────────────────\n"
          "Money        1\u00A0000\u00A0000\n"
          "collected\n"
          "from\n"
          "motorists\n");
}

TEST_CASE("colour is added only when asked for, and takes no room")
{
    Table table({{""}, {"", Side::right}});
    table.row({{"a"}, {"−1", Tone::bad}});
    table.row({{"b"}, {"10", Tone::good}});
    CHECK(table.text(Colour::never) == "a  −1\nb  10\n");
    CHECK(table.text(Colour::always) == "a  \033[31m−1\033[0m\nb  \033[32m10\033[0m\n");
}

TEST_CASE("lines break at spaces, and French punctuation stays with its word")
{
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("l'observatoire ?", 14) == std::vector<std::string>{"l'observatoire", " ?"});
    CHECK(wrapped("au-delà de l'essai ?", 19) == std::vector<std::string>{"au-delà de", "l'essai ?"});
    CHECK(wrapped("dit « oui » souvent", 6) == std::vector<std::string>{"dit", "« oui ", "»", "souven", "t"});
    CHECK(wrapped("822\u00A0826 €", 4) == std::vector<std::string>{"822\u00A0", "826", "€"});
    CHECK(wrapped("", 10) == std::vector<std::string>{""});
}

TEST_CASE("a text of a case cannot steer the terminal")
{
    CHECK(printable("a\033[31mb\nc\u009Bd\u202Ee") == "a [31mb c d e");  // NOLINT(misc-misleading-bidirectional): it is that
    CHECK(printable("l'été : 1\u202F000\u00A0€") == "l'été : 1\u202F000\u00A0€");
    Table table({{""}});
    table.row({{"\033[2Jgone"}});
    CHECK(table.text(Colour::never).find('\033') == std::string::npos);
}

}  // namespace alzette::prove
