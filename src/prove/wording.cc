// SPDX-License-Identifier: Apache-2.0
#include "prove/wording.h"

#include "base/catalogue/prove.h"
#include "base/format.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using base::Argument;
using base::Language;
using base::MessageId;
using decide::Input;
using formula::Shape;
using formula::Uncertain;
using formula::Unit;

namespace {

constexpr int digits = 6;  // a figure of the case is shown as its author wrote it

std::string plain(double value, Language language) { return base::number(value, language, digits); }

bool is_per_cent(Unit const& unit) { return unit.dimension.is_none() && unit.factor == 0.01; }

std::string with_unit(double value, Unit const& unit, Language language)
{
    if (is_per_cent(unit)) return base::percent(value * unit.factor, language, digits);
    return base::quantity(value, unit.text, false, language, digits);
}

// The first of two figures of one unit: only a percentage repeats its sign.
std::string before_another(double value, Unit const& unit, Language language)
{
    return is_per_cent(unit) ? with_unit(value, unit, language) : plain(value, language);
}

std::string signed_percent(double share, Language language)
{
    return (share >= 0 ? "+" : "") + base::percent(share, language, digits);
}

std::string discrete_in_words(Uncertain const& value, Language language)
{
    std::vector<std::string> choices;
    for (std::size_t i = 0; i + 1 < value.numbers.size(); i += 2)
        choices.push_back(in_words(language, say::value_choice,
                                   {{"value", with_unit(value.numbers[i], value.unit, language)},
                                    {"probability", base::percent(value.numbers[i + 1], language)}}));
    return list_of(choices, language, say::list_or);
}

std::string percentiles_in_words(Uncertain const& value, Language language)
{
    std::vector<std::string> points;
    for (std::size_t i = 0; i + 1 < value.numbers.size(); i += 2)
        points.push_back(in_words(language, say::value_percentile,
                                  {{"value", with_unit(value.numbers[i + 1], value.unit, language)},
                                   {"probability", base::percent(value.numbers[i], language)}}));
    return in_words(language, say::value_percentiles, {{"list", list_of(points, language)}});
}

std::string series_in_words(decide::Series const& series, Unit const& unit, Language language)
{
    auto const in_year = [&](int year, double value) {
        return in_words(language, say::value_in_year, {{"value", with_unit(value, unit, language)}, {"year", year}});
    };
    if (series.anchor)
        return in_words(language, say::value_anchor,
                        {{"value", with_unit(series.anchor->value, unit, language)}, {"year", series.anchor->year},
                         {"growth", signed_percent(series.anchor->growth, language)}});
    if (series.points.empty()) return {};
    auto const& [first_year, first] = series.points.front();
    auto const& [last_year, last] = series.points.back();
    if (series.points.size() == 1) return in_year(first_year, first);
    return in_words(language, say::value_points,
                    {{"first", in_year(first_year, first)}, {"last", in_year(last_year, last)}, {"count", series.points.size()}});
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

std::string step_in_words(decide::DiscountStep const& step, double beta, Language language)
{
    auto rate = base::percent(step.risk_free + beta * step.premium, language);
    if (step.premium == 0) return rate;
    return in_words(language, say::rate_with_beta,
                    {{"rate", rate}, {"risk_free", base::percent(step.risk_free, language)}, {"beta", base::number(beta, language)},
                     {"premium", base::percent(step.premium, language)}});
}

}  // namespace

std::string in_words(Language language, MessageId message, std::vector<Argument> arguments)
{
    return base::Message(message, std::move(arguments)).in(language);
}

std::string with_capital(std::string text)
{
    if (text.empty()) return text;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    // à .. þ are two bytes, 32 code points after their capitals; 0xB7 would be the division sign
    auto const second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    if (text[0] == '\xC3' && second >= 0xA0 && second <= 0xBE && second != 0xB7) text[1] = static_cast<char>(second - 0x20);
    return text;
}

std::string list_of(std::span<std::string const> items, Language language, MessageId join)
{
    std::string list;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i == 0) list = items[0];
        else if (i + 1 == items.size()) list = in_words(language, join, {{"list", list}, {"last", items[i]}});
        else list.append(", ").append(items[i]);
    }
    return list;
}

