// SPDX-License-Identifier: Apache-2.0
#include "formula/number.h"

#include "base/limits.h"
#include "formula/character.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace alzette::formula {

namespace {

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; }

// A blank has one to three bytes.
std::size_t blank_length_at_end(std::string_view text)
{
    for (std::size_t length = 1; length <= std::min<std::size_t>(3, text.size()); ++length)
        if (blank_length(text.substr(text.size() - length)) == length) return length;
    return 0;
}

// Length of a separator followed by exactly three digits, 0 otherwise.
std::size_t group_separator(std::string_view text)
{
    auto const separator = text.starts_with('_') ? 1 : blank_length(text);
    if (separator == 0) return 0;
    auto const three = is_digit(text, separator) && is_digit(text, separator + 1) && is_digit(text, separator + 2);
    return three && !is_digit(text, separator + 3) ? separator : 0;
}

// Appends the digits before the point and tells how long they are with what parts them. One to three digits stand before the first group:
// "2024 100" is two numbers.
std::size_t read_whole_part(std::string_view text, std::string& plain)
{
    std::size_t at = 0;
    while (is_digit(text, at)) ++at;
    plain += text.substr(0, at);
    if (at == 0 || at > 3) return at;
    while (auto const separator = group_separator(text.substr(at))) {
        plain += text.substr(at + separator, 3);
        at += separator + 3;
    }
    return at;
}

std::size_t fraction_length(std::string_view text)
{
    if (!text.starts_with('.') || !is_digit(text, 1)) return 0;
    std::size_t at = 1;
    while (is_digit(text, at)) ++at;
    return at;
}

std::size_t exponent_length(std::string_view text)
{
    if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return 0;
    std::size_t at = 1;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!is_digit(text, at)) return 0;
    while (is_digit(text, at)) ++at;
    return at;
}

}  // namespace

std::optional<Number> read_number(std::string_view text)
{
    std::string plain;
    auto rest = text;
    if (rest.starts_with('-')) plain += '-';
    if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
    auto const starts = is_digit(rest, 0) || (rest.starts_with('.') && is_digit(rest, 1));
    if (!starts) return std::nullopt;
    rest.remove_prefix(read_whole_part(rest, plain));
    auto const others = fraction_length(rest);
    auto const length = others + exponent_length(rest.substr(others));
    plain += rest.substr(0, length);
    rest.remove_prefix(length);
    double value = 0;
    auto const read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (read.ec != std::errc{}) return std::nullopt;
    return Number{value, rest};
}

bool has_allowed_size(double value)
{
    return value == 0 || (std::abs(value) >= base::limits::number_size_min && std::abs(value) <= base::limits::number_size_max);
}

bool has_decimal_comma(std::string_view text)
{
    for (std::size_t at = 1; at + 1 < text.size(); ++at)
        if (text[at] == ',' && is_digit(text, at - 1) && is_digit(text, at + 1)) return true;
    return false;
}

std::string_view without_blanks(std::string_view text)
{
    while (auto const length = blank_length(text)) text.remove_prefix(length);
    while (auto const length = blank_length_at_end(text)) text.remove_suffix(length);
    return text;
}

std::uint32_t characters(std::string_view text)
{
    std::uint32_t count = 0;
    for (auto const byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

}  // namespace alzette::formula
