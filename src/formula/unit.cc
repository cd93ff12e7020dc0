// SPDX-License-Identifier: Apache-2.0
#include "formula/unit.h"

#include "base/catalogue/formula.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "formula/character.h"
#include "formula/number.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fmt/core.h>
#include <unordered_map>

namespace alzette::formula {

using base::Errc;
using base::fail;
using base::Place;
using base::Result;

namespace {

constexpr std::string_view base_names[] = {"EUR", "GBP", "USD", "CHF", "kg", "m", "h", "kWh", "year"};
constexpr std::size_t currency_count = 4;

// UDUNITS-2 was tried: it refuses "/day", reads "a" as are and "kt" as knot, and needs a data file at run time (docs/decisions).
UnitEntry const entries[] = {
    {"EUR", "€ euro euros", "EUR", 1, {"euro", "euro"}},
    {"kEUR", "k€", "EUR", 1e3, {"thousand euros", "millier d'euros"}},
    {"MEUR", "M€", "EUR", 1e6, {"million euros", "million d'euros"}},
    {"GBP", "£", "GBP", 1, {"pound sterling", "livre sterling"}},
    {"USD", "$", "USD", 1, {"US dollar", "dollar américain"}},
    {"CHF", "", "CHF", 1, {"Swiss franc", "franc suisse"}},
    {"%", "percent", "", 0.01, {"per cent", "pour cent"}},
    {"‰", "", "", 0.001, {"per thousand", "pour mille"}},
    {"mg", "", "kg", 1e-6, {"milligram", "milligramme"}},
    {"g", "", "kg", 1e-3, {"gram", "gramme"}},
    {"kg", "", "kg", 1, {"kilogram", "kilogramme"}},
    {"t", "tonne tonnes tCO2 tCO2e", "kg", 1e3, {"tonne", "tonne"}},
    {"kt", "", "kg", 1e6, {"thousand tonnes", "millier de tonnes"}},
    {"Mt", "", "kg", 1e9, {"million tonnes", "million de tonnes"}},
    {"mm", "", "m", 1e-3, {"millimetre", "millimètre"}},
    {"cm", "", "m", 1e-2, {"centimetre", "centimètre"}},
    {"m", "metre metres mètre mètres", "m", 1, {"metre", "mètre"}},
    {"km", "vkm", "m", 1e3, {"kilometre", "kilomètre"}},
    {"mile", "miles mi", "m", 1609.344, {"international mile", "mille international"}},
    {"m2", "m²", "m^2", 1, {"square metre", "mètre carré"}},
    {"km2", "km²", "m^2", 1e6, {"square kilometre", "kilomètre carré"}},
    {"ha", "hectare hectares", "m^2", 1e4, {"hectare", "hectare"}},
    {"l", "L litre litres", "m^3", 1e-3, {"litre", "litre"}},
    {"m3", "m³", "m^3", 1, {"cubic metre", "mètre cube"}},
    {"s", "second seconds seconde secondes", "h", 1.0 / 3600, {"second", "seconde"}},
    {"min", "minute minutes", "h", 1.0 / 60, {"minute", "minute"}},
    {"h", "hour hours heure heures", "h", 1, {"hour", "heure"}},
    {"day", "days jour jours", "h", 24, {"day of 24 hours", "jour de 24 heures"}},
    {"week", "weeks semaine semaines", "h", 168, {"week of 7 days", "semaine de 7 jours"}},
    {"year", "years an ans année années", "year", 1, {"calendar year", "année civile"}},
    {"month", "months mois", "year", 1.0 / 12, {"month, a twelfth of a year", "mois, un douzième d'année"}},
    {"J", "joule joules", "kWh", 1 / 3.6e6, {"joule", "joule"}},
    {"kJ", "", "kWh", 1 / 3.6e3, {"kilojoule", "kilojoule"}},
    {"MJ", "", "kWh", 1 / 3.6, {"megajoule", "mégajoule"}},
    {"GJ", "", "kWh", 1e3 / 3.6, {"gigajoule", "gigajoule"}},
    {"Wh", "", "kWh", 1e-3, {"watt-hour", "wattheure"}},
    {"kWh", "", "kWh", 1, {"kilowatt-hour", "kilowattheure"}},
    {"MWh", "", "kWh", 1e3, {"megawatt-hour", "mégawattheure"}},
    {"GWh", "", "kWh", 1e6, {"gigawatt-hour", "gigawattheure"}},
    {"W", "watt watts", "kWh/h", 1e-3, {"watt", "watt"}},
    {"kW", "", "kWh/h", 1, {"kilowatt", "kilowatt"}},
    {"MW", "", "kWh/h", 1e3, {"megawatt", "mégawatt"}},
};

Dimension base_dimension(std::string_view name)
{
    Dimension dimension;
    auto const found = std::ranges::find(base_names, name);
    if (found != std::end(base_names)) dimension.powers[static_cast<std::size_t>(found - std::begin(base_names))] = 1;
    return dimension;
}

// The three forms of UnitEntry::base: "kg", "m^2", "kWh/h".
Dimension dimension_of(std::string_view base)
{
    if (auto const slash = base.find('/'); slash != std::string_view::npos)
        return base_dimension(base.substr(0, slash)) / base_dimension(base.substr(slash + 1));
    if (auto const caret = base.find('^'); caret != std::string_view::npos)
        return power(base_dimension(base.substr(0, caret)), base[caret + 1] - '0');
    return base_dimension(base);
}

struct BuiltIn {
    Dimension dimension;
    double factor;
};

std::unordered_map<std::string_view, BuiltIn> const& built_in()
{
    static auto const table = [] {
        std::unordered_map<std::string_view, BuiltIn> built;
        for (auto const& entry : entries) {
            auto const unit = BuiltIn{dimension_of(entry.base), entry.factor};
            built.emplace(entry.name, unit);
            auto aliases = entry.aliases;
            while (!aliases.empty()) {
                auto const space = std::min(aliases.find(' '), aliases.size());
                built.emplace(aliases.substr(0, space), unit);
                aliases.remove_prefix(std::min(space + 1, aliases.size()));
            }
        }
        return built;
    }();
    return table;
}

// "m^2" or "h^-1" -> name and exponent; names of the table that end in a digit (m2) come whole.
struct Term {
    std::string_view name;
    int exponent;
};

Term split_exponent(std::string_view term)
{
    auto const caret = term.find('^');
    if (caret == std::string_view::npos) return {term, 1};
    int exponent = 0;
    auto const digits = without_blanks(term.substr(caret + 1));
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    auto const whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
    auto const sound = whole && exponent >= -base::limits::unit_power_max && exponent <= base::limits::unit_power_max;
    return sound ? Term{without_blanks(term.substr(0, caret)), exponent} : Term{term, 1};
}

// "1/day" and "1 / day" are "/day".
std::string_view without_one_above(std::string_view text)
{
    if (!text.starts_with('1')) return text;
    auto const after = without_blanks(text.substr(1));
    return after.starts_with('/') ? after : text;
}

std::int8_t saturated(int power_of) { return static_cast<std::int8_t>(std::clamp(power_of, -Dimension::power_max, Dimension::power_max)); }

// Factors this far from one come from no unit, and would push values out of the range of a double.
bool is_sound_factor(double factor) { return factor >= 1e-100 && factor <= 1e100; }

}  // namespace

Dimension operator*(Dimension const& a, Dimension const& b)
{
    Dimension product;
    for (std::size_t i = 0; i < Dimension::count_max; ++i) product.powers[i] = saturated(a.powers[i] + b.powers[i]);
    return product;
}

Dimension operator/(Dimension const& a, Dimension const& b)
{
    Dimension ratio;
    for (std::size_t i = 0; i < Dimension::count_max; ++i) ratio.powers[i] = saturated(a.powers[i] - b.powers[i]);
    return ratio;
}

Dimension power(Dimension const& a, int exponent)
{
    Dimension raised;
    for (std::size_t i = 0; i < Dimension::count_max; ++i) raised.powers[i] = saturated(a.powers[i] * exponent);
    return raised;
}

bool has_allowed_powers(Dimension const& dimension)
{
    return std::ranges::all_of(dimension.powers, [](int power_of) { return std::abs(power_of) <= base::limits::unit_power_max; });
}

std::span<UnitEntry const> unit_entries() { return entries; }

Dimension calendar_year() { return base_dimension("year"); }

MoneyKind money_kind(Dimension const& dimension)
{
    auto const currencies = std::span(dimension.powers).first(currency_count);
    auto const paid = std::ranges::count(currencies, 1) == 1 && std::ranges::count(currencies, 0) == currency_count - 1;
    if (!paid) return std::ranges::all_of(currencies, [](auto power_of) { return power_of == 0; }) ? MoneyKind::none : MoneyKind::other;
    auto rest = dimension;
    std::ranges::fill(std::span(rest.powers).first(currency_count), std::int8_t{0});
    if (rest.is_none()) return MoneyKind::once;
    return rest == power(calendar_year(), -1) ? MoneyKind::yearly : MoneyKind::other;
}

Result<void> UnitTable::declare(std::string_view name, Place place)
{
    if (std::ranges::find(counts_, name) != counts_.end()) return {};
    if (name.size() > 40 || !is_word(name)) return fail(Errc::invalid, say::unit_not_a_name, {{"found", name}}, place);
    if (built_in().contains(name)) return fail(Errc::conflict, say::unit_already_built_in, {{"name", name}}, place);
    auto const places = Dimension::count_max - std::size(base_names);
    if (counts_.size() >= places) return fail(Errc::exhausted, say::unit_too_many, {{"count_max", places}}, place);
    counts_.emplace_back(name);
    return {};
}

Result<UnitTable::Known> UnitTable::find(std::string_view name, Place place) const
{
    if (auto const found = built_in().find(name); found != built_in().end()) return Known{found->second.dimension, found->second.factor};
    if (auto const found = std::ranges::find(counts_, name); found != counts_.end()) {
        Dimension dimension;
        dimension.powers[std::size(base_names) + static_cast<std::size_t>(found - counts_.begin())] = 1;
        return Known{dimension, 1};
    }
    std::vector<std::string_view> known(counts_.begin(), counts_.end());
    for (auto const& unit : built_in()) known.push_back(unit.first);
    std::ranges::sort(known);
    auto const near = base::nearest(name, known);
    if (near.empty()) return fail(Errc::invalid, say::unit_unknown, {{"found", name}}, place);
    return fail(Errc::invalid, say::unit_unknown_near, {{"found", name}, {"near", near}}, place);
}

Result<Unit> UnitTable::parse(std::string_view text, Place place) const
{
    auto const whole = without_blanks(text);
    Unit unit{{}, 1, std::string(whole)};
    if (whole == "1") return unit;
    auto const at = [&](std::string_view part) {
        return Place{place.line, place.column + characters(text.substr(0, static_cast<std::size_t>(part.data() - text.data())))};
    };
    auto rest = without_one_above(whole);
    auto divides = rest.starts_with('/');
    if (divides) rest.remove_prefix(1);
    while (!rest.empty() || divides) {
        auto const end = std::min(rest.find_first_of("/*"), rest.size());
        auto const term = split_exponent(without_blanks(rest.substr(0, end)));
        if (term.name.empty()) return fail(Errc::invalid, say::unit_part_missing, {{"found", whole}}, at(rest));
        auto const known = TRY(find(term.name, at(term.name)));
        auto const exponent = divides ? -term.exponent : term.exponent;
        unit.dimension = unit.dimension * power(known.dimension, exponent);
        for (auto i = 0; i < std::abs(exponent); ++i) unit.factor = exponent > 0 ? unit.factor * known.factor : unit.factor / known.factor;
        if (!has_allowed_powers(unit.dimension) || !is_sound_factor(unit.factor))
            return fail(Errc::exhausted, say::unit_power_too_high, {{"found", whole}, {"power_max", base::limits::unit_power_max}}, at(term.name));
        if (end == rest.size()) break;
        divides = rest[end] == '/';
        rest.remove_prefix(end + 1);
        if (without_blanks(rest).empty()) return fail(Errc::invalid, say::unit_part_missing, {{"found", whole}}, at(rest));
    }
    return unit;
}

std::string UnitTable::name_of(Dimension const& dimension) const
{
    std::string above;
    std::string below;
    for (std::size_t i = 0; i < std::size(base_names) + counts_.size(); ++i) {
        auto const raised = dimension.powers[i];
        if (raised == 0) continue;
        auto const name = i < std::size(base_names) ? std::string(base_names[i]) : counts_[i - std::size(base_names)];
        auto const exponent = std::abs(raised);
        auto const short_term = fmt::format("{}{}", name, exponent);  // m2 and m3 are in the table
        auto const term = exponent == 1 ? name : built_in().contains(short_term) ? short_term : fmt::format("{}^{}", name, exponent);
        if (raised > 0) above += (above.empty() ? "" : "*") + term;
        else below += "/" + term;
    }
    return (above.empty() ? "1" : above) + below;
}

bool UnitTable::is_currency(std::string_view code) const
{
    return std::ranges::find(std::span(base_names).first(currency_count), code) != std::span(base_names).first(currency_count).end();
}

Dimension UnitTable::currency(std::string_view code) const { return base_dimension(code); }

}  // namespace alzette::formula
