// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include "base/catalogue/app.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/limits_broker.h"
#include "yaml/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/core.h>

namespace alzette::app {

namespace {

SettingEntry const entries[] = {
    {"language", "ALZETTE_LANGUAGE", "--lang", "", "en fr", "en", {"language of messages and reports", "langue des messages et des rapports"}},
    {"colour", "ALZETTE_COLOUR", "--colour", "", "auto always never", "auto",
     {"colour in the terminal; auto: on a terminal, unless NO_COLOR is set", "couleur dans le terminal ; auto : sur un terminal, sauf si NO_COLOR est défini"}},
    {"values_folder", "ALZETTE_VALUES_FOLDER", "--values-folder", "", "", "",
     {"folder with further value sets; they win over built-in ones", "dossier d'autres jeux de valeurs ; ils priment sur ceux du programme"}},
    {"threads", "ALZETTE_THREADS", "", "", "", "0",
     {"how many threads draw at once; 0: as many as the machine has", "nombre de fils de calcul pour les tirages ; 0 : autant que la machine en a"}},
    // Of `serve`
    {"listen", "ALZETTE_LISTEN", "--listen", "serve", "", "127.0.0.1:1026",
     {"address and port of the broker; port 0 is a free one", "adresse et port du courtier ; le port 0 en prend un libre"}},
    {"certificate", "ALZETTE_CERTIFICATE", "--certificate", "serve", "", "",
     {"file of the TLS certificate and its chain (PEM)", "fichier du certificat TLS et de sa chaîne (PEM)"}},
    {"key", "ALZETTE_KEY", "--key", "serve", "", "", {"file of the TLS key (PEM)", "fichier de la clé TLS (PEM)"}},
    {"behind_proxy", "ALZETTE_BEHIND_PROXY", "--behind-proxy", "serve", "no yes", "no",
     {"a proxy in front of the broker does TLS", "un mandataire placé devant le courtier fait le TLS"}},
    {"allowed_origins", "ALZETTE_ALLOWED_ORIGINS", "--allow-origins", "serve", "", "",
     {"sites whose pages may use the broker from a browser (CORS), parted by blanks, for example https://carte.example.fr; *: every site",
      "sites dont les pages peuvent utiliser le courtier depuis un navigateur (CORS), séparés d'espaces, par exemple https://carte.example.fr ; * : tous"}},
    {"allowed_contexts", "ALZETTE_ALLOWED_CONTEXTS", "--allow-contexts", "serve", "", "",
     {"hosts that JSON-LD contexts may be fetched from, each with its port, parted by blanks, for example uri.etsi.org:443; none: nothing leaves this machine",
      "machines où chercher des contextes JSON-LD, avec leur port, séparées d'espaces, par exemple uri.etsi.org:443 ; aucune : rien ne sort de cette machine"}},
    {"loops", "ALZETTE_LOOPS", "--loops", "serve", "", "0",
     {"threads that answer requests, each with its own connections; 0: one for each processor",
      "fils qui répondent aux requêtes, chacun avec ses connexions ; 0 : un par processeur"}, {0, 64}},
    {"connections_max", "ALZETTE_CONNECTIONS_MAX", "--connections-max", "serve", "", "12000",
     {"connections at one time; the next one waits", "connexions à la fois ; la suivante attend"}, {1, 1'000'000}},
    {"header_bytes_max", "ALZETTE_HEADER_BYTES_MAX", "--header-bytes-max", "serve", "", "32768",
     {"bytes of all headers of a request; more is answered 431", "octets de tous les en-têtes d'une requête ; au-delà la réponse est 431"}, {1'024, 1 << 20}},
    {"target_bytes_max", "ALZETTE_TARGET_BYTES_MAX", "--target-bytes-max", "serve", "", "16384",
     {"bytes of an address with its parameters; more is answered 414", "octets d'une adresse avec ses paramètres ; au-delà la réponse est 414"},
     {256, 1 << 20}},
    {"body_bytes_max", "ALZETTE_BODY_BYTES_MAX", "--body-bytes-max", "serve", "", "16777216",
     {"bytes of the body of a request; more is answered 413", "octets du corps d'une requête ; au-delà la réponse est 413"}, {1'024, base::limits::json_bytes_max}},
    {"request_seconds_max", "ALZETTE_REQUEST_SECONDS_MAX", "--request-seconds-max", "serve", "", "30",
     {"seconds for a request to arrive, and between two of a connection", "secondes pour qu'une requête arrive, et entre deux d'une connexion"}, {1, 3'600}},
    {"answer_seconds_max", "ALZETTE_ANSWER_SECONDS_MAX", "--answer-seconds-max", "serve", "", "30",
     {"seconds for a reader to take an answer", "secondes pour qu'un lecteur prenne une réponse"}, {1, 3'600}},
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

std::optional<std::uint64_t> whole_number(std::string_view text)
{
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool is_in_range(SettingEntry const& entry, std::string_view value)
{
    if (entry.range.most == 0) return true;
    auto const number = whole_number(value);
    return number && *number >= entry.range.least && *number <= entry.range.most;
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

bool is_switch(SettingEntry const& entry) { return entry.choices == "no yes"; }

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
            if (!is_in_range(entry, value))
                findings.error(place, say::setting_number_wrong,
                               {{"key", entry.key}, {"found", value}, {"least", entry.range.least}, {"most", entry.range.most}});
            else if (is_choice(entry, value)) setting = {&entry, std::move(value), origin};
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

std::uint64_t Settings::number(std::string_view key) const
{
    auto const number = whole_number(value(key));
    CHECK_THAT(number.has_value());
    return *number;
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
