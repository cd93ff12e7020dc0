// SPDX-License-Identifier: Apache-2.0
#include "formula/number.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace alzette::formula {

namespace {

constexpr std::string_view blanks[] = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
constexpr std::size_t number_length_max = 400;  // a double has 309 digits before the point

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; }

std::size_t blank_length(std::string_view text)
{
    for (auto const blank : blanks)
        if (text.starts_with(blank)) return blank.size();
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
    std::size_t at = 0;
    if (text.starts_with('-') || text.starts_with('+')) plain += text[at++] == '-' ? "-" : "";
    if (!is_digit(text, at) && !(at < text.size() && text[at] == '.' && is_digit(text, at + 1))) return std::nullopt;
    while (plain.size() < number_length_max) {
        if (is_digit(text, at)) plain += text[at++];
        else if (auto const separator = group_separator(text.substr(at)); separator > 0 && at > 0) at += separator;
        else break;
    }
    if (at < text.size() && text[at] == '.' && is_digit(text, at + 1)) {
        plain += text[at++];
        while (is_digit(text, at) && plain.size() < number_length_max) plain += text[at++];
    }
    auto const exponent = exponent_length(text.substr(at));
    plain += text.substr(at, exponent);
    at += exponent;
    double value = 0;
    auto const read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (read.ec != std::errc{} || !std::isfinite(value)) return std::nullopt;
    return Number{value, text.substr(at)};
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
    auto shorter = true;
    while (shorter) {
        shorter = false;
        for (auto const blank : blanks)
            if (text.ends_with(blank)) text.remove_suffix(blank.size()), shorter = true;
    }
    return text;
}

std::uint32_t characters(std::string_view text)
{
    std::uint32_t count = 0;
    for (auto const byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

}  // namespace alzette::formula
