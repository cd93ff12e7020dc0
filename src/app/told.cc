// SPDX-License-Identifier: Apache-2.0
#include "app/told.h"

#include "base/catalogue/app.h"
#include "base/json_writer.h"
#include "yaml/characters.h"

#include <algorithm>
#include <cstdint>
#include <fmt/core.h>

namespace alzette::app {

namespace {

constexpr std::size_t line_shown_max = 160;  // characters

// A terminal does what control characters say, and shows broken characters as it likes: neither reaches it from a file.
std::string printable(std::string_view text)
{
    std::string out;
    while (true) {
        auto const sound = yaml::first_bad_byte(text);
        out.append(text.substr(0, sound));
        if (sound == text.size()) break;
        out += '?';
        text.remove_prefix(sound + 1);
    }
    std::ranges::replace_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return out;
}

std::string_view line_of(std::string_view text, std::uint32_t number)
{
    for (std::uint32_t line = 1; line < number; ++line) {
        auto const end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find_first_of("\r\n"));
}

// The bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count)
{
    std::size_t at = 0;
    while (at < text.size() && count > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
        --count;
    }
    return at;
}

std::string excerpt(std::string_view text, base::Place place)
{
    auto const line = line_of(text, place.line);
    if (place.line == 0 || line.empty() || place.column > line_shown_max) return {};
    auto const shown = line.substr(0, bytes_of(line, line_shown_max));
    auto const number = fmt::format("{:>5}", place.line);
    auto const mark = place.column > 0 ? std::string(place.column - 1, ' ') + "^" : std::string();
    return fmt::format("{} | {}\n      | {}\n", number, printable(shown), mark);
}

std::string place_text(std::string_view file, base::Place place)
{
    if (place.line == 0) return std::string(file);
    return fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::string painted(std::string_view text, std::string_view code, prove::Colour colour)
{
    return colour == prove::Colour::always ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

}  // namespace

std::vector<base::Finding> placed_in(std::string_view text, base::Findings const& findings)
{
    auto placed = findings.sorted();
    yaml::PlaceFinder places(text);
    for (auto& finding : placed)
        if (finding.file.empty()) finding.place = places.within_text(finding.place);
    return placed;
}

std::string render_findings(std::vector<base::Finding> const& findings, std::string_view file, std::string_view text, base::Language language,
                            prove::Colour colour)
{
    std::string out;
    for (auto const& finding : findings) {
        auto const is_error = finding.severity == base::Severity::error;
        auto const word = base::text_of(is_error ? say::word_error : say::word_warning, language);
        auto const elsewhere = !finding.file.empty();
        out += fmt::format("{}: {}: {}\n", place_text(elsewhere ? finding.file : file, finding.place), painted(word, is_error ? "1;31" : "1;33", colour),
                           printable(finding.message.in(language)));
        if (!elsewhere) out += excerpt(text, finding.place);
    }
    return out;
}

std::string render_findings_json(std::vector<base::Finding> const& findings, std::string_view file, base::Language language)
{
    base::JsonWriter json;
    auto const list = [&](base::Severity severity) {
        json.array([&] {
            for (auto const& finding : findings) {
                if (finding.severity != severity) continue;
                json.object([&] {
                    json.member("file", finding.file.empty() ? file : std::string_view(finding.file));
                    json.member("line", finding.place.line);
                    json.member("column", finding.place.column);
                    json.member("id", base::name_of(finding.message.id));
                    json.member("message", finding.message.in(language));
                });
            }
        });
    };
    json.object([&] {
        json.key("errors");
        list(base::Severity::error);
        json.key("warnings");
        list(base::Severity::warning);
    });
    return std::move(json).take() + "\n";
}

std::string render_error(base::Error const& error, base::Language language, prove::Colour colour)
{
    auto const place = error.file.empty() ? std::string("alzette") : place_text(error.file, error.place);
    return fmt::format("{}: {}: {}\n", place, painted(base::text_of(say::word_error, language), "1;31", colour), printable(error.message.in(language)));
}

}  // namespace alzette::app
