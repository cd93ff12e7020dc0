// SPDX-License-Identifier: Apache-2.0
#include "formula/uncertain.h"

#include "base/catalogue/formula.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "formula/character.h"
#include "formula/data_column.h"
#include "formula/number.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cctype>
#include <cmath>
#include <fmt/core.h>
#include <iterator>

namespace alzette::formula {

using base::Errc;
using base::fail;
using base::Place;
using base::Result;

namespace {

constexpr double normal_p95 = 1.6448536269514722;  // the 95 % quantile of the standard normal

DistributionEntry const entries[] = {
    {"uniform", "low high", Shape::uniform, "uniform(1, 4) h", 2.5, {"every value of the range alike", "toutes les valeurs de l'intervalle se valent"}},
    {"triangular", "low mode high", Shape::triangular, "triangular(1, 3, 8) h", 3,
     {"least, most likely and most", "minimum, valeur la plus probable, maximum"}},
    {"pert", "low mode high", Shape::pert, "pert(1, 3, 5) min", 3,
     {"as triangular, with more weight on the most likely value", "comme triangular, avec plus de poids sur la valeur la plus probable"}},
    {"normal", "mean sd", Shape::normal, "normal(mean=100, sd=15) EUR", 100, {"mean and standard deviation", "moyenne et écart type"}},
    {"lognormal", "median sigma", Shape::lognormal, "lognormal(median=8, sigma=0.3) /day", 8,
     {"median and standard deviation of the logarithm", "médiane et écart type du logarithme"}},
    {"beta", "a b", Shape::beta, "beta(2, 2)", 0.5, {"a share between 0 and 1", "une part entre 0 et 1"}},
    {"discrete", "", Shape::discrete, "discrete(1 = 0.3, 2 = 0.7)", 2, {"values with their probabilities", "des valeurs avec leurs probabilités"}},
    {"quantiles", "", Shape::quantiles, "quantiles(p5=1, p50=3, p95=9) EUR", 3,
     {"known percentiles, straight lines between them", "des centiles connus, reliés par des droites"}},
    {"data", "", Shape::data, "data(measures.csv, minutes) min", 3,
     {"the measurements of a column of a file beside the case", "les mesures d'une colonne d'un fichier à côté du cas"}},
};

// Beyond these a median or a draw leaves the range of a double, or the search for a quantile does not end.
struct Bound {
    Shape shape;
    std::size_t parameter;
    double low;
    double high;
};
constexpr Bound bounds[] = {
    {Shape::normal, 1, base::limits::number_size_min, base::limits::number_size_max},
    {Shape::lognormal, 0, base::limits::number_size_min, base::limits::number_size_max},
    {Shape::lognormal, 1, base::limits::number_size_min, 50},
    {Shape::beta, 0, 1e-2, 1e6},
    {Shape::beta, 1, 1e-2, 1e6},
};

// read_number refuses a text that starts with a digit only when a double cannot hold it.
bool starts_with_digit(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) != 0;
}

struct Argument {
    std::string_view name;
    std::string_view text;
};

// One text being read; every failure knows its column.
struct Reader {
    std::string_view whole;
    Place place;
    UnitTable const& units;

    Place at(std::string_view part) const
    {
        auto const before = whole.substr(0, static_cast<std::size_t>(part.data() - whole.data()));
        return {place.line, place.column + characters(before)};
    }

    // The number a part starts with.
    Result<Number> leading_number(std::string_view part) const
    {
        auto const read = read_number(part);
        if (read && has_allowed_size(read->value)) return *read;
        for (std::string_view const dash : {"−", "–"})
            if (part.starts_with(dash)) return fail(Errc::invalid, say::write_instead, {{"found", dash}, {"expected", "-"}}, at(part));
        auto const written = part.substr(0, part.find_first_not_of("+-.0123456789eE"));
        if (read || starts_with_digit(part)) return fail(Errc::invalid, say::number_out_of_range, {{"found", written}}, at(part));
        return fail(Errc::invalid, say::number_expected, {{"found", part}}, at(part));
    }

