// SPDX-License-Identifier: Apache-2.0
#include "decide/keys.h"
#include "decide/reading.h"
#include "formula/expression.h"

#include <algorithm>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

struct Coverage {
    int first;
    int last;
};

// The years flows may fall in: t = 1 .. the longest horizon. A series need not cover t = 0 unless something falls there.
Coverage years_needed(Case const& subject)
{
    auto const& conventions = subject.conventions;
    return {conventions.base_year + 1, conventions.base_year + conventions.horizon};
}

void check_coverage(Reading& reading, Input const& input, std::string const& name)
{
    auto const needed = years_needed(reading.subject);
    auto const& series = *input.series;
    for (auto year = needed.first; year <= needed.last; ++year) {
        if (series.at(year)) continue;
        auto const span = series.span().value_or(YearSpan{0, 0});
        return reading.error(input.place, say::series_does_not_cover,
                             {{"name", name}, {"missing", year}, {"first", span.first}, {"last", span.last}});
    }
    auto const span = series.span();
    if (!span || (span->first <= needed.first && span->last >= needed.last)) return;
    reading.findings.warning(input.place, say::series_beyond_published,
                             {{"name", name}, {"first", span->first}, {"last", span->last}, {"from", needed.first}, {"to", needed.last}});
}

// Money of another price year: re-based where the index has both years, else left as it stands and said so.
void rebase(Reading& reading, Input& input, bool prices_confirmed)
{
    auto const& conventions = reading.subject.conventions;
    if (!input.prices || *input.prices == conventions.price_year) return;
    if (formula::money_kind(input.unit().dimension) == formula::MoneyKind::none && !input.unit().dimension.is_none()) {
        auto const has_money = std::ranges::any_of(std::span(input.unit().dimension.powers).first(4), [](auto power_of) { return power_of != 0; });
        if (!has_money) return;
    }
    auto const years = std::vector<base::Argument>{{"name", input.id}, {"from", *input.prices}, {"to", conventions.price_year}};
    if (!prices_confirmed) return reading.findings.warning(input.place, say::prices_not_confirmed, years);
    auto const* const value = reading.subject.values ? reading.subject.values->find(conventions.price_index) : nullptr;
    auto const* const index = value == nullptr ? nullptr : std::get_if<PriceIndex>(&value->content);
    auto const from = index == nullptr ? std::nullopt : index->points.at(*input.prices);
    auto const to = index == nullptr ? std::nullopt : index->points.at(conventions.price_year);
    if (!from || !to || *from <= 0) return reading.findings.warning(input.place, say::prices_not_rebased, years);
    input.rebase = *to / *from;
}

void take_series(Reading& reading, Input& input, Series series, formula::Unit unit)
{
    input.value = {formula::Shape::point, {1.0}, {}};
    input.series = std::move(series);
    input.series_unit = std::move(unit);
    check_coverage(reading, input, input.from.empty() ? input.id : input.from);
}

bool take_official(Reading& reading, Input& input, Record const& record)
{
    auto const* const node = record.find("from");
    input.from = record.text("from");
    auto const* const value = official_value(reading, input.from, node->place);
    if (value == nullptr) return false;
    input.verification = value->verification;
    input.status = Status::official;
    input.prices = value->prices;
    input.grows = value->grows;
    input.published_range = value->range;
    if (input.label.empty()) input.label = value->label;
    if (input.source.empty()) input.source = value->document;
    if (auto const* const point = std::get_if<formula::Uncertain>(&value->content)) input.value = *point;
    else if (auto const* const series = std::get_if<Series>(&value->content)) take_series(reading, input, *series, value->unit);
    else {
        reading.error(node->place, say::official_not_an_input, {{"id", input.from}});
        return false;
    }
    rebase(reading, input, value->prices_confirmed);
    return true;
}

bool take_points(Reading& reading, Input& input, Record const& record)
{
    Series series;
    std::optional<formula::Unit> unit;
    if (auto const* const node = record.find("unit")) unit = reading.fields().unit(*node);
    auto points = reading.fields().points(*record.find("points"), unit);
    if (!points) return false;
    series.points = *std::move(points);
    series.interpolation = static_cast<Interpolation>(record.choice("interpolation").value_or(0));
    series.extend = static_cast<Extend>(record.choice("extend").value_or(0));
    take_series(reading, input, std::move(series), unit.value_or(formula::Unit{}));
    return true;
}

bool take_value(Reading& reading, Input& input, Node const& node)
{
    auto value = reading.fields().uncertain(node);
    if (!value) return false;
    input.value = *std::move(value);
    input.series.reset();
    input.central.reset();
    return true;
}

