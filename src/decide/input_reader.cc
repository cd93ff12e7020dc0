// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "formula/expression.h"

#include <algorithm>
#include <span>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

struct Coverage {
    int first;
    int last;
};

// The years flows may fall in: t = 1 .. the longest horizon. A series need not cover t = 0 unless something falls there.
Coverage years_needed(Reading const& reading)
{
    auto const base_year = reading.subject.conventions.base_year;
    return {base_year + 1, base_year + reading.longest_horizon};
}

void check_coverage(Reading& reading, Input const& input, std::string const& name)
{
    if (reading.at_fault.years) return;
    auto const needed = years_needed(reading);
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
    input.rebase = 1;
    if (!input.prices || *input.prices == conventions.price_year || reading.at_fault.money) return;
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

// Another value takes the place of an inherited one: what came with the old value goes with it.
void forget_value(Input& input)
{
    if (!input.from.empty()) {
        input.status = Status::assumed;
        input.source.clear();
        input.grows.reset();
        input.prices.reset();
    }
    input.from.clear();
    input.verification.reset();
    input.published_range.reset();
    input.series.reset();
    input.central.reset();
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

// The price year of an official value counts as its source confirms it; one the author states counts as stated.
bool prices_are_confirmed(Reading const& reading, Input const& input, Record const& record)
{
    auto const* const official = input.from.empty() || record.has("prices") ? nullptr : reading.subject.values->find(input.from);
    return official == nullptr || official->prices_confirmed;
}

// What an assistant writes is no source: name the document it read.
bool names_assistant(std::string_view source)
{
    constexpr std::string_view assistants[] = {"ChatGPT", "chatgpt", "Copilot", "Gemini", "Claude", "Mistral", "Perplexity"};
    return std::ranges::any_of(assistants, [&](auto name) { return source.find(name) != std::string_view::npos; });
}

// A unit beside a value would be overlooked: 5 with the unit "%" is not 5 %.
bool has_points_keys(Reading& reading, Record const& record, Input const& input)
{
    auto found = false;
    for (std::string_view const key : {"unit", "interpolation", "extend"}) {
        if (record.has("points") || !record.has(key)) continue;
        reading.error(record.find(key)->place, say::only_for_points, {{"key", key}, {"name", input.id}});
        found = true;
    }
    return found;
}

void check_source(Reading& reading, Input const& input)
{
    auto const needs = input.status == Status::official || input.status == Status::measured || input.status == Status::published;
    if (needs && input.source.empty()) reading.findings.warning(input.place, say::source_missing, {{"name", input.id}});
    if (names_assistant(input.source)) reading.findings.warning(input.place, say::source_is_assistant, {{"name", input.id}});
}

// {ramp: min(1, t / 3)} without quotes: YAML sees a quantity "t / 3)" without value. That the bracket is open is reported where it opens.
bool is_rest_of_formula(std::span<yaml::Member const> members, std::size_t index)
{
    if (!members[index].value.is_null()) return false;
    while (index > 0 && members[index].value.is_null()) --index;
    auto const& before = members[index].value;
    return before.is_scalar() && !before.quoted && std::ranges::count(before.text, '(') > std::ranges::count(before.text, ')');
}

std::optional<Quantity> read_quantity(Reading& reading, yaml::Member const& member)
{
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
    if (formula == nullptr) return std::nullopt;
    auto const text = yaml::scalar(*formula, reading.findings);
    if (!text) return std::nullopt;
    auto parsed = formula::parse_formula(*text, formula->place);
    if (!parsed) return reading.findings.add(parsed.error()), std::nullopt;
    quantity.text = *text;
    quantity.formula = *std::move(parsed);
    return quantity;
}

}  // namespace

std::optional<Input> read_input(Reading& reading, yaml::Member const& member, Input const* inherited)
{
    Input input = inherited != nullptr ? *inherited : Input{};
    input.id = member.key;
    input.place = member.key_place;
    if (inherited != nullptr && member.value.is_scalar()) {
        forget_value(input);
        if (!take_value(reading, input, member.value)) return std::nullopt;
        rebase(reading, input, true);
        return input;
    }
    if (member.value.is_scalar()) return reading.error(member.value.place, say::input_needs_status, {{"name", member.key}}), std::nullopt;
    auto const record = Record(member.value, case_section("input"), reading.findings);
    if (!member.value.is_mapping()) return std::nullopt;
    auto const kinds = int{record.has("value")} + int{record.has("from")} + int{record.has("points")};
    if (kinds > 1 || (kinds == 0 && inherited == nullptr)) {
        if (kinds > 1 || !record.has_fault()) reading.error(member.key_place, say::input_one_kind, {{"name", member.key}});
        return std::nullopt;
    }
    if (kinds > 0) forget_value(input);
    if (record.has("label")) input.label = record.people_text("label");
    if (record.has("note")) input.note = record.people_text("note");
    if (record.has("source")) input.source = record.text("source");
    if (record.has("measured_with")) input.measured_with = record.text("measured_with");
    if (has_points_keys(reading, record, input)) return std::nullopt;
    auto const taken = record.has("from")     ? take_official(reading, input, record)
                       : record.has("points") ? take_points(reading, input, record)
                       : record.has("value")  ? take_value(reading, input, *record.find("value"))
                                              : true;
    if (!taken) return std::nullopt;
    if (auto const status = record.choice("status")) input.status = static_cast<Status>(*status);
    else if (inherited == nullptr && !record.has("from") && !record.has("status") && !record.has_fault())
        reading.error(member.key_place, say::status_missing, {{"name", member.key}});
    if (auto const* const central = record.find("central")) take_central(reading, input, *central);
    if (auto const* const grows = record.find("grows")) input.grows = reading.fields().growth(*grows);
    if (auto const prices = record.integer("prices", 1900, 2500)) input.prices = *prices;
    if (kinds > 0 || record.has("prices")) rebase(reading, input, prices_are_confirmed(reading, input, record));
    if (input.label.empty()) input.label = {input.id, input.id};
    check_source(reading, input);
    return input;
}

bool check_name(Reading& reading, yaml::Member const& member)
{
    if (formula::is_name(member.key)) return true;
    reading.error(member.key_place, formula::is_reserved(member.key) ? say::name_reserved : say::name_unsuitable, {{"found", member.key}});
    return false;
}

std::vector<Quantity> read_quantities(Reading& reading, Record const& record)
{
    std::vector<Quantity> quantities;
    auto const members = members_of(reading, record, "quantities");
    for (std::size_t i = 0; i < members.size(); ++i) {
        auto const& member = members[i];
        if (is_rest_of_formula(members, i)) continue;
        check_name(reading, member);
        if (reading.subject.find_input(member.key) != nullptr) {
            reading.error(member.key_place, say::name_is_input_too, {{"name", member.key}});
            continue;
        }
        auto quantity = read_quantity(reading, member);
        if (quantity) quantities.push_back(*std::move(quantity));
        else reading.faulty.insert(member.key);
    }
    return quantities;
}

}  // namespace alzette::decide
