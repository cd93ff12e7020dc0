// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"

#include "base/check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/core.h>

namespace alzette::base {

namespace {

constexpr std::string_view narrow_space = "\u202F";
constexpr std::string_view space = "\u00A0";
constexpr std::string_view minus = "\u2212";

std::string_view symbol_of(std::string_view currency)
{
    if (currency == "EUR") return "€";
    if (currency == "GBP") return "£";
    if (currency == "USD") return "$";
    return currency;
}

// "1234567.89" without sign -> groups of three and the language's decimal sign
std::string grouped(std::string_view plain, Language language, std::size_t from_digits)
{
    auto const point = std::min(plain.find('.'), plain.size());
    auto const whole = plain.substr(0, point);
    std::string out;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto const left = whole.size() - i;
        if (i > 0 && left % 3 == 0 && whole.size() >= from_digits) out += language == Language::fr ? narrow_space : ",";
        out += whole[i];
    }
    if (point < plain.size()) out.append(language == Language::fr ? "," : ".").append(plain.substr(point + 1));
    return out;
}

std::string without_trailing_zeros(std::string text)
{
    if (text.find('.') == std::string::npos) return text;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string unsigned_number(double value, Language language, int digits)
{
    if (!std::isfinite(value)) return std::isnan(value) ? "?" : "∞";
    if (value != 0 && (value < 1e-6 || value >= 1e15)) return fmt::format("{:.{}g}", value, digits);
    auto const before_point = value < 1 ? 0 : static_cast<int>(std::floor(std::log10(value))) + 1;
    auto const leading_zeros = value > 0 && value < 1 ? static_cast<int>(-std::floor(std::log10(value))) - 1 : 0;
    auto const decimals = before_point >= digits ? 0 : digits - before_point + leading_zeros;
    return grouped(without_trailing_zeros(fmt::format("{:.{}f}", value, decimals)), language, 5);
}

std::string unsigned_money(double amount, std::string_view currency, Language language)
{
    if (!std::isfinite(amount)) return std::isnan(amount) ? "?" : "∞";
    auto const symbol = symbol_of(currency);
    auto const figure = grouped(fmt::format("{:.{}f}", amount, amount < 99.995 && amount != 0 ? 2 : 0), language, 4);
    if (language == Language::fr) return fmt::format("{}{}{}", figure, space, symbol);
    return symbol == currency ? fmt::format("{}{}{}", currency, space, figure) : fmt::format("{}{}", symbol, figure);
}

// An amount that rounds to nothing carries no sign.
bool shows_as_zero(double amount) { return std::abs(amount) < 0.005; }

}  // namespace

std::string money(double amount, std::string_view currency, Language language)
{
    if (shows_as_zero(amount)) return unsigned_money(0, currency, language);
    return (amount < 0 ? std::string(minus) : "") + unsigned_money(std::abs(amount), currency, language);
}

Text money(double amount, std::string_view currency) { return {money(amount, currency, Language::en), money(amount, currency, Language::fr)}; }

std::string signed_money(double amount, std::string_view currency, Language language)
{
    return (amount > 0 && !shows_as_zero(amount) ? "+" : "") + money(amount, currency, language);
}

std::string short_money(double amount, std::string_view currency, Language language)
{
    struct Step {
        double least;
        std::string_view en;
        std::string_view fr;
    };
    constexpr Step steps[] = {{1e9, "bn", "Md"}, {1e6, "M", "M"}, {1e3, "k", "k"}, {0, "", ""}};
    auto const size = std::abs(amount);
    if (!(size < 1e15) || shows_as_zero(amount)) return money(amount, currency, language);
    auto const& step = *std::ranges::find_if(steps, [&](Step const& each) { return size >= each.least * 0.9995; });
    auto const figure = unsigned_number(step.least > 0 ? size / step.least : size, language, 3);
    auto const symbol = symbol_of(currency);
    auto const sign = amount < 0 ? minus : std::string_view();
    if (language == Language::fr) return fmt::format("{}{}{}{}{}", sign, figure, space, step.fr, symbol);
    return fmt::format("{}{}{}{}{}", sign, symbol, symbol == currency ? space : "", figure, step.en);
}

std::string number(double value, Language language, int digits)
{
    return (value < 0 ? std::string(minus) : "") + unsigned_number(std::abs(value), language, digits);
}

Text number_in_both(double value, int digits) { return {number(value, Language::en, digits), number(value, Language::fr, digits)}; }

std::string percent(double share, Language language, int digits)
{
    // What is nearly certain is not told as certain: 0.9998 is 99.98%, whatever the digits asked for.
    constexpr auto digits_max = 9;
    while (share < 1 && digits < digits_max && share * 100 >= 100 - 0.5 * std::pow(10, 2 - digits)) ++digits;
    return fmt::format("{}{}%", number(share * 100, language, digits), language == Language::fr ? space : "");
}

std::string quantity(double value, std::string_view unit, bool is_share, Language language, int digits)
{
    if (is_share) return percent(value, language, digits);
    if (unit.empty()) return number(value, language, digits);
    return fmt::format("{}{}{}", number(value, language, digits), unit.starts_with('/') ? "" : space, unit);
}

Text quantity(double value, std::string_view unit, bool is_share)
{
    return {quantity(value, unit, is_share, Language::en), quantity(value, unit, is_share, Language::fr)};
}

std::string shortest(double number)
{
    CHECK_THAT(std::isfinite(number));
    char digits[32];
    auto const plain = number == 0 ? 0.0 : number;  // a sum that cancels may leave a negative zero
    auto const written = std::to_chars(std::begin(digits), std::end(digits), plain);
    CHECK_THAT(written.ec == std::errc{});
    return {digits, written.ptr};
}

}  // namespace alzette::base
