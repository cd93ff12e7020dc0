// SPDX-License-Identifier: Apache-2.0
#include "decide/fields.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/formula.h"
#include "formula/number.h"
#include "yaml/record.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace alzette::decide {

namespace {

constexpr int year_min = 1900;
constexpr int year_max = 2500;

std::optional<int> whole_number(std::string_view text)
{
    int value = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

void Fields::error(yaml::Node const& node, base::MessageId message, std::vector<base::Argument> arguments) const
{
    findings.error(node.place, message, std::move(arguments));
}

void Fields::keep(base::Error const& error) const
{
    auto const is_unit = error.message.id == say::unit_unknown || error.message.id == say::unit_unknown_near;
    if (units_known || !is_unit) findings.add(error);
}

std::optional<formula::Uncertain> Fields::uncertain(yaml::Node const& node) const
{
    auto const text = yaml::scalar(node, findings);
    if (!text) return std::nullopt;
    auto value = formula::parse_uncertain(*text, node.place, units, read_file);
    if (value) return *std::move(value);
    keep(value.error());
    return std::nullopt;
}

std::optional<formula::Uncertain> Fields::quantity(yaml::Node const& node) const
{
    auto const text = yaml::scalar(node, findings);
    if (!text) return std::nullopt;
    auto value = formula::parse_quantity(*text, node.place, units);
    if (value) return *std::move(value);
    keep(value.error());
    return std::nullopt;
}

std::optional<double> Fields::plain(yaml::Node const* node) const
{
    if (node == nullptr) return std::nullopt;
    auto const value = quantity(*node);
    if (!value) return std::nullopt;
    if (value->unit.dimension.is_none()) return value->numbers[0] * value->unit.factor;
    error(*node, say::plain_number_expected, {{"found", node->text}});
    return std::nullopt;
}

std::optional<double> Fields::share(yaml::Node const* node) const
{
    auto const value = plain(node);
    if (!value || (*value >= 0 && *value <= 1)) return value;
    error(*node, say::share_out_of_range, {{"found", node->text}});
    return std::nullopt;
}

std::optional<double> Fields::years(yaml::Node const* node) const
{
    auto const value = duration(node);
    if (!value || *value > 0) return value;
    error(*node, say::years_expected, {{"found", node->text}});
    return std::nullopt;
}

std::optional<double> Fields::duration(yaml::Node const* node) const
{
    if (node == nullptr) return std::nullopt;
    auto const value = quantity(*node);
    if (!value) return std::nullopt;
    auto const sound = value->unit.dimension.is_none() || value->unit.dimension == formula::calendar_year();
    if (sound && value->numbers[0] >= 0) return value->numbers[0] * value->unit.factor;
    error(*node, say::years_expected, {{"found", node->text}});
    return std::nullopt;
}

std::optional<formula::Unit> Fields::unit(yaml::Node const& node) const
{
    auto const text = yaml::scalar(node, findings);
    if (!text) return std::nullopt;
    auto unit = units.parse(*text, node.place);
    if (unit) return *std::move(unit);
    keep(unit.error());
    return std::nullopt;
}

std::optional<Growth> Fields::growth(yaml::Node const& node) const
{
    auto const text = yaml::scalar(node, findings);
    if (!text) return std::nullopt;
    auto const from = text->find(" from ");
    auto const rate = formula::parse_quantity(std::string_view(*text).substr(0, from), node.place, units);
    auto const year = from == std::string::npos ? std::nullopt : whole_number(formula::without_blanks(std::string_view(*text).substr(from + 6)));
    if (rate && rate->unit.dimension.is_none() && year && *year >= year_min && *year <= year_max)
        return Growth{rate->numbers[0] * rate->unit.factor, *year};
    error(node, say::growth_expected, {{"found", *text}});
    return std::nullopt;
}

std::optional<YearSpan> Fields::span(yaml::Node const& node) const
{
    auto const text = yaml::scalar(node, findings);
    if (!text) return std::nullopt;
    auto const dots = text->find("..");
    auto const first = whole_number(formula::without_blanks(std::string_view(*text).substr(0, dots)));
    auto const last = dots == std::string::npos ? first : whole_number(formula::without_blanks(std::string_view(*text).substr(dots + 2)));
    if (first && last && *first <= *last) return YearSpan{*first, *last};
    error(node, say::span_expected, {{"found", *text}});
    return std::nullopt;
}

std::optional<std::vector<std::pair<int, double>>> Fields::points(yaml::Node const& node, std::optional<formula::Unit>& unit) const
{
    if (!node.is_mapping() || node.members.empty()) {
        error(node, say::points_expected, {});
        return std::nullopt;
    }
    std::vector<std::pair<int, double>> points;
    for (auto const& member : node.members) {
        auto const year = whole_number(member.key);
        auto const value = quantity(member.value);
        if (!year || member.key.size() != 4 || *year < year_min || *year > year_max) {
            findings.error(member.key_place, say::year_expected, {{"found", member.key}});
            continue;
        }
        if (!value) continue;
        if (!value->unit.text.empty() && unit && *unit != value->unit) {
            error(member.value, say::points_one_unit, {{"found", value->unit.text}, {"expected", unit->text}});
            continue;
        }
        if (!value->unit.text.empty()) unit = value->unit;
        points.emplace_back(*year, value->numbers[0]);
    }
    std::ranges::sort(points);
    if (points.empty()) return std::nullopt;
    return points;
}

}  // namespace alzette::decide
