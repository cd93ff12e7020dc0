// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"
#include "base/catalogue/app.h"
#include "base/catalogue/record.h"

#include <doctest/doctest.h>
#include <map>

using namespace alzette;
using app::Origin;
using app::Settings;

namespace {

Settings::Environment environment(std::map<std::string, std::string, std::less<>> variables)
{
    return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
        auto const found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

Origin origin_of(Settings const& settings, std::string_view key)
{
    for (auto const& setting : settings.all())
        if (setting.entry->key == key) return setting.origin;
    FAIL("no setting of that key");
    return Origin::standard;
}

}  // namespace

TEST_CASE("a flag beats the environment, which beats the file, which beats the locale")
{
    base::Findings findings;
    auto const both = environment({{"ALZETTE_LANGUAGE", "en"}, {"LANG", "fr_FR.UTF-8"}});
    auto const locale_only = environment({{"LANG", "fr_FR.UTF-8"}});
    CHECK(origin_of(Settings::resolve({{"language", "fr"}}, both, "language: en", findings), "language") == Origin::flag);
    CHECK(origin_of(Settings::resolve({}, both, "language: fr", findings), "language") == Origin::environment);
    CHECK(origin_of(Settings::resolve({}, locale_only, "language: en", findings), "language") == Origin::file);
    auto const by_locale = Settings::resolve({}, locale_only, "", findings);
    CHECK(origin_of(by_locale, "language") == Origin::locale);
    CHECK(by_locale.language() == base::Language::fr);
    CHECK(Settings::resolve({}, environment({}), "", findings).language() == base::Language::en);
    CHECK(!findings.has_errors());
}

TEST_CASE("LC_ALL comes before LANG, and a locale of another language leaves the default")
{
    base::Findings findings;
    CHECK(Settings::resolve({}, environment({{"LC_ALL", "fr_CH"}, {"LANG", "en_GB"}}), "", findings).language() == base::Language::fr);
    CHECK(Settings::resolve({}, environment({{"LC_ALL", "de_DE"}, {"LANG", "fr_FR"}}), "", findings).language() == base::Language::en);
}

TEST_CASE("a wrong value or key of alzette.yaml is told with its place")
{
    base::Findings findings;
    Settings::resolve({}, environment({}), "langage: fr\ncolour: purple\n", findings);
    auto const told = findings.sorted();
    REQUIRE(told.size() == 2);
    CHECK(told[0].message.id == say::key_unknown_near);
    CHECK(told[0].place == base::Place{1, 1});
    CHECK(told[1].message.id == say::setting_wrong);
    CHECK(told[1].place == base::Place{2, 9});
}

TEST_CASE("every setting is printed with its value, its meaning and its origin, in both languages")
{
    base::Findings findings;
    auto const settings = Settings::resolve({}, environment({{"ALZETTE_COLOUR", "never"}}), "", findings);
    auto const en = app::render_settings(settings, base::Language::en);
    auto const fr = app::render_settings(settings, base::Language::fr);
    for (auto const& entry : app::setting_entries()) {
        CHECK(en.find(std::string(entry.key) + ": ") != std::string::npos);
        CHECK(en.find(entry.meaning.en) != std::string::npos);
        CHECK(fr.find(entry.meaning.fr) != std::string::npos);
    }
    CHECK(en.find("from the environment variable ALZETTE_COLOUR") != std::string::npos);
}
