// SPDX-License-Identifier: Apache-2.0
#include "observe/import.h"

#include "base/catalogue/observe.h"
#include "observe/for_test.h"
#include "observe/guess.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::observe;

namespace {

constexpr auto lamp_mapping = R"(alzette: mapping/1
type: Streetlight
id: "urn:ngsi-ld:Streetlight:{num}"
scope: "/Ville/{quartier}"
missing: [NC]
attributes:
  location: {kind: GeoProperty, longitude: x, latitude: y}
  power: {column: watts, read: number, unit: WTT}
  installed: {column: pose, read: date, pattern: DD/MM/YYYY}
  led: {column: led, read: boolean}
  refStreet: {kind: Relationship, object: "urn:ngsi-ld:Street:{rue}"}
  owner: {value: Ville}
)";

constexpr auto lamps = "num;x;y;watts;pose;led;rue;quartier\n"
                       "1;3,87;43,6;70,5;01/02/2003;oui;12;Centre Ville\n"
                       "2;;;NC;;;;\n";

}  // namespace

TEST_CASE("a row becomes an entity as its mapping says")
{
    ImportForTest import;
    import.rows(lamps, lamp_mapping);
    CHECK(import.defects.count() == 0);
    CHECK(import.counts() == Counts{.created = 2});
    CHECK(import.entity("urn:ngsi-ld:Streetlight:1") ==
          R"({"id":"urn:ngsi-ld:Streetlight:1","type":"Streetlight","scope":"/Ville/Centre_Ville",)"
          R"("location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[3.87,43.6]}},)"
          R"("power":{"type":"Property","value":70.5,"unitCode":"WTT"},)"
          R"("installed":{"type":"Property","value":{"@type":"Date","@value":"2003-02-01"}},)"
          R"("led":{"type":"Property","value":true},"refStreet":{"type":"Relationship","object":"urn:ngsi-ld:Street:12"},)"
          R"("owner":{"type":"Property","value":"Ville"}})");
    CHECK(import.entity("urn:ngsi-ld:Streetlight:2") ==
          R"({"id":"urn:ngsi-ld:Streetlight:2","type":"Streetlight","owner":{"type":"Property","value":"Ville"}})");
}

TEST_CASE("importing the same file again changes nothing and leaves no line in the journal")
{
    ImportForTest import;
    import.rows(lamps, lamp_mapping);
    auto const before = import.entity_with_times("urn:ngsi-ld:Streetlight:1");
    auto const lines = import.store->last_sequence();
    import.rows(lamps, lamp_mapping);
    CHECK(import.counts() == Counts{.unchanged = 2});
    import.store->flush();
    CHECK(import.store->last_sequence() == lines);
    CHECK(import.entity_with_times("urn:ngsi-ld:Streetlight:1") == before);
}

TEST_CASE("what differs changes alone, and attributes the file does not speak of stay")
{
    ImportForTest import;
    import.entities(R"({"id":"urn:ngsi-ld:Streetlight:1","type":"Streetlight","status":"ok","power":{"value":70.5,"unitCode":"WTT"},"owner":"Bourg"})");
    auto const created = import.instance("urn:ngsi-ld:Streetlight:1", "power").modified_at;
    import.rows(lamps, lamp_mapping);
    CHECK(import.counts() == Counts{.created = 1, .changed = 1});
    CHECK(import.instance("urn:ngsi-ld:Streetlight:1", "status").value == json::Value("ok"));
    CHECK(import.instance("urn:ngsi-ld:Streetlight:1", "owner").value == json::Value("Ville"));
    CHECK(import.instance("urn:ngsi-ld:Streetlight:1", "owner").modified_at > created);
    CHECK(import.instance("urn:ngsi-ld:Streetlight:1", "power").modified_at == created);
}

