// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/manual.h"
#include "base/catalogue/prove.h"
#include "prove/text_page.h"
#include "prove/value_words.h"
#include "prove/values_parts.h"

#include <algorithm>

namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using decide::OfficialValue;
using decide::ValueSet;

namespace {

// "carbon" of "fr.carbon.2025": what a value is about, by its id.
std::string_view subject_of(std::string_view id)
{
    auto const first = id.find('.');
    if (first == std::string_view::npos) return id;
    auto const rest = id.substr(first + 1);
    return rest.substr(0, rest.find('.'));
}

struct Group {
    std::string_view subject;
    std::vector<OfficialValue const*> values;
};

std::vector<Group> groups_of(ValueSet const& set)
{
    std::vector<Group> groups;
    for (auto const& value : set.values) {
        auto const subject = subject_of(value.id);
        auto found = std::ranges::find(groups, subject, &Group::subject);
        if (found == groups.end()) found = groups.insert(groups.end(), Group{subject, {}});
        found->values.push_back(&value);
    }
    return groups;
}

// Two rows for each value: the id with its figure, and below it the name for people.
Table table_of(Group const& group, bool with_headings, ValuesTelling const& telling)
{
    auto const heading = [&](base::MessageId message) { return with_headings ? telling.say(message) : std::string(); };
    Table table({{heading(say::column_value_id)}, {heading(say::column_value)}, {heading(say::column_standing)}});
    for (auto const* const value : group.values) {
        table.row({Cell(value->id, Tone::strong), value_in_words(*value, telling.language), standing_in_words(*value, telling.language)});
        if (!value->label.empty()) table.row({value->label.in(telling.language), {}, {}});
    }
    return table;
}

void print_missing(TextPage& page, ValueSet const& set, ValuesTelling const& telling)
{
    if (set.missing.empty()) return;
    page.heading(telling.say(say::heading_missing));
    for (auto const& missing : set.missing) {
        auto const reason = missing.reason.in(telling.language);
        page.item(telling.say(say::words_pair, {{"name", missing.id}, {"what", reason}}));
    }
}

}  // namespace

std::string list_text(ValueSet const& set, ValuesTelling const& telling)
{
    TextPage page(telling.colour);
    page.heading(name_with_id(set.title, set.id, telling.language));
    page.line(telling.say(say::set_in_short, {{"count", set.values.size()}, {"counts", counts_in_words(set, telling.language)}}));
    page.line(telling.say(say::set_edition, {{"edition", set.edition.empty() ? "–" : set.edition}, {"currency", set.currency},
                                             {"hash", set.sha256.substr(0, hash_digits_shown)}}));
    auto first = true;
    for (auto const& group : groups_of(set)) {
        page.heading(telling.say(say::values_about, {{"subject", group.subject}, {"count", group.values.size()}}));
        page.table(table_of(group, first, telling));
        first = false;
    }
    print_missing(page, set, telling);
    page.paragraph(telling.say(say::values_legend));
    return std::move(page).take();
}

void list_json(JsonWriter& json, ValueSet const& set, Language language)
{
    json.key("set").object([&] { set_json(json, set, language); });
    json.key("values").array([&] {
        for (auto const& value : set.values) json.object([&] { value_json(json, value, language); });
    });
    json.key("missing").array([&] {
        for (auto const& missing : set.missing) json.object([&] { missing_json(json, missing, language); });
    });
}

}  // namespace alzette::prove
