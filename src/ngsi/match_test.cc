// SPDX-License-Identifier: Apache-2.0
#include "ngsi/change.h"
#include "ngsi/match.h"
#include "ngsi/read_entity.h"

#include <doctest/doctest.h>

using namespace alzette;
using ngsi::Entity;

namespace {

Entity entity_of(std::string_view text)
{
    CAPTURE(text);
    auto const body = json::parse(text);
    REQUIRE(body.has_value());
    auto entity = ngsi::read_entity(*body, *ngsi::Context::core());
    REQUIRE(entity.has_value());
    return *std::move(entity);
}

// An entity with these attributes.
Entity with(std::string_view attributes) { return entity_of(std::string(R"({"id":"urn:ngsi-ld:T:1","type":"T",)").append(attributes).append("}")); }

bool matches(std::string_view text, Entity const& entity, ngsi::FindEntity const& find = [](std::string_view) { return std::nullopt; })
{
    CAPTURE(text);
    auto const query = ngsi::read_query(text, *ngsi::Context::core());
    REQUIRE(query.has_value());
    return ngsi::matches(*query, entity, find);
}

ngsi::FindEntity among(std::vector<Entity> entities)
{
    return [entities = std::move(entities)](std::string_view id) -> std::optional<Entity> {
        for (auto const& entity : entities)
            if (entity.id == id) return entity;
        return std::nullopt;
    };
}

std::string const rue = R"("color":{"type":"LanguageProperty","languageMap":{"fr":["chat","rouge"],"en":"red"}})";

}  // namespace

TEST_CASE("an attribute exists whatever its kind and value (4.9, examples 0 and 5)")
{
    CHECK(matches("temperature", with(R"("temperature":0)")));
    CHECK(matches("isMonitoredBy", with(R"("isMonitoredBy":{"object":"urn:x:1"})")));
    CHECK(matches("location", with(R"("location":{"type":"Point","coordinates":[1,2]})")));
    CHECK_FALSE(matches("temperature", with(R"("humidity":0)")));
}

TEST_CASE("a number equals a number, whatever its form (4.9, example 1)")
{
    CHECK(matches("temperature==20", with(R"("temperature":20.0)")));
    CHECK_FALSE(matches("temperature==20", with(R"("temperature":21)")));
    CHECK_FALSE(matches("temperature==20", with(R"("temperature":"20")")));
    CHECK_FALSE(matches("n==9007199254740992", with(R"("n":9007199254740993)")));
    CHECK(matches("n>9007199254740992", with(R"("n":9007199254740993)")));
}

TEST_CASE("unequal needs the attribute, and another type is unequal (4.9, example 2)")
{
    CHECK(matches("brandName!=\"Mercedes\"", with(R"("brandName":"Volvo")")));
    CHECK(matches("brandName!=\"Mercedes\"", with(R"("brandName":7)")));
    CHECK_FALSE(matches("brandName!=\"Mercedes\"", with(R"("brandName":"Mercedes")")));
    CHECK_FALSE(matches("brandName!=\"Mercedes\"", with(R"("speed":7)")));
}

TEST_CASE("a relationship is compared with a URI, quoted or not, and has no order (4.9, example 3)")
{
    auto const parked = with(R"("isParked":{"object":"urn:ngsi-ld:OffStreetParking:Downtown1"})");
    CHECK(matches("isParked==\"urn:ngsi-ld:OffStreetParking:Downtown1\"", parked));
    CHECK(matches("isParked==urn:ngsi-ld:OffStreetParking:Downtown1", parked));
    CHECK(matches("isParked!=urn:ngsi-ld:OffStreetParking:Downtown2", parked));
    CHECK_FALSE(matches("isParked>=\"urn:ngsi-ld:OffStreetParking:Downtown1\"", parked));
    CHECK_FALSE(matches("isParked~=Downtown", parked));
    CHECK_FALSE(matches("isParked!~=Uptown", parked));
}