TEST_CASE("a bad line is told with its place, and the good ones are kept")
{
    ImportForTest import;
    import.rows("num;x;y;watts;pose;led;rue;quartier\n"
                "1;3;43;many;30/02/2003;maybe;;\n"   // three attributes
                ";3;43;;;;;\n"                         // no id
                "1;3;43;;;;;\n"                        // again
                "2;3;43\n"                             // too short
                "3;700000;6600000;;;;;\n"              // not degrees
                "4;3;;;;;;\n",                         // half a position
                lamp_mapping);
    std::vector<std::pair<base::MessageId, base::Place>> found;
    for (auto const& defect : import.defects.kept()) found.emplace_back(defect.message.id, defect.place);
    CHECK(found == std::vector<std::pair<base::MessageId, base::Place>>{{say::import_number_expected, {2, 8}},
                                                                       {say::import_date_expected, {2, 13}},
                                                                       {say::import_boolean_expected, {2, 24}},
                                                                       {say::import_id_empty, {3, 1}},
                                                                       {say::import_id_twice, {4, 1}},
                                                                       {say::import_row_width, {5, 1}},
                                                                       {say::import_position_outside, {6, 3}},
                                                                       {say::import_position_half, {7, 1}}});
    CHECK(import.defects.kept()[0].column == "watts");
    CHECK(import.counts() == Counts{.created = 3});
}

TEST_CASE("a trial says the same and changes nothing")
{
    ImportForTest import;
    import.mode = Intake::Mode::trial;
    import.rows(lamps, lamp_mapping);
    CHECK(import.counts() == Counts{.created = 2});
    CHECK(import.store->last_sequence() == 0);
}

TEST_CASE("a column that is not there is told with the nearest one, and nothing is taken in")
{
    ImportForTest import;
    import.rows("nun;x;y;watts;pose;led;rue;quartier\n1;;;;;;;\n", lamp_mapping);
    REQUIRE(import.findings.has_errors());
    CHECK(import.findings.sorted()[0].message.id == say::mapping_column_unknown);
    CHECK(import.findings.sorted()[0].place == base::Place{3, 6});
    CHECK(import.counts() == Counts{});
}

TEST_CASE("an id holds no character that a URI may not")
{
    ImportForTest import;
    import.rows("name\nRue de l'\"Été\" 5%\n", "alzette: mapping/1\ntype: Street\nid: \"urn:x:{name}:{row}\"\nattributes: {}\n");
    CHECK(import.entity("urn:x:Rue%20de%20l'%22Été%22%205%25:1") != "");
}

TEST_CASE("a guess finds the id, the place and what the columns hold")
{
    auto const mapping = guess("ID_LAMPE;Longitude;Latitude;PUISS,N,4;pose;code_postal;nom\n"
                               "A1;3,87;43,6;70;01/02/2003;08016;x\nA2;3,88;43,7;;;34000;y\n",
                               FileFormat::csv, "Streetlight");
    REQUIRE(mapping.has_value());
    CHECK(mapping_text(*mapping) == R"(alzette: mapping/1
type: "Streetlight"
id: "urn:ngsi-ld:Streetlight:{ID_LAMPE}"
separator: ";"
attributes:
  "location": {kind: GeoProperty, longitude: "Longitude", latitude: "Latitude"}
  "ID_LAMPE": {column: "ID_LAMPE"}
  "PUISS": {column: "PUISS,N,4", read: number}
  "pose": {column: "pose", read: date, pattern: "DD/MM/YYYY"}
  "code_postal": {column: "code_postal"}
  "nom": {column: "nom"}
)");
}

TEST_CASE("a guess tells Lambert-93 and the conical zones from degrees")
{
    auto const coordinates = [](char const* text) { return guess(text, FileFormat::csv, "T")->coordinates; };
    CHECK(coordinates("x,y\n770212.18,6281259.2\n") == "Lambert-93");
    CHECK(coordinates("x,y\n1770000,3160000\n") == "CC44");
    CHECK(coordinates("x,y\n3.8,43.6\n").empty());
}

TEST_CASE("a mapping that was written reads back the same")
{
    base::Findings findings;
    auto const mapping = read_mapping(lamp_mapping, findings);
    REQUIRE(mapping.has_value());
    auto const text = mapping_text(*mapping);
    auto const again = read_mapping(text, findings);
    REQUIRE(again.has_value());
    CHECK(mapping_text(*again) == text);
}

TEST_CASE("mistakes of a mapping are told together, each at its place")
{
    base::Findings findings;
    CHECK_FALSE(read_mapping("alzette: mapping/1\ntype: Street light\nid: \"urn:{\"\ncoordinates: Mars\nattributes:\n  a: {}\n  b: {kind: Relationship}\n"
                             "  c: {column: x, read: instant, pattern: YYYY}\n  d: {kind: GeoProperty, longitude: x}\n  e: {colum: x}\n",
                             findings)
                    .has_value());
    std::vector<std::uint32_t> lines;
    for (auto const& finding : findings.sorted()) lines.push_back(finding.place.line);
    CHECK(lines == std::vector<std::uint32_t>{2, 3, 4, 6, 7, 8, 9, 10});
}

