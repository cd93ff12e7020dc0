// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "observe/mapping.h"

#include <algorithm>

namespace alzette::observe {

namespace {

using yaml::Form;
using yaml::Key;

Key const file_keys[] = {
    {"alzette", Form::choice, true, "mapping/1", {"format of this file", "format de ce fichier"}, "mapping/1"},
    {"type", Form::text, true, "", {"type of the entities", "type des entités"}, "Streetlight"},
    {"id", Form::text, true, "", {"id of each entity; columns stand in braces, row is the number of the row", "id de chaque entité ; les colonnes sont entre accolades, row est le numéro de la ligne"}, "\"urn:ngsi-ld:Streetlight:{NUM}\""},
    {"scope", Form::text, false, "", {"scope of each entity, with columns in braces", "périmètre (scope) de chaque entité, colonnes entre accolades"}, "\"/Montpellier/{QUARTIER}\""},
    {"coordinates", Form::text, false, "", {"coordinate reference system: WGS84, Lambert-93, CC42 to CC50 or EPSG:n", "système de coordonnées : WGS84, Lambert-93, CC42 à CC50 ou EPSG:n"}, "Lambert-93"},
    {"separator", Form::text, false, "", {"what parts the fields of a CSV file; without it, it is found", "ce qui sépare les champs d'un fichier CSV ; à défaut, il est cherché"}, "\";\""},
    {"encoding", Form::choice, false, "found utf-8 windows-1252 utf-16", {"how characters are written", "codage des caractères"}, "windows-1252"},
    {"decimal", Form::choice, false, "either point comma", {"decimal sign of numbers", "signe décimal des nombres"}, "comma"},
    {"missing", Form::names, false, "", {"texts that stand for no value, besides the empty one", "textes qui signifient une valeur absente, outre le texte vide"}, "[\"#N/A\", NC]"},
    {"attributes", Form::named_records, true, "attribute", {"the attributes, by name", "les attributs, par nom"}, "{power: {column: PUISS, read: number, unit: WTT}}"},
};

Key const attribute_keys[] = {
    {"kind", Form::choice, false, "Property GeoProperty Relationship", {"kind of attribute", "genre d'attribut"}, "Property"},
    {"column", Form::text, false, "", {"column its value comes from", "colonne d'où vient sa valeur"}, "PUISS"},
    {"value", Form::text, false, "", {"one value for all rows, in place of a column", "une même valeur pour toutes les lignes, à la place d'une colonne"}, "Ville"},
    {"read", Form::choice, false, "as_it_stands text number integer boolean date instant", {"what its text means", "ce que son texte veut dire"}, "number"},
    {"pattern", Form::text, false, "", {"how a date or an instant is written, of YYYY YY MM DD hh mm ss", "écriture d'une date ou d'un instant, avec YYYY YY MM DD hh mm ss"}, "DD/MM/YYYY"},
    {"zone", Form::text, false, "", {"offset from UTC of an instant", "décalage d'un instant sur UTC"}, "\"+01:00\""},
    {"unit", Form::text, false, "", {"unit as a UN/CEFACT code", "unité, en code UN/CEFACT"}, "WTT"},
    {"object", Form::text, false, "", {"what a Relationship points to, with columns in braces", "ce que désigne une Relationship, colonnes entre accolades"}, "\"urn:ngsi-ld:Street:{IDARC}\""},
    {"longitude", Form::text, false, "", {"column of the longitude, or of x", "colonne de la longitude, ou de x"}, "X"},
    {"latitude", Form::text, false, "", {"column of the latitude, or of y", "colonne de la latitude, ou de y"}, "Y"},
    {"order", Form::choice, false, "longitude_first latitude_first", {"order of the two numbers where one column holds both", "ordre des deux nombres quand une seule colonne les contient"}, "latitude_first"},
    {"observed_at", Form::text, false, "", {"column of the instant of observation, in UTC", "colonne de l'instant d'observation, en UTC"}, "DATE_RELEVE"},
};

yaml::Section const sections[] = {
    {"mapping", {"how a file becomes entities", "comment un fichier devient des entités"}, file_keys},
    {"attribute", {"how one attribute is made", "comment se fait un attribut"}, attribute_keys},
};

}  // namespace

std::span<yaml::Section const> mapping_sections() { return sections; }

yaml::Section const& mapping_section(std::string_view name)
{
    auto const found = std::ranges::find(sections, name, &yaml::Section::name);
    CHECK_THAT(found != std::end(sections));
    return *found;
}

}  // namespace alzette::observe