    Result<double> number(std::string_view text) const
    {
        auto const part = without_blanks(text);
        auto const read = TRY(leading_number(part));
        if (!without_blanks(read.rest).empty()) return fail(Errc::invalid, say::number_expected, {{"found", part}}, at(part));
        return read.value;
    }

    Result<Unit> unit(std::string_view text) const
    {
        auto const part = without_blanks(text);
        if (follows_decimal_comma(part)) return fail(Errc::invalid, say::number_decimal_comma, {{"found", whole}}, at(part));
        if (read_number(part) && !part.starts_with("1/") && !part.starts_with("1 /"))
            return fail(Errc::invalid, say::number_followed_by_number, {{"found", whole}}, at(part));
        auto const holds_range = part.find("..") != std::string_view::npos || part.find(" to ") != std::string_view::npos;
        if (holds_range) return fail(Errc::invalid, say::unit_once, {{"found", whole}}, at(part));
        return units.parse(part, at(part));
    }

    // "4" was read of "4,5 %" and ",5 %" is left.
    bool follows_decimal_comma(std::string_view part) const
    {
        auto const comma = static_cast<std::size_t>(part.data() - whole.data());
        return part.starts_with(',') && comma > 0 && has_decimal_comma(whole.substr(comma - 1, 3));
    }
};

Result<Uncertain> rising(Reader const& reader, Uncertain value)
{
    if (std::ranges::is_sorted(value.numbers) && value.numbers.front() < value.numbers.back()) return value;
    return fail(Errc::invalid, say::range_not_rising, {{"found", reader.whole}}, reader.place);
}

// Empty ones too: "pert(1, 3, 5,)" has four.
std::vector<Argument> arguments_of(std::string_view text)
{
    std::vector<Argument> arguments;
    if (without_blanks(text).empty()) return arguments;
    while (true) {
        auto const comma = std::min(text.find(','), text.size());
        auto const part = text.substr(0, comma);
        auto const equals = part.find('=');
        if (equals == std::string_view::npos) arguments.push_back({part.substr(0, 0), without_blanks(part)});
        else arguments.push_back({without_blanks(part.substr(0, equals)), without_blanks(part.substr(equals + 1))});
        if (comma == text.size()) return arguments;
        text.remove_prefix(comma + 1);
    }
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> found;
    while (!text.empty()) {
        auto const space = std::min(text.find(' '), text.size());
        found.push_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return found;
}

Result<double> bounded(Reader const& reader, DistributionEntry const& entry, std::size_t parameter, std::string_view text)
{
    auto const number = TRY(reader.number(text));
    for (auto const& bound : bounds) {
        if (bound.shape != entry.shape || bound.parameter != parameter || (number >= bound.low && number <= bound.high)) continue;
        return fail(Errc::invalid, say::distribution_parameter_range,
                    {{"parameter", words(entry.parameters)[parameter]}, {"name", entry.name}, {"low", bound.low}, {"high", bound.high}, {"found", number}},
                    reader.at(text));
    }
    return number;
}

// Named or in order: pert(1, 3, 5) or pert(low=1, mode=3, high=5).
Result<std::vector<double>> by_parameters(Reader const& reader, DistributionEntry const& entry, std::vector<Argument> const& arguments)
{
    auto const names = words(entry.parameters);
    if (arguments.size() != names.size())
        return fail(Errc::invalid, say::distribution_parameters, {{"name", entry.name}, {"expected", entry.example}}, reader.place);
    std::vector<std::optional<double>> given(names.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto const& argument = arguments[i];
        auto const named = argument.name.empty() ? names.begin() + static_cast<std::ptrdiff_t>(i) : std::ranges::find(names, argument.name);
        if (named == names.end())
            return fail(Errc::invalid, say::distribution_parameters, {{"name", entry.name}, {"expected", entry.example}},
                        reader.at(argument.name));
        auto const parameter = static_cast<std::size_t>(named - names.begin());
        if (given[parameter]) return fail(Errc::invalid, say::distribution_parameter_twice, {{"name", *named}}, reader.at(argument.text));
        given[parameter] = TRY(bounded(reader, entry, parameter, argument.text));
    }
    std::vector<double> numbers;
    std::ranges::transform(given, std::back_inserter(numbers), [](auto const& number) { return *number; });
    return numbers;
}

Result<std::vector<double>> weighted_values(Reader const& reader, std::vector<Argument> const& arguments)
{
    std::vector<std::pair<double, double>> pairs;
    double sum = 0;
    for (auto const& argument : arguments) {
        auto const value = TRY(reader.number(argument.name.empty() ? argument.text : argument.name));
        auto const probability = TRY(reader.number(argument.text));
        if (argument.name.empty() || probability < 0 || probability > 1)
            return fail(Errc::invalid, say::probability_out_of_range, {{"found", argument.text}}, reader.at(argument.text));
        if (probability > 0) pairs.emplace_back(value, probability);
        sum += probability;
    }
    if (pairs.empty() || std::abs(sum - 1) > 1e-9)
        return fail(Errc::invalid, say::probabilities_do_not_sum, {{"sum", sum}}, reader.place);
    std::ranges::sort(pairs);
    std::vector<double> numbers;
    for (auto const& [value, probability] : pairs) numbers.insert(numbers.end(), {value, probability});
    return numbers;
}

Result<std::vector<double>> percentiles(Reader const& reader, std::vector<Argument> const& arguments)
{
    std::vector<double> numbers;
    for (auto const& argument : arguments) {
        auto const percentile = argument.name.starts_with('p') ? read_number(argument.name.substr(1)) : std::nullopt;
        if (!percentile || percentile->value < 0 || percentile->value > 100 || !percentile->rest.empty())
            return fail(Errc::invalid, say::percentile_expected, {{"found", argument.name.empty() ? argument.text : argument.name}},
                        reader.at(argument.name));
        auto const value = TRY(reader.number(argument.text));
        auto const before = numbers.size();
        if (before >= 2 && (numbers[before - 2] >= percentile->value / 100 || numbers[before - 1] > value))
            return fail(Errc::invalid, say::percentiles_not_rising, {{"found", argument.name}}, reader.at(argument.name));
        numbers.insert(numbers.end(), {percentile->value / 100, value});
    }
    if (numbers.size() < 4) return fail(Errc::invalid, say::percentiles_too_few, {}, reader.place);
    return numbers;
}

Result<std::vector<double>> measurements(Reader const& reader, std::vector<Argument> const& arguments, ReadFile const& read_file)
{
    if (arguments.size() != 2 || arguments[0].text.empty() || arguments[1].text.empty())
        return fail(Errc::invalid, say::data_parameters, {}, reader.place);
    if (!read_file) return fail(Errc::denied, say::data_not_here, {}, reader.place);
    auto content = read_file(std::string(arguments[0].text));
    if (!content) {
        content.error().place = reader.at(arguments[0].text);
        return tl::unexpected(std::move(content).error());
    }
    auto numbers = data_column(*content, arguments[1].text, reader.at(arguments[1].text));
    if (numbers) std::ranges::sort(*numbers);
    return numbers;
}

Result<Uncertain> named(Reader const& reader, std::size_t open, ReadFile const& read_file)
{
    auto const name = without_blanks(reader.whole.substr(0, open));
    auto const entry = std::ranges::find(entries, name, &DistributionEntry::name);
    auto const close = reader.whole.rfind(')');
    if (entry == std::end(entries)) {
        std::vector<std::string_view> known;
        for (auto const& distribution : entries) known.push_back(distribution.name);
        auto const near = base::nearest(name, known);
        if (near.empty()) return fail(Errc::invalid, say::distribution_unknown, {{"found", name}}, reader.place);
        return fail(Errc::invalid, say::distribution_unknown_near, {{"found", name}, {"near", near}}, reader.place);
    }
    if (close == std::string_view::npos) return fail(Errc::invalid, say::bracket_not_closed, {{"found", reader.whole}}, reader.place);
    auto const arguments = arguments_of(reader.whole.substr(open + 1, close - open - 1));
    auto numbers = [&]() -> Result<std::vector<double>> {
        switch (entry->shape) {
        case Shape::discrete: return weighted_values(reader, arguments);
        case Shape::quantiles: return percentiles(reader, arguments);
        case Shape::data: return measurements(reader, arguments, read_file);
        default: return by_parameters(reader, *entry, arguments);
        }
    }();
    if (!numbers) return tl::unexpected(std::move(numbers).error());
    auto unit = TRY(reader.unit(reader.whole.substr(close + 1)));
    auto value = Uncertain{entry->shape, *std::move(numbers), std::move(unit)};
    auto const has_ends = value.shape == Shape::uniform || value.shape == Shape::triangular || value.shape == Shape::pert;
    if (has_ends) return rising(reader, std::move(value));
    return value;
}

// "100 +- 15 EUR", "100 EUR +- 15 %": `before` and `after` stand on the two sides of the sign.
Result<Uncertain> plus_minus(Reader const& reader, Number mean, std::string_view before, std::string_view after)
{
    auto const part = without_blanks(after);
    auto const spread = TRY(reader.leading_number(part));
    auto const relative = !without_blanks(before).empty();
    auto unit = TRY(reader.unit(relative ? before : spread.rest));
    if (relative && without_blanks(spread.rest) != "%")
        return fail(Errc::invalid, say::relative_spread_in_percent, {{"found", part}}, reader.at(part));
    if (relative && unit.text == "%")
        return fail(Errc::invalid, say::relative_spread_of_percent,
                    {{"found", reader.whole}, {"points", fmt::format("{} +- {} %", mean.value, spread.value)},
                     {"share", fmt::format("{} +- {:.6g} %", mean.value, std::abs(mean.value) * spread.value / 100)}}, reader.at(part));
    auto const sd = relative ? std::abs(mean.value) * spread.value / 100 : spread.value;
    if (!(sd > 0)) return fail(Errc::invalid, say::spread_not_positive, {{"found", part}}, reader.at(part));
    return Uncertain{Shape::normal, {mean.value, sd}, std::move(unit)};
}

Result<Uncertain> interval(Reader const& reader, double low, std::string_view after)
{
    auto const end = TRY(reader.leading_number(without_blanks(after)));
    auto const high = end.value;
    auto unit = TRY(reader.unit(end.rest));
    if (!(low < high)) return fail(Errc::invalid, say::range_not_rising, {{"found", reader.whole}}, reader.place);
    if (low > 0) return Uncertain{Shape::lognormal, {std::sqrt(low * high), std::log(high / low) / (2 * normal_p95)}, std::move(unit)};
    return Uncertain{Shape::normal, {(low + high) / 2, (high - low) / (2 * normal_p95)}, std::move(unit)};
}

Result<Uncertain> dotted(Reader const& reader, double first, std::string_view rest)
{
    std::vector<double> numbers{first};
    while (rest.starts_with("..")) {
        if (rest.starts_with("...")) return fail(Errc::invalid, say::write_instead, {{"found", "..."}, {"expected", ".."}}, reader.at(rest));
        auto const next = TRY(reader.leading_number(without_blanks(rest.substr(2))));
        numbers.push_back(next.value);
        rest = without_blanks(next.rest);
    }
    auto unit = TRY(reader.unit(rest));
    if (numbers.size() > 3) return fail(Errc::invalid, say::range_has_two_or_three, {{"found", reader.whole}}, reader.place);
    auto const shape = numbers.size() == 3 ? Shape::triangular : Shape::uniform;
    return rising(reader, {shape, std::move(numbers), std::move(unit)});
}

double median_of_pairs(std::vector<double> const& numbers)
{
    double reached = 0;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        reached += numbers[i + 1];
        if (reached >= 0.5 - 1e-12) return numbers[i];
    }
    return numbers[numbers.size() - 2];
}

double median_of_percentiles(std::vector<double> const& numbers)
{
    if (numbers.front() >= 0.5) return numbers[1];
    for (std::size_t i = 2; i + 1 < numbers.size(); i += 2) {
        if (numbers[i] < 0.5) continue;
        auto const share = (0.5 - numbers[i - 2]) / (numbers[i] - numbers[i - 2]);
        return numbers[i - 1] + share * (numbers[i + 1] - numbers[i - 1]);
    }
    return numbers.back();
}

double median_of_data(std::vector<double> const& numbers)
{
    auto const middle = numbers.size() / 2;
    return numbers.size() % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
}

// By halving, down to neighbouring numbers. Boost's own quantile (1.74) throws for some parameters, beta(5, 5) among them.
double median_of_beta(double a, double b)
{
    if (a == b) return 0.5;
    double low = 0;
    double high = 1;
    while (true) {
        auto const middle = (low + high) / 2;
        if (middle <= low || middle >= high) return middle;
        (boost::math::ibeta(a, b, middle) < 0.5 ? low : high) = middle;
    }
}

}  // namespace

