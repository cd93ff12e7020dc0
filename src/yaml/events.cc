// SPDX-License-Identifier: Apache-2.0
#include "yaml/events.h"

#include "base/limits.h"
#include "yaml/characters.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <libfyaml.h>

namespace alzette::yaml {

namespace {

constexpr auto lookahead_max = base::limits::yaml_lookahead_bytes_max;

base::Place place_of(fy_mark const* mark)
{
    if (mark == nullptr || mark->line < 0 || mark->column < 0) return {};
    return {static_cast<std::uint32_t>(mark->line) + 1, static_cast<std::uint32_t>(mark->column) + 1};
}

// Only for names: see scalar_text.h.
std::string_view name_of(fy_token* token)
{
    std::size_t length = 0;
    auto const* const text = token == nullptr ? nullptr : fy_token_get_text(token, &length);
    return text == nullptr ? std::string_view{} : std::string_view(text, length);
}

EventKind kind_of(fy_event_type type)
{
    switch (type) {
    case FYET_SCALAR: return EventKind::scalar;
    case FYET_ALIAS: return EventKind::alias;
    case FYET_MAPPING_START: return EventKind::mapping_start;
    case FYET_SEQUENCE_START: return EventKind::sequence_start;
    case FYET_DOCUMENT_START: return EventKind::document_start;
    case FYET_DOCUMENT_END: return EventKind::document_end;
    case FYET_STREAM_END: return EventKind::stream_end;
    default: return EventKind::collection_end;
    }
}

ScalarStyle style_of(fy_token* token)
{
    switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED: return ScalarStyle::single_quoted;
    case FYSS_DOUBLE_QUOTED: return ScalarStyle::double_quoted;
    case FYSS_LITERAL: return ScalarStyle::literal;
    case FYSS_FOLDED: return ScalarStyle::folded;
    default: return ScalarStyle::plain;
    }
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// libfyaml reads everything inside brackets before it gives the first event, for brackets that may turn out to be a key:
// 350 bytes of memory for each byte of "[[[[...". Longer texts are handed over piece by piece, and when too much went
// without an event, the rest is withheld.
struct Pieces {
    std::string_view text;
    std::size_t given = 0;
    std::size_t given_at_last_event = 0;
    bool withheld = false;

    // An error code would be taken for a huge length (the count is unsigned there), hence an early end instead.
    static ssize_t give(void* user, void* to, std::size_t count)
    {
        auto& pieces = *static_cast<Pieces*>(user);
        if (pieces.given - pieces.given_at_last_event > lookahead_max) pieces.withheld = true;
        if (pieces.withheld) return 0;
        auto const piece = pieces.text.substr(pieces.given, count);
        std::memcpy(to, piece.data(), piece.size());
        pieces.given += piece.size();
        return static_cast<ssize_t>(piece.size());
    }
};

}  // namespace

struct EventReader::Parser {
    Parser(std::string_view text, Indentation indentation) : pieces{text}, places(text)
    {
        fy_diag_cfg output;
        fy_diag_cfg_default(&output);
        output.fp = nullptr;  // the default is standard error
        diagnostics = fy_diag_create(&output);
        if (diagnostics == nullptr) return;
        fy_diag_set_collect_errors(diagnostics, true);

        fy_parse_cfg settings{};
        auto const relaxed = indentation == Indentation::relaxed ? FYPCF_SLOPPY_FLOW_INDENTATION : 0;
        settings.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2 | relaxed);
        settings.diag = diagnostics;
        auto* const created = fy_parser_create(&settings);
        if (created == nullptr) return;
        auto const given = text.size() <= lookahead_max ? fy_parser_set_string(created, text.data(), text.size())
                                                        : fy_parser_set_input_callback(created, &pieces, &Pieces::give);
        if (given == 0) parser = created;
        else fy_parser_destroy(created);
    }
    ~Parser()
    {
        if (parser != nullptr) {
            fy_parser_event_free(parser, event);
            fy_parser_destroy(parser);
        }
        if (diagnostics != nullptr) fy_diag_destroy(diagnostics);
    }
    Parser(Parser const&) = delete;
    Parser& operator=(Parser const&) = delete;

    bool advance()
    {
        if (parser == nullptr) return false;
        fy_parser_event_free(parser, event);
        event = fy_parser_parse(parser);
        pieces.given_at_last_event = pieces.given;
        return event != nullptr && !pieces.withheld;
    }

    fy_diag_error* first_diagnostic() const
    {
        void* before = nullptr;
        return fy_diag_errors_iterate(diagnostics, &before);
    }

    Fault fault() const
    {
        if (pieces.withheld) return {Fault::Kind::lookahead, {}, end};
        if (other_version) return {Fault::Kind::version, {}, {1, 1}};
        auto const* const first = parser == nullptr ? nullptr : first_diagnostic();
        if (first == nullptr) return {Fault::Kind::failed, {}, end};
        auto place = end;
        if (first->line > 0 && first->column > 0)
            place = {static_cast<std::uint32_t>(first->line), static_cast<std::uint32_t>(first->column)};
        auto const kind = first->type == FYET_ERROR ? Fault::Kind::syntax : Fault::Kind::directive;
        return {kind, first->msg == nullptr ? "" : first->msg, place};
    }

