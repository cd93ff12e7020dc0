// SPDX-License-Identifier: Apache-2.0
#include "prove/report_words.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/prove.h"
#include "base/catalogue/report.h"
#include "base/format.h"
#include "prove/wording.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/core.h>
#include <optional>
#include <span>
#include <utility>

namespace alzette::prove {

using base::Language;
using base::MessageId;

namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view apostrophe = "\u2019";
constexpr std::string_view minus = "\u2212";
constexpr std::string_view word_joiner = "\u2060";

// A line may end between a minus and one of these, unless they are joined.
bool starts_with_sign_of_money(std::string_view text)
{
    return text.starts_with("€") || text.starts_with("£") || text.starts_with("$");
}

bool is_letter(char character)
{
    auto const code = static_cast<unsigned char>(character);
    return std::isalpha(code) != 0 || code >= 0x80;
}

// Where a French space does not break the line.
bool holds_in_french(std::string_view before, std::string_view after)
{
    auto const sign = !after.empty() && std::string_view(";:?!%").find(after.front()) != std::string_view::npos;
    return sign || before.ends_with("«") || after.starts_with("»");
}

struct Named {
    std::string_view id;
    MessageId name;
};

// A ratio has a name for people; the page shows both its sides beside it.
constexpr Named ratios[] = {{"npv_per_public_euro", say::report_npv_per_public_euro},
                            {"npv_per_investment", say::report_npv_per_investment},
                            {"npv_per_cost", say::report_npv_per_cost},
                            {"bcr", say::report_bcr},
                            {"bcr_public", say::report_bcr_public},
                            {"first_year_return", say::report_first_year_return}};

// "per public euro" names its coin.
constexpr Named coins[] = {{"EUR", say::report_coin_euro}, {"GBP", say::report_coin_pound}, {"USD", say::report_coin_dollar}};

// The categories evaluators use most; any other name is shown as written.
constexpr Named categories[] = {
    {"time", say::report_category_time},     {"vehicle", say::report_category_vehicle}, {"carbon", say::report_category_carbon},
    {"air", say::report_category_air},       {"noise", say::report_category_noise},     {"safety", say::report_category_safety},
    {"health", say::report_category_health}, {"energy", say::report_category_energy},   {"water", say::report_category_water},
    {"waste", say::report_category_waste},   {"access", say::report_category_access},   {"investment", say::report_category_investment},
    {"operation", say::report_category_operation},
};

constexpr Named units_of_many[] = {
    {"year", say::report_units_year}, {"month", say::report_units_month}, {"week", say::report_units_week}, {"day", say::report_units_day}};

constexpr Named unit_parts[] = {
    {"EUR", say::report_unit_euro},       {"GBP", say::report_unit_pound},
    {"USD", say::report_unit_dollar},     {"year", say::report_unit_year},
    {"month", say::report_unit_month},    {"week", say::report_unit_week},
    {"day", say::report_unit_day},        {"m2", say::report_unit_square_metre},
    {"m3", say::report_unit_cubic_metre}, {"km2", say::report_unit_square_kilometre},
};

std::optional<MessageId> find(std::span<Named const> table, std::string_view id)
{
    auto const found = std::ranges::find(table, id, &Named::id);
    if (found == table.end()) return std::nullopt;
    return found->name;
}

}  // namespace

std::string typeset(std::string_view text, Language language)
{
    std::string out;
    out.reserve(text.size() + 16);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const before = i > 0 ? text[i - 1] : ' ';
        auto const after = i + 1 < text.size() ? text[i + 1] : ' ';
        if (text.substr(0, i).ends_with(minus) && starts_with_sign_of_money(text.substr(i))) out += word_joiner;
        if (text[i] == '\'' && is_letter(before) && is_letter(after)) out += apostrophe;
        else if (language == Language::fr && text[i] == ' ' && holds_in_french(text.substr(0, i), text.substr(i + 1))) out += no_break_space;
        else out += text[i];
    }
    return out;
}

std::string ReportWords::say(MessageId id, std::vector<base::Argument> arguments) const
{
    return say(base::Message(id, std::move(arguments)));
}

std::string ReportWords::say(base::Message const& message) const { return typeset(message.in(language), language); }

std::string ReportWords::sentence(base::Message const& message) const
{
    auto text = with_capital(say(message));
    auto const ends = text.ends_with('.') || text.ends_with('?') || text.ends_with('!') || text.ends_with("…");
    if (!text.empty() && !ends) text += '.';
    return text;
}

std::string ReportWords::money(double amount) const { return base::money(amount, evaluation.subject.conventions.currency, language); }

std::string ReportWords::signed_money(double amount) const
{
    return base::signed_money(amount, evaluation.subject.conventions.currency, language);
}

std::string ReportWords::short_money(double amount) const
{
    return base::short_money(amount, evaluation.subject.conventions.currency, language);
}