std::string label_or_id(base::Text const& label, std::string_view id, Language language)
{
    return label.empty() ? std::string(id) : label.in(language);
}

std::string name_with_id(base::Text const& label, std::string_view id, Language language)
{
    if (label.empty() || label.in(language) == id) return std::string(id);
    return in_words(language, say::name_with_id, {{"label", label.in(language)}, {"id", id}});
}

std::string actor_name(decide::Case const& subject, std::string_view actor, Language language)
{
    auto const found = std::ranges::find(subject.actors, actor, &decide::Actor::id);
    return found == subject.actors.end() ? std::string(actor) : label_or_id(found->label, found->id, language);
}

std::string input_name(decide::Case const& subject, std::string_view input, Language language)
{
    auto const found = std::ranges::find(subject.inputs, input, &Input::id);
    return found == subject.inputs.end() ? std::string(input) : name_with_id(found->label, found->id, language);
}

std::string indicator_name(std::string_view id, Language language)
{
    struct Entry {
        std::string_view id;
        MessageId name;
    };
    static constexpr Entry entries[] = {{"npv", say::indicator_npv},
                                        {"public_outlay", say::indicator_public_outlay},
                                        {"public_funds_premium", say::indicator_public_funds_premium},
                                        {"residual", say::indicator_residual},
                                        {"benefits", say::indicator_benefits},
                                        {"costs", say::indicator_costs},
                                        {"investment", say::indicator_investment},
                                        {"others", say::indicator_others},
                                        {"npv_per_public_euro", say::indicator_npv_per_public_euro},
                                        {"npv_per_investment", say::indicator_npv_per_investment},
                                        {"npv_per_cost", say::indicator_npv_per_cost},
                                        {"bcr", say::indicator_bcr},
                                        {"bcr_public", say::indicator_bcr_public},
                                        {"first_year_return", say::indicator_first_year_return},
                                        {"irr", say::indicator_irr},
                                        {"payback", say::indicator_payback},
                                        {"discounted_payback", say::indicator_discounted_payback},
                                        {"annual_equivalent", say::indicator_annual_equivalent},
                                        {"npv_weighted", say::indicator_npv_weighted}};
    auto const found = std::ranges::find(entries, id, &Entry::id);
    return found == std::end(entries) ? std::string() : in_words(language, found->name);
}

MessageId words_for(decide::ActorKind kind)
{
    switch (kind) {
    case decide::ActorKind::users: return say::actor_users;
    case decide::ActorKind::public_body: return say::actor_public_body;
    case decide::ActorKind::third_party: return say::actor_third_party;
    case decide::ActorKind::firm: return say::actor_firm;
    case decide::ActorKind::climate: break;
    }
    return say::actor_climate;
}

MessageId words_for(decide::Status status)
{
    switch (status) {
    case decide::Status::official: return say::status_official;
    case decide::Status::measured: return say::status_measured;
    case decide::Status::published: return say::status_published;
    case decide::Status::expert: return say::status_expert;
    case decide::Status::assumed: break;
    }
    return say::status_assumed;
}

MessageId words_for(decide::Verification verification)
{
    switch (verification) {
    case decide::Verification::primary: return say::verification_primary;
    case decide::Verification::secondary: return say::verification_secondary;
    case decide::Verification::unverified: break;
    }
    return say::verification_unverified;
}

MessageId words_for(decide::Timing timing)
{
    switch (timing) {
    case decide::Timing::start_of_year: return say::timing_start_of_year;
    case decide::Timing::mid_year: return say::timing_mid_year;
    case decide::Timing::end_of_year: break;
    }
    return say::timing_end_of_year;
}

