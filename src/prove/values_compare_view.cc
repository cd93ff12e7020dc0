// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/manual.h"
#include "base/format.h"
#include "prove/text_page.h"
#include "prove/value_words.h"
#include "prove/values_compare.h"
#include "prove/values_parts.h"

#include <algorithm>

namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using decide::OfficialValue;
using decide::ValueSet;

namespace {

constexpr double tiny = 5e-7;  // shows as 0 %

bool is_of(ValuePair const& pair, std::string_view id) { return id.empty() || pair.a->id == id || pair.b->id == id; }

// The parts of a comparison an id asks for; all of them without one.
SetComparison narrowed(SetComparison whole, std::string_view id)
{
    auto const other = [&](OfficialValue const* value) { return !id.empty() && value->id != id; };
    std::erase_if(whole.both, [&](ValuePair const& pair) { return !is_of(pair, id); });
    std::erase_if(whole.only_a, other);
    std::erase_if(whole.only_b, other);
    return whole;
}

std::string signed_share(double share, Language language)
{
    return (share > tiny ? "+" : "") + base::percent(std::abs(share) < tiny ? 0 : share, language);
}

std::string difference_in_words(Difference const& difference, ValuesTelling const& telling)
{
    auto words = [&]() -> std::string {
        if (difference.a == difference.b) return telling.say(say::difference_none);
        if (difference.points) {
            auto const points = base::number(*difference.points * 100, telling.language, 3);
            return telling.say(say::difference_points, {{"points", (*difference.points > 0 ? "+" : "") + points}});
        }
        return difference.relative ? signed_share(*difference.relative, telling.language) : "–";
    }();
    if (difference.at_start) return telling.say(say::difference_at_start, {{"difference", words}});
    if (!difference.year) return words;
    return telling.say(say::difference_in_year, {{"difference", words}, {"year", *difference.year}});
}

std::string apart_in_words(Apart apart, ValuesTelling const& telling)
{
    switch (apart) {
    case Apart::kind: return telling.say(say::apart_kind);
    case Apart::unit: return telling.say(say::apart_unit);
    case Apart::base: return telling.say(say::apart_base);
    case Apart::prices: return telling.say(say::apart_prices);
    case Apart::prices_unknown: return telling.say(say::apart_prices_unknown);
    case Apart::no_common_year: return telling.say(say::apart_no_common_year);
    case Apart::nothing: break;
    }
    return {};
}

std::string differences_in_words(ValuePair const& pair, ValuesTelling const& telling)
{
    auto words = apart_in_words(pair.apart, telling);
    for (auto const& difference : pair.differences) words.append(words.empty() ? "" : ", ").append(difference_in_words(difference, telling));
    return words;
}

void print_both(TextPage& page, SetComparison const& comparison, ValueSet const& a, ValueSet const& b, ValuesTelling const& telling)
{
    page.heading(telling.say(say::values_in_both, {{"count", comparison.both.size()}}));
    if (comparison.both.empty()) return page.line(telling.say(say::values_none));
    Table table({{telling.say(say::column_value_id)}, {a.id}, {b.id}, {telling.say(say::column_difference)}});
    for (auto const& pair : comparison.both) {
        auto const same_id = pair.a->id == pair.b->id;
        table.row({Cell(pair.a->id, Tone::strong), value_in_words(*pair.a, telling.language), value_in_words(*pair.b, telling.language),
                   differences_in_words(pair, telling)});
        table.row({same_id ? pair.a->label.in(telling.language) : pair.b->id, standing_in_words(*pair.a, telling.language),
                   standing_in_words(*pair.b, telling.language), {}});
    }
    page.table(table);
}

void print_only(TextPage& page, std::vector<OfficialValue const*> const& values, ValueSet const& set, ValuesTelling const& telling)
{
    if (values.empty()) return;
    page.heading(telling.say(say::values_only_in, {{"set", set.id}, {"count", values.size()}}));
    Table table({{telling.say(say::column_value_id)}, {telling.say(say::column_value)}, {telling.say(say::column_standing)}});
    for (auto const* const value : values)
        table.row({value->id, value_in_words(*value, telling.language), standing_in_words(*value, telling.language)});
    page.table(table);
}

void side_json(JsonWriter& json, OfficialValue const& value, Language language)
{
    json.object([&] {
        json.member("id", value.id);
        json.member("label", value.label.in(language));
        json.member("in_words", value_in_words(value, language));
        json.member("unit", value.unit.text);
        json.member("prices", value.prices);
        json.member("status", decide::name_of(value.verification));
        json.member("superseded", !value.superseded_by.empty());
    });
}

void pair_json(JsonWriter& json, ValuePair const& pair, Language language)
{
    json.object([&] {
        side_json(json.key("a"), *pair.a, language);
        side_json(json.key("b"), *pair.b, language);
        if (pair.apart == Apart::nothing) json.key("apart").null();
        else json.member("apart", name_of(pair.apart));
        json.key("differences").array([&] {
            for (auto const& difference : pair.differences)
                json.object([&] {
                    json.member("year", difference.year);
                    json.member("at_start", difference.at_start);
                    json.member("a", difference.a);
                    json.member("b", difference.b);
                    json.member("relative", difference.relative);
                    json.member("points", difference.points);
                });
        });
    });
}

}  // namespace

std::string comparison_text(ValueSet const& a, ValueSet const& b, std::string_view id, ValuesTelling const& telling)
{
    auto const comparison = narrowed(compare(a, b), id);
    TextPage page(telling.colour);
    page.heading(telling.say(say::values_beside, {{"a", name_with_id(a.title, a.id, telling.language)}, {"b", name_with_id(b.title, b.id, telling.language)}}));
    page.line(telling.say(say::comparison_explained, {{"a", a.id}, {"b", b.id}}));
    print_both(page, comparison, a, b, telling);
    print_only(page, comparison.only_a, a, telling);
    print_only(page, comparison.only_b, b, telling);
    page.paragraph(telling.say(say::values_legend));
    return std::move(page).take();
}

void comparison_json(JsonWriter& json, ValueSet const& a, ValueSet const& b, std::string_view id, Language language)
{
    auto const comparison = narrowed(compare(a, b), id);
    json.key("a").object([&] { set_json(json, a, language); });
    json.key("b").object([&] { set_json(json, b, language); });
    json.key("both").array([&] {
        for (auto const& pair : comparison.both) pair_json(json, pair, language);
    });
    json.key("only_a").array([&] {
        for (auto const* const value : comparison.only_a) side_json(json, *value, language);
    });
    json.key("only_b").array([&] {
        for (auto const* const value : comparison.only_b) side_json(json, *value, language);
    });
}

}  // namespace alzette::prove