std::string ReportWords::number(double value, int digits) const { return base::number(value, language, digits); }

std::string ReportWords::percent(double share, int digits) const { return base::percent(share, language, digits); }

std::string ReportWords::quantity(double value, std::string_view stated_unit, bool is_share) const
{
    if (language == Language::en && find(coins, stated_unit)) return base::money(value, stated_unit, language);
    auto const end = std::min(stated_unit.find_first_of("/*^ "), stated_unit.size());
    auto const many = language == Language::fr ? std::abs(value) >= 2 : std::abs(value) != 1;
    auto const plural = many ? find(units_of_many, stated_unit.substr(0, end)) : std::nullopt;
    auto const words = plural ? say(*plural) + unit(stated_unit.substr(end)) : unit(stated_unit);
    return base::quantity(value, words, is_share, language);
}

std::string ReportWords::unit(std::string_view stated) const
{
    std::string out;
    while (!stated.empty()) {
        auto const end = std::min(stated.find_first_of("/*^ "), stated.size());
        auto const part = stated.substr(0, end);
        auto const known = find(unit_parts, part);
        if (known) out += say(*known);
        else out += part;
        if (end < stated.size()) out += stated[end] == '*' ? std::string_view("·") : stated.substr(end, 1);
        stated.remove_prefix(std::min(end + 1, stated.size()));
    }
    return out;
}

std::string ReportWords::range(double low, double high, std::string_view stated_unit, bool is_share) const
{
    auto const unit_comes_first = language == Language::en && find(coins, stated_unit);
    auto const first = unit_comes_first ? quantity(low, stated_unit, is_share) : number(is_share ? low * 100 : low, 4);
    return range(first, quantity(high, stated_unit, is_share));
}

std::string ReportWords::decimals(double value, int count) const
{
    if (!(std::abs(value) < 1000)) return number(value, 4);
    auto text = fmt::format("{:.{}f}", std::abs(value), count);
    auto const is_zero = text.find_first_not_of("0.") == std::string::npos;
    if (language == Language::fr) std::ranges::replace(text, '.', ',');
    return std::string(value < 0 && !is_zero ? minus : "") + text;
}

std::string ReportWords::signed_percent(double share) const { return (share > 0 ? "+" : "") + percent(share); }

std::string ReportWords::range(std::string const& low, std::string const& high) const
{
    return say(say::range_words, {{"low", low}, {"high", high}});
}

std::string ReportWords::text(base::Text const& text) const { return typeset(text.in(language), language); }

std::string ReportWords::name(base::Text const& label, std::string_view id) const
{
    // A label the author did not write is the identifier again.
    return label.empty() || label.in(language) == id ? readable(id) : text(label);
}

std::string ReportWords::option(decide::OptionResult const& result) const
{
    if (!result.label.empty() || !result.id.empty()) return with_capital(name(result.label, result.id));
    return say(say::report_the_project);
}

std::string ReportWords::actor(std::string_view id) const
{
    auto const* const found = evaluation.subject.find_actor(id);
    return with_capital(found == nullptr ? readable(id) : name(found->label, id));
}

std::string ReportWords::input(std::string_view id) const
{
    if (auto const* const found = evaluation.subject.find_input(id)) return name(found->label, id);
    if (id == "discount") return say(say::label_discount);
    if (id == "public_funds") return say(say::label_public_funds);
    return readable(id);
}

std::string ReportWords::indicator(std::string_view id) const
{
    auto const found = find(ratios, id);
    if (!found) {
        auto const name = indicator_name(id, language);
        return name.empty() ? readable(id) : typeset(name, language);
    }
    auto const& currency = evaluation.subject.conventions.currency;
    auto const coin = find(coins, currency);
    return say(*found, {{"coin", coin ? say(*coin) : currency}});
}

std::string ReportWords::category(std::string_view id) const
{
    if (id.empty()) return say(say::report_no_category);
    auto const found = find(categories, id);
    return found ? say(*found) : with_capital(readable(id));
}

std::string readable(std::string_view id)
{
    std::string text(id);
    std::ranges::replace(text, '_', ' ');
    if (auto const carbon = (" " + text + " ").find(" co2 "); carbon != std::string::npos) text.replace(carbon, 3, "CO₂");
    return text;
}

std::string shortened(std::string_view text, std::size_t characters)
{
    auto const starts_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    if (static_cast<std::size_t>(std::ranges::count_if(text, starts_character)) <= characters) return std::string(text);
    std::size_t seen = 0;
    std::size_t end = 0;
    while (end < text.size() && !(starts_character(text[end]) && seen == characters - 1)) seen += starts_character(text[end++]) ? 1U : 0U;
    auto cut = text.substr(0, end);
    while (cut.ends_with(' ')) cut.remove_suffix(1);
    return std::string(cut) + "…";
}

}  // namespace alzette::prove
