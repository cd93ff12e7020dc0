// SPDX-License-Identifier: Apache-2.0
#include "prove/table.h"

#include "base/check.h"

#include <algorithm>
#include <numeric>

namespace alzette::prove {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t text_width_min = 8;

struct Character {
    char32_t code;
    std::string_view bytes;
};

Character first_character(std::string_view text)
{
    auto const lead = static_cast<unsigned char>(text.front());
    auto const wanted = lead < 0x80U ? 1U : lead < 0xE0U ? 2U : lead < 0xF0U ? 3U : 4U;
    auto const length = std::min<std::size_t>(wanted, text.size());
    char32_t code = wanted == 1 ? lead : lead & (0xFFU >> (wanted + 1));
    for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {code, text.substr(0, length)};
}

struct Span {
    char32_t first;
    char32_t last;
};

template <std::size_t count>
bool is_in(Span const (&spans)[count], char32_t code)
{
    return std::ranges::any_of(spans, [&](Span span) { return code >= span.first && code <= span.last; });
}

constexpr Span no_column[] = {{0x300, 0x36F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
constexpr Span two_columns[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
                                {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
constexpr Span steering[] = {{0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};

std::size_t columns_of(Character character) { return is_in(no_column, character.code) ? 0 : is_in(two_columns, character.code) ? 2 : 1; }

// French sets a space before these; a line must not begin with them.
bool stays_with_the_word_before(std::string_view word)
{
    return word.find_first_not_of(":;!?") == std::string_view::npos || word.starts_with("»");
}

// The words of a text, each with what may not be parted from it.
std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        auto const word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!words.empty() && (stays_with_the_word_before(word) || words.back().ends_with("«"))) words.back().append(" ").append(word);
        else words.emplace_back(word);
    }
    return words;
}

// The first characters of a word that fit in `width`.
std::string_view head_of(std::string_view word, std::size_t width)
{
    std::size_t bytes = 0;
    std::size_t used = 0;
    while (bytes < word.size()) {
        auto const character = first_character(word.substr(bytes));
        used += columns_of(character);
        if (used > width && bytes > 0) break;
        bytes += character.bytes.size();
    }
    return word.substr(0, bytes);
}

std::size_t longest_word(std::string_view text)
{
    std::size_t longest = 0;
    for (auto const& word : words_of(text)) longest = std::max(longest, width_of(word));
    return longest;
}

std::string without_blanks_at_end(std::string line)
{
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::size_t width_of(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty()) {
        auto const character = first_character(text);
        width += columns_of(character);
        text.remove_prefix(character.bytes.size());
    }
    return width;
}

std::string printable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        auto const character = first_character(text);
        out += is_in(steering, character.code) ? " " : character.bytes;
        text.remove_prefix(character.bytes.size());
    }
    return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    std::vector<std::string> lines;
    auto const clean = printable(text);
    for (auto const& word : words_of(clean)) {
        if (!lines.empty() && width_of(lines.back()) + 1 + width_of(word) <= width) {
            lines.back().append(" ").append(word);
            continue;
        }
        for (std::string_view rest = word; !rest.empty();) {
            auto const head = head_of(rest, width);
            lines.emplace_back(head);
            rest.remove_prefix(head.size());
        }
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

std::string painted(std::string_view text, Tone tone, Colour colour)
{
    if (colour == Colour::never || tone == Tone::plain || text.empty()) return std::string(text);
    auto const code = tone == Tone::good ? "32" : tone == Tone::bad ? "31" : "1";
    return std::string("\033[").append(code).append("m").append(text).append("\033[0m");
}

void Table::row(std::vector<Cell> cells)
{
    CHECK_THAT(cells.size() == columns_.size() && !cells.empty());
    rows_.push_back(std::move(cells));
}

void Table::rule() { rows_.emplace_back(); }

std::vector<std::size_t> Table::widths(std::size_t width_max) const
{
    std::vector<std::size_t> wanted;
    std::vector<std::size_t> least;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto const& column = columns_[i];
        std::size_t cells = 0;
        std::size_t word = longest_word(column.heading);
        for (auto const& row : rows_) {
            if (row.empty()) continue;
            cells = std::max(cells, width_of(row[i].text));
            word = std::max(word, longest_word(row[i].text));
        }
        wanted.push_back(std::max(cells, width_of(column.heading)));
        auto const needed = column.side == Side::right ? std::max(cells, word) : std::max(std::min(word, wanted[i]), text_width_min);
        least.push_back(std::min(needed, wanted[i]));
    }
    auto total = std::accumulate(wanted.begin(), wanted.end(), gap * (columns_.size() - 1));
    while (total > width_max) {
        std::size_t widest = 0;
        for (std::size_t i = 1; i < wanted.size(); ++i)
            if (wanted[i] - least[i] > wanted[widest] - least[widest]) widest = i;
        if (wanted[widest] == least[widest]) break;
        --wanted[widest];
        --total;
    }
    return wanted;
}

void Table::print(std::string& out, std::vector<Cell> const& cells, std::vector<std::size_t> const& widths, Colour colour) const
{
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        parts.push_back(wrapped(cells[i].text, widths[i]));
        height = std::max(height, parts.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const part = line < parts[i].size() ? parts[i][line] : std::string();
            auto const blanks = std::string(widths[i] - std::min(widths[i], width_of(part)), ' ');
            auto const shown = painted(part, cells[i].tone, colour);
            if (i > 0) text.append(gap, ' ');
            text += columns_[i].side == Side::left ? shown + blanks : blanks + shown;
        }
        out += without_blanks_at_end(std::move(text)) + "\n";
    }
}

std::string Table::text(Colour colour, std::size_t width) const
{
    auto const fitted = widths(width);
    std::string line;
    for (auto i = std::accumulate(fitted.begin(), fitted.end(), gap * (columns_.size() - 1)); i > 0; --i) line += "─";
    std::string out;
    std::vector<Cell> headings;
    for (auto const& column : columns_) headings.emplace_back(column.heading, Tone::plain);
    if (std::ranges::any_of(columns_, [](Column const& column) { return !column.heading.empty(); })) {
        print(out, headings, fitted, colour);
        out += line + "\n";
    }
    for (auto const& row : rows_) {
        if (row.empty()) out += line + "\n";
        else print(out, row, fitted, colour);
    }
    return out;
}

}  // namespace alzette::prove
