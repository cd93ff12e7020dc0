// SPDX-License-Identifier: Apache-2.0
#include "observe/csv.h"

#include "base/catalogue/observe.h"
#include "observe/encoding.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace alzette;
using observe::CsvReader;
using observe::CsvRecord;
using observe::Encoding;
using Texts = std::vector<std::string>;

namespace {

Texts texts_of(CsvRecord const& record)
{
    Texts texts;
    for (auto const& field : record.fields) texts.push_back(field.text);
    return texts;
}

std::vector<Texts> records_of(std::string_view text, char separator)
{
    CsvReader reader(text, separator);
    std::vector<Texts> records;
    for (CsvRecord record; reader.next(record);) records.push_back(texts_of(record));
    return records;
}

std::string decoded(std::string_view bytes, Encoding encoding = Encoding::found)
{
    auto const text = observe::to_utf8(bytes, encoding);
    REQUIRE(text.has_value());
    return *text;
}

}  // namespace

TEST_CASE("fields may hold separators, quotes and line ends when they are quoted")
{
    CHECK(records_of("a,b\n\"1,2\",\"say \"\"yes\"\"\"\r\n\"two\r\nlines\",3", ',') ==
          std::vector<Texts>{{"a", "b"}, {"1,2", "say \"yes\""}, {"two\r\nlines", "3"}});
}

TEST_CASE("empty fields are there and empty lines are not")
{
    CHECK(records_of("a;b;\n\n;;\r\n\r\n", ';') == std::vector<Texts>{{"a", "b", ""}, {"", "", ""}});
    CHECK(records_of("", ',').empty());
    CHECK(records_of("\n\r\n", ',').empty());
}

TEST_CASE("a field knows its line and its column, counted in characters")
{
    CsvReader reader("é,b\n\"x\ny\",\"z\"", ',');
    CsvRecord record;
    REQUIRE(reader.next(record));
    CHECK(record.fields[1].place == base::Place{1, 3});
    REQUIRE(reader.next(record));
    CHECK(record.fields[0].place == base::Place{2, 1});
    CHECK(record.fields[1].place == base::Place{3, 4});
}

TEST_CASE("a quote that is not closed costs its own line alone")
{
    CsvReader reader("a,b\n\"open,2\n3,4\n", ',');
    CsvRecord record;
    REQUIRE(reader.next(record));
    REQUIRE(reader.next(record));
    REQUIRE(record.fault.has_value());
    CHECK(record.fault->message.id == say::import_quote_open);
    CHECK(record.fault->place == base::Place{2, 1});
    REQUIRE(reader.next(record));
    CHECK(texts_of(record) == Texts{"3", "4"});
    CHECK(record.fields[0].place == base::Place{3, 1});
    CHECK_FALSE(reader.next(record));
}

TEST_CASE("text behind a closing quote is a fault of its line")
{
    CsvReader reader("\"a\"b,c\nd,e\n", ',');
    CsvRecord record;
    REQUIRE(reader.next(record));
    REQUIRE(record.fault.has_value());
    CHECK(record.fault->message.id == say::import_text_behind_quote);
    CHECK(record.fault->place == base::Place{1, 4});
    REQUIRE(reader.next(record));
    CHECK(texts_of(record) == Texts{"d", "e"});
}

TEST_CASE("the separator is found although texts hold others")
{
    CHECK(observe::find_separator("a;b;c\n1,5;2,5;3\n") == ';');
    CHECK(observe::find_separator("a,b\n\"1;2\",\"3;4\"\n") == ',');
    CHECK(observe::find_separator("a\tb, c\n1\t2\n") == '\t');
    CHECK(observe::find_separator("a|b\n1|2\n") == '|');
    CHECK(observe::find_separator("alone\n1\n") == ',');
}

TEST_CASE("what is written reads back the same")
{
    CHECK(rc::check("records", [] {
        auto const separator = *rc::gen::element(',', ';', '\t', '|');
        auto const field = rc::gen::container<std::string>(rc::gen::element('a', '"', ',', ';', '\n', '\r', ' ', '|', '\t'));
        auto const fields = *rc::gen::nonEmpty(rc::gen::container<Texts>(field));
        std::string text;
        observe::write_csv(fields, separator, text);
        RC_ASSERT(records_of(text, separator) == std::vector<Texts>{fields});
    }));
}

TEST_CASE("a file is read in the encoding it is written in")
{
    using namespace std::string_view_literals;
    CHECK(decoded("\xEF\xBB\xBFété"sv) == "été");
    CHECK(decoded("\xE9t\xE9 \x80"sv) == "été €");                           // Windows-1252
    CHECK(decoded("\xFF\xFE\xE9\x00t\x00"sv) == "ét");                       // UTF-16, little-endian
    CHECK(decoded("\xFE\xFF\x00\xE9\xD8\x3D\xDE\x00"sv) == "é\xF0\x9F\x98\x80");  // UTF-16, big-endian, with a pair
    CHECK(decoded("\xC3\xA9\n\xE9\n"sv) == "é\né\n");                        // two sources put together
    CHECK(decoded("\xC3\xA9"sv, Encoding::windows_1252) == "Ã©");
}

TEST_CASE("bytes that an encoding does not have are refused with their line")
{
    using namespace std::string_view_literals;
    auto const text = observe::to_utf8("a\nb\xE9"sv, Encoding::utf_8);
    REQUIRE_FALSE(text.has_value());
    CHECK(text.error().place.line == 2);
    CHECK_FALSE(observe::to_utf8("\xFF\xFE\x00"sv, Encoding::found).has_value());
    CHECK_FALSE(observe::to_utf8("\xFF\xFE\x00\xD8\x41\x00"sv, Encoding::found).has_value());  // half a pair
    CHECK_FALSE(observe::to_utf8("\xFF\xFE\x00\xDC"sv, Encoding::found).has_value());
}