std::span<DistributionEntry const> distribution_entries() { return entries; }

double Uncertain::central() const
{
    switch (shape) {
    case Shape::point:
    case Shape::normal:
    case Shape::lognormal: return numbers[0];
    case Shape::uniform: return (numbers[0] + numbers[1]) / 2;
    case Shape::triangular:
    case Shape::pert: return numbers[1];
    case Shape::beta: return median_of_beta(numbers[0], numbers[1]);
    case Shape::discrete: return median_of_pairs(numbers);
    case Shape::quantiles: return median_of_percentiles(numbers);
    case Shape::data: return median_of_data(numbers);
    }
    return 0;
}

std::optional<Range> Uncertain::range() const
{
    switch (shape) {
    case Shape::point: return std::nullopt;
    case Shape::uniform:
    case Shape::triangular:
    case Shape::pert: return Range{numbers.front(), numbers.back()};
    case Shape::normal: return Range{numbers[0] - normal_p95 * numbers[1], numbers[0] + normal_p95 * numbers[1]};
    case Shape::lognormal: return Range{numbers[0] * std::exp(-normal_p95 * numbers[1]), numbers[0] * std::exp(normal_p95 * numbers[1])};
    case Shape::beta: return Range{0, 1};
    case Shape::discrete: return Range{numbers[0], numbers[numbers.size() - 2]};
    case Shape::quantiles: return Range{numbers[1], numbers.back()};
    case Shape::data: return Range{numbers.front(), numbers.back()};
    }
    return std::nullopt;
}

