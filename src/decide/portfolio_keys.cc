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
    {"alzette", Form::choice, true, "portfolio/1", {"format of this file", "format de ce fichier"}, "portfolio/1"},
    {"id", Form::text, true, "", {"short name of the portfolio", "nom court du portefeuille"}, "programme-2026"},
    {"title", Form::people_text, false, "", {"title", "titre"}, "Programme 2026"},
    {"projects", Form::named_records, true, "project", {"what may be chosen, each with its case; names are the author's own", "ce qui peut être choisi, chacun avec son cas ; les noms sont libres"}, "{lighting: {case: lighting.yaml}}"},
    {"budgets", Form::named_records, true, "budget", {"what may be spent", "ce qui peut être dépensé"}, "{total: {amount: 500000 EUR}}"},
    {"not_together", Form::named_records, false, "exclusion", {"projects of which one at most is done", "projets dont un seul au plus est fait"}, "{one_network: {projects: [lora, cellular]}}"},
    {"coverage", Form::named_records, false, "coverage", {"how many projects communes have at least", "combien de projets ont au moins les communes"}, "{everyone: {at_least: 1}}"},
    {"shared", Form::names, false, "", {"inputs of several cases that are one and the same unknown", "entrées de plusieurs cas qui sont une seule et même inconnue"}, "[energy_price]"},
    {"draws", Form::integer, false, "", {"draws of what is uncertain; 0 for the central case alone", "tirages de ce qui est incertain ; 0 pour le cas central seul"}, "1000"},
    {"seed", Form::integer, false, "", {"seed of the random numbers", "graine des nombres aléatoires"}, "1"},
};

Key const project_keys[] = {
    {"case", Form::text, true, "", {"case file beside this one; its variants are other ways to do it", "fichier de cas à côté de celui-ci ; ses variantes sont d'autres façons de faire"}, "lighting.yaml"},
    {"label", Form::people_text, false, "", {"name for people, where it is not the case's title", "nom pour les lecteurs, si ce n'est pas le titre du cas"}, "Street lighting"},
    {"communes", Form::names, false, "", {"communes it serves", "communes desservies"}, "[Audun, Russange]"},
    {"requires", Form::names, false, "", {"projects without which it is not done", "projets sans lesquels il n'est pas fait"}, "[network]"},
};

Key const budget_keys[] = {
    {"amount", Form::quantity, true, "", {"most that may be spent, net of receipts", "le plus qui puisse être dépensé, recettes déduites"}, "500000 EUR"},
    {"years", Form::years, false, "", {"calendar years in which it is spent, undiscounted; without them, all years, discounted", "années civiles où il se dépense, sans actualisation ; à défaut, toutes les années, actualisées"}, "2026 .. 2028"},
    {"funder", Form::name, false, "", {"public actor of the cases who spends it; without it, all public actors together", "acteur public des cas qui le dépense ; à défaut, tous les acteurs publics ensemble"}, "community"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Investment 2026 to 2028"},
};

Key const exclusion_keys[] = {
    {"projects", Form::names, true, "", {"at most one of these", "un seul au plus d'entre eux"}, "[lora, cellular]"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "One network"},
};

Key const coverage_keys[] = {
    {"communes", Form::names, false, "", {"each of these; without them, every commune that a project names", "chacune d'elles ; à défaut, toute commune qu'un projet nomme"}, "[Audun, Russange]"},
    {"at_least", Form::integer, false, "", {"projects in each", "projets dans chacune"}, "1"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Nobody left out"},
};

yaml::Section const sections[] = {
    {"portfolio", {"projects to choose from", "des projets parmi lesquels choisir"}, file_keys},
    {"project", {"a case that may be chosen", "un cas qui peut être choisi"}, project_keys},
    {"budget", {"what may be spent", "ce qui peut être dépensé"}, budget_keys},
    {"exclusion", {"projects that do not go together", "des projets qui ne vont pas ensemble"}, exclusion_keys},
    {"coverage", {"what communes have at least", "ce qu'ont au moins les communes"}, coverage_keys},
};

}  // namespace

std::span<yaml::Section const> portfolio_sections() { return sections; }

yaml::Section const& portfolio_section(std::string_view name)
{
    auto const found = std::ranges::find(sections, name, &yaml::Section::name);
    CHECK_THAT(found != std::end(sections));
    return *found;
}

}  // namespace alzette::decide
