// SPDX-License-Identifier: Apache-2.0
#include "observe/cell_value.h"

#include "base/instant.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace alzette::observe {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_group_blanks(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const rest = text.substr(at);
        auto const blank = rest.starts_with("\xC2\xA0") ? 2U : rest.starts_with("\xE2\x80\xAF") ? 3U : rest.starts_with(' ') ? 1U : 0U;
        auto const parts_digits = blank > 0 && !out.empty() && is_digit(out.back()) && at + blank < text.size() && is_digit(text[at + blank]);
        if (parts_digits) at += blank - 1;
        else out += text[at];
    }
    return out;
}

// The decimal sign of a text without blanks, '\0' where it has none.
char decimal_sign(std::string_view text, Decimal decimal)
{
    if (decimal == Decimal::point) return '.';
    if (decimal == Decimal::comma) return ',';
    auto const commas = std::ranges::count(text, ',');
    auto const points = std::ranges::count(text, '.');
    if (commas == 1 && points == 0) return ',';
    return points == 1 && commas == 0 ? '.' : '\0';
}

// Digits of a pattern's field, all of them there.
std::optional<int> take_digits(std::string_view& text, std::size_t width)
{
    if (text.size() < width || !std::ranges::all_of(text.substr(0, width), is_digit)) return std::nullopt;
    int number = 0;
    for (auto const c : text.substr(0, width)) number = number * 10 + (c - '0');
    text.remove_prefix(width);
    return number;
}

bool is_moment(Moment const& moment)
{
    auto const date = std::chrono::year(moment.year) / moment.month / moment.day;
    return date.ok() && moment.hour <= 23 && moment.minute <= 59 && moment.second <= 59;
}

}  // namespace

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<json::Value> read_number(std::string_view text, Decimal decimal)
{
    auto digits = without_group_blanks(trimmed(text));
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.erase(0, 1);
    auto const sign = decimal_sign(digits, decimal);
    // std::from_chars would take "inf", "nan" and hexadecimal for numbers.
    if (digits.empty() || digits.find_first_not_of("0123456789.,-eE+") != std::string::npos || digits.starts_with('+')) return std::nullopt;
    for (auto& c : digits)
        if (c == ',' || c == '.') {
            if (c != sign) return std::nullopt;
            c = '.';
        }
    auto const* const end = digits.data() + digits.size();
    std::int64_t whole = 0;
    if (auto const [stop, error] = std::from_chars(digits.data(), end, whole); error == std::errc() && stop == end) return json::Value(whole);
    double number = 0;
    auto const [stop, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
    return json::Value(number);
}

std::optional<bool> read_boolean(std::string_view text)
{
    std::string word;
    for (auto const c : trimmed(text)) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (std::string_view const yes : {"true", "vrai", "oui", "yes", "o", "y", "1"})
        if (word == yes) return true;
    for (std::string_view const no : {"false", "faux", "non", "no", "n", "0"})
        if (word == no) return false;
    return std::nullopt;
}

std::optional<Moment> read_moment(std::string_view text, std::string_view pattern)
{
    Moment moment;
    text = trimmed(text);
    struct Field {
        std::string_view name;
        int Moment::* member;
    };
    constexpr Field fields[] = {{"YYYY", &Moment::year}, {"YY", &Moment::year},   {"MM", &Moment::month},  {"DD", &Moment::day},
                                {"hh", &Moment::hour},   {"mm", &Moment::minute}, {"ss", &Moment::second}};
    while (!pattern.empty()) {
        auto const field = std::ranges::find_if(fields, [&](Field const& each) { return pattern.starts_with(each.name); });
        if (field == std::end(fields)) {
            if (text.empty() || text.front() != pattern.front()) return std::nullopt;
            text.remove_prefix(1);
            pattern.remove_prefix(1);
            continue;
        }
        auto const number = take_digits(text, field->name.size());
        if (!number) return std::nullopt;
        moment.*(field->member) = field->name == "YY" ? *number + (*number < 69 ? 2000 : 1900) : *number;
        pattern.remove_prefix(field->name.size());
    }
    return text.empty() && is_moment(moment) ? std::optional(moment) : std::nullopt;
}

std::string date_text(Moment const& moment) { return instant_text(moment, 0).substr(0, 10); }

std::string instant_text(Moment const& moment, int minutes_ahead)
{
    auto const days = std::chrono::sys_days(std::chrono::year(moment.year) / moment.month / moment.day);
    auto const time = std::chrono::hours(moment.hour) + std::chrono::minutes(moment.minute - minutes_ahead) + std::chrono::seconds(moment.second);
    return base::instant_text(days + time);
}

std::optional<int> read_offset(std::string_view text)
{
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    auto hours_text = text.substr(1, 2);
    auto minutes_text = text.substr(4, 2);
    auto const hours = take_digits(hours_text, 2);
    auto const minutes = take_digits(minutes_text, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

}  // namespace alzette::observe
