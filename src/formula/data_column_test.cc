// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/data_column.h"

#include <doctest/doctest.h>
#include <string>

namespace alzette::formula {

namespace {

constexpr base::Place start{7, 20};
using Numbers = std::vector<double>;

Numbers column(std::string_view csv, std::string_view name)
{
    auto const numbers = data_column(csv, name, start);
    REQUIRE_MESSAGE(numbers, csv);
    return *numbers;
}

base::Error error_of(std::string_view csv, std::string_view name)
{
    auto const numbers = data_column(csv, name, start);
    REQUIRE_MESSAGE(!numbers, csv);
    CHECK(numbers.error().place == start);
    CHECK(numbers.error().message.in(base::Language::fr).find('{') == std::string::npos);
    return numbers.error();
}

}  // namespace

TEST_CASE("a column is found by its heading, whatever parts the cells")
{
    CHECK(column("street,minutes\nA,2\nB,3.5\n", "minutes") == Numbers{2, 3.5});
    CHECK(column("street;minutes\r\nA;2\r\nB;3,5\r\n", "minutes") == Numbers{2, 3.5});
    CHECK(column("street\tminutes\nA\t2\nB\t3,5", "minutes") == Numbers{2, 3.5});
    CHECK(column("minutes\n2\n3,5\n", "minutes") == Numbers{2, 3.5});  // a single column has no commas between cells
    CHECK(column("\xEF\xBB\xBFminutes;street\n2;A\n", "minutes") == Numbers{2});  // as spreadsheets write it
    CHECK(column("  durée du trajet  ; b\n10 000;1\n", "durée du trajet") == Numbers{10000});
}

TEST_CASE("empty cells and lines are left out")
{
    CHECK(column("a,b\n1,\n,2\n\n3,4\n5\n", "b") == Numbers{2, 4});
    CHECK(column("a,b\n1,2,\n", "b") == Numbers{2});  // a comma at the end of a line is no cell
}

TEST_CASE("quoted cells may hold separators, quotes and line ends")
{
    CHECK(column("\"street, side\",\"minutes\"\n\"A, left\",\"2\"\n\"the \"\"old\"\" one\",3\n\"two\nlines\",4\n", "minutes") == Numbers{2, 3, 4});
    CHECK(column("\"time; in min\",b\n1,2\n", "time; in min") == Numbers{1});
    CHECK(column("a;b\n\"1,5\"; \"2\" \n", "a") == Numbers{1.5});
}

TEST_CASE("a missing column is told with the nearest heading")
{
    auto const near = error_of("street,minutes\nA,2\n", "minuts");
    CHECK(near.kind == base::Errc::not_found);
    CHECK(near.message.in(base::Language::en) == "there is no column 'minuts' in the data file; did you mean 'minutes'?");
    CHECK(error_of("street,minutes\nA,2\n", "zzzzzzzz").message.id == say::data_column_missing);
    CHECK(error_of("", "minutes").message.id == say::data_column_missing);
}

TEST_CASE("a cell that is no number is told with its line")
{
    auto const error = error_of("a,b\n1,2\n3,n/a\n", "b");
    CHECK(error.message.in(base::Language::en) == "'n/a' in line 3, column 'b' of the data file is not a number");
    CHECK(error_of("a,b\n\"two\nlines\",2\n1,x\n", "b").message.in(base::Language::en).find("line 4") != std::string::npos);
    CHECK(error_of("a;b\n1;1.234,5\n", "b").message.id == say::data_cell);
    CHECK(error_of("a,b\n1,2 min\n", "b").message.id == say::data_cell);
    CHECK(error_of("a,b\n1,1e300\n", "b").message.id == say::data_cell);
    CHECK(error_of("a,b\n", "b").message.id == say::data_empty);
}

TEST_CASE("a row that would give the figure of another column is refused")
{
    auto const error = error_of("a,b\n1,5,2,5\n", "b");  // decimal commas between commas
    CHECK(error.message.id == say::data_row_too_long);
    CHECK(error.message.in(base::Language::en).find("line 2") != std::string::npos);
    CHECK(error_of("a,b\n1,\"2\n3,4\n", "b").message.id == say::data_quote_not_closed);
}

}  // namespace alzette::formula
