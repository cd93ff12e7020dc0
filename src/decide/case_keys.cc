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
    {"alzette", Form::choice, true, "case/1", {"format of this file", "format de ce fichier"}, "case/1"},
    {"id", Form::text, true, "", {"name of the case for machines", "nom du cas pour les machines"}, "my-project"},
    {"title", Form::people_text, true, "", {"title", "titre"}, "Parking observatory"},
    {"question", Form::people_text, false, "", {"the question put to the council", "la question posée au conseil"}, "Extend it?"},
    {"territory", Form::record, false, "territory", {"where", "où"}, "{name: Strasbourg}"},
    {"conventions", Form::record, true, "conventions", {"how years, money and rates are counted", "comment comptent années, argent et taux"}, "..."},
    {"units", Form::names, false, "", {"counts of the case that are units (kiosk, trip)", "dénombrements du cas qui sont des unités (borne, trajet)"}, "[kiosk]"},
    {"actors", Form::named_records, true, "actor", {"who gains, pays or is affected", "qui gagne, paie ou est touché"}, "..."},
    {"reference", Form::anything, true, "reference", {"what would happen without the project", "ce qui se passerait sans le projet"}, "No observatory."},
    {"inputs", Form::named_records, false, "input", {"the figures the case rests on", "les chiffres sur lesquels le cas repose"}, "..."},
    {"quantities", Form::named_records, false, "quantity", {"intermediate formulas", "formules intermédiaires"}, "..."},
    {"effects", Form::named_records, true, "effect", {"real resources gained or spent", "ressources réelles gagnées ou dépensées"}, "..."},
    {"transfers", Form::named_records, false, "transfer", {"money that changes hands", "argent qui change de mains"}, "..."},
    {"unmeasured", Form::named_records, false, "unmeasured", {"what is not measured in money", "ce qui n'est pas mesuré en argent"}, "..."},
    {"variants", Form::named_records, false, "variant", {"other ways to do it", "autres façons de faire"}, "..."},
    {"thresholds", Form::records, false, "threshold", {"what an input must reach", "ce qu'une entrée doit atteindre"}, "[{solve: uses, until: npv = 0}]"},
    {"groups", Form::named_records, false, "group", {"who within an actor", "qui parmi un acteur"}, "..."},
    {"claims", Form::named_records, false, "claim", {"published figures that should recompute", "chiffres publiés à recalculer"}, "..."},
    {"pilots", Form::named_records, false, "pilot", {"trials that would measure an input", "essais qui mesureraient une entrée"}, "..."},
    {"gates", Form::named_records, false, "gate", {"dates at which the project may be stopped or made larger", "dates où le projet peut être arrêté ou agrandi"}, "..."},
    {"waiting", Form::record, false, "waiting", {"how much later the project could start", "de combien le projet pourrait commencer plus tard"}, "{years: 3, learns: [uses]}"},
    {"sharing", Form::record, false, "sharing", {"how players share a cost", "comment des partenaires se partagent un coût"}, "..."},
    {"evidence", Form::anything, false, "", {"what was measured afterwards", "ce qui a été mesuré ensuite"}, "..."},
    {"correlations", Form::records, false, "correlation", {"inputs that move together", "entrées qui varient ensemble"}, "[{between: [a, b], rank: 0.6}]"},
    {"scenarios", Form::named_records, false, "scenario", {"states of the world in which inputs take other values", "états du monde où des entrées prennent d'autres valeurs"}, "{crisis: {probability: 20 %, inputs: {growth: 0.5 %}}}"},
    {"uncertainty", Form::record, false, "uncertainty", {"how many draws", "combien de tirages"}, "{draws: 100000, seed: 1}"},
};

Key const territory_keys[] = {
    {"name", Form::people_text, true, "", {"name", "nom"}, "Strasbourg"},
    {"insee", Form::text, false, "", {"code of the commune or body", "code de la commune ou de l'intercommunalité"}, "\"67482\""},
};

