// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"
#include "json/value.h"

#include <array>
#include <charconv>
#include <cmath>

namespace alzette::json {

namespace {

void write_escaped(char character, std::string& out)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (character) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(character) >> 4U];
        out += digits[static_cast<unsigned char>(character) & 0xFU];
    }
}

bool needs_escape(char character) { return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\'; }

void write_whole(std::int64_t whole, std::string& out)
{
    std::array<char, 24> buffer;
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), whole).ptr;
    out.append(buffer.data(), end);
}

// A whole number beyond 64 bits is written with a decimal point: without one, readers take it for an integer and many refuse it, ours among them.
void write_number(double number, std::string& out)
{
    auto const text = base::shortest(number);
    out += text;
    if (std::abs(number) >= 9e18 && text.find_first_of(".e") == std::string::npos) out += ".0";
}

void write_array(Value::Array const& items, std::string& out)
{
    out += '[';
    for (auto separator = std::string_view(); auto const& item : items) {
        out += separator;
        write(item, out);
        separator = ",";
    }
    out += ']';
}

void write_object(Value::Object const& members, std::string& out)
{
    out += '{';
    for (auto separator = std::string_view(); auto const& member : members) {
        out += separator;
        write_text(member.name, out);
        out += ':';
        write(member.value, out);
        separator = ",";
    }
    out += '}';
}

}  // namespace

void write_text(std::string_view text, std::string& out)
{
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape(text[i])) continue;
        out.append(text, written, i - written);
        write_escaped(text[i], out);
        written = i + 1;
    }
    out.append(text, written);
    out += '"';
}

void write(Value const& value, std::string& out)
{
    if (auto const* const text = value.text()) return write_text(*text, out);
    if (auto const* const whole = value.whole()) return write_whole(*whole, out);
    if (auto const* const items = value.array()) return write_array(*items, out);
    if (auto const* const members = value.object()) return write_object(*members, out);
    if (auto const* const truth = value.truth()) out += *truth ? "true" : "false";
    else if (value.is_number() && std::isfinite(value.number())) write_number(value.number(), out);
    else out += "null";
}

std::string write(Value const& value)
{
    std::string out;
    write(value, out);
    return out;
}

}  // namespace alzette::json