Result<Uncertain> parse_uncertain(std::string_view text, Place place, UnitTable const& units, ReadFile const& read_file)
{
    if (text.size() > base::limits::value_length_max)
        return fail(Errc::exhausted, say::value_too_long, {{"length_max", base::limits::value_length_max}}, place);
    auto const whole = without_blanks(text);
    auto const blanks_before = text.substr(0, static_cast<std::size_t>(whole.data() - text.data()));
    auto const reader = Reader{whole, {place.line, place.column + characters(blanks_before)}, units};
    auto const open = whole.find('(');
    if (open != std::string_view::npos && open > 0 && !read_number(whole)) return named(reader, open, read_file);
    auto const first = TRY(reader.leading_number(whole));
    auto const rest = without_blanks(first.rest);
    if (rest.starts_with("…")) return fail(Errc::invalid, say::write_instead, {{"found", "…"}, {"expected", ".."}}, reader.at(rest));
    if (rest.starts_with("..")) return dotted(reader, first.value, rest);
    if (rest.starts_with("to") && blank_length(rest.substr(2)) > 0) return interval(reader, first.value, rest.substr(2));
    for (std::string_view const sign : {"+-", "±", "+/-"})
        if (auto const found = rest.find(sign); found != std::string_view::npos)
            return plus_minus(reader, first, rest.substr(0, found), rest.substr(found + sign.size()));
    auto unit = TRY(reader.unit(rest));
    return Uncertain{Shape::point, {first.value}, std::move(unit)};
}

Result<Uncertain> parse_quantity(std::string_view text, Place place, UnitTable const& units)
{
    auto value = TRY(parse_uncertain(text, place, units, nullptr));
    if (value.shape != Shape::point) return fail(Errc::invalid, say::one_number_expected, {{"found", text}}, place);
    return value;
}

}  // namespace alzette::formula