std::string status_words(Input const& input, Language language)
{
    auto const status = in_words(language, words_for(input.status));
    return input.verification ? status + ", " + in_words(language, words_for(*input.verification)) : status;
}

std::string amount_in_words(Uncertain const& value, Language language)
{
    auto const& numbers = value.numbers;
    auto const shown = [&](double number) { return with_unit(number, value.unit, language); };
    auto const between = [&](MessageId message, std::vector<Argument> more) {
        auto const range = value.range().value_or(formula::Range{0, 0});
        more.insert(more.end(), {{"low", before_another(range.low, value.unit, language)}, {"high", shown(range.high)}});
        return in_words(language, message, std::move(more));
    };
    switch (value.shape) {
    case Shape::point: return shown(numbers[0]);
    case Shape::uniform: return between(say::value_uniform, {});
    case Shape::triangular: return between(say::value_triangular, {{"mode", shown(numbers[1])}});
    case Shape::pert: return between(say::value_pert, {{"mode", shown(numbers[1])}});
    case Shape::normal: return in_words(language, say::value_normal, {{"mean", shown(numbers[0])}, {"sd", shown(numbers[1])}});
    case Shape::lognormal: return between(say::value_lognormal, {{"median", shown(numbers[0])}});
    case Shape::beta:
        return in_words(language, say::value_beta,
                        {{"a", plain(numbers[0], language)}, {"b", plain(numbers[1], language)},
                         {"median", base::number(value.central(), language, 3)}});
    case Shape::discrete: return discrete_in_words(value, language);
    case Shape::quantiles: return percentiles_in_words(value, language);
    case Shape::data:
        return between(say::value_data,
                       {{"count", base::number(static_cast<double>(numbers.size()), language)}, {"median", shown(value.central())}});
    }
    return {};
}

std::string value_in_words(Input const& input, Language language)
{
    auto words = input.series ? series_in_words(*input.series, input.series_unit, language) : amount_in_words(input.value, language);
    auto const add = [&](MessageId message, std::vector<Argument> arguments) {
        words += ", " + in_words(language, message, std::move(arguments));
    };
    if (input.central) add(say::value_central, {{"value", with_unit(*input.central, input.unit(), language)}});
    if (input.grows) add(say::value_grows, {{"growth", signed_percent(input.grows->rate, language)}, {"year", input.grows->from}});
    if (input.prices && input.rebase != 1)
        add(say::value_rebased, {{"year", *input.prices}, {"factor", base::number(input.rebase, language)}});
    else if (input.prices) add(say::value_of_prices, {{"year", *input.prices}});
    return words;
}

std::string value_as_written(Uncertain const& value)
{
    auto const& numbers = value.numbers;
    auto const joined = [&](std::string_view between) {
        std::string text;
        for (auto const number : numbers) text += (text.empty() ? "" : std::string(between)) + base::shortest(number);
        return text;
    };
    auto const choices = [&] {
        std::string text;
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
            text += (text.empty() ? "" : ", ") + base::shortest(numbers[i]) + " = " + base::shortest(numbers[i + 1]);
        return text;
    };
    auto const percentiles = [&] {
        std::string text;
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
            text +=
                (text.empty() ? "p" : ", p") + base::shortest(std::round(numbers[i] * 1e11) / 1e9) + "=" + base::shortest(numbers[i + 1]);
        return text;
    };
    auto const text = [&]() -> std::string {
        switch (value.shape) {
        case Shape::point: return base::shortest(numbers[0]);
        case Shape::uniform:
        case Shape::triangular: return joined(" .. ");
        case Shape::normal: return joined(" +- ");
        case Shape::pert: return "pert(" + joined(", ") + ")";
        case Shape::lognormal: return "lognormal(median=" + base::shortest(numbers[0]) + ", sigma=" + base::shortest(numbers[1]) + ")";
        case Shape::beta: return "beta(" + joined(", ") + ")";
        case Shape::discrete: return "discrete(" + choices() + ")";
        case Shape::quantiles: return "quantiles(" + percentiles() + ")";
        case Shape::data: return {};
        }
        return {};
    }();
    return text.empty() || value.unit.text.empty() ? text : text + " " + value.unit.text;
}

