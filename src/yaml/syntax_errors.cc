// SPDX-License-Identifier: Apache-2.0
#include "yaml/syntax_errors.h"

#include "base/catalogue/yaml.h"
#include "base/limits.h"
#include "yaml/characters.h"

#include <algorithm>
#include <cstdint>

namespace alzette::yaml {

namespace {

using base::Place;

// libfyaml's words and ours. The first row found in its text counts; "%s" in its sources stands for words left out here.
struct Row {
    std::string_view words;
    base::MessageId message;
};

constexpr Row rows[] = {
    {"cannot use tab", say::yaml_tab},
    {"tab character", say::yaml_tab},
    {"invalid tab", say::yaml_tab},
    {"used tabs", say::yaml_tab},
    {"invalid multiline plain key", say::yaml_colon_missing},
    {"could not find expected ':'", say::yaml_colon_missing},
    {"invalid value after mapping", say::yaml_colon_missing},
    {"missing ':'", say::yaml_colon_missing},
    {"invalid nested block mapping on the same line", say::yaml_colon_in_text},
    {"without closing quote", say::yaml_quote_open},
    {"quoted scalar used as key", say::yaml_key_on_one_line},
    {"invalid trailing content after", say::yaml_after_quote},
    {"wrongly indented double-quoted scalar", say::yaml_quote_open},
    {"wrongly indented single-quoted scalar", say::yaml_quote_open},
    {"escape", say::yaml_escape},
    {"without a closing bracket", say::yaml_bracket_open},
    {"without a closing brace", say::yaml_bracket_open},
    {"missing comma in flow", say::yaml_comma_missing},
    {"invalid extra closing", say::yaml_bracket_extra},
    {"mismatched flow", say::yaml_bracket_mismatch},
    {"invalid multiline flow", say::yaml_key_on_one_line},
    {"invalid comma in the beginning", say::yaml_comma_extra},
    {"invalid extra comma", say::yaml_comma_extra},
    {"did not find expected node content", say::yaml_start_character},
    {"plain scalar cannot start with", say::yaml_start_character},
    {"block sequence on the same line", say::yaml_dash_on_key_line},
    {"block sequence entries not allowed", say::yaml_dash_on_key_line},
    {"comment", say::yaml_comment_space},
    {"block scalar no linebreak found", say::yaml_block_text_below},
    {"wrongly indented block scalar", say::yaml_block_indentation},
    {"block scalar with wrongly indented", say::yaml_block_indentation},
    {"invalid anchor detected", say::yaml_anchor_name},
    {"invalid alias detected", say::yaml_anchor_name},
    {"invalid scalar at the end of block sequence", say::yaml_dash_missing},
    {"did not find expected '-'", say::yaml_dash_missing},
    {"did not find expected key", say::yaml_dash_unaligned},
    {"indent", say::yaml_indentation},
    {"indendation", say::yaml_indentation},  // sic
    {"invalid mapping in plain multiline", say::yaml_indentation},
    {"directive", say::yaml_directive},
    {"undefined tag", say::yaml_tag},
    {"tag", say::yaml_tag},
};

base::MessageId message_for(std::string_view words)
{
    auto const row = std::ranges::find_if(rows, [words](Row const& known) { return words.find(known.words) != std::string_view::npos; });
    return row == std::end(rows) ? say::yaml_syntax : row->message;
}

struct Diagnosis {
    base::MessageId message;
    Place place;
};

// A line of the text: its number, and where its first character that is no blank stands.
struct Line {
    std::string_view text;
    std::uint32_t number = 0;
    std::size_t indentation() const { return std::min(text.find_first_not_of(" \t"), text.size()); }
    bool is_blank() const { return indentation() == text.size(); }
    bool has_tab() const { return text.substr(0, indentation()).find('\t') != std::string_view::npos; }
    Place first_character() const { return {number, static_cast<std::uint32_t>(indentation()) + 1}; }
};

Line line_at(std::string_view text, std::uint32_t number) { return {rest_of_line(text, {number, 1}), number}; }

// The first of the lines after `number` that holds a key, or the next that is not blank: it is where a text of several lines went wrong.
std::optional<Line> line_below(std::string_view text, std::uint32_t number)
{
    constexpr std::uint32_t lines_max = 100;
    std::optional<Line> next;
    PlaceFinder places(text);
    for (auto below = number + 1; below <= number + lines_max; ++below) {
        auto const offset = places.offset_of({below, 1});
        if (offset >= text.size()) break;
        auto const rest = text.substr(offset);
        Line const line{rest.substr(0, rest.find_first_of("\r\n")), below};
        if (line.is_blank()) continue;
        if (!next) next = line;
        if (line.has_tab() || line.text.find(": ") != std::string_view::npos || line.text.ends_with(':')) return line;
    }
    return next;
}

// Where in a line a ':' is followed by neither blank nor end, as in "name:Paris"; not in an address as https://.
std::optional<std::size_t> colon_without_space(std::string_view line)
{
    for (auto at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
        auto const after = line.substr(at + 1);
        if (at > 0 && !after.empty() && after[0] != ' ' && after[0] != '\t' && !after.starts_with("//")) return at;
    }
    return std::nullopt;
}

bool has_colon(std::string_view line) { return line.find(": ") != std::string_view::npos || line.ends_with(':'); }

// "A colon was expected" is what libfyaml finds; what the author did is one of several things.
Diagnosis missing_colon(std::string_view text, Place place)
{
    auto const line = line_at(text, place.line);
    auto const below = line_below(text, place.line);
    if (below && below->has_tab()) return {say::yaml_tab, {below->number, 1}};
    auto const rest = rest_of_line(text, place);
    if (!has_colon(line.text))
        if (auto const colon = colon_without_space(rest)) {
            auto const before = rest.substr(0, *colon);
            auto const characters = std::ranges::count_if(before, [](char c) { return (c & 0xC0) != 0x80; });
            return {say::yaml_colon_space, {place.line, place.column + static_cast<std::uint32_t>(characters)}};
        }
    auto const is_deeper = below && has_colon(below->text) && below->indentation() > line.indentation();
    if (is_deeper) return {say::yaml_line_in_text, below->first_character()};
    return {say::yaml_colon_missing, place};
}

// Places in quoted texts come with or without the quote.
Place at_quote(std::string_view text, Place place)
{
    auto const at = PlaceFinder(text).offset_of(place);
    auto const is_quote = [text](std::size_t offset) { return offset < text.size() && (text[offset] == '"' || text[offset] == '\''); };
    return place.column > 1 && !is_quote(at) && is_quote(at - 1) ? Place{place.line, place.column - 1} : place;
}

// In {a: 1 b: 2} libfyaml points at the second colon; the comma is missing before its key.
Place key_before(std::string_view text, Place place)
{
    PlaceFinder places(text);
    auto const offset = places.offset_of(place);
    auto const line_start = places.offset_of({place.line, 1});
    if (offset >= text.size() || text[offset] != ':') return at_quote(text, place);
    auto const line = text.substr(line_start, offset - line_start);
    auto const word_end = line.find_last_not_of(" \t") + 1;
    auto const before = line.substr(0, word_end).find_last_of(" \t,[]{}");
    return places.place_of(line_start + (before == std::string_view::npos ? 0 : before + 1));
}

Diagnosis diagnose(Fault const& fault, std::string_view text, Place place, bool open)
{
    auto const message = message_for(fault.text);
    auto const at = PlaceFinder(text).offset_of(place);
    auto const at_end = text.find_first_not_of(" \t\r\n", at) == std::string_view::npos;
    if (message == say::yaml_colon_missing && !open) return missing_colon(text, place);
    auto const is_unfinished =
        message == say::yaml_comma_missing || message == say::yaml_start_character || message == say::yaml_colon_missing;
    if (is_unfinished && open && at_end) return {say::yaml_bracket_open, place};
    if (message == say::yaml_start_character && open && text[at] == ',') return {say::yaml_comma_extra, place};
    if (message == say::yaml_start_character && at_end) return {say::yaml_syntax, place};
    auto const line = line_at(text, place.line);
    if (message == say::yaml_tab || (message == say::yaml_indentation && line.has_tab())) return {say::yaml_tab, {line.number, 1}};
    if (message == say::yaml_dash_unaligned && (at_end || text[at] != '-')) return {say::yaml_syntax, place};
    if (message == say::yaml_quote_open) return {message, at_quote(text, place)};
    if (message == say::yaml_comma_missing) return {message, key_before(text, place)};
    if (message == say::yaml_indentation) return {message, line.first_character()};
    return {message, place};
}

// What stands in the text around a colon: "name:Paris" and how it is meant.
std::string word_around(std::string_view text, Place place)
{
    auto const line = line_at(text, place.line).text;
    auto const at = PlaceFinder(text).offset_of(place) - PlaceFinder(text).offset_of({place.line, 1});
    auto const begin = line.substr(0, at).find_last_of(" \t");
    auto const word = line.substr(begin == std::string_view::npos ? 0 : begin + 1);
    return excerpt(word.substr(0, word.find_first_of(" \t")));
}

std::string with_space(std::string word)
{
    if (auto const colon = word.find(':'); colon != std::string::npos) word.insert(colon + 1, " ");
    return word;
}

// The text that holds a colon too many: what follows the first ": " of the line.
std::string text_with_colon(std::string_view text, Place place)
{
    auto const line = line_at(text, place.line).text;
    auto const colon = line.find(": ");
    if (colon == std::string_view::npos) return excerpt(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    auto const value = line.substr(colon + 2);
    return excerpt(value.substr(std::min(value.find_first_not_of(' '), value.size())));
}

std::string found_for(base::MessageId message, std::string_view text, Place place)
{
    auto const rest = rest_of_line(text, place);
    auto first = std::string(rest.substr(0, rest.empty() ? 0 : character_length(rest[0])));
    if (message == say::yaml_colon_space) return word_around(text, place);
    if (message == say::yaml_colon_in_text) return text_with_colon(text, place);
    if (message == say::yaml_tag) return word_at(text, place);
    if (message == say::yaml_escape) return rest.size() < 2 ? first : std::string(rest.substr(0, 1 + character_length(rest[1])));
    auto const is_one_sign = message == say::yaml_start_character || message == say::yaml_bracket_extra || message == say::yaml_bracket_mismatch;
    return is_one_sign ? first : excerpt(rest);
}

}  // namespace

bool is_about_quote(Fault const& fault)
{
    return fault.text.find("wrongly indented") != std::string::npos && fault.text.find("quoted scalar") != std::string::npos;
}

base::Error explain(Fault const& fault, std::string_view text, std::optional<OpenBracket> open)
{
    PlaceFinder places(text);
    auto const place = places.place_of(places.offset_of(fault.place));
    using Kind = Fault::Kind;
    auto const plain = [&](base::Errc kind, base::MessageId message, std::vector<base::Argument> arguments = {}) {
        return base::Error{kind, base::Message(message, std::move(arguments)), place};
    };
    // libfyaml gives no reason when it refuses a version.
    auto const is_version = fault.kind == Kind::failed && text.find("%YAML") != std::string_view::npos;
    if (is_version || fault.kind == Kind::version) return plain(base::Errc::unsupported, say::yaml_version);
    if (fault.kind == Kind::directive) return plain(base::Errc::invalid, say::yaml_directive);
    if (fault.kind == Kind::lookahead)
        return plain(base::Errc::exhausted, say::yaml_lookahead, {{"bytes_max", base::limits::yaml_lookahead_bytes_max}});
    if (fault.kind == Kind::failed) return plain(base::Errc::invalid, say::yaml_failed);

    auto const diagnosis = diagnose(fault, text, place, open.has_value());
    // libfyaml's place may lie within a character.
    auto const named = found_for(diagnosis.message, text, diagnosis.place);
    auto const found = std::string(named).substr(0, first_bad_byte(named));
    auto const bracket = std::string(1, open ? open->bracket : '[');
    auto const closing = std::string(1, bracket == "[" ? ']' : '}');
    auto const line = open ? open->place.line : diagnosis.place.line;
    auto const at = diagnosis.message == say::yaml_bracket_open && open ? open->place : diagnosis.place;
    return {base::Errc::invalid,
            base::Message(diagnosis.message, {{"found", found}, {"meant", with_space(found)}, {"column", at.column}, {"line", line},
                                              {"bracket", bracket}, {"closing", closing}, {"detail", fault.text.substr(0, first_bad_byte(fault.text))}}),
            at};
}

}  // namespace alzette::yaml
