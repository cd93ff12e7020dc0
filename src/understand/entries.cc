// SPDX-License-Identifier: Apache-2.0
#include "understand/entries.h"

#include "base/catalogue/ngsi.h"
#include "base/check.h"
#include "ngsi/context.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace alzette::understand {

namespace {

constexpr std::uint32_t first_format = 1;  // ngsi::keep() alone
constexpr std::uint32_t format = 2;        // this, the size of the entries, the entries, and what ngsi::keep() gave
constexpr std::size_t head_bytes = 2 * sizeof(std::uint32_t);

template <class Plain>
void append_plain(Plain plain, std::string& out)
{
    std::array<char, sizeof plain> bytes;
    std::memcpy(bytes.data(), &plain, sizeof plain);
    out.append(bytes.data(), bytes.size());
}

template <class Plain>
Plain plain_at(std::string_view bytes, std::size_t at)
{
    Plain plain;
    std::memcpy(&plain, bytes.data() + at, sizeof plain);
    return plain;
}

// Seven bits a byte, the lowest first: counts and lengths are small.
void append_count(std::size_t count, std::string& out)
{
    for (; count >= 0x80; count >>= 7U) out += static_cast<char>(count | 0x80U);
    out += static_cast<char>(count);
}

void append_text(std::string_view text, std::string& out)
{
    append_count(text.size(), out);
    out += text;
}

// A cursor; once something is amiss it stays so.
struct Cursor {
    std::string_view rest;
    bool good = true;

    std::size_t count()
    {
        std::size_t number = 0;
        for (unsigned shift = 0; shift < 35 && !rest.empty(); shift += 7) {
            auto const byte = static_cast<unsigned char>(rest.front());
            rest.remove_prefix(1);
            number |= std::size_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return number;
        }
        good = false;
        return 0;
    }
    std::string_view bytes(std::size_t size)
    {
        if (size > rest.size()) return good = false, std::string_view();
        auto const taken = rest.substr(0, size);
        rest.remove_prefix(size);
        return taken;
    }
    std::string_view text() { return bytes(count()); }
    // How many things of a size follow; none where there is no room for them.
    std::size_t count_of(std::size_t size)
    {
        auto const number = count();
        if (number > rest.size() / size) return good = false, 0;
        return number;
    }
};

constexpr std::size_t key_bytes = 1 + sizeof(std::uint64_t);
constexpr std::size_t box_bytes = 4 * sizeof(double);

void append_key(ValueIndex::Key key, std::string& out)
{
    out += static_cast<char>(key.kind);
    append_plain(key.order, out);
}

void append_box(ngsi::Box const& box, std::string& out)
{
    for (auto const side : {box.west, box.south, box.east, box.north}) append_plain(side, out);
}

// Each text of a languageMap, whatever its language.
template <class Note>
void note_languages(json::Value const& language_map, Note const& note)
{
    for (auto const& [language, value] : *language_map.object()) {
        note(value);
        if (auto const* const texts = value.array())
            for (auto const& text : *texts) note(text);
    }
}

// Every value a query may compare with by equality or order (clause 4.9): of each instance, and of each item of an array. Takes the place of what `entries`
// held, whose memory it uses again.
void find_entries(ngsi::NamedAttribute const& attribute, AttributeEntries& entries)
{
    entries.keys.clear();
    entries.boxes.clear();
    auto const& first = attribute.instances.front();
    entries.has_several = attribute.instances.size() > 1 || first.value.array() != nullptr || first.kind == ngsi::Kind::language_property;
    auto const add = [&](std::optional<ValueIndex::Key> key) {
        if (key) entries.keys.push_back(*key);
    };
    for (auto const& instance : attribute.instances) {
        auto const note = [&](json::Value const& held) {
            auto const& value = ngsi::plain_value(held);
            add(ValueIndex::key_of(value));
            auto const* const text = value.text();
            if (text != nullptr) add(ValueIndex::instant_key(*text));
            if (text != nullptr && instance.kind == ngsi::Kind::vocab_property) add(ValueIndex::term_key(*text));
        };
        note(instance.value);
        if (auto const* const items = instance.value.array())
            for (auto const& item : *items) note(item);
        if (instance.kind == ngsi::Kind::language_property && instance.value.object() != nullptr) note_languages(instance.value, note);
        if (instance.kind == ngsi::Kind::geo_property && instance.value.object() != nullptr) entries.boxes.push_back(ngsi::box_of(instance.value));
    }
}

void append_attribute(std::string_view name, AttributeEntries const& entries, std::string& out)
{
    append_text(name, out);
    out += static_cast<char>(entries.has_several);
    append_count(entries.keys.size(), out);
    for (auto const key : entries.keys) append_key(key, out);
    append_count(entries.boxes.size(), out);
    for (auto const& box : entries.boxes) append_box(box, out);
}

void append_entries(ngsi::Entity const& entity, std::string& out)
{
    auto const& core = *ngsi::Context::core();
    append_count(entity.types.size(), out);
    for (auto const& type : entity.types) append_text(core.compact(type), out);
    append_count(entity.scopes.size(), out);
    for (auto const& scope : entity.scopes) append_text(scope, out);
    append_count(entity.attributes.size(), out);
    AttributeEntries entries;
    for (auto const& attribute : entity.attributes) {
        find_entries(attribute, entries);
        append_attribute(core.compact(attribute.name), entries, out);
    }
}

void read_texts(Cursor& cursor, std::vector<std::string_view>& texts)
{
    texts.resize(cursor.count_of(1));
    for (auto& text : texts) text = cursor.text();
}

void read_attribute(Cursor& cursor, AttributeEntries& entries)
{
    auto const* const start = cursor.rest.data();
    entries.name = cursor.text();
    auto const several = cursor.bytes(1);
    entries.has_several = !several.empty() && several.front() != 0;
    entries.keys.resize(cursor.count_of(key_bytes));
    for (auto& key : entries.keys) {
        auto const bytes = cursor.bytes(key_bytes);
        auto const kind = static_cast<unsigned char>(bytes.front());
        if (kind > static_cast<unsigned char>(ValueIndex::Key::Kind::term)) cursor.good = false;
        key = {static_cast<ValueIndex::Key::Kind>(kind), plain_at<std::uint64_t>(bytes, 1)};
    }
    entries.boxes.resize(cursor.count_of(box_bytes));
    for (auto& box : entries.boxes) {
        auto const bytes = cursor.bytes(box_bytes);
        box = {plain_at<double>(bytes, 0), plain_at<double>(bytes, 8), plain_at<double>(bytes, 16), plain_at<double>(bytes, 24)};
    }
    entries.bytes = {start, static_cast<std::size_t>(cursor.rest.data() - start)};
}

tl::unexpected<base::Error> damaged(std::size_t bytes)
{
    return tl::unexpected(base::Error{base::Errc::unavailable, base::Message(say::kept_damaged, {{"bytes", bytes}})});
}

}  // namespace

