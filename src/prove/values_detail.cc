// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/manual.h"
#include "base/catalogue/prove.h"
#include "base/format.h"
#include "prove/text_page.h"
#include "prove/value_words.h"
#include "prove/values_parts.h"

namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using decide::OfficialValue;
using decide::ValueSet;
using Side = Table::Side;

namespace {

constexpr int digits = 6;  // as published

std::optional<std::string> unless_empty(std::string text)
{
    if (text.empty()) return std::nullopt;
    return text;
}

bool is_share(formula::Unit const& unit) { return unit.text == "%"; }

std::string in_unit(double value, formula::Unit const& unit, Language language)
{
    auto const share = is_share(unit);
    return base::quantity(share ? value * unit.factor : value, share ? "" : unit.text, share, language, digits);
}

// What is known, one row each; a row without content is left out.
Table facts_of(ValueSet const& set, OfficialValue const& value, ValuesTelling const& telling)
{
    Table table({{""}, {""}});
    auto const add = [&](base::MessageId name, std::string const& content) {
        if (!content.empty()) table.row({telling.say(name), content});
    };
    add(say::column_value, value_in_words(value, telling.language));
    if (value.range)
        add(say::fact_range, telling.say(say::range_words, {{"low", in_unit(value.range->low, value.unit, telling.language)},
                                                            {"high", in_unit(value.range->high, value.unit, telling.language)}}));
    add(say::fact_unit, value.unit.text);
    if (value.prices)
        add(say::column_prices, telling.say(value.prices_confirmed ? say::price_year : say::fact_prices_unconfirmed, {{"year", *value.prices}}));
    if (auto const* const series = series_of(value); series != nullptr && series->published)
        add(say::fact_published, telling.say(say::range_words, {{"low", std::to_string(series->published->first)},
                                                                {"high", std::to_string(series->published->last)}}));
    add(say::column_status, telling.say(words_for(value.verification)));
    add(say::fact_document, value.document);
    add(say::fact_page, value.page);
    add(say::fact_date, value.date);
    add(say::fact_via, value.via);
    add(say::column_set, telling.say(say::set_with_hash, {{"set", name_with_id(set.title, set.id, telling.language)},
                                                          {"hash", set.sha256.substr(0, hash_digits_shown)}}));
    return table;
}

base::MessageId words_for_origin(Origin origin)
{
    switch (origin) {
    case Origin::stated: return say::origin_stated;
    case Origin::between: return say::origin_between;
    case Origin::by_growth: return say::origin_by_growth;
    case Origin::extended: break;
    }
    return say::origin_extended;
}

void print_years(TextPage& page, OfficialValue const& value, ValuesTelling const& telling)
{
    auto const figures = figures_by_year(value);
    if (figures.empty()) return;
    page.heading(telling.say(say::heading_years));
    Table table({{telling.say(say::column_year), Side::right}, {telling.say(say::column_value), Side::right}, {telling.say(say::column_origin)}});
    for (auto const& figure : figures)
        table.row({std::to_string(figure.year), in_unit(figure.value, value.unit, telling.language), telling.say(words_for_origin(figure.origin))});
    page.table(table);
}

std::string start_of(decide::DiscountStep const& step, ValuesTelling const& telling)
{
    if (step.from_year) return std::to_string(*step.from_year);
    return telling.say(say::step_from_t, {{"t", step.from}});
}

void print_schedule(TextPage& page, OfficialValue const& value, ValuesTelling const& telling)
{
    auto const* const schedule = std::get_if<decide::DiscountSchedule>(&value.content);
    if (schedule == nullptr) return;
    page.heading(telling.say(say::heading_schedule));
    auto const with_beta = schedule->has_premium();
    std::vector<Table::Column> columns{{telling.say(say::column_from)}, {telling.say(say::column_rate), Side::right}};
    if (with_beta) {
        columns.push_back({telling.say(say::column_risk_free), Side::right});
        columns.push_back({telling.say(say::column_premium), Side::right});
    }
    Table table(std::move(columns));
    for (auto const& step : schedule->steps) {
        std::vector<Cell> cells{start_of(step, telling), base::percent(step.risk_free + schedule->beta * step.premium, telling.language)};
        if (with_beta) {
            cells.emplace_back(base::percent(step.risk_free, telling.language));
            cells.emplace_back(base::percent(step.premium, telling.language));
        }
        table.row(std::move(cells));
    }
    page.table(table);
    if (with_beta) page.line(telling.say(say::schedule_beta, {{"beta", base::number(schedule->beta, telling.language)}}));
}

std::string_view name_of_interpolation(decide::Interpolation interpolation)
{
    constexpr std::string_view names[] = {"linear", "geometric", "step"};
    return names[static_cast<std::size_t>(interpolation)];
}

std::string_view name_of_extend(decide::Extend extend)
{
    constexpr std::string_view names[] = {"none", "flat", "growth"};
    return names[static_cast<std::size_t>(extend)];
}

void series_json(JsonWriter& json, OfficialValue const& value)
{
    auto const& series = *series_of(value);
    if (series.anchor)
        json.key("anchor").object([&] {
            json.member("year", series.anchor->year);
            json.member("value", series.anchor->value);
            json.member("growth", series.anchor->growth);
        });
    else {
        json.member("interpolation", name_of_interpolation(series.interpolation));
        json.member("extend", name_of_extend(series.extend));
    }
    json.key("years").array([&] {
        for (auto const& figure : figures_by_year(value))
            json.object([&] {
                json.member("year", figure.year);
                json.member("value", figure.value);
                json.member("origin", name_of(figure.origin));
            });
    });
}

void schedule_json(JsonWriter& json, decide::DiscountSchedule const& schedule)
{
    json.member("beta", schedule.beta);
    json.key("steps").array([&] {
        for (auto const& step : schedule.steps)
            json.object([&] {
                if (step.from_year) json.member("from_year", *step.from_year);
                else json.member("from", step.from);
                json.member("risk_free", step.risk_free);
                json.member("premium", step.premium);
                json.member("rate", step.risk_free + schedule.beta * step.premium);
            });
    });
}

void content_json(JsonWriter& json, OfficialValue const& value)
{
    if (auto const* const point = std::get_if<formula::Uncertain>(&value.content)) {
        json.member("central", point->central());
        auto const range = value.range ? value.range : point->range();
        if (range)
            json.key("range").object([&] {
                json.member("low", range->low);
                json.member("high", range->high);
            });
    } else if (auto const* const schedule = std::get_if<decide::DiscountSchedule>(&value.content)) schedule_json(json, *schedule);
    else series_json(json, value);
}

}  // namespace