TEST_CASE("several objects of a relationship are compared as an array is (4.9, equal and unequal)")
{
    for (auto const* const attribute :
         {R"("seats":{"object":["urn:x:1","urn:x:2"]})", R"("seats":{"type":"ListRelationship","objectList":["urn:x:1","urn:x:2"]})"}) {
        CHECK(matches("seats==urn:x:2", with(attribute)));
        CHECK(matches("seats==urn:x:3,urn:x:1", with(attribute)));
        CHECK_FALSE(matches("seats!=urn:x:2", with(attribute)));
    }
}

TEST_CASE("conditions are joined by AND and OR (4.9, examples 4, 6 and 7)")
{
    auto const car = with(R"("speed":60,"rpm":10,"brandName":"Mercedes")");
    CHECK_FALSE(matches("speed>50;brandName!=\"Mercedes\"", car));
    CHECK(matches("((speed>50|rpm>3000);brandName==\"Mercedes\")", car));
    CHECK(matches("(speed>=70;speed<=75)|rpm<=10", car));
    CHECK(matches("rpm>3000;speed>50|brandName", car));
    CHECK_FALSE(matches("rpm>3000;(speed>50|brandName)", car));
}

TEST_CASE("times are compared as times, not as texts (4.9, example 8)")
{
    auto const at = with(R"("temperature":{"value":20,"observedAt":"2017-12-24T12:00:00.500Z"})");
    CHECK(matches("temperature.observedAt>=2017-12-24T12:00:00Z", at));
    CHECK(matches("temperature.observedAt==2017-12-24T12:00:00.5Z", at));
    CHECK_FALSE(matches("temperature.observedAt<2017-12-24T12:00:00Z", at));
    CHECK_FALSE(matches("temperature.observedAt", with(R"("temperature":20)")));
    auto const noon = with(R"("opens":"12:00:00.0Z","day":"2017-12-24","since":"2017-12-24T00:00:00Z")");
    CHECK(matches("opens==12:00:00Z", noon));
    CHECK(matches("day>2017-12-23;day==2017-12-01..2017-12-31", noon));
    CHECK(matches("since==2017-12-24T00:00:00.000Z", noon));
}

TEST_CASE("a date, a time and a DateTime are of different types, and no text is one of them (4.9, greater than)")
{
    CHECK_FALSE(matches("since>=2017-12-24", with(R"("since":"2017-12-24T00:00:00Z")")));
    CHECK_FALSE(matches("day<=2017-12-24T00:00:00Z", with(R"("day":"2017-12-24")")));
    CHECK_FALSE(matches("name>2017-12-24", with(R"("name":"Nancy")")));
    CHECK(matches("name!=2017-12-24", with(R"("name":"Nancy")")));
}

TEST_CASE("a JSON-LD typed value is compared by its @value (4.6.3)")
{
    auto const dated = with(R"("since":{"value":{"@type":"DateTime","@value":"2017-12-24T12:00:00Z"}})");
    CHECK(matches("since==2017-12-24T12:00:00Z", dated));
    CHECK(matches("since<2018-01-01T00:00:00Z", dated));
}

TEST_CASE("a path goes into the value, as far as it is defined (4.9, examples 9 and 10)")
{
    auto const place = with(R"("address":{"value":{"city":"Berlin","street":"Ulrich Strasse","floor":null}})");
    CHECK(matches("address[city]==\"Berlin\"", place));
    CHECK(matches("address[street]", place));
    CHECK(matches("address[floor]", place));
    CHECK_FALSE(matches("address[country]", place));
    CHECK_FALSE(matches("address[country]!=\"France\"", place));
    CHECK_FALSE(matches("address[city.name]", place));
    auto const sensor = with(R"("sensor":{"value":40,"rawdata":{"type":"Property","value":{"airquality":{"particulate":40,"PM20":85}}}})");
    CHECK(matches("sensor.rawdata[airquality.particulate]==40", sensor));
    CHECK_FALSE(matches("sensor[airquality.particulate]==40", sensor));
}

