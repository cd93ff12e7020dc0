// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::formula {

// The powers of the base dimensions, in the order of UnitTable::base_names(): money by currency, mass, length, physical time, energy, calendar year,
// then the counts a file declares. Nothing converts one dimension into another; a calendar year is not 8 766 hours.
struct Dimension {
    static constexpr std::size_t count_max = 40;
    static constexpr int power_max = 100;  // operations stop here instead of overflowing
    std::array<std::int8_t, count_max> powers{};

    bool is_none() const { return *this == Dimension{}; }
    friend bool operator==(Dimension const&, Dimension const&) = default;
};

Dimension operator*(Dimension const& a, Dimension const& b);
Dimension operator/(Dimension const& a, Dimension const& b);
Dimension power(Dimension const& a, int exponent);

// Whether every power stays within limits::unit_power_max; what parse and compile give does.
bool has_allowed_powers(Dimension const& dimension);

// A unit as written: a value in it times `factor` is the value in base units (EUR, kg, m, h, kWh, year).
struct Unit {
    Dimension dimension;
    double factor = 1;
    std::string text;  // as written, "" for a bare number
    friend bool operator==(Unit const&, Unit const&) = default;
};

// One entry of the closed table of built-in units.
struct UnitEntry {
    std::string_view name;     // the symbol results are printed in
    std::string_view aliases;  // other accepted spellings, separated by spaces
    std::string_view base;     // base dimension, "" for a pure number, or "m^3" for a power of one
    double factor;             // in base units
    base::Text meaning;
};
std::span<UnitEntry const> unit_entries();

// The built-in units plus the counts a file declares. A value; reading it is safe from any thread.
class UnitTable {
public:
    // Declares a count (kiosk, trip) as a dimension of its own; declaring it again changes nothing.
    // Fails when the name is a built-in unit or no name, or when there are too many.
    base::Result<void> declare(std::string_view name, base::Place place);

    // "EUR/h", "/day", "kWh/m2/year", "EUR*h", "h^2". The empty text, and "1", is the unit of a bare number.
    // Fails with the unknown name and the nearest known one, at its column; `place` is that of the text's first character.
    base::Result<Unit> parse(std::string_view text, base::Place place) const;

    // "EUR/year", "1/day"; for a pure number "1". parse() reads it back.
    std::string name_of(Dimension const& dimension) const;

    Dimension currency(std::string_view code) const;
    bool is_currency(std::string_view code) const;

private:
    struct Known {
        Dimension dimension;
        double factor;
    };
    base::Result<Known> find(std::string_view name, base::Place place) const;

    std::vector<std::string> counts_;
};

// The dimension of the calendar year, and whether a dimension is money: per year or once.
Dimension calendar_year();
enum class MoneyKind { none, once, yearly, other };
MoneyKind money_kind(Dimension const& dimension);

}  // namespace alzette::formula
