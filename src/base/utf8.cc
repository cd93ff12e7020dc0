// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace alzette::base {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool is_follower(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Length of a valid character beyond ASCII at `at`, else 0.
// The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
std::size_t long_character(std::string_view text, std::size_t at)
{
    auto const first = byte_at(text, at);
    auto const second = byte_at(text, at + 1);
    if (first < 0xC2 || first > 0xF4 || !is_follower(second)) return 0;
    if (first < 0xE0) return 2;
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
    if (!is_follower(byte_at(text, at + 2))) return 0;
    if (first < 0xF0) return 3;
    return is_follower(byte_at(text, at + 3)) ? 4 : 0;
}

// Whether the next eight bytes are ASCII: most are.
bool are_ascii(std::string_view text, std::size_t at)
{
    std::uint64_t bytes = 0;
    if (text.size() - at < sizeof bytes) return false;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return (bytes & 0x8080'8080'8080'8080) == 0;
}

}  // namespace

std::size_t utf8_character(std::string_view text, std::size_t at) { return byte_at(text, at) < 0x80 ? 1 : long_character(text, at); }

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (are_ascii(text, at)) {
            at += sizeof(std::uint64_t);
            continue;
        }
        auto const length = utf8_character(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

}  // namespace alzette::base
