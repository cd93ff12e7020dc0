// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include "base/catalogue/app.h"
#include "base/check.h"
#include "base/limits.h"
#include "yaml/record.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace alzette::app {

namespace {

SettingEntry const entries[] = {
    {"language", "ALZETTE_LANGUAGE", "en fr", "en", {"language of messages and reports", "langue des messages et des rapports"}},
    {"colour", "ALZETTE_COLOUR", "auto always never", "auto",
     {"colour in the terminal; auto: on a terminal, unless NO_COLOR is set", "couleur dans le terminal ; auto : sur un terminal, sauf si NO_COLOR est défini"}},
    {"values_folder", "ALZETTE_VALUES_FOLDER", "", "",
     {"folder with further value sets; they win over built-in ones", "dossier d'autres jeux de valeurs ; ils priment sur ceux du programme"}},
    {"threads", "ALZETTE_THREADS", "", "0",
     {"how many threads draw at once; 0: as many as the machine has", "nombre de fils de calcul pour les tirages ; 0 : autant que la machine en a"}},
};

yaml::Section const& file_section()
{
    static auto const keys = [] {
        std::vector<yaml::Key> list;
        for (auto const& entry : entries)
            list.push_back({entry.key, entry.choices.empty() ? yaml::Form::text : yaml::Form::choice, false, entry.choices, entry.meaning, entry.standard});
        return list;
    }();
    static yaml::Section const section{"alzette.yaml", {"settings of the program", "réglages du programme"}, keys};
    return section;
}

bool is_choice(SettingEntry const& entry, std::string_view value)
{
    auto const padded = fmt::format(" {} ", entry.choices);
    return entry.choices.empty() || padded.find(fmt::format(" {} ", value)) != std::string::npos;
}

std::optional<std::string> language_of_locale(Settings::Environment const& environment)
{
    for (std::string_view const variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        auto const locale = environment(variable);
        if (!locale || locale->empty()) continue;
        auto const language = base::language_from(*locale);
        return language ? std::optional(std::string(base::code_of(*language))) : std::nullopt;
    }
    return std::nullopt;
}

constexpr base::MessageId origin_names[] = {say::origin_flag, say::origin_environment, say::origin_file, say::origin_locale, say::origin_standard};

}  // namespace

std::span<SettingEntry const> setting_entries() { return entries; }

Settings Settings::resolve(Flags const& flags, Environment const& environment, std::string_view file, base::Findings& findings)
{
    auto const root = yaml::parse(file, base::limits::case_file_bytes_max, findings);
    if (!root) findings.add(root.error());
    auto const has_file = root && !root->is_null();
    auto const record = has_file ? std::optional<yaml::Record>(std::in_place, *root, file_section(), findings) : std::nullopt;
    Settings settings;
    for (auto const& entry : entries) {
        Setting setting{&entry, std::string(entry.standard), Origin::standard};
        if (entry.key == "language")
            if (auto const locale = language_of_locale(environment)) setting = {&entry, *locale, Origin::locale};
        auto const take = [&](std::string value, Origin origin, base::Place place) {
            if (is_choice(entry, value)) setting = {&entry, std::move(value), origin};
            else findings.error(place, say::setting_wrong, {{"key", entry.key}, {"found", value}, {"choices", entry.choices}});
        };
        if (record && record->has(entry.key)) take(record->text(entry.key), Origin::file, record->find(entry.key)->place);
        if (auto value = environment(entry.variable); value && !value->empty()) take(*std::move(value), Origin::environment, {});
        for (auto const& [key, value] : flags)
            if (key == entry.key && !value.empty()) take(value, Origin::flag, {});
        settings.settings_.push_back(std::move(setting));
    }
    return settings;
}

std::string const& Settings::value(std::string_view key) const
{
    auto const found = std::ranges::find_if(settings_, [&](Setting const& setting) { return setting.entry->key == key; });
    CHECK_THAT(found != settings_.end());
    return found->value;
}

base::Language Settings::language() const { return base::language_from(value("language")).value_or(base::Language::en); }

std::string render_settings(Settings const& settings, base::Language language)
{
    std::string text;
    for (auto const& setting : settings.all()) {
        auto const value = setting.value.empty() ? std::string("\"\"") : setting.value;
        auto const origin_name = origin_names[static_cast<std::size_t>(setting.origin)];
        auto const origin = base::Message(origin_name, {{"variable", setting.entry->variable}, {"key", setting.entry->key}});
        text += fmt::format("{}: {}\n", setting.entry->key, value);
        text += fmt::format("    {}\n    {}\n", setting.entry->meaning.in(language), origin.in(language));
        if (setting.entry->choices.empty()) continue;
        text += fmt::format("    {}\n", base::Message(say::setting_choices, {{"choices", setting.entry->choices}}).in(language));
    }
    return text;
}

}  // namespace alzette::app