    // In a text handed over piece by piece, libfyaml counts bytes from the begin of a piece.
    std::size_t offset_of(fy_mark const* mark)
    {
        auto const is_whole = pieces.given == 0;
        return is_whole ? std::min(mark->input_pos, pieces.text.size()) : places.offset_of(place_of(mark));
    }

    std::string_view between(fy_mark const* begin, fy_mark const* behind)
    {
        auto const from = offset_of(begin);
        auto const to = offset_of(behind);
        return pieces.text.substr(from, to < from ? 0 : to - from);
    }

    // Behind blanks, comments, signs and properties since the last event.
    std::size_t block_header()
    {
        auto const text = pieces.text;
        auto at = places.offset_of(end);
        while (at < text.size() && text[at] != '|' && text[at] != '>') {
            if (text[at] == '#') at = text.find_first_of("\r\n", at);
            else if (text[at] == '&' || text[at] == '!') at = text.find_first_of(" \t\r\n", at);
            else ++at;
        }
        return at;
    }

    void read_block_header(WrittenScalar& scalar)
    {
        auto const header = pieces.text.substr(std::min(block_header(), pieces.text.size())).substr(0, 3);
        for (auto const c : header.substr(std::min<std::size_t>(1, header.size()))) {
            if (c == '-' || c == '+') scalar.chomping = c;
            else if (c >= '1' && c <= '9') scalar.indentation = static_cast<std::size_t>(c - '0');
            else break;
        }
    }

    void read_scalar()
    {
        auto const* const begin = fy_event_start_mark(event);
        if (begin == nullptr) return;
        auto& scalar = current.scalar;
        scalar.style = style_of(fy_event_get_token(event));
        auto const block = scalar.style == ScalarStyle::literal || scalar.style == ScalarStyle::folded;
        if (block) read_block_header(scalar);
        scalar.text = between(begin, fy_event_end_mark(event));
        if (!block) return;
        auto const first = scalar.text.find_first_not_of(" \t\r\n");
        auto const offset = static_cast<std::size_t>(scalar.text.data() - pieces.text.data());
        current.place = first == std::string_view::npos ? end : places.place_of(offset + first);
    }

    void read_current()
    {
        current = {kind_of(event->type), place_of(fy_event_start_mark(event))};
        auto const is_start = event->type == FYET_MAPPING_START || event->type == FYET_SEQUENCE_START;
        if (event->type == FYET_SCALAR) read_scalar();
        else if (event->type == FYET_ALIAS) current.name = name_of(fy_event_get_token(event));
        else if (is_start) current.flow = fy_event_get_node_style(event) == FYNS_FLOW;
        else return;
        if (auto* const tag = fy_event_get_tag_token(event); tag != nullptr) current.tag_place = place_of(fy_token_start_mark(tag));
        auto* const anchor = event->type == FYET_ALIAS ? nullptr : fy_event_get_anchor_token(event);
        if (anchor == nullptr) return;
        current.anchor = name_of(anchor);
        if (current.place.line == 0) current.place = place_of(fy_token_start_mark(anchor));
    }

    bool is_other_version() const
    {
        if (event->type != FYET_DOCUMENT_START) return false;
        auto const* const version = fy_document_start_event_version(event);
        return version != nullptr && (version->major != 1 || version->minor != 2);
    }

    Pieces pieces;
    PlaceFinder places;
    fy_diag* diagnostics = nullptr;
    fy_parser* parser = nullptr;
    fy_event* event = nullptr;
    Event current;
    base::Place end{1, 1};
    bool other_version = false;
};

EventReader::EventReader(std::string_view text, Indentation indentation) : parser_(std::make_unique<Parser>(text, indentation)) {}

EventReader::~EventReader() = default;

Event const* EventReader::next()
{
    auto& parser = *parser_;
    if (!parser.advance()) return nullptr;
    if (parser.event->type == FYET_STREAM_START && !parser.advance()) return nullptr;
    parser.other_version = parser.is_other_version();
    if (parser.other_version) return nullptr;
    // libfyaml only warns of a directive it does not know and drops the line: a line of the author would be lost.
    if (parser.event->type == FYET_STREAM_END && parser.first_diagnostic() != nullptr) return nullptr;
    parser.read_current();
    if (auto const end = place_of(fy_event_end_mark(parser.event)); end.line > 0) parser.end = end;
    return &parser.current;
}

Fault EventReader::fault() const { return parser_->fault(); }

base::Place EventReader::last_end()
{
    // Without a line end behind the last line, libfyaml places the end of the text on a line that is not there.
    return parser_->places.place_of(parser_->places.offset_of(parser_->end));
}

base::Place EventReader::next_dash()
{
    auto const text = parser_->pieces.text;
    auto at = parser_->places.offset_of(parser_->end);
    while (at < text.size() && (is_blank(text[at]) || text[at] == '#')) {
        if (text[at] == '#') at = std::min(text.find_first_of("\r\n", at), text.size());
        else ++at;
    }
    if (at >= text.size() || text[at] != '-') return last_end();
    auto const dash = parser_->places.place_of(at);
    parser_->end = {dash.line, dash.column + 1};
    return dash;
}

}  // namespace alzette::yaml
