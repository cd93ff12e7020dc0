// SPDX-License-Identifier: Apache-2.0
#include "yaml/characters.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

namespace alzette::yaml {

namespace {

bool is_allowed_ascii(std::uint8_t byte) { return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r'; }

// Eight bytes at once that are printable ASCII, as most are.
bool are_printable(char const* bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    // Taking 0x20 from each byte sets the high bit of those below it; a borrow can only come from such a byte.
    return ((word | (word - ones * 0x20)) & high_bits) == 0;
}

}  // namespace

std::size_t first_bad_byte(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= 8 && are_printable(text.data() + at)) {
            at += 8;
            continue;
        }
        auto const length = base::utf8_character(text, at);
        if (length == 1 && !is_allowed_ascii(static_cast<std::uint8_t>(text[at]))) return at;
        if (length == 0) return at;
        at += length;
    }
    return at;
}

std::size_t first_long_gap(std::string_view text, std::size_t blanks_max)
{
    // Every run that is too long covers one of the places looked at.
    for (auto at = blanks_max; at < text.size(); at += blanks_max + 1) {
        if (text[at] != ' ' && text[at] != '\t') continue;
        auto const last_before = text.find_last_not_of(" \t", at);
        auto const end = std::min(text.find_first_not_of(" \t", at), text.size());
        auto const begin = last_before == std::string_view::npos ? 0 : last_before + 1;
        auto const is_indentation = begin == 0 || line_end_length(text, begin - 1) > 0;
        if (end - begin > blanks_max && !is_indentation) return begin;
        at = end;
    }
    return text.size();
}

std::size_t line_end_length(std::string_view text, std::size_t offset)
{
    if (offset >= text.size()) return 0;
    if (text[offset] == '\n') return 1;
    if (text[offset] != '\r') return 0;
    return offset + 1 < text.size() && text[offset + 1] == '\n' ? 2 : 1;
}

std::size_t character_length(char first)
{
    auto const byte = static_cast<std::uint8_t>(first);
    if (byte < 0xC0) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

base::Place place_of(std::string_view text, std::size_t offset) { return PlaceFinder(text).place_of(offset); }

std::string excerpt(std::string_view text)
{
    constexpr auto characters_max = 40;
    std::size_t at = 0;
    for (auto characters = 0; at < text.size() && characters < characters_max && line_end_length(text, at) == 0; ++characters)
        at += character_length(text[at]);
    at = std::min(at, text.size());
    auto const whole = text.find_last_not_of(" \t\r\n");
    auto const cut = whole != std::string_view::npos && whole >= at;
    return std::string(text.substr(0, at)) + (cut ? "…" : "");
}

std::string_view rest_of_line(std::string_view text, base::Place place)
{
    auto const rest = text.substr(PlaceFinder(text).offset_of(place));
    auto const line = rest.substr(0, rest.find_first_of("\r\n"));
    return line.substr(0, line.find_last_not_of(" \t") + 1);
}

std::string word_at(std::string_view text, base::Place place)
{
    auto const line = rest_of_line(text, place);
    return excerpt(line.substr(0, line.find_first_of(" \t,]}")));
}

void PlaceFinder::back_to_line_start()
{
    place_.column = 1;
    offset_ = line_start_;
}

void PlaceFinder::back_one_line()
{
    --place_.line;
    auto const ending = text_.substr(0, line_start_).ends_with("\r\n") ? std::size_t{2} : std::size_t{1};
    auto const before = text_.substr(0, line_start_ - ending).find_last_of("\r\n");
    line_start_ = before == std::string_view::npos ? 0 : before + 1;
    back_to_line_start();
}

void PlaceFinder::step()
{
    auto const ending = line_end_length(text_, offset_);
    offset_ = std::min(text_.size(), offset_ + (ending > 0 ? ending : character_length(text_[offset_])));
    if (ending == 0) {
        ++place_.column;
        return;
    }
    place_ = {place_.line + 1, 1};
    line_start_ = offset_;
}

std::size_t PlaceFinder::offset_of(base::Place place)
{
    while (place_.line > std::max(place.line, 1U)) back_one_line();
    if (place < place_) back_to_line_start();
    while (offset_ < text_.size() && place_.line < place.line) step();
    if (place_.line < place.line) return text_.size();
    while (offset_ < text_.size() && place_.column < place.column && line_end_length(text_, offset_) == 0) step();
    return offset_;
}

base::Place PlaceFinder::place_of(std::size_t offset)
{
    while (offset < line_start_) back_one_line();
    if (offset < offset_) back_to_line_start();
    while (offset_ < offset && offset_ < text_.size()) {
        auto const before = place_;
        step();
        if (offset_ > offset) return before;  // between CR and LF, or inside a character
    }
    return place_;
}

base::Place PlaceFinder::within_text(base::Place place)
{
    if (place.line == 0) return place;
    while (true) {
        auto const offset = offset_of({place.line, std::numeric_limits<std::uint32_t>::max()});
        auto const end = place_of(offset);
        if (place.line != end.line) return end;
        if (place.column <= end.column) return place;
        auto const below = text_.substr(offset + line_end_length(text_, offset));
        auto const indentation = std::min(below.find_first_not_of(" \t"), below.size());
        if (indentation == below.size() || line_end_length(below, indentation) > 0) return end;
        place = {place.line + 1, static_cast<std::uint32_t>(indentation) + place.column - end.column};
    }
}

}  // namespace alzette::yaml
