// SPDX-License-Identifier: Apache-2.0
#include "decide/target.h"

#include "base/catalogue/decide.h"
#include "base/nearest.h"
#include "formula/number.h"

#include <algorithm>

namespace alzette::decide {

namespace {

struct IndicatorEntry {
    std::string_view name;
    std::optional<double> (*value)(Indicators const&);
};

template <auto member>
std::optional<double> read(Indicators const& indicators)
{
    return static_cast<std::optional<double>>(indicators.*member);
}

template <auto member>
std::optional<double> read_years(Indicators const& indicators)
{
    auto const& years = indicators.*member;
    return years ? std::optional<double>(*years) : std::nullopt;
}

std::optional<double> only_root(Indicators const& indicators)
{
    return indicators.irr.size() == 1 ? std::optional(indicators.irr.front()) : std::nullopt;
}

constexpr IndicatorEntry entries[] = {
    {"npv", read<&Indicators::npv>},
    {"public_outlay", read<&Indicators::public_outlay>},
    {"npv_per_public_euro", read<&Indicators::npv_per_public_euro>},
    {"npv_per_investment", read<&Indicators::npv_per_investment>},
    {"npv_per_cost", read<&Indicators::npv_per_cost>},
    {"bcr", read<&Indicators::bcr>},
    {"bcr_public", read<&Indicators::bcr_public>},
    {"irr", only_root},
    {"payback", read_years<&Indicators::payback>},
    {"discounted_payback", read_years<&Indicators::discounted_payback>},
    {"first_year_return", read<&Indicators::first_year_return>},
    {"annual_equivalent", read<&Indicators::annual_equivalent>},
    {"residual", read<&Indicators::residual>},
};

struct Sign {
    std::string_view text;
    Comparison comparison;
};
constexpr Sign signs[] = {
    {"<=", Comparison::less_equal}, {">=", Comparison::greater_equal}, {"==", Comparison::equal},
    {"<", Comparison::less},        {">", Comparison::greater},        {"=", Comparison::equal},
};

}  // namespace

std::span<std::string_view const> indicator_names()
{
    static auto const names = [] {
        std::vector<std::string_view> list;
        for (auto const& entry : entries) list.push_back(entry.name);
        return list;
    }();
    return names;
}

base::Result<Target> parse_target(std::string_view text, base::Place place)
{
    auto const at = text.find_first_of("<>=");
    auto const name = formula::without_blanks(text.substr(0, at));
    if (at == std::string_view::npos) return base::fail(base::Errc::invalid, say::target_expected, {{"found", text}}, place);
    auto const entry = std::ranges::find(entries, name, &IndicatorEntry::name);
    if (entry == std::end(entries)) {
        auto const near = base::nearest(name, indicator_names());
        return base::fail(base::Errc::invalid, say::indicator_unknown, {{"found", name}, {"near", near.empty() ? "npv" : near}}, place);
    }
    auto const rest = text.substr(at);
    auto const sign = std::ranges::find_if(signs, [&](Sign const& candidate) { return rest.starts_with(candidate.text); });
    auto const figure = formula::without_blanks(rest.substr(sign->text.size()));
    auto const number = formula::read_number(figure);
    auto const percent = number && formula::without_blanks(number->rest) == "%";
    if (!number || (!percent && !formula::without_blanks(number->rest).empty()))
        return base::fail(base::Errc::invalid, say::target_expected, {{"found", text}}, place);
    return Target{std::string(name), sign->comparison, number->value * (percent ? 0.01 : 1), std::string(text)};
}

std::optional<double> indicator(Indicators const& indicators, std::string_view name)
{
    auto const entry = std::ranges::find(entries, name, &IndicatorEntry::name);
    return entry == std::end(entries) ? std::nullopt : entry->value(indicators);
}

std::optional<bool> holds(Target const& target, Indicators const& indicators)
{
    auto const value = indicator(indicators, target.indicator);
    if (!value) return std::nullopt;
    switch (target.comparison) {
    case Comparison::less: return *value < target.value;
    case Comparison::less_equal: return *value <= target.value;
    case Comparison::equal: return *value == target.value;
    case Comparison::greater_equal: return *value >= target.value;
    case Comparison::greater: return *value > target.value;
    }
    return std::nullopt;
}

}  // namespace alzette::decide
