// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "decide/case_reader.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "formula/number.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

bool starts_like_number(std::string_view text) { return formula::read_number(text).has_value(); }

void read_money(Reading& reading, Node const& node)
{
    auto const text = yaml::scalar(node, reading.findings).value_or("");
    auto& conventions = reading.subject.conventions;
    auto const space = text.find(' ');
    conventions.currency = text.substr(0, space);
    auto const year = space == std::string::npos ? std::nullopt : formula::read_number(std::string_view(text).substr(space + 1));
    auto const is_year = year && year->rest.empty() && year->value >= 1900 && year->value <= 2500 && year->value == std::floor(year->value);
    if (is_year && reading.subject.units.is_currency(conventions.currency)) {
        conventions.price_year = static_cast<int>(year->value);
        return;
    }
    conventions.currency.clear();
    reading.at_fault.money = true;
    reading.error(node.place, say::money_expected, {{"found", text}});
}

void read_value_set(Reading& reading, Node const& node, ValueLibrary const& library)
{
    auto const id = yaml::scalar(node, reading.findings);
    reading.at_fault.values = true;
    if (!id) return;
    auto set = library.find(*id);
    if (!set) {
        auto error = set.error();
        if (error.file.empty()) error.place = node.place;
        reading.findings.add(error);
        return;
    }
    reading.at_fault.values = false;
    reading.subject.values = *set;
    for (auto const& unit : (*set)->units)
        if (auto const declared = reading.subject.units.declare(unit, node.place); !declared) reading.findings.add(declared.error());
}

void read_discount(Reading& reading, Node const& node)
{
    auto const text = yaml::scalar(node, reading.findings);
    if (!text) return;
    auto& discount = reading.subject.conventions.discount;
    discount.place = node.place;
    if (starts_like_number(*text)) {
        auto const rate = reading.fields().plain(&node);
        if (!rate) return;
        if (*rate <= -1 || *rate > 1) return reading.error(node.place, say::rate_out_of_range, {{"found", *text}});
        discount.schedule = DiscountSchedule::flat(*rate);
        return;
    }
    auto const* const value = official_value(reading, *text, node.place);
    if (value == nullptr) return;
    auto const* const schedule = std::get_if<DiscountSchedule>(&value->content);
    if (schedule == nullptr) return reading.error(node.place, say::not_a_schedule, {{"found", *text}});
    discount = {*schedule, *text, value->verification, schedule->beta, node.place};
}

void read_public_funds(Reading& reading, Node const& node)
{
    auto const text = yaml::scalar(node, reading.findings);
    if (!text) return;
    auto& funds = reading.subject.conventions.public_funds;
    std::optional<double> multiplier;
    if (starts_like_number(*text)) {
        multiplier = reading.fields().plain(&node);
    } else if (auto const* const value = official_value(reading, *text, node.place)) {
        auto const* const point = std::get_if<formula::Uncertain>(&value->content);
        if (point == nullptr || !point->unit.dimension.is_none()) return reading.error(node.place, say::not_a_multiplier, {{"found", *text}});
        multiplier = point->central() * point->unit.factor;
        funds.from = *text;
        funds.verification = value->verification;
    }
    if (!multiplier) return;
    if (*multiplier < 1 || *multiplier > 5) return reading.error(node.place, say::public_funds_out_of_range, {{"found", *text}});
    funds.multiplier = *multiplier;
}

// "extend(5)", "perpetuity(1 %)": the text between the brackets of a call, nothing when it is none of that name.
std::optional<std::string_view> argument_of(std::string_view text, std::string_view name)
{
    if (!text.starts_with(name) || !text.ends_with(')')) return std::nullopt;
    text.remove_prefix(name.size());
    if (!text.starts_with('(')) return std::nullopt;
    return formula::without_blanks(text.substr(1, text.size() - 2));
}

}  // namespace

OfficialValue const* official_value(Reading const& reading, std::string const& id, base::Place place)
{
    auto const& set = reading.subject.values;
    if (reading.at_fault.values) return nullptr;
    if (!set) return reading.error(place, say::no_value_set, {{"found", id}}), nullptr;
    if (auto const* const value = set->find(id)) {
        if (!value->superseded_by.empty())
            reading.findings.warning(place, say::value_superseded, {{"id", id}, {"by", value->superseded_by}});
        return value;
    }
    if (auto const* const missing = set->find_missing(id)) {
        reading.error(place, say::value_missing_from_set, {{"id", id}, {"reason", missing->reason}});
        return nullptr;
    }
    std::vector<std::string_view> known;
    for (auto const& value : set->values) known.emplace_back(value.id);
    auto const near = base::nearest(id, known);
    if (near.empty()) reading.error(place, say::value_unknown, {{"found", id}, {"set", set->id}});
    else reading.error(place, say::value_unknown_near, {{"found", id}, {"set", set->id}, {"near", near}});
    return nullptr;
}