void take_central(Reading& reading, Input& input, Node const& node)
{
    auto const central = reading.fields().quantity(node);
    if (!central) return;
    if (central->unit.dimension != input.value.unit.dimension)
        return reading.error(node.place, say::central_other_unit, {{"found", central->unit.text}, {"expected", input.value.unit.text}});
    input.central = central->numbers[0] * central->unit.factor / input.value.unit.factor;
    auto const range = input.value.range();
    if (range && (*input.central < range->low || *input.central > range->high))
        reading.findings.warning(node.place, say::central_outside_range, {{"name", input.id}});
}

// What an assistant writes is no source: name the document it read.
bool names_assistant(std::string_view source)
{
    constexpr std::string_view assistants[] = {"ChatGPT", "chatgpt", "Copilot", "Gemini", "Claude", "Mistral", "Perplexity"};
    return std::ranges::any_of(assistants, [&](auto name) { return source.find(name) != std::string_view::npos; });
}

void check_source(Reading& reading, Input const& input)
{
    auto const needs = input.status == Status::official || input.status == Status::measured || input.status == Status::published;
    if (needs && input.source.empty()) reading.findings.warning(input.place, say::source_missing, {{"name", input.id}});
    if (names_assistant(input.source)) reading.findings.warning(input.place, say::source_is_assistant, {{"name", input.id}});
}

}  // namespace

std::optional<Input> read_input(Reading& reading, yaml::Member const& member, Input const* inherited)
{
    Input input = inherited != nullptr ? *inherited : Input{};
    input.id = member.key;
    input.place = member.key_place;
    if (inherited != nullptr && member.value.is_scalar())
        return take_value(reading, input, member.value) ? std::optional(std::move(input)) : std::nullopt;
    if (member.value.is_scalar()) return reading.error(member.value.place, say::input_needs_status, {{"name", member.key}}), std::nullopt;
    auto const record = Record(member.value, case_section("input"), reading.findings);
    if (!member.value.is_mapping() || record.is_cut()) return std::nullopt;
    if (record.has("label")) input.label = record.people_text("label");
    if (record.has("note")) input.note = record.people_text("note");
    if (record.has("source")) input.source = record.text("source");
    auto const kinds = int{record.has("value")} + int{record.has("from")} + int{record.has("points")};
    if (kinds > 1 || (kinds == 0 && inherited == nullptr))
        return reading.error(member.key_place, say::input_one_kind, {{"name", member.key}}), std::nullopt;
    auto const taken = record.has("from")     ? take_official(reading, input, record)
                       : record.has("points") ? take_points(reading, input, record)
                       : record.has("value")  ? take_value(reading, input, *record.find("value"))
                                              : true;
    if (!taken) return std::nullopt;
    if (auto const status = record.choice("status")) input.status = static_cast<Status>(*status);
    else if (inherited == nullptr && !record.has("from")) reading.error(member.key_place, say::status_missing, {{"name", member.key}});
    if (auto const* const central = record.find("central")) take_central(reading, input, *central);
    if (auto const* const grows = record.find("grows")) input.grows = reading.fields().growth(*grows);
    if (auto const prices = record.integer("prices", 1900, 2500)) {
        input.prices = *prices;
        rebase(reading, input, true);
    }
    if (input.label.empty()) input.label = {input.id, input.id};
    check_source(reading, input);
    return input;
}

std::vector<Quantity> read_quantities(Reading& reading, Node const& node)
{
    std::vector<Quantity> quantities;
    for (auto const& member : node.members) {
        Quantity quantity;
        quantity.id = member.key;
        quantity.place = member.key_place;
        quantity.label = {member.key, member.key};
        auto const* formula = &member.value;
        if (member.value.is_mapping()) {
            auto const record = Record(member.value, case_section("quantity"), reading.findings);
            if (record.has("label")) quantity.label = record.people_text("label");
            if (auto const* const unit = record.find("unit")) quantity.unit = reading.fields().unit(*unit);
            formula = record.find("formula");
        }
        reading.faulty.insert(member.key);
        if (formula == nullptr) continue;
        auto const text = yaml::scalar(*formula, reading.findings);
        if (!text) continue;
        auto parsed = formula::parse_formula(*text, text_place(*formula));
        if (!parsed) {
            reading.findings.add(parsed.error());
            continue;
        }
        quantity.text = *text;
        quantity.formula = *std::move(parsed);
        reading.faulty.erase(member.key);
        quantities.push_back(std::move(quantity));
    }
    return quantities;
}

}  // namespace alzette::decide
