// SPDX-License-Identifier: Apache-2.0
#include "yaml/scalar_text.h"

#include "yaml/characters.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace alzette::yaml {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::size_t skip_blanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
}

void drop_trailing_blanks(std::string& out, std::size_t kept)
{
    while (out.size() > kept && is_blank(out.back())) out.pop_back();
}

// Joins the lines at a line end: a space for one, a line end less for several. Returns where the next line's text begins.
std::size_t join_lines(std::string_view text, std::size_t at, bool escaped, std::string& out)
{
    std::size_t breaks = 0;
    for (auto ending = line_end_length(text, at); ending > 0; ending = line_end_length(text, at)) {
        ++breaks;
        at = skip_blanks(text, at + ending);
    }
    if (breaks > 1) out.append(breaks - 1, '\n');
    else if (!escaped) out += ' ';
    return at;
}

void append_utf8(char32_t code, std::string& out)
{
    auto const add = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    auto const follow = [&add, code](unsigned shift) { add(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xC0 | (code >> 6));
        return follow(0);
    }
    if (code < 0x10000) {
        add(0xE0 | (code >> 12));
        follow(6);
        return follow(0);
    }
    add(0xF0 | (code >> 18));
    follow(12);
    follow(6);
    follow(0);
}

std::optional<char32_t> hexadecimal(std::string_view text, std::size_t at, std::size_t digits)
{
    if (at + digits > text.size()) return std::nullopt;
    std::uint32_t code = 0;
    auto const* const end = text.data() + at + digits;
    auto const result = std::from_chars(text.data() + at, end, code, 16);
    return result.ec == std::errc() && result.ptr == end ? std::optional<char32_t>(code) : std::nullopt;
}

bool is_high_surrogate(char32_t code) { return code >= 0xD800 && code < 0xDC00; }
bool is_low_surrogate(char32_t code) { return code >= 0xDC00 && code < 0xE000; }

// The escapes of one letter, and what each stands for.
constexpr std::string_view letters = "0abtnvfre \"/\\\t";
constexpr std::string_view meanings{"\0\a\b\t\n\v\f\r\x1B \"/\\\t", 14};

// The escape at `at`, which is behind its backslash: appends the character and returns the length, 0 where there is none.
std::size_t replace_escape(std::string_view text, std::size_t at, std::string& out)
{
    if (at >= text.size()) return 0;
    if (auto const known = letters.find(text[at]); known != std::string_view::npos) {
        out += meanings[known];
        return 1;
    }
    switch (text[at]) {
    case 'N': out += "\u0085"; return 1;
    case '_': out += "\u00A0"; return 1;
    case 'L': out += "\u2028"; return 1;
    case 'P': out += "\u2029"; return 1;
    case 'x':
    case 'u':
    case 'U': break;
    default: return 0;
    }
    auto const digits = text[at] == 'x' ? std::size_t{2} : text[at] == 'u' ? std::size_t{4} : std::size_t{8};
    auto code = hexadecimal(text, at + 1, digits);
    auto length = 1 + digits;
    // JSON writes characters beyond U+FFFF as two escapes.
    if (code && is_high_surrogate(*code) && text.substr(at + length).starts_with("\\u")) {
        auto const low = hexadecimal(text, at + length + 2, 4);
        if (!low || !is_low_surrogate(*low)) return 0;
        code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        length += 6;
    }
    if (!code || *code > 0x10FFFF || is_high_surrogate(*code) || is_low_surrogate(*code)) return 0;
    append_utf8(*code, out);
    return length;
}

std::optional<std::string> flow_text(std::string_view text, ScalarStyle style)
{
    auto const special = style == ScalarStyle::single_quoted ? '\'' : style == ScalarStyle::double_quoted ? '\\' : '\n';
    auto const first = std::ranges::find_if(text, [special](char c) { return c == '\n' || c == '\r' || c == special; });
    auto at = static_cast<std::size_t>(first - text.begin());
    std::string out(text.substr(0, at));
    std::size_t kept = 0;  // blanks before this are escaped and stay at the end of a line
    while (at < text.size()) {
        auto const c = text[at];
        if (c == '\n' || c == '\r') {
            drop_trailing_blanks(out, kept);
            at = join_lines(text, at, false, out);
        } else if (c == '\\' && style == ScalarStyle::double_quoted) {
            if (line_end_length(text, at + 1) > 0) {
                at = join_lines(text, at + 1, true, out);
            } else {
                auto const length = replace_escape(text, at + 1, out);
                if (length == 0) return std::nullopt;
                at += 1 + length;
            }
            kept = out.size();
        } else {
            out += c;
            at += c == '\'' && style == ScalarStyle::single_quoted ? 2 : 1;
        }
    }
    return out;
}

struct Line {
    std::string_view text;  // without its line end
    bool ended = false;
};

Line take_line(std::string_view& rest)
{
    auto const end = std::min(rest.find_first_of("\r\n"), rest.size());
    Line const line{rest.substr(0, end), end < rest.size()};
    rest.remove_prefix(end + line_end_length(rest, end));
    return line;
}

std::size_t leading_spaces(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

std::string block_text(WrittenScalar const& scalar, std::size_t parent_indentation)
{
    auto const folded = scalar.style == ScalarStyle::folded;
    auto const indentation = scalar.indentation > 0 ? parent_indentation + scalar.indentation : first_indentation(scalar.text);
    std::string out;
    auto was_indented = false;  // the line before begins with a blank: it is not joined
    std::size_t line_ends = 0;  // since the last line with text
    auto any = false;
    for (auto rest = scalar.text; !rest.empty();) {
        auto const line = take_line(rest);
        auto const spaces = leading_spaces(line.text);
        if (spaces == line.text.size() && spaces <= indentation) {
            line_ends += line.ended ? 1 : 0;
            continue;
        }
        if (spaces < indentation) break;
        auto const text = line.text.substr(indentation);
        auto const joins = folded && any && !was_indented && !is_blank(text[0]);
        if (joins && line_ends == 1) out += ' ';
        else out.append(joins ? line_ends - 1 : line_ends, '\n');
        out += text;
        was_indented = is_blank(text[0]);
        line_ends = line.ended ? 1 : 0;
        any = true;
    }
    if (scalar.chomping == '+') out.append(line_ends, '\n');
    else if (scalar.chomping != '-' && any && line_ends > 0) out += '\n';
    return out;
}

}  // namespace

std::size_t first_indentation(std::string_view text)
{
    for (auto rest = text; !rest.empty();) {
        auto const line = take_line(rest).text;
        if (leading_spaces(line) < line.size()) return leading_spaces(line);
    }
    return std::string_view::npos;
}

std::optional<std::string> text_of(WrittenScalar const& scalar, std::size_t parent_indentation)
{
    switch (scalar.style) {
    case ScalarStyle::literal:
    case ScalarStyle::folded: return block_text(scalar, parent_indentation);
    default: return flow_text(scalar.text, scalar.style);
    }
}

}  // namespace alzette::yaml