std::string formula_in_words(std::string_view formula)
{
    std::string text(formula);
    replace_all(text, "*", "×");
    replace_all(text, " - ", " − ");
    replace_all(text, "<=", "≤");
    replace_all(text, ">=", "≥");
    replace_all(text, "!=", "≠");
    replace_all(text, "==", "=");
    return text;
}

std::string when_in_words(decide::Occurrence const& occurrence, int base_year, int horizon, Language language)
{
    if (!occurrence.one_off()) {
        auto const span = occurrence.during.value_or(decide::YearSpan{1, horizon});
        if (span.first == span.last) return in_words(language, say::when_one_year, {{"year", base_year + span.first}});
        return in_words(language, say::when_every_year, {{"first", base_year + span.first}, {"last", base_year + span.last}});
    }
    std::vector<std::string> years;
    for (auto const t : occurrence.years(horizon)) years.push_back(std::to_string(base_year + t));
    if (years.empty()) return in_words(language, say::when_never);
    if (occurrence.every > 0) {
        if (years.size() > 3) years = {years[0], years[1], "…", years.back()};
        return in_words(language, say::when_every, {{"n", occurrence.every}, {"years", list_of(years, language)}});
    }
    if (years.size() == 1) return in_words(language, say::when_once, {{"year", years[0]}});
    return in_words(language, say::when_each, {{"years", list_of(years, language)}});
}

std::string target_in_words(decide::Target const& target, std::string_view currency, Language language)
{
    static constexpr std::string_view amounts[] = {"npv", "public_outlay", "benefits", "costs", "investment", "others",
                                                   "annual_equivalent", "residual", "public_funds_premium", "npv_weighted"};
    static constexpr std::string_view signs[] = {"<", "≤", "=", "≥", ">"};
    auto const indicator = indicator_name(target.indicator, language);
    if (indicator.empty()) return target.text;
    auto const is_money = std::ranges::find(amounts, target.indicator) != std::end(amounts);
    auto const value = is_money ? base::money(target.value, currency, language) : plain(target.value, language);
    return indicator + " " + std::string(signs[static_cast<std::size_t>(target.comparison)]) + " " + value;
}

std::string discount_in_words(decide::Discount const& discount, Language language)
{
    std::vector<std::string> steps;
    for (auto const& step : discount.schedule.steps) {
        auto const rate = step_in_words(step, discount.beta, language);
        if (step.from_year) steps.push_back(in_words(language, say::rate_from_year, {{"rate", rate}, {"year", *step.from_year}}));
        else if (step.from > 1) steps.push_back(in_words(language, say::rate_from_t, {{"rate", rate}, {"t", step.from}}));
        else steps.push_back(rate);
    }
    return list_of(steps, language);
}

std::string unmeasured_in_words(decide::Case const& subject, decide::Unmeasured const& effect, Language language)
{
    auto words =
        in_words(language, effect.is_gain ? say::unmeasured_gain : say::unmeasured_loss,
                 {{"actor", actor_name(subject, effect.actor, language)}, {"label", label_or_id(effect.label, effect.id, language)}});
    if (!effect.in.empty()) words += in_words(language, say::unmeasured_in, {{"measure", effect.in.in(language)}});
    return words;
}

std::string range_in_words(double low, double high, std::string_view unit, bool is_share, Language language)
{
    auto const first = is_share ? base::percent(low, language) : base::number(low, language);
    return in_words(language, say::range_words, {{"low", first}, {"high", base::quantity(high, unit, is_share, language)}});
}

}  // namespace alzette::prove