TEST_CASE("a JsonProperty is compared as it stands (4.9, example 11)")
{
    auto const car = with(R"("parkingTickets":{"type":"JsonProperty","json":{"id":"85a6cc52-0589-45f9","value":"Overstay 60 minutes"}})");
    CHECK(matches("parkingTickets[value]==\"Overstay 60 minutes\"", car));
}

TEST_CASE("a VocabProperty is compared by its term or its IRI (4.9, example 12)")
{
    auto const person = with(R"("gender":{"type":"VocabProperty","vocab":["Male","Other"]})");
    CHECK(matches("gender==Male", person));
    CHECK(matches("gender==\"Male\"", person));
    CHECK(matches("gender==https://uri.etsi.org/ngsi-ld/default-context/Other", person));
    CHECK_FALSE(matches("gender!=Male", person));
    CHECK(matches("gender!=Female", person));
    CHECK_FALSE(matches("gender==Male", with(R"("gender":"https://uri.etsi.org/ngsi-ld/default-context/Male")")));
}

TEST_CASE("a path follows relationships, to entities of the types named (4.9, examples 13 and 14)")
{
    auto const station = with(R"("sensor":{"objectType":"Device","object":"urn:ngsi-ld:Device:345"})");
    auto const find = among({entity_of(R"({"id":"urn:ngsi-ld:Device:345","type":"Device","humidity":40,"host":{"object":["urn:x:gone","urn:x:2"]}})"),
                             entity_of(R"({"id":"urn:x:2","type":"Host","load":0.5})")});
    CHECK(matches("sensor{humidity}==40", station, find));
    CHECK(matches("sensor{Device:humidity}==40", station, find));
    CHECK(matches("sensor{Camera,Device:humidity}==40", station, find));
    CHECK_FALSE(matches("sensor{Camera:humidity}==40", station, find));
    CHECK_FALSE(matches("sensor{humidity}==41", station, find));
    CHECK(matches("sensor{host{Host:load}}<1", station, find));
    CHECK_FALSE(matches("sensor{humidity}", with(R"("sensor":"urn:ngsi-ld:Device:345")"), find));
    CHECK_FALSE(matches("humidity", station, find));
}

TEST_CASE("entities that point at each other are followed once a step, not once a way")
{
    auto const both = R"("next":{"object":["urn:x:1","urn:x:2"]}})";
    auto const find = among({entity_of(std::string(R"({"id":"urn:x:1","type":"T",)") + both), entity_of(std::string(R"({"id":"urn:x:2","type":"T",)") + both)});
    std::size_t found = 0;
    std::string query = "gone";
    for (int i = 0; i < 40; ++i) query.insert(0, "next{").append("}");
    CHECK_FALSE(matches(query, *find("urn:x:1"), [&](std::string_view id) {
        ++found;
        return find(id);
    }));
    CHECK(found == 80);
}

TEST_CASE("a value is in a range with both its ends, or outside of it (4.9, production Range)")
{
    CHECK(matches("t==10..20", with(R"("t":10)")));
    CHECK(matches("t==10..20", with(R"("t":20)")));
    CHECK_FALSE(matches("t==10..20", with(R"("t":20.1)")));
    CHECK(matches("t!=10..20", with(R"("t":9)")));
    CHECK_FALSE(matches("t!=10..20", with(R"("t":15)")));
    CHECK(matches("name==\"a\"..\"c\"", with(R"("name":"bb")")));
}

TEST_CASE("a value is one of a list, or none (4.9, production ValueList)")
{
    CHECK(matches("color==\"black\",\"red\"", with(R"("color":"red")")));
    CHECK_FALSE(matches("color!=\"black\",\"red\"", with(R"("color":"red")")));
    CHECK(matches("color!=\"black\",\"red\"", with(R"("color":"blue")")));
    CHECK(matches("color==1,\"red\",true", with(R"("color":true)")));
}

TEST_CASE("an array equals by one of its items, and has neither order nor pattern (4.9, equal)")
{
    for (auto const* const colors : {R"("color":["blue","red"])", R"("color":{"type":"ListProperty","valueList":["blue","red"]})"}) {
        CHECK(matches("color==\"red\"", with(colors)));
        CHECK_FALSE(matches("color!=\"red\"", with(colors)));
        CHECK(matches("color!=\"green\"", with(colors)));
        CHECK_FALSE(matches("color>\"a\"", with(colors)));
        CHECK_FALSE(matches("color~=red", with(colors)));
    }
    CHECK(matches("n==4..6", with(R"("n":[1,5])")));
}

TEST_CASE("of several instances one is enough, by any operator (4.9, target value)")
{
    auto const speeds = with(R"("speed":[{"value":55,"datasetId":"urn:x:gps","unitCode":"KMH"},{"value":60}])");
    CHECK(matches("speed==55", speeds));
    CHECK(matches("speed>55", speeds));
    CHECK(matches("speed!=55", speeds));
    CHECK_FALSE(matches("speed!=50..60", speeds));
    CHECK(matches("speed.datasetId==urn:x:gps", speeds));
    CHECK(matches("speed.unitCode==\"KMH\"", speeds));
}

TEST_CASE("texts of one language are compared (4.9, color[en])")
{
    CHECK(matches("color[en]==\"red\"", with(rue)));
    CHECK(matches("color[fr]==\"rouge\"", with(rue)));
    CHECK_FALSE(matches("color[en]==\"rouge\"", with(rue)));
    CHECK_FALSE(matches("color[de]!=\"rot\"", with(rue)));
    CHECK(matches("color[en]!=\"rouge\"", with(rue)));
}

TEST_CASE("texts of all languages are compared, for unequal together (4.9, color[*])")
{
    for (auto const* const path : {"color", "color[*]"}) {
        CHECK(matches(std::string(path) + "==\"rouge\"", with(rue)));
        CHECK_FALSE(matches(std::string(path) + "!=\"rouge\"", with(rue)));
        CHECK(matches(std::string(path) + "!=\"noir\"", with(rue)));
        CHECK(matches(std::string(path) + "~=^re", with(rue)));
    }
}

TEST_CASE("a pattern is found anywhere in a text, and only in texts (4.9, match pattern)")
{
    auto const street = with(R"("name":"Rue du Dôme","number":7)");
    CHECK(matches("name~=D.me", street));
    CHECK(matches("name~=(?i)^rue", street));
    CHECK_FALSE(matches("name~=^Dôme", street));
    CHECK(matches("name!~=^Dôme", street));
    CHECK_FALSE(matches("number~=7", street));
    CHECK_FALSE(matches("number!~=8", street));
}

TEST_CASE("truth equals truth and has no order")
{
    CHECK(matches("on==true", with(R"("on":true)")));
    CHECK(matches("on!=true", with(R"("on":false)")));
    CHECK(matches("on!=true", with(R"("on":"true")")));
}

TEST_CASE("times of the system are those of the entity, of an attribute, and of the attribute for what is in it (4.8)")
{
    auto entity = with(R"("a":{"value":1,"b":{"value":2,"observedAt":"2025-01-01T00:00:00Z"}})");
    ngsi::stamp_new(entity, *base::parse_instant("2026-01-01T00:00:00Z"));
    entity.modified_at = *base::parse_instant("2026-02-01T00:00:00Z");
    CHECK(matches("createdAt==2026-01-01T00:00:00Z", entity));
    CHECK(matches("modifiedAt>2026-01-01T00:00:00Z", entity));
    CHECK_FALSE(matches("expiresAt", entity));
    CHECK(matches("a.modifiedAt==2026-01-01T00:00:00Z", entity));
    CHECK(matches("a.b.createdAt==2026-01-01T00:00:00Z", entity));
    CHECK(matches("a.b.observedAt<2026-01-01T00:00:00Z", entity));
}
