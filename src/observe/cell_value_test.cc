// SPDX-License-Identifier: Apache-2.0
#include "observe/cell_value.h"

#include "observe/coordinates.h"

#include <doctest/doctest.h>

using namespace alzette;
using observe::Coordinates;
using observe::Decimal;

TEST_CASE("a number may have a decimal comma or point, and blanks between its groups")
{
    CHECK(observe::read_number("1 234,5", Decimal::either) == json::Value(1234.5));
    CHECK(observe::read_number("1\u202F234.5", Decimal::either) == json::Value(1234.5));
    CHECK(observe::read_number("-3", Decimal::either) == json::Value(std::int64_t{-3}));
    CHECK(observe::read_number("+4,25e2", Decimal::either) == json::Value(425.0));
    CHECK(observe::read_number("9007199254740993", Decimal::either)->whole() != nullptr);
}

TEST_CASE("a text that is no number, or could be two, is none")
{
    for (std::string const text : {"", "abc", "inf", "nan", "0x10", "1.2.3", "1,234.5", "12 abc", "1 2 3-", "--1", "1e999", "+-1", "1e", "2,5 kW"}) {
        CAPTURE(text);
        CHECK_FALSE(observe::read_number(text, Decimal::either).has_value());
    }
    CHECK_FALSE(observe::read_number("1,5", Decimal::point).has_value());
    CHECK_FALSE(observe::read_number("1.5", Decimal::comma).has_value());
}

TEST_CASE("yes and no are understood in both languages")
{
    CHECK(observe::read_boolean("Oui") == true);
    CHECK(observe::read_boolean(" FAUX ") == false);
    CHECK_FALSE(observe::read_boolean("peut-être").has_value());
}

TEST_CASE("a date is read by its pattern and must be in the calendar")
{
    auto const date = [](char const* text, char const* pattern) {
        auto const moment = observe::read_moment(text, pattern);
        return moment ? observe::date_text(*moment) : std::string("none");
    };
    CHECK(date("26/05/2010", "DD/MM/YYYY") == "2010-05-26");
    CHECK(date("31/12/56", "DD/MM/YY") == "2056-12-31");
    CHECK(date("16/12/91", "DD/MM/YY") == "1991-12-16");
    CHECK(date("30/02/2010", "DD/MM/YYYY") == "none");
    CHECK(date("26/05/2010 13:45", "DD/MM/YYYY") == "none");
    CHECK(date("5/5/2010", "DD/MM/YYYY") == "none");
}

TEST_CASE("an instant of a local clock is brought to UTC")
{
    auto const moment = observe::read_moment("01/01/2010 00:30", "DD/MM/YYYY hh:mm");
    REQUIRE(moment.has_value());
    CHECK(observe::instant_text(*moment, *observe::read_offset("+01:00")) == "2009-12-31T23:30:00Z");
    CHECK(observe::read_offset("Z") == 0);
    CHECK(observe::read_offset("-05:30") == -330);
    CHECK_FALSE(observe::read_offset("1:00").has_value());
}

TEST_CASE("Lambert-93 comes out where the city has drawn the same junction in degrees")
{
    auto const lambert = Coordinates::of("Lambert-93");
    REQUIRE(lambert.has_value());
    auto const point = lambert->to_wgs84(Coordinates::Point{767686.3955, 6279032.6454});  // Montpellier, "Passage Piéton / Pont De Lavérune"
    REQUIRE(point.has_value());
    CHECK(point->x == doctest::Approx(3.838143).epsilon(1e-7));
    CHECK(point->y == doctest::Approx(43.607114).epsilon(1e-8));
}

TEST_CASE("the conical zones have their origin where IGN says")
{
    // False origin of zone CCn: x = 1 700 000 m, y = (n - 41) 1 000 000 + 200 000 m at 3 degrees east and n degrees north.
    for (int zone = 42; zone <= 50; ++zone) {
        auto const system = Coordinates::of("CC" + std::to_string(zone));
        REQUIRE(system.has_value());
        auto const point = system->to_wgs84(Coordinates::Point{1'700'000, (zone - 41) * 1e6 + 200'000});
        REQUIRE(point.has_value());
        CHECK(point->x == doctest::Approx(3));
        CHECK(point->y == doctest::Approx(zone).epsilon(1e-6));
    }
}

TEST_CASE("coordinates without a name, or outside, are refused")
{
    CHECK_FALSE(Coordinates::of("Lambert-12").has_value());
    CHECK_FALSE(Coordinates::of("EPSG:999999").has_value());
    CHECK(Coordinates::of("WGS84")->is_wgs84());
    auto const lambert = Coordinates::of("EPSG:2154");
    REQUIRE(lambert.has_value());
    CHECK_FALSE(lambert->to_wgs84(Coordinates::Point{1e30, 1e30}).has_value());
    CHECK_FALSE(lambert->to_wgs84(Coordinates::Point{6'279'032, 767'686}).has_value());  // the two swapped
}
