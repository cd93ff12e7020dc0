// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/unit.h"

#include "base/limits.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <cstdint>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <string>

namespace alzette::formula {

namespace {

constexpr base::Place start{7, 20};

std::vector<std::string> spellings_of(UnitEntry const& entry)
{
    std::vector<std::string> all{std::string(entry.name)};
    auto rest = entry.aliases;
    while (!rest.empty()) {
        auto const space = std::min(rest.find(' '), rest.size());
        all.emplace_back(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return all;
}

Unit unit(std::string_view text, UnitTable const& units = {})
{
    auto const read = units.parse(text, start);
    REQUIRE_MESSAGE(read, text);
    return *read;
}

base::Error error_of(std::string_view text, UnitTable const& units = {})
{
    auto const read = units.parse(text, start);
    REQUIRE_MESSAGE(!read, text);
    return read.error();
}

UnitTable with_counts()
{
    UnitTable units;
    for (auto const count : {"kiosk", "trip", "opération"}) REQUIRE(units.declare(count, {}));
    return units;
}

}  // namespace

TEST_CASE("no spelling of a unit is claimed twice")
{
    std::map<std::string, std::string_view> owner;
    for (auto const& entry : unit_entries())
        for (auto const& spelling : spellings_of(entry)) {
            auto const claimed = owner.emplace(spelling, entry.name);
            CHECK_MESSAGE(claimed.second, spelling << " is " << claimed.first->second << " and " << entry.name);
        }
}

TEST_CASE("every spelling of the table is read, with the factor of its entry")
{
    for (auto const& entry : unit_entries())
        for (auto const& spelling : spellings_of(entry)) {
            CAPTURE(spelling);
            CHECK(unit(spelling).factor == entry.factor);
            CHECK(unit(spelling).text == spelling);
            CHECK(unit(spelling).dimension == unit(entry.name).dimension);
        }
}

TEST_CASE("every unit has a meaning in both languages")
{
    for (auto const& entry : unit_entries()) CHECK_MESSAGE((!entry.meaning.en.empty() && !entry.meaning.fr.empty()), entry.name);
}

TEST_CASE("conversions inside a dimension follow the SI and the trade")
{
    CHECK(unit("min").factor == doctest::Approx(1.0 / 60));        // hours
    CHECK(unit("week").factor == 7 * unit("day").factor);
    CHECK(unit("ha").factor == 1e4);                               // 100 m x 100 m
    CHECK(unit("l").factor == doctest::Approx(1e-3));              // a cubic decimetre
    CHECK(unit("t").factor == 1000);                               // kg
    CHECK(unit("mile").factor == 1609.344);                        // m, international yard and pound agreement of 1959
    CHECK(unit("MWh").factor == doctest::Approx(3.6 * unit("GJ").factor));  // 1 MWh = 3.6 GJ
    CHECK(unit("kW").dimension == unit("kWh/h").dimension);
    CHECK(unit("J").factor * 3.6e6 == doctest::Approx(1));         // a watt-second
    CHECK(unit("month").factor * 12 == doctest::Approx(1));        // case-format: year/12
    CHECK(unit("EUR/h").factor == 1);
    CHECK(unit("EUR/min").factor == doctest::Approx(60));
    CHECK(unit("g/km").factor == doctest::Approx(1e-6));           // kg per m, by hand
    CHECK(unit("tCO2e") == Unit{unit("t").dimension, 1000, "tCO2e"});
    CHECK(unit("vkm").dimension == unit("m").dimension);
}

TEST_CASE("a calendar year is a dimension apart from physical time")
{
    CHECK(unit("year").dimension != unit("h").dimension);
    CHECK(unit("month").dimension == unit("year").dimension);
    CHECK(unit("day/year").dimension != Dimension{});
    CHECK(unit("year").dimension == calendar_year());
}

TEST_CASE("units multiply, divide and have powers")
{
    CHECK(unit("/day").dimension == unit("1/day").dimension);
    CHECK(unit("1 / day").factor == doctest::Approx(1.0 / 24));
    CHECK(unit("kWh/m2/year").dimension == unit("kWh").dimension / unit("m^2").dimension / unit("year").dimension);
    CHECK(unit("EUR*h").dimension == unit("h * EUR").dimension);
    CHECK(unit("h^-1").dimension == unit("/h").dimension);
    CHECK(unit("km^2").factor == unit("km2").factor);
    CHECK(unit("m ^ 2").dimension == unit("m2").dimension);
    CHECK(unit("h/day").dimension.is_none());
    CHECK(unit("h/day").factor == doctest::Approx(1.0 / 24));
    CHECK(unit("EUR\u00A0/\u202Fh").dimension == unit("EUR/h").dimension);
    CHECK(unit("").dimension.is_none());
    CHECK(unit("").factor == 1);
    CHECK(unit("1").dimension.is_none());
    CHECK(unit("%").dimension.is_none());
    CHECK(unit("%").factor == 0.01);
}

TEST_CASE("an unknown unit is named with the nearest one, at its column in characters")
{
    auto const misspelt = error_of("EUR/hourr");
    CHECK(misspelt.kind == base::Errc::invalid);
    CHECK(misspelt.message.id == say::unit_unknown_near);
    CHECK(misspelt.message.in(base::Language::en) == "unit 'hourr' is not known; did you mean 'hour'? (a count of your own goes under 'units:')");
    CHECK(misspelt.place == base::Place{7, 24});
    CHECK(error_of("€/kioske", with_counts()).place == base::Place{7, 22});  // € is one character of three bytes
    CHECK(error_of("€/kioske", with_counts()).message.in(base::Language::fr).find("« kiosk »") != std::string::npos);
    CHECK(error_of("EUR / zzzzzzzz").place == base::Place{7, 26});
    CHECK(error_of("EUR / zzzzzzzz").message.id == say::unit_unknown);
    CHECK(error_of("  zzzzzzzz").place == base::Place{7, 22});
    CHECK(error_of("KWH").message.in(base::Language::en).find("'kWh'") != std::string::npos);
}

TEST_CASE("a unit with a part missing is refused where it is missing")
{
    CHECK(error_of("/").message.id == say::unit_part_missing);
    CHECK(error_of("1/").message.id == say::unit_part_missing);
    CHECK(error_of("EUR/").place == base::Place{7, 24});
    CHECK(error_of("EUR//h").place == base::Place{7, 24});
    CHECK(error_of("*h").message.id == say::unit_part_missing);
    CHECK(error_of("^2").message.id == say::unit_part_missing);
    CHECK(error_of("m^").message.id == say::unit_unknown_near);
    CHECK(error_of("m^x").message.id == say::unit_unknown);
    CHECK(error_of("m^-2147483648").kind == base::Errc::invalid);
    CHECK(error_of("EUR per day").message.id == say::unit_unknown);
}

TEST_CASE("powers of a unit stay within their limit instead of overflowing")
{
    CHECK(unit("m^12").dimension == power(unit("m").dimension, 12));
    CHECK(error_of("m^12*m").kind == base::Errc::exhausted);
    CHECK(error_of("m^12*m").message.id == say::unit_power_too_high);
    CHECK(error_of("m^12*m").place == base::Place{7, 25});
    CHECK(error_of("l^5").message.id == say::unit_power_too_high);  // m^15
    std::string whole_circle = "m^4";
    for (auto i = 1; i < 64; ++i) whole_circle += "*m^4";  // 256 = 0 in 8 bits
    CHECK(error_of(whole_circle).message.id == say::unit_power_too_high);
    std::string cancelling = "Mt/mg";
    for (auto i = 1; i < 30; ++i) cancelling += "*Mt/mg";  // no power, but a factor of 1e450
    CHECK(error_of(cancelling).message.id == say::unit_power_too_high);
}

TEST_CASE("operations on dimensions stop at a bound instead of turning round")
{
    auto const metre = unit("m").dimension;
    CHECK(power(metre, 1000) == power(metre, Dimension::power_max));
    CHECK(power(metre, -1000) == power(metre, -Dimension::power_max));
    CHECK(power(metre, 90) * power(metre, 90) == power(metre, Dimension::power_max));
    CHECK(power(metre, -90) / power(metre, 90) == power(metre, -Dimension::power_max));
    CHECK(has_allowed_powers(power(metre, base::limits::unit_power_max)));
    CHECK(!has_allowed_powers(power(metre, -base::limits::unit_power_max - 1)));
}

TEST_CASE("a declared count is a dimension of its own")
{
    auto const units = with_counts();
    CHECK(unit("kiosk", units).dimension != unit("trip", units).dimension);
    CHECK(!unit("kiosk", units).dimension.is_none());
    CHECK(unit("EUR/opération", units).dimension == unit("EUR").dimension / unit("opération", units).dimension);
    CHECK(error_of("kiosk").message.id == say::unit_unknown);  // only where it is declared
}

TEST_CASE("a count cannot take the name of a unit nor be anything but a word")
{
    auto units = with_counts();
    CHECK(units.declare("kiosk", start));  // again: nothing changes
    CHECK(units.declare("km", start).error().kind == base::Errc::conflict);
    CHECK(units.declare("jours", start).error().message.id == say::unit_already_built_in);
    for (auto const name : {"", "2km", "a b", "a-b", "a\u00A0b", "€/h", "%x"}) {
        CAPTURE(name);
        REQUIRE(!units.declare(name, start));
        CHECK(units.declare(name, start).error().message.id == say::unit_not_a_name);
        CHECK(units.declare(name, start).error().place == start);
    }
    CHECK(!units.declare(std::string(41, 'x'), start));
    for (auto i = 3; i < 31; ++i) CHECK(units.declare(fmt::format("count_{}", i), start));
    auto const full = units.declare("one_more", start);
    REQUIRE(!full);
    CHECK(full.error().kind == base::Errc::exhausted);
    CHECK(full.error().message.in(base::Language::en) == "at most 31 counts can be declared under 'units:'");
}

TEST_CASE("dimensions are printed as a unit")
{
    auto const units = with_counts();
    auto const printed = [&](std::string_view text) { return units.name_of(unit(text, units).dimension); };
    CHECK(printed("") == "1");
    CHECK(printed("%") == "1");
    CHECK(printed("k€/month") == "EUR/year");
    CHECK(printed("/day") == "1/h");
    CHECK(printed("ha") == "m2");
    CHECK(printed("l") == "m3");
    CHECK(printed("h^2") == "h^2");
    CHECK(printed("EUR*kWh/h/year") == "EUR*kWh/h/year");
    CHECK(printed("trip/kiosk^2") == "trip/kiosk^2");
}

TEST_CASE("what is printed of a dimension is read back as that dimension")
{
    auto const units = with_counts();
    CHECK(rc::check([&] {
        Dimension dimension;
        for (std::size_t i = 0; i < 12; ++i) dimension.powers[i] = *rc::gen::inRange<std::int8_t>(-3, 4);
        auto const read = units.parse(units.name_of(dimension), {});
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->dimension == dimension);
        RC_ASSERT(read->factor == 1.0);
    }));
}

TEST_CASE("multiplying and dividing dimensions are each other's inverse")
{
    CHECK(rc::check([] {
        Dimension a;
        Dimension b;
        for (std::size_t i = 0; i < Dimension::count_max; ++i) {
            a.powers[i] = *rc::gen::inRange<std::int8_t>(-12, 13);
            b.powers[i] = *rc::gen::inRange<std::int8_t>(-12, 13);
        }
        RC_ASSERT(a * b / b == a);
        RC_ASSERT(a * b == b * a);
        RC_ASSERT(power(a, 2) == a * a);
        RC_ASSERT(power(a, -1) == Dimension{} / a);
        RC_ASSERT(power(a, 0).is_none());
    }));
}

TEST_CASE("money is yearly, once, or something else")
{
    auto const kind = [](std::string_view text) { return money_kind(unit(text).dimension); };
    CHECK(kind("EUR") == MoneyKind::once);
    CHECK(kind("k€") == MoneyKind::once);
    CHECK(kind("CHF/month") == MoneyKind::yearly);
    CHECK(kind("EUR/year") == MoneyKind::yearly);
    CHECK(kind("EUR/h") == MoneyKind::other);
    CHECK(kind("EUR*year") == MoneyKind::other);
    CHECK(kind("EUR^2") == MoneyKind::other);
    CHECK(kind("/EUR") == MoneyKind::other);
    CHECK(kind("EUR/USD") == MoneyKind::other);
    CHECK(kind("EUR*USD") == MoneyKind::other);
    CHECK(kind("h/year") == MoneyKind::none);
    CHECK(kind("") == MoneyKind::none);
}

TEST_CASE("a currency is one of the table, not another unit")
{
    UnitTable const units;
    CHECK(units.is_currency("EUR"));
    CHECK(units.is_currency("CHF"));
    CHECK(!units.is_currency("kEUR"));
    CHECK(!units.is_currency("kg"));
    CHECK(!units.is_currency(""));
    CHECK(units.currency("EUR") == unit("€").dimension);
}

}  // namespace alzette::formula