std::string row_of(ngsi::Entity const& entity, std::string_view kept)
{
    constexpr std::size_t usual_entries_bytes = 256;
    std::string row;
    row.reserve(head_bytes + usual_entries_bytes + kept.size());
    append_plain(format, row);
    append_plain(std::uint32_t{0}, row);
    append_entries(entity, row);
    auto const size = static_cast<std::uint32_t>(row.size() - head_bytes);
    std::memcpy(row.data() + sizeof format, &size, sizeof size);
    return row.append(kept);
}

base::Result<Row> open_row(std::string_view bytes)
{
    if (bytes.size() < head_bytes) return damaged(bytes.size());
    auto const found = plain_at<std::uint32_t>(bytes, 0);
    if (found == first_format) return Row{{}, bytes};
    if (found != format || plain_at<std::uint32_t>(bytes, sizeof format) > bytes.size() - head_bytes) return damaged(bytes.size());
    return trusted_row(bytes);
}

Row trusted_row(std::string_view bytes)
{
    auto const size = plain_at<std::uint32_t>(bytes, sizeof format);
    return {bytes.substr(head_bytes, size), bytes.substr(head_bytes + size)};
}

AttributeEntries const* Entries::find(std::string_view name) const
{
    auto const found = std::ranges::find(attributes, name, &AttributeEntries::name);
    return found == attributes.end() ? nullptr : &*found;
}

bool read_entries(std::string_view bytes, Entries& entries)
{
    Cursor cursor{bytes};
    read_texts(cursor, entries.types);
    read_texts(cursor, entries.scopes);
    entries.attributes.resize(cursor.count_of(1));
    for (auto& attribute : entries.attributes) read_attribute(cursor, attribute);
    return cursor.good && cursor.rest.empty();
}

}  // namespace alzette::understand
