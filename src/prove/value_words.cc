// SPDX-License-Identifier: Apache-2.0
#include "prove/value_words.h"

#include "base/catalogue/manual.h"

#include <algorithm>

namespace alzette::prove {

using base::Language;
using base::MessageId;
using decide::OfficialValue;

namespace {

constexpr int years_shown_max = 600;  // what a file claims was published may be any span

Origin origin_of(decide::Series const& series, int year)
{
    if (series.anchor) return year == series.anchor->year ? Origin::stated : Origin::by_growth;
    if (std::ranges::find(series.points, year, &std::pair<int, double>::first) != series.points.end()) return Origin::stated;
    return year < series.points.front().first || year > series.points.back().first ? Origin::extended : Origin::between;
}

MessageId short_words_for(decide::Verification verification)
{
    switch (verification) {
    case decide::Verification::primary: return say::read_in_document;
    case decide::Verification::secondary: return say::read_in_transcription;
    case decide::Verification::unverified: break;
    }
    return say::read_nowhere;
}

}  // namespace

ValueKind kind_of(OfficialValue const& value) { return static_cast<ValueKind>(value.content.index()); }

std::string_view name_of(ValueKind kind)
{
    constexpr std::string_view names[] = {"value", "series", "discount", "index"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Origin origin)
{
    constexpr std::string_view names[] = {"stated", "between", "by_growth", "extended"};
    return names[static_cast<std::size_t>(origin)];
}

decide::Series const* series_of(OfficialValue const& value)
{
    if (auto const* const index = std::get_if<decide::PriceIndex>(&value.content)) return &index->points;
    return std::get_if<decide::Series>(&value.content);
}

std::string value_in_words(OfficialValue const& value, Language language)
{
    if (auto const* const schedule = std::get_if<decide::DiscountSchedule>(&value.content))
        return discount_in_words({*schedule, value.id, value.verification, schedule->beta}, language);
    // An input that takes the value as it stands reads the same.
    decide::Input input;
    if (auto const* const point = std::get_if<formula::Uncertain>(&value.content)) input.value = *point;
    if (auto const* const series = series_of(value)) input.series = *series;
    input.series_unit = value.unit;
    input.grows = value.grows;
    return value_in_words(input, language);
}

std::string standing_in_words(OfficialValue const& value, Language language)
{
    auto words = in_words(language, short_words_for(value.verification));
    if (!value.superseded_by.empty()) words = in_words(language, say::status_superseded, {{"status", words}});
    if (!value.prices) return words;
    auto const prices = in_words(language, value.prices_confirmed ? say::price_year : say::price_year_unconfirmed, {{"year", *value.prices}});
    return in_words(language, say::standing, {{"prices", prices}, {"status", words}});
}

std::vector<YearFigure> figures_by_year(OfficialValue const& value)
{
    std::vector<YearFigure> figures;
    auto const* const series = series_of(value);
    auto const span = series == nullptr ? std::nullopt : series->span();
    if (!span) return figures;
    auto const last = std::min<long>(span->last, long{span->first} + years_shown_max - 1);
    for (auto year = span->first; year <= last; ++year)
        if (auto const figure = series->at(year)) figures.push_back({year, *figure, origin_of(*series, year)});
    return figures;
}

}  // namespace alzette::prove