std::optional<Residual> read_residual(Reading const& reading, Node const& node)
{
    auto const text = yaml::scalar(node, reading.findings);
    if (!text) return std::nullopt;
    Residual residual;
    residual.text = *text;
    residual.place = node.place;
    if (*text == "none") return residual;
    if (*text == "linear") return residual.kind = Residual::Kind::linear, residual;
    if (*text == "perpetuity") return residual.kind = Residual::Kind::perpetuity, residual;
    if (auto const growth = argument_of(*text, "perpetuity")) {
        auto const rate = formula::parse_quantity(*growth, node.place, reading.subject.units);
        auto const is_growth = rate && rate->unit.dimension.is_none() && std::abs(rate->numbers[0] * rate->unit.factor) < 1;
        if (!is_growth) return reading.error(node.place, say::residual_expected, {{"found", *text}}), std::nullopt;
        residual.kind = Residual::Kind::perpetuity;
        residual.growth = rate->numbers[0] * rate->unit.factor;
        return residual;
    }
    if (auto const years = argument_of(*text, "extend")) {
        auto const count = formula::read_number(*years);
        auto const sound = count && count->rest.empty() && count->value >= 1 && count->value <= base::limits::horizon_max &&
                           count->value == std::floor(count->value);
        if (!sound) return reading.error(node.place, say::residual_expected, {{"found", *text}}), std::nullopt;
        residual.kind = Residual::Kind::extend;
        residual.years = static_cast<int>(count->value);
        return residual;
    }
    if (reading.at_fault.money) return std::nullopt;
    auto const amount = formula::parse_quantity(*text, node.place, reading.subject.units);
    if (!amount || amount->unit.dimension != reading.subject.units.currency(reading.subject.conventions.currency))
        return reading.error(node.place, say::residual_expected, {{"found", *text}}), std::nullopt;
    residual.kind = Residual::Kind::amount;
    residual.amount = amount->numbers[0] * amount->unit.factor;
    return residual;
}

void read_conventions(Reading& reading, Node const& node, ValueLibrary const& library)
{
    auto const record = Record(node, case_section("conventions"), reading.findings);
    auto& conventions = reading.subject.conventions;
    auto const base_year = record.integer("base_year", 1900, 2300);
    auto const horizon = record.integer("horizon", 1, base::limits::horizon_max);
    reading.at_fault.years = !base_year || !horizon;
    conventions.base_year = base_year.value_or(2000);
    // Whatever year the rest of the case names is then inside.
    conventions.horizon = horizon.value_or(base::limits::horizon_max);
    conventions.timing = static_cast<Timing>(record.choice("timing").value_or(2));
    conventions.discount.schedule = DiscountSchedule::flat(0);
    if (auto const* const money = record.find("money")) read_money(reading, *money);
    else reading.at_fault.money = true;
    if (auto const* const values = record.find("values")) read_value_set(reading, *values, library);
    else reading.at_fault.values = record.has_fault();
    if (auto const* const discount = record.find("discount")) read_discount(reading, *discount);
    if (auto const* const funds = record.find("public_funds")) read_public_funds(reading, *funds);
    if (auto const beta = reading.fields().plain(record.find("beta"))) {
        conventions.discount.beta = *beta;
        conventions.discount.place = record.find("beta")->place;
    }
    if (auto const* const residual = record.find("residual"))
        if (auto const read = read_residual(reading, *residual)) conventions.residual = *read;
    conventions.welfare_elasticity = reading.fields().plain(record.find("welfare_elasticity"));
    conventions.unstated_range = reading.fields().share(record.find("unstated_range")).value_or(conventions.unstated_range);
    if (reading.subject.values) conventions.price_index = reading.subject.values->price_index;
    if (auto const* const index = record.find("price_index")) {
        auto const* const value = official_value(reading, record.text("price_index"), index->place);
        if (value != nullptr && !std::holds_alternative<PriceIndex>(value->content))
            reading.error(index->place, say::price_index_unknown, {{"found", value->id}});
        conventions.price_index = record.text("price_index");
    }
}

void override_discount(Case& subject, std::string const& text, base::Findings& findings)
{
    formula::ReadFile const no_files = nullptr;
    auto reading = Reading{findings, no_files, subject};
    Node node;
    node.kind = yaml::Kind::scalar;
    node.text = text;
    subject.conventions.discount = {};
    subject.conventions.discount.schedule = DiscountSchedule::flat(0);
    read_discount(reading, node);
}

}  // namespace alzette::decide
