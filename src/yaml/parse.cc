// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/yaml.h"
#include "base/limits.h"
#include "yaml/characters.h"
#include "yaml/events.h"
#include "yaml/node.h"
#include "yaml/syntax_errors.h"

#include <algorithm>
#include <cstdint>
#include <fmt/core.h>
#include <map>
#include <optional>
#include <unordered_map>

namespace alzette::yaml {

namespace {

using base::Errc;
using base::fail;
using base::Place;
using base::Result;
namespace limits = base::limits;

// Up to this many keys, looking at each is faster than a table.
constexpr std::size_t keys_without_table_max = 64;

// What a value amounts to once its aliases are expanded.
struct Extent {
    std::size_t nodes = 1;
    std::size_t bytes = 0;
    std::size_t depth = 0;
};

struct Anchor {
    Node node;
    Extent extent;
};

// A sequence or mapping that has begun and not ended.
struct Frame {
    Node node;
    Extent extent = {1, 0, 1};
    std::string anchor = {};
    bool has_key = false;       // of a mapping: a key was read and its value is next
    bool key_is_taken = false;  // and that value has no place to go
    std::string key = {};
    Place key_place = {};
    std::unordered_map<std::string, Place> table = {};
};

bool is_null_text(std::string_view text) { return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL"; }

tl::unexpected<base::Error> too_many_nodes(Place place)
{
    return fail(Errc::exhausted, say::yaml_too_many_nodes, {{"nodes_max", limits::yaml_nodes_max}}, place);
}

Result<void> check_characters(std::string_view text, Place at, std::string_view whole)
{
    auto const bad = first_bad_byte(text);
    if (bad >= text.size()) return {};
    auto const place = at.line > 0 ? at : place_of(whole, bad);
    auto const byte = static_cast<unsigned char>(text[bad]);
    if (byte >= 0x80) return fail(Errc::invalid, say::yaml_not_utf8, {}, place);
    return fail(Errc::invalid, say::yaml_control_character, {{"code", fmt::format("U+{:04X}", byte)}}, place);
}

// In two places libfyaml's time grows with the square of the text.
Result<void> check_time(std::string_view text)
{
    // Blanks behind a dash, an anchor or a bracket: 40 000 of them take 2.5 s.
    auto const gap = first_long_gap(text, limits::yaml_blanks_max);
    if (gap < text.size())
        return fail(Errc::exhausted, say::yaml_blanks, {{"blanks_max", limits::yaml_blanks_max}}, place_of(text, gap));

    // A key written with "?" whose line holds a tab: libfyaml 0.7.12 crashes on "? a: \t: [x" when it frees what it read.
    for (auto at = text.find("? "); at != std::string_view::npos; at = text.find("? ", at + 1)) {
        auto const rest = text.substr(at, text.substr(at).find_first_of("\r\n"));
        auto const begins = at == 0 || std::string_view(" -?:\r\n[{,").find(text[at - 1]) != std::string_view::npos;
        if (begins && rest.find('\t') != std::string_view::npos)
            return fail(Errc::invalid, say::yaml_tab_in_key, {}, place_of(text, at + rest.find('\t')));
    }

    // The digits of "%YAML 111...": 100 000 of them take 6 s.
    constexpr std::size_t version_length_max = 80;
    for (auto at = text.find("%YAML"); at != std::string_view::npos; at = text.find("%YAML", at + 1)) {
        auto const begins_line = at == 0 || line_end_length(text, at - 1) > 0;
        auto const length = text.substr(at, version_length_max + 1).find_first_of("\r\n");
        if (begins_line && length == std::string_view::npos && text.size() - at > version_length_max)
            return fail(Errc::invalid, say::yaml_version, {}, place_of(text, at));
    }
    return {};
}

// The place a key was first written at.
std::optional<Place> place_of_key(Frame const& frame, std::string const& key)
{
    if (frame.table.empty()) {
        auto const found = std::ranges::find(frame.node.members, key, &Member::key);
        return found == frame.node.members.end() ? std::nullopt : std::optional(found->key_place);
    }
    auto const found = frame.table.find(key);
    return found == frame.table.end() ? std::nullopt : std::optional(found->second);
}

void add_member(Frame& frame, Node node)
{
    auto& members = frame.node.members;
    if (!frame.table.empty()) frame.table.emplace(frame.key, frame.key_place);
    members.push_back({std::move(frame.key), frame.key_place, std::move(node)});
    if (frame.table.empty() && members.size() > keys_without_table_max)
        for (auto const& member : members) frame.table.emplace(member.key, member.key_place);
}

// Turns events into one tree. The stack is ours, so that no text can exhaust the program's.
class Builder {
public:
    Builder(std::string_view text, std::size_t bytes_max, base::Findings& findings)
        : text_(text), bytes_max_(bytes_max), findings_(findings), reader_(text)
    {
        stack_.reserve(limits::yaml_depth_max);
        root_.place = {1, 1};
    }

    Result<Node> build()
    {
        while (true) {
            auto const* const event = reader_.next();
            if (event == nullptr) return tl::unexpected(explain(first_cause(reader_.fault()), text_, open_bracket()));
            if (event->kind == EventKind::stream_end) return std::move(root_);
            TRY_VOID(take(*event));
        }
    }

private:
    // A quote that is not closed swallows lines up to the next quote, and the fault shows only there.
    // YAML's strict indentation finds where it begins.
    Fault first_cause(Fault const& fault) const
    {
        if (fault.kind != Fault::Kind::syntax || fault.text.find("quote") == std::string::npos) return fault;
        EventReader strict(text_, Indentation::strict);
        while (true) {
            auto const* const event = strict.next();
            if (event != nullptr && event->kind != EventKind::stream_end) continue;
            auto const cause = strict.fault();
            return event == nullptr && is_about_quote(cause) ? cause : fault;
        }
    }

    Result<void> take(Event const& event)
    {
        auto const tag = event.tag_place;
        if (tag.line > 0) return fail(Errc::invalid, say::yaml_tag, {{"found", word_at(text_, tag)}}, tag);
        switch (event.kind) {
        case EventKind::document_start: return start_document(event);
        case EventKind::mapping_start: return open(event, Kind::mapping);
        case EventKind::sequence_start: return open(event, Kind::sequence);
        case EventKind::collection_end: return close();
        case EventKind::scalar: return expects_key() ? key(event) : scalar(event);
        case EventKind::alias: return alias(event);
        default: return {};
        }
    }

    Result<void> start_document(Event const& event)
    {
        if (++documents_ == 1) return {};
        auto place = event.place;
        if (place.line == 0) {
            auto const* const first = reader_.next();
            place = first != nullptr && first->place.line > 0 ? first->place : reader_.last_end();
        }
        return fail(Errc::invalid, say::yaml_second_document, {}, place);
    }

    Result<void> open(Event const& event, Kind kind)
    {
        if (expects_key()) return fail(Errc::invalid, say::yaml_key_not_text, {}, event.place);
        TRY_VOID(count(1, event.place));
        TRY_VOID(check_depth(1, event.place));
        Frame frame;
        frame.node.kind = kind;
        frame.node.place = event.place;
        frame.node.flow = event.flow;
        frame.anchor = event.anchor;
        stack_.push_back(std::move(frame));
        return {};
    }

    Result<void> close()
    {
        auto frame = std::move(stack_.back());
        stack_.pop_back();
        TRY_VOID(keep_anchor(frame.anchor, frame.node, frame.extent));
        add(std::move(frame.node), frame.extent);
        return {};
    }

    Result<void> key(Event const& event)
    {
        auto const is_plain = event.scalar.style == ScalarStyle::plain;
        if (is_plain && event.scalar.text.empty()) return fail(Errc::invalid, say::yaml_key_missing, {}, reader_.last_end());
        auto node = TRY(scalar_of(event));
        TRY_VOID(keep_anchor(event.anchor, node, {1, node.text.size(), 0}));
        take_key(node.is_null() ? std::string(event.scalar.text) : std::move(node.text), event.place);
        return {};
    }

    Result<void> scalar(Event const& event)
    {
        auto node = TRY(scalar_of(event));
        if (node.place.line == 0) node.place = missing_place();
        TRY_VOID(count(1, node.place));
        Extent const extent{1, node.text.size(), 0};
        TRY_VOID(keep_anchor(event.anchor, node, extent));
        add(std::move(node), extent);
        return {};
    }

    Result<void> alias(Event const& event)
    {
        auto const name = std::string(event.name);
        auto const is_open = std::ranges::find(stack_, name, &Frame::anchor) != stack_.end();
        if (is_open) return fail(Errc::invalid, say::yaml_anchor_inside, {{"name", excerpt(name)}}, event.place);
        auto const found = anchors_.find(name);
        if (found == anchors_.end()) return fail(Errc::invalid, say::yaml_anchor_unknown, {{"name", excerpt(name)}}, event.place);

        // Everything is counted before anything is copied: ten lines of aliases of aliases can stand for more values than there is memory.
        auto const& [node, extent] = found->second;
        if (expects_key() && !node.is_scalar()) return fail(Errc::invalid, say::yaml_key_not_text, {}, event.place);
        if (extent.bytes > bytes_max_ - std::min(bytes_max_, repeated_bytes_)) return repeats_too_large(event.place);
        repeated_bytes_ += extent.bytes;
        TRY_VOID(count(extent.nodes, event.place));
        TRY_VOID(check_depth(extent.depth, event.place));
        if (expects_key()) take_key(node.text, event.place);
        else add(node, extent);
        return {};
    }

    // Two quotes that are not closed make one text of all that stands between them: its lines then begin left of their key.
    bool goes_on_too_far_left(WrittenScalar const& scalar) const
    {
        if (scalar.style != ScalarStyle::single_quoted && scalar.style != ScalarStyle::double_quoted) return false;
        auto const needed = block_column();
        auto rest = scalar.text;
        for (auto at = rest.find_first_of("\r\n"); at != std::string_view::npos; at = rest.find_first_of("\r\n")) {
            rest.remove_prefix(at + line_end_length(rest, at));
            auto const spaces = std::min(rest.find_first_not_of(' '), rest.size());
            if (spaces < needed && line_end_length(rest, spaces) == 0) return true;
        }
        return false;
    }

    // libfyaml takes the next key for the text of a | that has none when a blank line follows: it would be lost without a word.
    bool begins_too_far_left(WrittenScalar const& scalar) const
    {
        auto const is_block = scalar.style == ScalarStyle::literal || scalar.style == ScalarStyle::folded;
        return is_block && scalar.indentation == 0 && first_indentation(scalar.text) < block_column();
    }

    Result<Node> scalar_of(Event const& event) const
    {
        auto const& scalar = event.scalar;
        Node node;
        node.place = event.place;
        if (scalar.style == ScalarStyle::plain && is_null_text(scalar.text)) return node;
        auto const quote = Place{event.place.line, std::max(event.place.column, 2U) - 1};
        if (goes_on_too_far_left(scalar)) return fail(Errc::invalid, say::yaml_quote_open, {}, quote);
        if (begins_too_far_left(scalar)) return fail(Errc::invalid, say::yaml_block_indentation, {}, event.place);
        auto const column = block_column();
        auto text = text_of(scalar, column == 0 ? 0 : column - 1);
        if (!text) return fail(Errc::invalid, say::yaml_escape, {{"found", "\\"}}, event.place);
        node.kind = Kind::scalar;
        node.text = std::move(*text);
        node.quoted = scalar.style != ScalarStyle::plain;
        // Escapes can make characters that the text itself may not hold.
        if (scalar.style == ScalarStyle::double_quoted) TRY_VOID(check_characters(node.text, event.place, text_));
        return node;
    }

    // The column of the group or list that has no brackets and is innermost, 0 outside of all.
    std::uint32_t block_column() const
    {
        auto const block = std::find_if(stack_.rbegin(), stack_.rend(), [](Frame const& frame) { return !frame.node.flow; });
        return block == stack_.rend() ? 0 : block->node.place.column;
    }

    void take_key(std::string text, Place place)
    {
        auto& frame = stack_.back();
        // A pair without braces, as in [a: 1], is a mapping that libfyaml places at its colon.
        if (frame.node.flow) frame.node.place = std::min(frame.node.place, place);
        auto const first = place_of_key(frame, text);
        if (first) findings_.error(place, say::yaml_key_twice, {{"key", excerpt(text)}, {"line", first->line}});
        frame.has_key = true;
        frame.key_is_taken = first.has_value();
        frame.key = std::move(text);
        frame.key_place = place;
    }

    void add(Node node, Extent const& extent)
    {
        if (stack_.empty()) {
            root_ = std::move(node);
            return;
        }
        auto& frame = stack_.back();
        frame.has_key = false;
        if (frame.node.is_mapping() && frame.key_is_taken) return;
        frame.extent.nodes += extent.nodes;
        frame.extent.bytes += extent.bytes + frame.key.size();
        frame.extent.depth = std::max(frame.extent.depth, extent.depth + 1);
        if (frame.node.is_mapping()) add_member(frame, std::move(node));
        else frame.node.items.push_back(std::move(node));
    }

    // Anchors hold copies; nested ones copy the same values again, so they have the same limits as the whole.
    Result<void> keep_anchor(std::string_view name, Node const& node, Extent const& extent)
    {
        if (name.empty()) return {};
        anchored_.nodes += extent.nodes;
        anchored_.bytes += extent.bytes;
        if (anchored_.nodes > limits::yaml_nodes_max) return too_many_nodes(node.place);
        if (anchored_.bytes > bytes_max_) return repeats_too_large(node.place);
        anchors_.insert_or_assign(std::string(name), Anchor{node, extent});
        return {};
    }

    Result<void> count(std::size_t nodes, Place place)
    {
        if (nodes > limits::yaml_nodes_max - nodes_) return too_many_nodes(place);
        nodes_ += nodes;
        return {};
    }

    Result<void> check_depth(std::size_t added, Place place) const
    {
        if (stack_.size() + added <= limits::yaml_depth_max) return {};
        return fail(Errc::exhausted, say::yaml_too_deep, {{"depth_max", limits::yaml_depth_max}}, place);
    }

    tl::unexpected<base::Error> repeats_too_large(Place place) const
    {
        return fail(Errc::exhausted, say::yaml_repeats_too_large, {{"bytes_max", bytes_max_}}, place);
    }

    bool expects_key() const { return !stack_.empty() && stack_.back().node.is_mapping() && !stack_.back().has_key; }

    // A value that is not there stands at its key or its dash.
    Place missing_place()
    {
        if (stack_.empty()) return reader_.last_end();
        auto const& frame = stack_.back();
        if (frame.node.is_mapping()) return frame.key_place;
        return frame.node.flow ? reader_.last_end() : reader_.next_dash();
    }

    std::optional<OpenBracket> open_bracket() const
    {
        std::optional<OpenBracket> innermost;
        PlaceFinder places(text_);
        for (auto const& frame : stack_) {
            auto const at = places.offset_of(frame.node.place);
            auto const is_bracket = at < text_.size() && (text_[at] == '[' || text_[at] == '{');
            if (frame.node.flow && is_bracket) innermost = OpenBracket{frame.node.place, text_[at]};
        }
        return innermost;
    }

    std::string_view text_;
    std::size_t bytes_max_;
    base::Findings& findings_;
    EventReader reader_;
    std::vector<Frame> stack_;
    std::map<std::string, Anchor, std::less<>> anchors_;
    Node root_;
    std::size_t documents_ = 0;
    std::size_t nodes_ = 0;
    std::size_t repeated_bytes_ = 0;
    Extent anchored_ = {0, 0, 0};
};

}  // namespace

base::Result<Node> parse(std::string_view text, std::size_t bytes_max, base::Findings& findings)
{
    if (text.size() > bytes_max) return fail(Errc::exhausted, say::yaml_too_large, {{"bytes", text.size()}, {"bytes_max", bytes_max}});
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return fail(Errc::invalid, say::yaml_utf16, {}, {1, 1});
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    TRY_VOID(check_characters(text, {}, text));
    TRY_VOID(check_time(text));
    return Builder(text, bytes_max, findings).build();
}

}  // namespace alzette::yaml