TEST_CASE("features become entities with their geometry, whatever system it is drawn in")
{
    ImportForTest import;
    import.rows(R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[
 {"type":"Feature","id":7,"properties":{"nom":"Pont","n":3},"geometry":{"type":"Point","coordinates":[767686.3955,6279032.6454]}},
 {"type":"Feature","properties":{"nom":null},"geometry":null},
 {"type":"Feature","id":8,"properties":{},"geometry":{"type":"Point","coordinates":[1]}},
 {"typ":"Feature"},
 {"type":"Feature", oops},
 {"type":"Feature","id":9,"properties":{"nom":"é"}}]})",
                "alzette: mapping/1\ntype: J\nid: \"urn:x:{@id}\"\nattributes:\n  location: {kind: GeoProperty}\n  name: {column: nom}\n  n: {column: n}\n");
    CHECK(import.counts() == Counts{.created = 3});
    CHECK(import.entity("urn:x:7") == R"({"id":"urn:x:7","type":"J","location":{"type":"GeoProperty","value":{"type":"Point","coordinates":)"
                                      R"([3.8381428,43.6071136]}},"name":{"type":"Property","value":"Pont"},"n":{"type":"Property","value":3}})");
    std::vector<std::uint32_t> lines;
    for (auto const& defect : import.defects.kept()) lines.push_back(defect.place.line);
    CHECK(lines == std::vector<std::uint32_t>{3, 4, 5, 6, 7});  // no id, no position, no Feature, no JSON, no geometry
}

TEST_CASE("a collection that is cut keeps what came whole")
{
    ImportForTest import;
    import.rows(R"({"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{}},
{"type":"Feature","id":2,"prop)",
                "alzette: mapping/1\ntype: J\nid: \"urn:x:{row}\"\nattributes: {}\n");
    REQUIRE(import.failure.has_value());
    CHECK(import.failure->message.id == say::import_json_cut);
}

TEST_CASE("entities in NGSI-LD come in as they are, and one that is wrong is told alone")
{
    ImportForTest import;
    import.entities("[{\"id\":\"urn:x:1\",\"type\":\"Lamp\",\"power\":{\"type\":\"Property\",\"value\":4,\"datasetId\":\"urn:d:1\"}},\n"
                    "{\"id\":\"no uri\",\"type\":\"Lamp\"},\n{\"id\":\"urn:x:2\",\"type\":[\"Lamp\",\"Pole\"],\"a\":1}]");
    CHECK(import.counts() == Counts{.created = 2});
    REQUIRE(import.defects.count() == 1);
    CHECK(import.defects.kept()[0].place == base::Place{2, 1});
    import.entities(R"([{"id":"urn:x:1","type":"Lamp","power":{"type":"Property","value":4,"datasetId":"urn:d:1"}}])");
    CHECK(import.counts() == Counts{.unchanged = 1});
}

TEST_CASE("an entity that has expired is made anew, and nothing of it comes back")
{
    ImportForTest import;
    import.entities(R"([{"id":"urn:x:1","type":"Lamp","a":1,"expiresAt":"1999-01-01T00:00:00Z"}])");
    import.entities(R"([{"id":"urn:x:1","type":"Lamp","b":2}])");
    CHECK(import.counts() == Counts{.created = 1});
    CHECK(import.entity("urn:x:1") == R"({"id":"urn:x:1","type":"Lamp","b":{"type":"Property","value":2}})");
}

TEST_CASE("the report of defects is CSV that a spreadsheet does not take for formulas")
{
    Defects defects;
    defects.add({3, 4}, "=cmd", say::import_number_expected, {{"found", "a,\"b\""}});
    CHECK(defects_csv(defects, "lamps.csv", base::Language::en) ==
          "file,line,column,name,id,message\r\n\"lamps.csv\",3,4,\"'=cmd\",import_number_expected,"
          "\"'a,\"\"b\"\"' is not a number; correct it, or add it to 'missing' in the mapping\"\r\n");
}
