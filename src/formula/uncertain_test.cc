// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/uncertain.h"

#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <rapidcheck.h>
#include <set>
#include <string>

namespace alzette::formula {

namespace {

using doctest::Approx;

constexpr base::Place start{7, 20};

base::Result<std::string> read_nothing(std::string const& name) { return base::fail(base::Errc::not_found, say::data_empty, {{"column", name}}); }

base::Result<std::string> read_measures(std::string const& name)
{
    if (name != "measures.csv") return read_nothing(name);
    return std::string("street,minutes\nA,3\nB,\nC,3.5\nD,1\n");
}

base::Result<Uncertain> parse(std::string_view text) { return parse_uncertain(text, start, {}, read_measures); }

Uncertain value(std::string_view text)
{
    auto const read = parse(text);
    REQUIRE_MESSAGE(read, text);
    return *read;
}

base::Error error_of(std::string_view text)
{
    auto const read = parse(text);
    REQUIRE_MESSAGE(!read, text);
    // Every argument of the sentence is given, in both languages.
    CHECK_MESSAGE(read.error().message.in(base::Language::en).find('{') == std::string::npos, text);
    CHECK_MESSAGE(read.error().message.in(base::Language::fr).find('{') == std::string::npos, text);
    return read.error();
}

struct Mistake {
    std::string_view text;
    base::MessageId id;
    std::uint32_t column;  // in characters; the text starts at 20
};

void check_mistakes(std::initializer_list<Mistake> mistakes)
{
    for (auto const& mistake : mistakes) {
        CAPTURE(mistake.text);
        auto const error = error_of(mistake.text);
        CHECK(base::name_of(error.message.id) == base::name_of(mistake.id));
        CHECK(error.place == base::Place{7, mistake.column});
    }
}

}  // namespace

TEST_CASE("a number with its unit is a point")
{
    CHECK(value("39000 /day") == Uncertain{Shape::point, {39000}, *UnitTable().parse("/day", {})});
    CHECK(value("12 %").central() * value("12 %").unit.factor == Approx(0.12));
    CHECK(value("10 000 EUR").central() == 10000);
    CHECK(value("10_000 EUR").central() == 10000);
    CHECK(value("1e4 EUR").central() == 10000);
    CHECK(value("10\u202F000\u00A0€").central() == 10000);
    CHECK(value("10\u202F000\u00A0€").unit.text == "€");
    CHECK(value("  8.6 EUR/h\n").unit.text == "EUR/h");
    CHECK(value("0.45").unit.dimension.is_none());
    CHECK(value("30 1/day").unit.text == "1/day");
    CHECK(!value("5 EUR").range());
}

// The table of the chapter "Uncertain values, written in place" of the case format.
TEST_CASE("each way to write a range has its shape, central value and range")
{
    auto const triangular = value("1.5 .. 3 .. 5 min");
    CHECK(triangular.shape == Shape::triangular);
    CHECK(triangular.central() == 3);
    CHECK(triangular.range() == Range{1.5, 5});

    auto const uniform = value("1 .. 4 h");
    CHECK(uniform.shape == Shape::uniform);
    CHECK(uniform.central() == 2.5);
    CHECK(uniform.range() == Range{1, 4});

    auto const normal = value("100 +- 15 EUR");
    CHECK(normal.shape == Shape::normal);
    CHECK(normal.numbers == std::vector<double>{100, 15});
    CHECK(normal.central() == 100);
    CHECK(normal.range()->low == Approx(75.3272).epsilon(1e-6));   // 100 - 1.644854 x 15
    CHECK(normal.range()->high == Approx(124.6728).epsilon(1e-6));

    CHECK(value("100 EUR +- 15 %").numbers == normal.numbers);  // relative: 15 % of 100
    CHECK(value("200 EUR +- 15 %").numbers == std::vector<double>{200, 30});
    CHECK(value("-200 EUR +- 15 %").numbers == std::vector<double>{-200, 30});
    CHECK(value("100 ± 15 EUR") == normal);
    CHECK(value("100 +/- 15 EUR") == normal);
    CHECK(value("40 +- 5 %").numbers == std::vector<double>{40, 5});  // no unit before the sign: both are per cent

    CHECK(value("pert(1, 3, 5) min").central() == 3);
    CHECK(value("pert(1, 3, 5) min").range() == Range{1, 5});
}

TEST_CASE("the triangular distribution of the EU guide has its mode as central value")
{
    auto const w31 = value("0.9 .. 1 .. 3");  // W31: EU guide 2008, p. 149, Triangular(0.9, 1, 3)
    CHECK(w31.shape == Shape::triangular);
    CHECK(w31.central() == 1);  // most likely, although its mean is 1.633333 and its median 1.550862
    CHECK(w31.range() == Range{0.9, 3});
}

TEST_CASE("a 90 % interval of positive ends is lognormal and gives its ends back")
{
    auto const minutes = value("5 to 10 min");
    CHECK(minutes.shape == Shape::lognormal);
    CHECK(minutes.central() == Approx(std::sqrt(50)));           // by hand: the median is the geometric mean of the ends
    CHECK(minutes.numbers[1] == Approx(0.2107021).epsilon(1e-6));  // by hand: ln 2 / (2 x 1.6448536)
    CHECK(minutes.range()->low == Approx(5));
    CHECK(minutes.range()->high == Approx(10));
    CHECK(value("5 to\u00A010 min") == minutes);
}

TEST_CASE("a 90 % interval that touches zero or below is normal")
{
    auto const change = value("-5 to 10 %");
    CHECK(change.shape == Shape::normal);
    CHECK(change.central() == 2.5);
    CHECK(change.range()->low == Approx(-5));
    CHECK(change.range()->high == Approx(10));
    CHECK(value("0 to 10 %").shape == Shape::normal);
}

TEST_CASE("medians of the beta distribution are those known in closed form")
{
    CHECK(value("beta(2, 2)").central() == Approx(0.5));                          // symmetric
    CHECK(value("beta(5, 5)").central() == 0.5);                                  // where boost's quantile throws
    CHECK(value("beta(1, 1)").central() == Approx(0.5));                          // uniform
    CHECK(value("beta(1, 3)").central() == Approx(1 - std::pow(0.5, 1.0 / 3)));   // 1 - 2^(-1/b)
    CHECK(value("beta(4, 1)").central() == Approx(std::pow(0.5, 1.0 / 4)));       // 2^(-1/a)
    CHECK(value("beta(2, 5)").central() == Approx(0.26445).epsilon(1e-5));        // by hand: 1 - (1-x)^5 (1 + 5x) = 0.5 there
    auto const x = value("beta(2, 5)").central();
    CHECK(1 - std::pow(1 - x, 5) * (1 + 5 * x) == Approx(0.5));
    CHECK(value("beta(0.01, 1)").central() == Approx(std::pow(0.5, 100)));        // the smallest parameter allowed
    CHECK(value("beta(1e6, 5e5)").central() == Approx(2.0 / 3).epsilon(1e-5));    // so narrow that median and mean agree
    CHECK(value("beta(2, 5)").range() == Range{0, 1});
    CHECK(value("beta(a=2, b=5) EUR").unit.text == "EUR");
}

TEST_CASE("parameters are given in order or by name")
{
    CHECK(value("lognormal(8, 0.3) /day") == value("lognormal(median=8, sigma=0.3) /day"));
    CHECK(value("lognormal(sigma = 0.3, median = 8) /day") == value("lognormal(median=8, sigma=0.3) /day"));
    CHECK(value("pert(high=5, low=1, mode=3) min") == value("pert(1, 3, 5) min"));
    CHECK(value("pert(1,3,5)min") == value("pert(1, 3, 5) min"));  // commas without blanks are no decimal commas
    CHECK(value("  pert (1, 3, 5)  min ") == value("pert(1, 3, 5) min"));
    CHECK(value("uniform(1 000, 2_000) EUR").range() == Range{1000, 2000});
    CHECK(value("lognormal(8, 0.3)").range()->high == Approx(8 * std::exp(0.3 * 1.6448536)));
}

TEST_CASE("discrete values keep their probabilities, in order of the values")
{
    auto const value_of = value("discrete(2 = 0.7, 1 = 0.3)");
    CHECK(value_of.numbers == std::vector<double>{1, 0.3, 2, 0.7});
    CHECK(value_of.central() == 2);
    CHECK(value_of.range() == Range{1, 2});
    CHECK(value("discrete(1 = 0.5, 2 = 0.5)").central() == 1);  // the lower of two medians
    CHECK(value("discrete(1 = 0.2, 2 = 0.2, 3 = 0.2, 4 = 0.2, 5 = 0.2)").central() == 3);
    CHECK(value("discrete(7 = 1)").range() == Range{7, 7});
    CHECK(value("discrete(0 = 0, 5 = 1)").range() == Range{5, 5});  // what cannot happen is no part of the range
}

TEST_CASE("quantiles are joined by straight lines")
{
    CHECK(value("quantiles(p5=1, p50=3, p95=9)").central() == 3);
    CHECK(value("quantiles(p5=1, p50=3, p95=9)").range() == Range{1, 9});
    CHECK(value("quantiles(p25=10, p75=30)").central() == 20);          // half way
    CHECK(value("quantiles(p10=0, p60=5, p90=6)").central() == Approx(4));  // by hand: 4/5 of the way from p10 to p60
    CHECK(value("quantiles(p60=5, p90=6)").central() == 5);
    CHECK(value("quantiles(p5=1, p20=2)").central() == 2);
    CHECK(value("quantiles(p2.5=1, p97.5=3)").central() == Approx(2));
}

TEST_CASE("a column of a data file is read through the function given, and only through it")
{
    auto const measured = value("data(measures.csv, minutes) min");
    CHECK(measured.numbers == std::vector<double>{1, 3, 3.5});
    CHECK(measured.central() == 3);
    CHECK(measured.range() == Range{1, 3.5});
    auto const refused = parse_uncertain("data(measures.csv, minutes) min", start, {}, nullptr);
    REQUIRE(!refused);
    CHECK(refused.error().kind == base::Errc::denied);
    CHECK(refused.error().message.id == say::data_not_here);
}

TEST_CASE("mistakes in a data file stand at what names the file or the column")
{
    check_mistakes({
        {"data(other.csv, minutes)", say::data_empty, 25},  // what read_file says, at the file's name
        {"data(measures.csv, minuts)", say::data_column_missing_near, 39},
        {"data(measures.csv, zzzzzzzz)", say::data_column_missing, 39},
        {"data(measures.csv, street)", say::data_cell, 39},
        {"data(measures.csv)", say::data_parameters, 20},
        {"data(measures.csv, )", say::data_parameters, 20},
        {"data()", say::data_parameters, 20},
    });
}

TEST_CASE("every example of the distributions runs and has its central value")
{
    std::set<std::string_view> names;
    for (auto const& entry : distribution_entries()) {
        CAPTURE(entry.name);
        CHECK(names.insert(entry.name).second);
        CHECK(entry.example.starts_with(std::string(entry.name) + "("));
        CHECK(!entry.summary.en.empty());
        CHECK(!entry.summary.fr.empty());
        auto const example = value(entry.example);
        CHECK(example.shape == entry.shape);
        CHECK(example.central() == Approx(entry.example_central));
    }
}

TEST_CASE("the message for an unknown distribution lists every known one")
{
    auto const message = error_of("weibullish(1, 2)").message;
    CHECK(message.id == say::distribution_unknown);
    for (auto const& entry : distribution_entries()) {
        CHECK_MESSAGE(message.in(base::Language::en).find(entry.name) != std::string::npos, entry.name);
        CHECK_MESSAGE(message.in(base::Language::fr).find(entry.name) != std::string::npos, entry.name);
    }
}

TEST_CASE("a text that is no number says so at its first character")
{
    check_mistakes({
        {"", say::number_expected, 20},
        {"   ", say::number_expected, 23},
        {"many", say::number_expected, 20},
        {"  EUR 100", say::number_expected, 22},
        {"(5)", say::number_expected, 20},
        {"1 .. x", say::number_expected, 25},
        {"1 ..", say::number_expected, 24},
        {"5 to ten min", say::number_expected, 25},
        {"100 +- EUR", say::number_expected, 27},
        {"pert(1, x, 5)", say::number_expected, 28},
        {"pert(1 min, 3 min, 5 min)", say::number_expected, 25},
        {"pert(1, , 5)", say::number_expected, 28},
        {"−5 EUR", say::write_instead, 20},  // the minus of a word processor
        {"-10 .. –5 EUR", say::write_instead, 27},
    });
}

TEST_CASE("a decimal comma is named as the cause, at the comma")
{
    check_mistakes({
        {"4,5 %", say::number_decimal_comma, 21},
        {"10,000 EUR", say::number_decimal_comma, 22},
        {"1,5 .. 3 .. 5 min", say::number_decimal_comma, 21},
        {"1 .. 2,5 h", say::number_decimal_comma, 26},
        {"5 to 10,5 min", say::number_decimal_comma, 27},
        {"100,5 +- 15 EUR", say::number_decimal_comma, 23},
        {"100 +- 1,5 EUR", say::number_decimal_comma, 28},
        {"pert(1, 3, 5) ,5", say::unit_unknown, 34},
    });
    CHECK(error_of("4,5 %").message.in(base::Language::en) ==
          "'4,5 %' has a comma; the decimal sign is a point (4.5), and thousands are parted by a space (10 000)");
}

TEST_CASE("two numbers in a row are told from groups of thousands")
{
    check_mistakes({
        {"10 00 EUR", say::number_followed_by_number, 23},
        {"2024 100 EUR", say::number_followed_by_number, 25},
        {"1 2", say::number_followed_by_number, 22},
    });
}

TEST_CASE("a range upside down or without width is refused")
{
    check_mistakes({
        {"4 .. 1 h", say::range_not_rising, 20},
        {"1 .. 5 .. 3 min", say::range_not_rising, 20},
        {"3 .. 3", say::range_not_rising, 20},
        {"10 to 5 min", say::range_not_rising, 20},
        {"-5 to -10 EUR", say::range_not_rising, 20},
        {"uniform(4, 1) h", say::range_not_rising, 20},
        {"pert(5, 3, 1)", say::range_not_rising, 20},
        {"triangular(low=1, mode=9, high=5)", say::range_not_rising, 20},
        {"1 .. 2 .. 3 .. 4", say::range_has_two_or_three, 20},
    });
    CHECK(value("1 .. 1 .. 3").central() == 1);  // the most likely value may be an end
}

TEST_CASE("dots and dashes of a word processor are named")
{
    check_mistakes({
        {"1...5", say::write_instead, 21},  // not 1 .. 0.5
        {"1 ... 5 h", say::write_instead, 22},
        {"1 … 5 h", say::write_instead, 22},
    });
}

TEST_CASE("the unit is written once")
{
    check_mistakes({
        {"1 min .. 5 min", say::unit_once, 22},
        {"1 .. 3 min .. 5 min", say::unit_once, 27},
        {"5 min to 10 min", say::unit_once, 22},
    });
}

TEST_CASE("a spread is above zero, and after a unit it is a percentage")
{
    check_mistakes({
        {"100 +- 0 EUR", say::spread_not_positive, 27},
        {"100 +- -5 EUR", say::spread_not_positive, 27},
        {"0 EUR +- 15 %", say::spread_not_positive, 29},
        {"100 EUR +- 15 EUR", say::relative_spread_in_percent, 31},
        {"100 EUR +- 15", say::relative_spread_in_percent, 31},
        {"100 EURO +- 15 %", say::unit_unknown_near, 24},
        {"100 +- 15 zzzzzzzz", say::unit_unknown, 30},
    });
}

TEST_CASE("a spread of a percentage in per cent could mean two things and is refused")
{
    check_mistakes({{"10 % +- 2 %", say::relative_spread_of_percent, 28}});
    auto const message = error_of("10 % +- 2 %").message.in(base::Language::en);
    CHECK(message == "'10 % +- 2 %' can be read in two ways; for points of per cent write 10 +- 2 %, for a share of the mean 10 +- 0.2 %");
    CHECK(value("10 +- 2 %").numbers == std::vector<double>{10, 2});
}

TEST_CASE("a misspelt distribution is named with the nearest one")
{
    auto const error = error_of("lognormale(8, 0.3)");
    CHECK(error.message.in(base::Language::en) == "'lognormale' is not a distribution; did you mean 'lognormal'?");
    CHECK(error.message.in(base::Language::fr) == "« lognormale » n'est pas une distribution ; vouliez-vous dire « lognormal » ?");
    CHECK(error.place == start);
}

TEST_CASE("parameters that do not fit are refused where they stand")
{
    check_mistakes({
        {"pert(1, 5) min", say::distribution_parameters, 20},
        {"pert(1, 3, 5,) min", say::distribution_parameters, 20},
        {"pert()", say::distribution_parameters, 20},
        {"normal(mean=100, spread=15)", say::distribution_parameters, 37},
        {"normal(sd=15, sd=15)", say::distribution_parameter_twice, 37},  // not a mean of zero
        {"normal(sd=15, 3)", say::distribution_parameter_twice, 34},
        {"normal(100, mean=5)", say::distribution_parameter_twice, 37},
        {"normal(100, 0)", say::distribution_parameter_range, 32},
        {"normal(100, -3)", say::distribution_parameter_range, 32},
        {"lognormal(0, 0.3)", say::distribution_parameter_range, 30},
        {"lognormal(median=-8, sigma=0.3)", say::distribution_parameter_range, 37},
        {"lognormal(8, 51)", say::distribution_parameter_range, 33},
        {"beta(0, 5)", say::distribution_parameter_range, 25},
        {"beta(2, 1e30)", say::distribution_parameter_range, 28},    // its quantile was never found
        {"beta(1e30, 1e30)", say::distribution_parameter_range, 25},
        {"pert(1, 3, 5 min", say::bracket_not_closed, 20},
        {"pert(1, 3, 5) zzzzzzzz", say::unit_unknown, 34},
    });
    CHECK(error_of("lognormal(8, 51)").message.in(base::Language::en) == "'sigma' of lognormal lies between 1e-30 and 50; this is 51");
}

TEST_CASE("probabilities are between 0 and 1 and sum to 1")
{
    check_mistakes({
        {"discrete(1 = 1.3)", say::probability_out_of_range, 33},
        {"discrete(1 = -0.3, 2 = 1.3)", say::probability_out_of_range, 33},
        {"discrete(1, 2)", say::probability_out_of_range, 29},
        {"discrete(1 = 0.3, 2 = 0.6)", say::probabilities_do_not_sum, 20},
        {"discrete()", say::probabilities_do_not_sum, 20},
        {"discrete(1 = x)", say::number_expected, 33},
        {"discrete(x = 1)", say::number_expected, 29},
    });
    CHECK(error_of("discrete(1 = 0.3, 2 = 0.6)").message.in(base::Language::en) == "the probabilities sum to 0.9; they must sum to 1");
    CHECK(value("discrete(1 = 0.1, 2 = 0.2, 3 = 0.7)").central() == 3);  // 0.1 + 0.2 + 0.7 is not exactly 1
}

TEST_CASE("quantiles and their values rise")
{
    check_mistakes({
        {"quantiles(p50=3, p5=1, p95=9)", say::percentiles_not_rising, 37},
        {"quantiles(p5=3, p50=1)", say::percentiles_not_rising, 36},
        {"quantiles(p5=1, p5=2)", say::percentiles_not_rising, 36},
        {"quantiles(p50=1)", say::percentiles_too_few, 20},
        {"quantiles()", say::percentiles_too_few, 20},
        {"quantiles(5=1, 95=2)", say::percentile_expected, 30},
        {"quantiles(p5=1, p101=2)", say::percentile_expected, 36},
        {"quantiles(p-5=1, p50=2)", say::percentile_expected, 30},
        {"quantiles(1, 2)", say::percentile_expected, 30},
        {"quantiles(p5=x, p50=2)", say::number_expected, 33},
    });
}

TEST_CASE("figures beyond any project's are refused before they overflow")
{
    check_mistakes({
        {"1e31 EUR", say::number_out_of_range, 20},
        {"1e999 EUR", say::number_out_of_range, 20},
        {"-1e308 .. 1e308", say::number_out_of_range, 20},
        {"1 .. 1e300 EUR", say::number_out_of_range, 25},
        {"1e-200 to 1", say::number_out_of_range, 20},
        {"100 +- 1e40 EUR", say::number_out_of_range, 27},
        {"uniform(0, 1e31)", say::number_out_of_range, 31},
    });
    CHECK(error_of(std::string(4001, '1')).kind == base::Errc::exhausted);
    CHECK(error_of(std::string(4001, '1')).message.id == say::value_too_long);
    auto const widest = value("1e-30 to 1e30");
    CHECK(widest.central() == Approx(1));
    CHECK(widest.range()->high == Approx(1e30));
}

TEST_CASE("columns count characters where a text has accents")
{
    auto units = UnitTable();
    REQUIRE(units.declare("opération", {}));
    auto const read = parse_uncertain("10\u202F000\u00A0€/opératio", start, units, nullptr);
    REQUIRE(!read);
    CHECK(read.error().place == base::Place{7, 29});  // ten characters before it, whatever their bytes
    CHECK(read.error().message.in(base::Language::fr).find("« opération »") != std::string::npos);
}

TEST_CASE("one number is one number")
{
    CHECK(parse_quantity("12 EUR", start, {})->central() == 12);
    for (auto const text : {"1 .. 4 h", "5 to 10 min", "100 +- 15", "pert(1, 3, 5)", "discrete(1 = 1)"}) {
        auto const read = parse_quantity(text, start, {});
        REQUIRE_MESSAGE(!read, text);
        CHECK(read.error().message.id == say::one_number_expected);
        CHECK(read.error().place == start);
    }
    CHECK(!parse_quantity("data(measures.csv, minutes)", start, {}));
}

TEST_CASE("the central value lies in the range, whatever the ends")
{
    CHECK(rc::check([] {
        auto const low = *rc::gen::inRange(-1'000'000, 1'000'000);
        auto const width = *rc::gen::inRange(1, 1'000'000);
        auto const part = *rc::gen::inRange(0, width + 1);
        auto const high = low + width;
        for (auto const& text : {fmt::format("{} .. {} EUR", low, high), fmt::format("{} .. {} .. {} EUR", low, low + part, high),
                                 fmt::format("{} to {} EUR", low, high), fmt::format("pert({}, {}, {}) EUR", low, low + part, high),
                                 fmt::format("{} +- {} EUR", low, width), fmt::format("quantiles(p10={}, p30={}, p90={})", low, low + part, high)}) {
            auto const read = parse(text);
            RC_ASSERT(read.has_value());
            auto const range = read->range();
            RC_ASSERT(range.has_value());
            RC_ASSERT(range->low <= read->central());
            RC_ASSERT(read->central() <= range->high);
        }
    }));
}

}  // namespace alzette::formula
