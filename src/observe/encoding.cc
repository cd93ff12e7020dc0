// SPDX-License-Identifier: Apache-2.0
#include "observe/encoding.h"

#include "base/catalogue/observe.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace alzette::observe {

namespace {

using base::Errc;
using base::Result;

// Bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); above them it is Latin-1, below them ASCII.
constexpr std::array<char32_t, 32> windows_1252_specials{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

void append(char32_t character, std::string& out)
{
    auto const byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (character < 0x80) return byte(character);
    if (character < 0x800) {
        byte(0xC0U | (character >> 6U));
    } else {
        if (character < 0x10000) {
            byte(0xE0U | (character >> 12U));
        } else {
            byte(0xF0U | (character >> 18U));
            byte(0x80U | ((character >> 12U) & 0x3FU));
        }
        byte(0x80U | ((character >> 6U) & 0x3FU));
    }
    byte(0x80U | (character & 0x3FU));
}

void append_windows_1252(std::string_view bytes, std::string& out)
{
    for (auto const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        append(byte >= 0x80 && byte < 0xA0 ? windows_1252_specials.at(byte - 0x80U) : byte, out);
    }
}

std::uint32_t line_at(std::string_view bytes, std::size_t offset)
{
    return static_cast<std::uint32_t>(1 + std::ranges::count(bytes.substr(0, offset), '\n'));
}

Result<std::string> from_utf8(std::string_view bytes)
{
    if (base::is_utf8(bytes)) return std::string(bytes);
    std::size_t at = 0;
    while (auto const length = base::utf8_character(bytes, at)) at += length;
    return base::fail(Errc::invalid, say::import_not_utf8, {}, {line_at(bytes, at), 0});
}

std::string line_by_line(std::string_view bytes)
{
    if (base::is_utf8(bytes)) return std::string(bytes);
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    while (!bytes.empty()) {
        auto const end = bytes.find('\n');
        auto const line = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
        if (base::is_utf8(line)) out.append(line);
        else append_windows_1252(line, out);
        bytes.remove_prefix(line.size());
    }
    return out;
}

Result<std::string> from_utf16(std::string_view bytes, bool is_big_endian)
{
    auto const broken = base::fail(Errc::invalid, say::import_utf16_broken);
    if (bytes.size() % 2 != 0) return broken;
    auto const unit_at = [&](std::size_t at) {
        auto const first = static_cast<unsigned char>(bytes[at]);
        auto const second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(is_big_endian ? first * 256U + second : second * 256U + first);
    };
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        auto unit = unit_at(at);
        if (unit >= 0xDC00 && unit < 0xE000) return broken;
        if (unit >= 0xD800 && unit < 0xDC00) {  // the first of a pair
            at += 2;
            auto const second = at < bytes.size() ? unit_at(at) : 0;
            if (second < 0xDC00 || second >= 0xE000) return broken;
            unit = 0x10000 + ((unit - 0xD800) << 10U) + (second - 0xDC00);
        }
        append(unit, out);
    }
    return out;
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes, Encoding encoding)
{
    using namespace std::string_view_literals;
    auto const has_mark = [&](std::string_view mark) { return bytes.starts_with(mark); };
    if (encoding == Encoding::found || encoding == Encoding::utf_16) {
        if (has_mark("\xFE\xFF"sv)) return from_utf16(bytes.substr(2), true);
        if (has_mark("\xFF\xFE"sv)) return from_utf16(bytes.substr(2), false);
        if (encoding == Encoding::utf_16) return from_utf16(bytes, false);
    }
    if (encoding == Encoding::windows_1252) {
        std::string out;
        append_windows_1252(bytes, out);
        return out;
    }
    if (has_mark("\xEF\xBB\xBF"sv)) bytes.remove_prefix(3);
    if (encoding == Encoding::utf_8) return from_utf8(bytes);
    return line_by_line(bytes);
}

}  // namespace alzette::observe
