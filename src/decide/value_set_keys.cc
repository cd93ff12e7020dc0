// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "decide/keys.h"

#include <algorithm>
#include <span>

namespace alzette::decide {

namespace {

using yaml::Form;
using yaml::Key;

Key const file_keys[] = {
    {"alzette", Form::choice, true, "values/1", {"format of this file", "format de ce fichier"}, "values/1"},
    {"id", Form::text, true, "", {"name a case gives under conventions.values", "nom que donne un cas sous conventions.values"}, "fr-2025"},
    {"title", Form::people_text, true, "", {"title", "titre"}, "France 2025"},
    {"currency", Form::text, true, "", {"currency", "monnaie"}, "EUR"},
    {"edition", Form::date, false, "", {"when the set was put together", "quand le jeu a été réuni"}, "2025-11"},
    {"price_index", Form::text, false, "", {"index that re-bases money", "indice qui convertit les prix"}, "fr.index.cpi"},
    {"units", Form::names, false, "", {"counts its units use", "dénombrements qu'utilisent ses unités"}, "[death, call]"},
    {"values", Form::named_records, true, "value", {"the values", "les valeurs"}, "..."},
    {"missing", Form::named_records, false, "missing", {"looked for and not found", "cherché et non trouvé"}, "..."},
};

Key const value_keys[] = {
    {"label", Form::people_text, true, "", {"name for people", "nom pour les lecteurs"}, "Carbon"},
    {"value", Form::uncertain, false, "", {"value with its unit", "valeur avec son unité"}, "7.28 EUR/h"},
    {"anchor", Form::record, false, "anchor", {"series by anchor and growth", "série par ancrage et croissance"}, "{year: 2025, value: 256, growth: 3.2 %}"},
    {"points", Form::anything, false, "", {"series by points", "série par points"}, "{2018: 54, 2030: 250}"},
    {"discount", Form::record, false, "discount", {"discount schedule", "barème d'actualisation"}, "{risk_free: 1.2 %, premium: 2 %}"},
    {"index", Form::record, false, "index", {"price index", "indice de prix"}, "{base: 2015, points: {2015: 100}}"},
    {"unit", Form::text, false, "", {"unit of a series", "unité d'une série"}, "EUR/t"},
    {"interpolation", Form::choice, false, "linear geometric step", {"between points", "entre les points"}, "linear"},
    {"extend", Form::choice, false, "none flat growth", {"beyond the points", "au-delà des points"}, "none"},
    {"published", Form::years, false, "", {"years the source prints", "années que la source imprime"}, "2025 .. 2050"},
    {"prices", Form::integer, false, "", {"price year", "année des prix"}, "2017"},
    {"prices_status", Form::choice, false, "primary secondary unverified", {"how sure the price year is", "degré de vérification de l'année des prix"}, "unverified"},
    {"range", Form::uncertain, false, "", {"published range", "intervalle publié"}, "5 .. 9 EUR/h"},
    {"grows", Form::text, false, "", {"yearly growth from a year", "croissance annuelle à partir d'une année"}, "1.2 % from 2022"},
    {"status", Form::choice, true, "primary secondary unverified", {"how far it was verified", "degré de vérification"}, "secondary"},
    {"document", Form::text, true, "", {"what was published", "ce qui a été publié"}, "Quinet 2013"},
    {"page", Form::text, false, "", {"page, table, paragraph or identifier", "page, tableau, paragraphe ou identifiant"}, "table 14"},
    {"date", Form::date, false, "", {"date of the document", "date du document"}, "2018-07"},
    {"via", Form::text, false, "", {"where it can be read again", "où le relire"}, "strategie.gouv.fr"},
    {"note", Form::people_text, false, "", {"what a user must know", "ce qu'un utilisateur doit savoir"}, "..."},
    {"conflicts", Form::anything, false, "", {"what other sources say; never averaged", "ce que disent d'autres sources ; jamais moyenné"}, "[...]"},
    {"superseded_by", Form::text, false, "", {"the value that replaces it", "la valeur qui la remplace"}, "fr.carbon.2025"},
};

Key const anchor_keys[] = {
    {"year", Form::integer, true, "", {"year of the anchor", "année de l'ancrage"}, "2025"},
    {"value", Form::quantity, true, "", {"value in that year", "valeur cette année-là"}, "256"},
    {"growth", Form::quantity, true, "", {"yearly growth", "croissance annuelle"}, "3.2 %"},
};

Key const discount_keys[] = {
    {"rate", Form::quantity, false, "", {"one rate", "un taux"}, "3 %"},
    {"risk_free", Form::quantity, false, "", {"risk-free rate", "taux sans risque"}, "1.2 %"},
    {"premium", Form::quantity, false, "", {"risk premium, times beta", "prime de risque, multipliée par bêta"}, "2 %"},
    {"beta", Form::quantity, false, "", {"default beta", "bêta par défaut"}, "1"},
    {"steps", Form::records, false, "step", {"rates that change over time", "taux qui changent avec le temps"}, "[{from: 1, rate: 4 %}]"},
};

Key const step_keys[] = {
    {"from", Form::integer, false, "", {"first year t of the project", "première année t du projet"}, "31"},
    {"from_year", Form::integer, false, "", {"first calendar year", "première année civile"}, "2071"},
    {"rate", Form::quantity, false, "", {"one rate", "un taux"}, "2 %"},
    {"risk_free", Form::quantity, false, "", {"risk-free rate", "taux sans risque"}, "1.5 %"},
    {"premium", Form::quantity, false, "", {"risk premium, times beta", "prime de risque, multipliée par bêta"}, "3 %"},
};

Key const index_keys[] = {
    {"base", Form::integer, true, "", {"year in which it is 100", "année où il vaut 100"}, "2015"},
    {"points", Form::anything, true, "", {"index by year", "indice par année"}, "{2015: 100}"},
};

Key const missing_keys[] = {
    {"reason", Form::people_text, true, "", {"why it is missing", "pourquoi elle manque"}, "not found"},
    {"where", Form::text, false, "", {"where it may be had", "où elle se trouve peut-être"}, "DGITM"},
};

yaml::Section const sections[] = {
    {"value set", {"a set of official values", "un jeu de valeurs officielles"}, file_keys},
    {"value", {"an official value with its source", "une valeur officielle avec sa source"}, value_keys},
    {"anchor", {"a series by anchor and growth", "une série par ancrage et croissance"}, anchor_keys},
    {"discount", {"a discount schedule", "un barème d'actualisation"}, discount_keys},
    {"step", {"a rate from a year on", "un taux à partir d'une année"}, step_keys},
    {"index", {"a price index", "un indice de prix"}, index_keys},
    {"missing", {"a value looked for and not found", "une valeur cherchée et non trouvée"}, missing_keys},
};

}  // namespace

std::span<yaml::Section const> value_set_sections() { return sections; }

yaml::Section const& value_set_section(std::string_view name)
{
    auto const found = std::ranges::find(sections, name, &yaml::Section::name);
    CHECK_THAT(found != std::end(sections));
    return *found;
}

}  // namespace alzette::decide