Key const conventions_keys[] = {
    {"base_year", Form::integer, true, "", {"calendar year of t = 0; values are discounted to it", "année de t = 0 ; les valeurs y sont actualisées"}, "2025"},
    {"horizon", Form::integer, true, "", {"number of years, t = 1 .. horizon", "nombre d'années, t = 1 .. horizon"}, "10"},
    {"timing", Form::choice, true, "start_of_year mid_year end_of_year", {"when in its year a flow falls", "quand un flux tombe dans son année"}, "end_of_year"},
    {"money", Form::text, true, "", {"currency and price year", "monnaie et année des prix"}, "EUR 2022"},
    {"values", Form::text, false, "", {"set of official values", "jeu de valeurs officielles"}, "fr-2025"},
    {"discount", Form::text, true, "", {"a schedule of the value set, or a yearly rate", "un barème du jeu de valeurs, ou un taux annuel"}, "fr.discount.2021"},
    {"beta", Form::quantity, false, "", {"the project's sensitivity to growth", "sensibilité du projet à la croissance"}, "1"},
    {"public_funds", Form::text, false, "", {"what a net public euro counts", "ce que compte un euro public net"}, "fr.public_funds"},
    {"residual", Form::text, false, "", {"none, linear, perpetuity, perpetuity(1 %), extend(5) or an amount", "none, linear, perpetuity, perpetuity(1 %), extend(5) ou un montant"}, "none"},
    {"welfare_elasticity", Form::quantity, false, "", {"weight of a group = (1 / income) ^ elasticity", "poids d'un groupe = (1 / revenu) ^ élasticité"}, "1.2"},
    {"price_index", Form::text, false, "", {"index of the value set that re-bases money", "indice du jeu de valeurs qui convertit les prix"}, "fr.index.cpi"},
    {"unstated_range", Form::quantity, false, "", {"how far an assumed or unverified value without a range is moved to test the verdict", "de combien bouger une valeur supposée ou non vérifiée sans intervalle pour éprouver le verdict"}, "50 %"},
};

Key const actor_keys[] = {
    {"kind", Form::choice, true, "users public third_party firm climate", {"what it is; public actors bear public money", "sa nature ; les acteurs publics portent l'argent public"}, "public"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "City"},
};

Key const reference_keys[] = {
    {"label", Form::people_text, true, "", {"what would happen without the project", "ce qui se passerait sans le projet"}, "Lamps are renewed as they fail."},
    {"effects", Form::named_records, false, "effect", {"its own effects", "ses propres effets"}, "..."},
    {"transfers", Form::named_records, false, "transfer", {"its own transfers", "ses propres transferts"}, "..."},
};

