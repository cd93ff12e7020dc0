// SPDX-License-Identifier: Apache-2.0
#include "prove/reference_keys.h"

#include "base/catalogue/manual.h"
#include "base/catalogue/prove.h"
#include "prove/key_rules.h"
#include "prove/wording.h"

#include <algorithm>

namespace alzette::prove {

using base::Language;
using yaml::Form;
using yaml::Key;
using yaml::Section;

namespace {

// "`at`, `every`"
std::string codes(std::vector<std::string_view> const& names, Language language, base::MessageId join)
{
    std::vector<std::string> items;
    items.reserve(names.size());
    for (auto const name : names) items.push_back(code(name));
    return list_of(items, language, join);
}

// A section, linked to its own table.
std::string link(std::string_view section) { return "[" + std::string(section) + "](#" + std::string(section) + ")"; }

std::string form_in_words(Key const& key, Language language)
{
    auto const say_form = [&](base::MessageId form) { return in_words(language, form); };
    switch (key.form) {
    case Form::text: return say_form(say::form_text);
    case Form::people_text: return say_form(say::form_people_text);
    case Form::name: return say_form(say::form_name);
    case Form::names: return say_form(say::form_names);
    case Form::integer: return say_form(say::form_integer);
    case Form::integers: return say_form(say::form_integers);
    case Form::years: return say_form(say::form_years);
    case Form::quantity: return say_form(say::form_quantity);
    case Form::uncertain: return say_form(say::form_uncertain);
    case Form::formula: return say_form(say::form_formula);
    case Form::date: return say_form(say::form_date);
    case Form::choice: return codes(words_of_list(key.of), language, say::list_or);
    case Form::record: return in_words(language, say::form_record, {{"section", link(key.of)}});
    case Form::records: return in_words(language, say::form_records, {{"section", link(key.of)}});
    case Form::named_records: return in_words(language, say::form_named_records, {{"section", link(key.of)}});
    case Form::anything: break;
    }
    if (!key.of.empty()) return in_words(language, say::form_text_or_record, {{"section", link(key.of)}});
    if (key.name == "points") return say_form(say::form_points);
    return say_form(key.name == "conflicts" ? say::form_texts : say::form_free);
}

// The keys under which a section stands.
std::vector<std::string_view> keys_holding(std::span<Section const> sections, std::string_view section)
{
    std::vector<std::string_view> keys;
    for (auto const& each : sections)
        for (auto const& key : each.keys)
            if (key.form != Form::choice && key.of == section && std::ranges::find(keys, key.name) == keys.end()) keys.push_back(key.name);
    return keys;
}

void print_rules(MarkdownPage& page, Section const& section, Language language)
{
    auto const rules = rules_of(section.name);
    auto const tell = [&](base::MessageId rule, std::string_view keys) {
        if (!keys.empty()) page.item(in_words(language, rule, {{"keys", codes(words_of_list(keys), language, say::list_or)}}));
    };
    tell(say::rule_exactly_one, rules.exactly_one);
    tell(say::rule_at_least_one, rules.at_least_one);
    for (auto const pair : parts_of_list(rules.never_together)) {
        auto const keys = words_of_list(pair);
        page.item(in_words(language, say::rule_never_together, {{"a", code(keys[0])}, {"b", code(keys[1])}}));
    }
}

void print_section(MarkdownPage& page, std::span<Section const> sections, Section const& section, Language language)
{
    page.heading(3, section.name);
    auto const holders = keys_holding(sections, section.name);
    auto const summary = with_capital(section.summary.in(language));
    page.paragraph(holders.empty() ? in_words(language, say::section_of_file, {{"summary", summary}})
                                   : in_words(language, say::section_under, {{"summary", summary}, {"keys", codes(holders, language, say::list_and)}}));
    page.table({in_words(language, say::column_key), "", in_words(language, say::column_form), in_words(language, say::column_meaning),
                in_words(language, say::column_example)});
    for (auto const& key : section.keys)
        page.row({code(key.name), key.required ? in_words(language, say::key_required) : "", form_in_words(key, language), key.summary.in(language),
                  has_example(key) && key.form != Form::choice ? code(key.example) : ""});
    print_rules(page, section, language);
}

}  // namespace

void print_keys(MarkdownPage& page, std::span<Section const> sections, Language language)
{
    for (auto const& section : sections) print_section(page, sections, section, language);
}

}  // namespace alzette::prove