std::string value_text(ValueSet const& set, OfficialValue const& value, ValuesTelling const& telling)
{
    TextPage page(telling.colour);
    page.heading(name_with_id(value.label, value.id, telling.language));
    if (!value.superseded_by.empty()) page.paragraph(telling.say(say::superseded_warning, {{"by", value.superseded_by}}), Tone::bad);
    page.table(facts_of(set, value, telling));
    if (!value.note.empty()) {
        page.heading(telling.say(say::heading_note));
        page.line(value.note.in(telling.language));
    }
    if (!value.conflicts.empty()) {
        page.heading(telling.say(say::heading_conflicts));
        for (auto const& conflict : value.conflicts) page.item(conflict.in(telling.language));
    }
    print_schedule(page, value, telling);
    print_years(page, value, telling);
    return std::move(page).take();
}

std::string missing_text(ValueSet const& set, decide::MissingValue const& missing, ValuesTelling const& telling)
{
    TextPage page(telling.colour);
    page.heading(missing.id);
    page.line(telling.say(say::missing_because, {{"set", name_with_id(set.title, set.id, telling.language)},
                                                 {"reason", missing.reason.in(telling.language)}}));
    if (!missing.where.empty()) page.line(telling.say(say::missing_where, {{"where", missing.where}}));
    return std::move(page).take();
}

void value_json(JsonWriter& json, OfficialValue const& value, Language language)
{
    json.member("id", value.id);
    json.member("label", value.label.in(language));
    json.member("kind", name_of(kind_of(value)));
    json.member("in_words", value_in_words(value, language));
    json.member("unit", unless_empty(value.unit.text));
    content_json(json, value);
    if (value.grows)
        json.key("grows").object([&] {
            json.member("rate", value.grows->rate);
            json.member("from", value.grows->from);
        });
    json.member("prices", value.prices);
    if (value.prices) json.member("prices_confirmed", value.prices_confirmed);
    json.member("status", decide::name_of(value.verification));
    json.member("document", value.document);
    json.member("page", unless_empty(value.page));
    json.member("date", unless_empty(value.date));
    json.member("via", unless_empty(value.via));
    json.member("note", unless_empty(value.note.in(language)));
    json.key("conflicts").array([&] {
        for (auto const& conflict : value.conflicts) json.value(conflict.in(language));
    });
    json.member("superseded_by", unless_empty(value.superseded_by));
}

void missing_json(JsonWriter& json, decide::MissingValue const& missing, Language language)
{
    json.member("id", missing.id);
    json.member("reason", missing.reason.in(language));
    json.member("where", unless_empty(missing.where));
}

}  // namespace alzette::prove
