// SPDX-License-Identifier: Apache-2.0
#include "ngsi/kept.h"

#include "base/limits_broker.h"
#include "ngsi/change.h"
#include "ngsi/plain.h"
#include "ngsi/read_entity.h"

#include <doctest/doctest.h>
#include <functional>
#include <limits>

using namespace alzette;
using ngsi::Entity;

namespace {

Entity entity_with(std::string const& members)
{
    auto const body = json::parse(R"({"id":"urn:x:1","type":"Lamp")" + members + "}").value();
    auto entity = ngsi::read_entity(body, *ngsi::Context::core()).value();
    ngsi::stamp_new(entity, base::Instant(std::chrono::hours(12)));
    return entity;
}

// The judge: what it says is so, it says by reading all.
bool is_the_same_when_read(Entity const& entity)
{
    auto const bytes = ngsi::keep(entity);
    auto const kept = ngsi::Kept::open(bytes);
    auto const again = kept ? kept->read_entity() : base::Result<Entity>(tl::unexpected(kept.error()));
    return again && *again == entity;
}

bool reads_back(Entity const& entity) { return ngsi::reads_back(ngsi::keep(entity), entity); }

}  // namespace

TEST_CASE("an entity reads back, plain or not")
{
    for (std::string const members : {"", R"(,"power":1.5,"on":true,"name":"é","at":{"value":3,"observedAt":"2026-01-01T00:00:00Z","unitCode":"CEL"})",
                                      R"(,"scope":"/Metz","owner":{"object":"urn:x:2","since":{"value":3}})",
                                      R"(,"location":{"type":"Point","coordinates":[6,49]})"}) {
        CAPTURE(members);
        CHECK(ngsi::is_plain(entity_with(members)));
        CHECK(is_the_same_when_read(entity_with(members)));
    }
    for (std::string const members : {R"(,"power":[1,2])", R"(,"power":{"value":{"a":1}})", R"(,"name":{"languageMap":{"fr":"lampe"}})",
                                      R"(,"scope":["/Metz","/Nancy"])", R"(,"power":[{"value":1},{"value":2,"datasetId":"urn:d:1"}])",
                                      R"(,"owner":{"object":["urn:x:2","urn:x:3"]})"}) {
        CAPTURE(members);
        CHECK_FALSE(ngsi::is_plain(entity_with(members)));
        CHECK(reads_back(entity_with(members)));
    }
}

TEST_CASE("what does not survive is not said to")
{
    auto const vocabulary = std::string(ngsi::default_vocabulary);
    auto const power = [](Entity& entity) -> ngsi::Attribute& { return entity.attributes.front().instances.front(); };
    std::vector<std::pair<std::string, std::function<void(Entity&)>>> const harms{
        {"a number that JSON has not", [&](Entity& entity) { power(entity).value = std::numeric_limits<double>::quiet_NaN(); }},
        {"null", [&](Entity& entity) { power(entity).value = json::Value(); }},
        {"a dataset that stands for nothing", [&](Entity& entity) { power(entity).dataset_id = ngsi::ngsi_null; }},
        {"a dataset that is no URI", [&](Entity& entity) { power(entity).dataset_id = "first"; }},
        {"no UTF-8", [&](Entity& entity) { power(entity).value = "\xff"; }},
        {"a unit that is no UTF-8", [&](Entity& entity) { power(entity).unit_code = "\xff"; }},
        {"no URI", [&](Entity& entity) { power(entity).kind = ngsi::Kind::relationship, power(entity).value = "lamp"; }},
        {"no geometry", [&](Entity& entity) {
             power(entity).kind = ngsi::Kind::geo_property;
             power(entity).value = json::parse(R"({"type":"Point","coordinates":[1]})").value();
         }},
        {"more than a geometry has", [&](Entity& entity) {
             power(entity).kind = ngsi::Kind::geo_property;
             power(entity).value = json::parse(R"({"type":"Point","coordinates":[1,2]})").value();
             power(entity).value.object()->push_back({"type", "Point"});
         }},
        {"values that nest too deep", [&](Entity& entity) {
             for (std::size_t level = 0; level < base::limits::json_depth_max; ++level) power(entity).value = json::Value::Array{power(entity).value};
         }},
        {"no name", [&](Entity& entity) { entity.attributes.front().name = "power"; }},
        {"a name that the standard keeps for itself", [&](Entity& entity) { entity.attributes.front().name = "https://uri.etsi.org/ngsi-ld/hasValue"; }},
        {"a name that is the id's", [&](Entity& entity) { entity.attributes.front().name = vocabulary + "id"; }},
        {"a name that holds a blank", [&](Entity& entity) { entity.attributes.front().name = vocabulary + "a b"; }},
        {"one name twice", [&](Entity& entity) { entity.attributes.push_back(entity.attributes.front()); }},
        {"no instance", [&](Entity& entity) { entity.attributes.front().instances.clear(); }},
        {"times of a sub-attribute", [&](Entity& entity) { power(entity).attributes = entity.attributes; }},
        {"one type twice", [&](Entity& entity) { entity.types.push_back(entity.types.front()); }},
        {"a type that is no IRI", [&](Entity& entity) { entity.types.front() = "Lamp"; }},
        {"a scope as nobody keeps it", [&](Entity& entity) { entity.scopes = {"Metz"}; }},
        {"an id that is no URI", [&](Entity& entity) { entity.id = "lamp"; }},
    };
    for (auto const& each : harms) {
        CAPTURE(each.first);
        auto entity = entity_with(R"(,"power":1)");
        CHECK(reads_back(entity));
        each.second(entity);
        CHECK_FALSE(is_the_same_when_read(entity));
        CHECK_FALSE(reads_back(entity));
    }
}