Key const input_keys[] = {
    {"value", Form::uncertain, false, "", {"value with its unit, or a range or distribution", "valeur avec son unité, ou intervalle ou distribution"}, "1.5 .. 3 .. 5 min"},
    {"from", Form::text, false, "", {"identifier in the value set", "identifiant dans le jeu de valeurs"}, "fr.carbon.2025"},
    {"points", Form::anything, false, "", {"values by calendar year", "valeurs par année civile"}, "{2025: 10, 2030: 20}"},
    {"unit", Form::text, false, "", {"unit of the points", "unité des points"}, "EUR/t"},
    {"interpolation", Form::choice, false, "linear geometric step", {"between points", "entre les points"}, "linear"},
    {"extend", Form::choice, false, "none flat growth", {"beyond the points", "au-delà des points"}, "flat"},
    {"central", Form::quantity, false, "", {"value of the central case, where it is not the distribution's own", "valeur du cas central, si ce n'est pas celle de la distribution"}, "3 min"},
    {"grows", Form::text, false, "", {"yearly growth from a year", "croissance annuelle à partir d'une année"}, "1.2 % from 2022"},
    {"prices", Form::integer, false, "", {"price year, where it is not the case's", "année des prix, si ce n'est pas celle du cas"}, "2015"},
    {"status", Form::choice, false, "official measured published expert assumed", {"where the figure comes from", "d'où vient le chiffre"}, "measured"},
    {"source", Form::text, false, "", {"document, page, date", "document, page, date"}, "meter readings 2024"},
    {"measured_with", Form::name, false, "", {"the survey that would measure it together with others", "l'enquête qui la mesurerait avec d'autres"}, "street_survey"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Time lost searching"},
    {"note", Form::people_text, false, "", {"what a reader must know", "ce qu'un lecteur doit savoir"}, "per vehicle"},
};

Key const quantity_keys[] = {
    {"formula", Form::formula, true, "", {"formula", "formule"}, "hours_saved * speed"},
    {"unit", Form::text, false, "", {"unit it must have", "unité qu'elle doit avoir"}, "km/year"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Kilometres saved"},
};

Key const effect_keys[] = {
    {"to", Form::name, false, "", {"actor who gains", "acteur qui gagne"}, "users"},
    {"by", Form::name, false, "", {"actor who bears the cost", "acteur qui supporte le coût"}, "city"},
    {"category", Form::name, true, "", {"kind of effect: investment, operation, time, carbon ...", "nature de l'effet : investment, operation, time, carbon..."}, "investment"},
    {"amount", Form::formula, true, "", {"formula: EUR/year for a yearly flow, EUR for a one-off", "formule : EUR/year pour un flux annuel, EUR pour un montant ponctuel"}, "hours * value_of_time"},
    {"at", Form::integers, false, "", {"years t in which the full amount falls", "années t où tombe le montant entier"}, "0"},
    {"every", Form::integer, false, "", {"replacement every so many years, below the horizon", "remplacement tous les tant d'ans, avant l'horizon"}, "5"},
    {"during", Form::years, false, "", {"years t over which it runs", "années t pendant lesquelles il court"}, "3 .. 7"},
    {"optimism", Form::quantity, false, "", {"uplift for optimism bias of a cost", "majoration pour biais d'optimisme d'un coût"}, "51 %"},
    {"mitigated", Form::quantity, false, "", {"part of the uplift that was dealt with", "part de la majoration déjà traitée"}, "50 %"},
    {"beta", Form::quantity, false, "", {"its own sensitivity to growth", "sa propre sensibilité à la croissance"}, "0.5"},
    {"life", Form::quantity, false, "", {"life of what a one-off buys, for a linear residual", "durée de vie de ce qu'achète un montant ponctuel, pour un résiduel linéaire"}, "15 year"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Time saved"},
    {"note", Form::people_text, false, "", {"what a reader must know", "ce qu'un lecteur doit savoir"}, "per use"},
};

Key const transfer_keys[] = {
    {"from", Form::name, true, "", {"actor who pays", "acteur qui paie"}, "users"},
    {"to", Form::name, true, "", {"actor who receives", "acteur qui reçoit"}, "city"},
    {"amount", Form::formula, true, "", {"formula: EUR/year for a yearly flow, EUR for a one-off", "formule : EUR/year pour un flux annuel, EUR pour un montant ponctuel"}, "fares"},
    {"at", Form::integers, false, "", {"years t in which the full amount falls", "années t où tombe le montant entier"}, "0"},
    {"every", Form::integer, false, "", {"again every so many years, below the horizon", "à nouveau tous les tant d'ans, avant l'horizon"}, "5"},
    {"during", Form::years, false, "", {"years t over which it runs", "années t pendant lesquelles il court"}, "3 .. 7"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Parking fees"},
    {"note", Form::people_text, false, "", {"what a reader must know", "ce qu'un lecteur doit savoir"}, "net of VAT"},
};

Key const unmeasured_keys[] = {
    {"actor", Form::name, true, "", {"who", "qui"}, "residents"},
    {"direction", Form::choice, true, "gain loss", {"gain or loss", "gain ou perte"}, "gain"},
    {"in", Form::people_text, true, "", {"the physical measure that follows it", "la mesure physique qui le suit"}, "people served per year"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Noise"},
    {"note", Form::people_text, false, "", {"what a reader must know", "ce qu'un lecteur doit savoir"}, "no official value"},
};

Key const variant_keys[] = {
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Large"},
    {"inputs", Form::named_records, false, "input", {"inputs that replace the case's", "entrées qui remplacent celles du cas"}, "{price: 120000 EUR}"},
    {"quantities", Form::named_records, false, "quantity", {"formulas that replace the case's", "formules qui remplacent celles du cas"}, "..."},
    {"effects", Form::named_records, false, "effect", {"effects changed, added, or left out with 'none'", "effets modifiés, ajoutés, ou retirés par « none »"}, "{running: {amount: 2 * operation}}"},
    {"transfers", Form::named_records, false, "transfer", {"transfers changed, added, or left out with 'none'", "transferts modifiés, ajoutés, ou retirés par « none »"}, "..."},
    {"horizon", Form::integer, false, "", {"its own number of years", "son propre nombre d'années"}, "15"},
    {"residual", Form::text, false, "", {"its own residual value", "sa propre valeur résiduelle"}, "linear"},
};

Key const threshold_keys[] = {
    {"solve", Form::name, true, "", {"the input to vary", "l'entrée à faire varier"}, "uses"},
    {"until", Form::text, true, "", {"what it must reach", "ce qu'il faut atteindre"}, "npv = 0"},
};

Key const group_keys[] = {
    {"of", Form::name, true, "", {"the actor it belongs to", "l'acteur dont il fait partie"}, "motorists"},
    {"share", Form::quantity, true, "", {"its part of the actor's result", "sa part du résultat de l'acteur"}, "30 %"},
    {"income", Form::quantity, true, "", {"income relative to the average", "revenu par rapport à la moyenne"}, "0.75"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Modest households"},
};

Key const claim_keys[] = {
    {"says", Form::quantity, true, "", {"the figure as published", "le chiffre tel que publié"}, "1091 EUR/signal"},
    {"formula", Form::formula, true, "", {"what it should be, from the inputs", "ce qu'il devrait être, d'après les entrées"}, "total / signals"},
    {"tolerance", Form::quantity, false, "", {"how far it may differ", "de combien il peut s'écarter"}, "0.5 %"},
    {"source", Form::text, false, "", {"who says so", "qui le dit"}, "annual report 2016, p. 12"},
};

Key const pilot_keys[] = {
    {"cost", Form::quantity, true, "", {"what the trial costs, whatever its size", "ce que coûte l'essai, quelle que soit sa taille"}, "60000 EUR"},
    {"cost_each", Form::quantity, false, "", {"what each measurement costs on top", "ce que chaque mesure coûte en plus"}, "500 EUR"},
    {"lasts", Form::quantity, false, "", {"how long it takes", "sa durée"}, "3 month"},
    {"measures", Form::name, true, "", {"the input it measures", "l'entrée qu'il mesure"}, "reduction"},
    {"error", Form::quantity, true, "", {"standard deviation of one measurement", "écart type d'une mesure"}, "5 %"},
    {"sample", Form::integer, false, "", {"independent measurements", "mesures indépendantes"}, "4"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Trial in one district"},
};

Key const gate_keys[] = {
    {"at", Form::integer, true, "", {"the year t at the end of which the council decides", "l'année t à la fin de laquelle le conseil décide"}, "3"},
    {"observes", Form::names, false, "", {"inputs known by then", "entrées connues d'ici là"}, "[uses]"},
    {"recovers", Form::quantity, false, "", {"money received on stopping", "argent récupéré en cas d'arrêt"}, "20000 EUR"},
    {"closing_cost", Form::quantity, false, "", {"what stopping costs", "ce que coûte l'arrêt"}, "5000 EUR"},
    {"expand", Form::quantity, false, "", {"by how much later flows grow when the project is made larger", "de combien croissent les flux suivants si le projet est agrandi"}, "50 %"},
    {"expand_cost", Form::quantity, false, "", {"what making it larger costs", "ce que coûte l'agrandissement"}, "30000 EUR"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Review"},
};

Key const waiting_keys[] = {
    {"years", Form::integer, true, "", {"how many years later it may start at most", "de combien d'années au plus il peut être différé"}, "3"},
    {"learns", Form::names, false, "", {"inputs known a year from now", "entrées connues dans un an"}, "[uses]"},
};

Key const sharing_keys[] = {
    {"players", Form::anything, true, "", {"who shares, with what each needs: attributes with their unit, the same for all, and a label", "qui partage, et le besoin de chacun : des attributs avec leur unité, les mêmes pour tous, et un label"}, "{Audun: {need: 8 EUR}, Russange: {need: 11 EUR}}"},
    {"cost", Form::formula, true, "", {"cost of any group: a formula over its members with sum(), max(), min(), count(), and inputs and quantities", "coût de tout groupe : une formule sur ses membres avec sum(), max(), min(), count(), et des entrées et quantités"}, "max(need)"},
    {"rule", Form::choice, false, "shapley separable proportional", {"how it is shared; shapley where nothing is said", "comment on partage ; shapley si rien n'est dit"}, "shapley"},
    {"by", Form::name, false, "", {"attribute the proportional rule follows; without it, what each would pay alone", "attribut que suit la règle proportionnelle ; à défaut, ce que chacun paierait seul"}, "need"},
    {"method", Form::choice, false, "exact sampled", {"of shapley: over all groups (up to 20 players), or over a sample of the orders in which they join; by their number where nothing is said", "pour shapley : sur tous les groupes (jusqu'à 20 partenaires), ou sur un échantillon des ordres d'arrivée ; selon leur nombre si rien n'est dit"}, "exact"},
};

Key const correlation_keys[] = {
    {"between", Form::names, true, "", {"two inputs", "deux entrées"}, "[a, b]"},
    {"rank", Form::quantity, true, "", {"rank correlation, -1 .. 1", "corrélation de rang, -1 .. 1"}, "0.6"},
};

Key const scenario_keys[] = {
    {"probability", Form::quantity, true, "", {"how likely it is; the rest is the case as it stands", "sa probabilité ; le reste est le cas tel quel"}, "20 %"},
    {"inputs", Form::anything, true, "", {"the values inputs take in it, each with its unit, a range or distribution", "les valeurs que des entrées y prennent, chacune avec son unité, intervalle ou distribution"}, "{growth: 0.2 .. 0.8 %, price: 3 EUR}"},
    {"label", Form::people_text, false, "", {"name for people", "nom pour les lecteurs"}, "Lasting crisis"},
};

Key const uncertainty_keys[] = {
    {"draws", Form::integer, false, "", {"number of draws", "nombre de tirages"}, "100000"},
    {"seed", Form::integer, false, "", {"seed of the random numbers", "graine des nombres aléatoires"}, "1"},
    {"method", Form::choice, false, "quasi plain", {"quasi-random or plain draws", "tirages quasi aléatoires ou simples"}, "quasi"},
};

yaml::Section const sections[] = {
    {"case", {"a case file", "un cas"}, file_keys},
    {"territory", {"where the project is", "où est le projet"}, territory_keys},
    {"conventions", {"how it is counted", "comment on compte"}, conventions_keys},
    {"actor", {"someone who gains, pays or is affected", "quelqu'un qui gagne, paie ou est touché"}, actor_keys},
    {"reference", {"what would happen without the project", "ce qui se passerait sans le projet"}, reference_keys},
    {"input", {"a figure with its source", "un chiffre avec sa source"}, input_keys},
    {"quantity", {"an intermediate formula", "une formule intermédiaire"}, quantity_keys},
    {"effect", {"a real resource gained or spent", "une ressource réelle gagnée ou dépensée"}, effect_keys},
    {"transfer", {"money that changes hands", "de l'argent qui change de mains"}, transfer_keys},
    {"unmeasured", {"what is not measured in money", "ce qui n'est pas mesuré en argent"}, unmeasured_keys},
    {"variant", {"another way to do it", "une autre façon de faire"}, variant_keys},
    {"threshold", {"what an input must reach", "ce qu'une entrée doit atteindre"}, threshold_keys},
    {"group", {"a group within an actor", "un groupe parmi un acteur"}, group_keys},
    {"claim", {"a published figure that should recompute", "un chiffre publié à recalculer"}, claim_keys},
    {"pilot", {"a trial that would measure an input", "un essai qui mesurerait une entrée"}, pilot_keys},
    {"gate", {"a date at which the project may be stopped or made larger", "une date où le projet peut être arrêté ou agrandi"}, gate_keys},
    {"waiting", {"a project that may start later", "un projet qui peut commencer plus tard"}, waiting_keys},
    {"sharing", {"how players share a cost", "comment des partenaires se partagent un coût"}, sharing_keys},
    {"correlation", {"two inputs that move together", "deux entrées qui varient ensemble"}, correlation_keys},
    {"scenario", {"a state of the world that some draws fall into", "un état du monde où tombent certains tirages"}, scenario_keys},
    {"uncertainty", {"how many draws", "combien de tirages"}, uncertainty_keys},
};

}  // namespace

std::span<yaml::Section const> case_sections() { return sections; }

yaml::Section const& case_section(std::string_view name)
{
    auto const found = std::ranges::find(sections, name, &yaml::Section::name);
    CHECK_THAT(found != std::end(sections));
    return *found;
}

}  // namespace alzette::decide
