// SPDX-License-Identifier: Apache-2.0
#include "prove/values_view.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/manual.h"
#include "base/nearest.h"
#include "prove/text_page.h"
#include "prove/value_words.h"
#include "prove/values_parts.h"

#include <algorithm>

namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using decide::ValueLibrary;
using decide::ValueSet;
using Side = Table::Side;

namespace {

std::size_t count_of(ValueSet const& set, decide::Verification verification)
{
    return static_cast<std::size_t>(std::ranges::count(set.values, verification, &decide::OfficialValue::verification));
}

// A set whose file is at fault is listed with its mistake: the others can still be used.
std::string sets_text(ValueLibrary const& library, ValuesTelling const& telling)
{
    TextPage page(telling.colour);
    page.heading(telling.say(say::values_sets));
    Table table({{telling.say(say::column_set)}, {telling.say(say::column_title)}, {telling.say(say::column_values), Side::right},
                 {telling.say(say::column_of_which)}, {"sha256"}});
    for (auto const& id : library.ids()) {
        auto const set = library.find(id);
        auto const name = Cell(id, Tone::strong);
        if (set)
            table.row({name, (*set)->title.in(telling.language), std::to_string((*set)->values.size()), counts_in_words(**set, telling.language),
                       (*set)->sha256.substr(0, hash_digits_shown)});
        else {
            auto const reason = set.error().message.in(telling.language);
            table.row({name, telling.say(say::set_not_readable, {{"reason", reason}}), Cell("–"), Cell("–"), Cell("–")});
        }
    }
    page.table(table);
    page.paragraph(telling.say(say::values_sets_hint));
    return std::move(page).take();
}

std::string sets_json(ValueLibrary const& library, Language language)
{
    JsonWriter json;
    json.object([&] {
        json.key("sets").array([&] {
            for (auto const& id : library.ids()) {
                auto const set = library.find(id);
                json.object([&] {
                    if (set) return set_json(json, **set, language);
                    json.member("id", id);
                    json.member("error", set.error().message.in(language));
                });
            }
        });
    });
    return std::move(json).take() + "\n";
}

base::Error unknown_value(ValueSet const& set, std::string const& id)
{
    std::vector<std::string_view> known;
    for (auto const& value : set.values) known.emplace_back(value.id);
    for (auto const& missing : set.missing) known.emplace_back(missing.id);
    auto const near = base::nearest(id, known);
    if (near.empty()) return base::fail(base::Errc::not_found, say::value_unknown, {{"found", id}, {"set", set.id}}).value();
    return base::fail(base::Errc::not_found, say::value_unknown_near, {{"found", id}, {"set", set.id}, {"near", near}}).value();
}

bool holds(ValueSet const& set, std::string_view id) { return set.find(id) != nullptr || set.find_missing(id) != nullptr; }

std::string one_value(ValueSet const& set, ValuesRequest const& request, ValuesTelling const& telling)
{
    auto const* const value = set.find(request.id);
    auto const* const missing = set.find_missing(request.id);
    if (!request.json) return value != nullptr ? value_text(set, *value, telling) : missing_text(set, *missing, telling);
    JsonWriter json;
    json.object([&] {
        json.key("set").object([&] { set_json(json, set, telling.language); });
        if (value != nullptr) json.key("value").object([&] { value_json(json, *value, telling.language); });
        else json.key("missing").object([&] { missing_json(json, *missing, telling.language); });
    });
    return std::move(json).take() + "\n";
}

std::string whole_set(ValueSet const& set, ValuesRequest const& request, ValuesTelling const& telling)
{
    if (!request.json) return list_text(set, telling);
    JsonWriter json;
    json.object([&] { list_json(json, set, telling.language); });
    return std::move(json).take() + "\n";
}

std::string comparison(ValueSet const& a, ValueSet const& b, ValuesRequest const& request, ValuesTelling const& telling)
{
    if (!request.json) return comparison_text(a, b, request.id, telling);
    JsonWriter json;
    json.object([&] { comparison_json(json, a, b, request.id, telling.language); });
    return std::move(json).take() + "\n";
}

}  // namespace

void set_json(JsonWriter& json, ValueSet const& set, Language language)
{
    json.member("id", set.id);
    json.member("title", set.title.in(language));
    json.member("currency", set.currency);
    json.member("edition", set.edition);
    json.member("sha256", set.sha256);
    json.key("count").object([&] {
        for (auto const verification : {decide::Verification::primary, decide::Verification::secondary, decide::Verification::unverified})
            json.member(decide::name_of(verification), count_of(set, verification));
        json.member("missing", set.missing.size());
    });
}

std::string counts_in_words(ValueSet const& set, Language language)
{
    std::string words;
    auto const add = [&](base::MessageId message, std::size_t count) {
        if (count > 0) words.append(words.empty() ? "" : ", ").append(in_words(language, message, {{"count", count}}));
    };
    add(say::count_in_document, count_of(set, decide::Verification::primary));
    add(say::count_in_transcription, count_of(set, decide::Verification::secondary));
    add(say::count_unverified, count_of(set, decide::Verification::unverified));
    add(say::count_missing, set.missing.size());
    return words;
}

base::Result<std::string> render_values(ValuesRequest const& request, ValueLibrary const& library, Language language)
{
    auto const telling = ValuesTelling{language, request.colour};
    if (request.set.empty()) {
        if (!request.compare_with.empty()) return base::fail(base::Errc::invalid, say::compare_needs_two, {{"set", request.compare_with}});
        return request.json ? sets_json(library, language) : sets_text(library, telling);
    }
    auto const set = TRY(library.find(request.set));
    if (!request.compare_with.empty()) {
        auto const other = TRY(library.find(request.compare_with));
        if (!request.id.empty() && !holds(*set, request.id) && !holds(*other, request.id)) return tl::unexpected(unknown_value(*set, request.id));
        return comparison(*set, *other, request, telling);
    }
    if (request.id.empty()) return whole_set(*set, request, telling);
    if (!holds(*set, request.id)) return tl::unexpected(unknown_value(*set, request.id));
    return one_value(*set, request, telling);
}

}  // namespace alzette::prove
