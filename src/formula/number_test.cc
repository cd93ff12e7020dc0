// SPDX-License-Identifier: Apache-2.0
#include "formula/number.h"

#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <rapidcheck.h>
#include <string>

namespace alzette::formula {

namespace {

struct Reading {
    std::string_view text;
    double value;
    std::string_view rest;
};

std::string grouped(std::uint64_t value, std::string_view separator)
{
    auto digits = fmt::format("{}", value);
    for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, separator);
    return digits;
}

}  // namespace

TEST_CASE("numbers are read as people write them, up to what follows")
{
    Reading const readings[] = {
        {"39000 /day", 39000, " /day"},
        {"10 000 EUR", 10000, " EUR"},
        {"10_000", 10000, ""},
        {"1e4", 10000, ""},
        {"1E+4 EUR", 10000, " EUR"},
        {"2.5e-3", 0.0025, ""},
        {"-0.5", -0.5, ""},
        {"+3", 3, ""},
        {".5", 0.5, ""},
        {"1 234 567.25", 1234567.25, ""},
        {"10\u00A0000 €", 10000, " €"},    // no-break space
        {"10\u202F000 €", 10000, " €"},    // narrow no-break space, as French typography has it
        {"10\u2009000", 10000, ""},        // thin space, as the SI has it
        {"12%", 12, "%"},
        {"007", 7, ""},
    };
    for (auto const& reading : readings) {
        CAPTURE(reading.text);
        auto const number = read_number(reading.text);
        REQUIRE(number);
        CHECK(number->value == reading.value);
        CHECK(number->rest == reading.rest);
    }
}

TEST_CASE("what is no part of a number is left")
{
    Reading const readings[] = {
        {"1 .. 4 h", 1, " .. 4 h"},
        {"1..4", 1, "..4"},                  // the dots of a range are not a decimal point
        {"5.", 5, "."},
        {"5.e3", 5, ".e3"},
        {"10 00", 10, " 00"},                // groups have three digits
        {"10 0000", 10, " 0000"},
        {"10  000", 10, "  000"},            // and one separator
        {"2024 100", 2024, " 100"},          // one to three digits stand before the first group: these are two numbers
        {"1000 000", 1000, " 000"},
        {"4,5 %", 4, ",5 %"},                // a decimal comma is left for the message
        {"5 EUR", 5, " EUR"},
        {"5e", 5, "e"},
        {"5e+", 5, "e+"},
        {"5 e3", 5, " e3"},
        {"1_0", 1, "_0"},
        {"1_000_00", 1000, "_00"},
        {"3.14 159", 3.14, " 159"},          // no groups after the point
    };
    for (auto const& reading : readings) {
        CAPTURE(reading.text);
        auto const number = read_number(reading.text);
        REQUIRE(number);
        CHECK(number->value == reading.value);
        CHECK(number->rest == reading.rest);
    }
}

TEST_CASE("a text that starts with no number gives none")
{
    for (auto const text : {"", " 5", "abc", "-", "+", ".", "..5", "-.", "--5", "- 5", "e5", "_5", "EUR 5", "\u00A05", "inf", "nan", "-inf"})
        CHECK_MESSAGE(!read_number(text), text);
    CHECK(read_number("0x10")->value == 0);  // hexadecimal is not read
    CHECK(!read_number("1e999"));            // no double holds it
    CHECK(!read_number("1e-999"));
    CHECK(!read_number(std::string(400, '9')));
}

TEST_CASE("any whole number is read back in any grouping")
{
    CHECK(rc::check([] {
        auto const value = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 53U);
        for (auto const separator : {"", " ", "_", "\u00A0", "\u202F", "\u2009"}) {
            auto const text = grouped(value, separator) + " EUR";
            auto const number = read_number(text);
            RC_ASSERT(number.has_value());
            RC_ASSERT(number->value == static_cast<double>(value));
            RC_ASSERT(number->rest == " EUR");
        }
    }));
}

TEST_CASE("any number printed in full is read back bit for bit")
{
    CHECK(rc::check([](double value) {
        auto const text = fmt::format("{:.17g}", value);
        auto const number = read_number(text);
        if (value != 0 && std::abs(value) < 1e-300) return;  // subnormal numbers may be refused
        RC_ASSERT(number.has_value());
        RC_ASSERT(number->value == value);
        RC_ASSERT(number->rest.empty());
    }));
}

TEST_CASE("figures larger than any project's are told from those that are not")
{
    CHECK(has_allowed_size(0));
    CHECK(has_allowed_size(-1e30));
    CHECK(has_allowed_size(1e-30));
    CHECK(!has_allowed_size(1.01e30));
    CHECK(!has_allowed_size(-1e-31));
}

TEST_CASE("a decimal comma stands between two digits")
{
    CHECK(has_decimal_comma("4,5 %"));
    CHECK(has_decimal_comma("from 14,25"));
    CHECK(!has_decimal_comma("pert(1, 3, 5)"));
    CHECK(!has_decimal_comma("a,5"));
    CHECK(!has_decimal_comma(",5"));
    CHECK(!has_decimal_comma("5,"));
    CHECK(!has_decimal_comma(""));
}

TEST_CASE("blanks of any kind are taken off both ends only")
{
    CHECK(without_blanks("  a b\t") == "a b");
    CHECK(without_blanks("\u00A0\u202F 5 EUR \u2009\u00A0") == "5 EUR");
    CHECK(without_blanks("5 EUR\n") == "5 EUR");
    CHECK(without_blanks(" \t\u00A0") == "");
    CHECK(without_blanks("") == "");
    CHECK(without_blanks("à") == "à");  // its second byte is that of a no-break space
}

TEST_CASE("columns count characters, not bytes")
{
    CHECK(characters("") == 0);
    CHECK(characters("abc") == 3);
    CHECK(characters("été") == 3);
    CHECK(characters("10\u202F000 €") == 8);
    CHECK(characters("\U0001F6B2") == 1);
}

}  // namespace alzette::formula
