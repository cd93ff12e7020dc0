// SPDX-License-Identifier: Apache-2.0
#include "prove/report_inputs.h"

#include "base/catalogue/prove.h"
#include "base/catalogue/report.h"

#include <algorithm>

namespace alzette::prove {

namespace {

std::string figure(ReportWords const& words, double value, formula::Unit const& unit)
{
    auto const share = unit.text == "%";
    return words.quantity(share ? value / 100 : value, unit.text, share);
}

std::string series_words(ReportWords const& words, decide::Series const& series, formula::Unit const& unit)
{
    auto const in_year = [&](int year, double value) {
        return words.say(say::value_in_year, {{"value", figure(words, value, unit)}, {"year", std::to_string(year)}});
    };
    if (series.anchor) return in_year(series.anchor->year, series.anchor->value);
    if (series.points.empty()) return {};
    auto const& [first_year, first] = series.points.front();
    auto const& [last_year, last] = series.points.back();
    return words.range(in_year(first_year, first), in_year(last_year, last));
}

base::MessageId name_of_shape(formula::Shape shape)
{
    switch (shape) {
    case formula::Shape::point: return say::report_shape_point;
    case formula::Shape::uniform: return say::report_shape_uniform;
    case formula::Shape::triangular: return say::report_shape_triangular;
    case formula::Shape::normal: return say::report_shape_normal;
    case formula::Shape::lognormal: return say::report_shape_lognormal;
    case formula::Shape::pert: return say::report_shape_pert;
    case formula::Shape::beta: return say::report_shape_beta;
    case formula::Shape::discrete: return say::report_shape_discrete;
    case formula::Shape::quantiles: return say::report_shape_quantiles;
    case formula::Shape::data: return say::report_shape_data;
    }
    return say::report_shape_point;
}

// Of a series, the range is that of the factor it is multiplied by.
std::optional<formula::Range> stated_range(decide::Input const& input)
{
    auto const stated = input.value.range();
    return stated ? stated : input.published_range;
}

}  // namespace

bool is_share(decide::Input const& input) { return !input.series && input.value.unit.text == "%"; }

std::optional<double> plain_central(decide::Input const& input)
{
    if (input.series) return std::nullopt;
    return is_share(input) ? input.central_value() / 100 : input.central_value();
}

std::string central_words(ReportWords const& words, decide::Input const& input)
{
    if (input.series) return series_words(words, *input.series, input.series_unit);
    return figure(words, input.central_value(), input.value.unit);
}

std::vector<std::string> change_words(ReportWords const& words, decide::Input const& input)
{
    std::vector<std::string> out;
    if (input.series && input.series->anchor && input.series->anchor->growth != 0)
        out.push_back(words.say(say::report_grows, {{"rate", words.signed_percent(input.series->anchor->growth)}}));
    if (input.series && input.central_value() != 1)
        out.push_back(words.say(say::report_times, {{"factor", words.number(input.central_value(), 4)}}));
    if (input.grows)
        out.push_back(words.say(say::report_grows_from,
                                {{"rate", words.signed_percent(input.grows->rate)}, {"year", std::to_string(input.grows->from)}}));
    if (input.rebase != 1 && input.prices)
        out.push_back(words.say(say::report_rebased, {{"year", std::to_string(*input.prices)}, {"factor", words.number(input.rebase, 4)}}));
    else if (input.prices)
        out.push_back(words.say(say::report_prices_of, {{"year", std::to_string(*input.prices)}}));
    return out;
}

std::string range_words(ReportWords const& words, decide::Input const& input)
{
    auto const range = stated_range(input);
    if (!range) return {};
    auto const share = input.value.unit.text == "%";
    auto const scale = share ? 0.01 : 1.0;
    return words.range(range->low * scale, range->high * scale, input.value.unit.text, share);
}

std::string shape_words(ReportWords const& words, decide::Input const& input)
{
    if (input.value.shape == formula::Shape::point) return input.published_range ? words.say(say::report_shape_published) : std::string();
    return words.say(name_of_shape(input.value.shape));
}

decide::OfficialValue const* official(decide::Case const& subject, std::string_view id)
{
    if (!subject.values || id.empty()) return nullptr;
    auto const found = std::ranges::find(subject.values->values, id, &decide::OfficialValue::id);
    return found == subject.values->values.end() ? nullptr : &*found;
}

std::vector<std::string> remarks(ReportWords const& words, decide::OfficialValue const& value)
{
    std::vector<std::string> out;
    if (!value.note.empty()) out.push_back(words.text(value.note));
    for (auto const& conflict : value.conflicts)
        if (!conflict.empty()) out.push_back(words.say(say::report_conflict, {{"text", conflict}}));
    if (!value.superseded_by.empty()) out.push_back(words.say(say::report_superseded, {{"id", value.superseded_by}}));
    if (!value.prices_confirmed && value.prices)
        out.push_back(words.say(say::report_prices_unconfirmed, {{"year", std::to_string(*value.prices)}}));
    return out;
}

std::vector<std::string> whereabouts(ReportWords const& words, decide::OfficialValue const& value)
{
    std::vector<std::string> out;
    if (!value.page.empty()) out.push_back(words.say(say::report_page, {{"page", value.page}}));
    if (!value.date.empty()) out.push_back(words.say(say::report_dated, {{"date", value.date}}));
    if (!value.via.empty()) out.push_back(words.say(say::report_via, {{"via", value.via}}));
    return out;
}

}  // namespace alzette::prove
