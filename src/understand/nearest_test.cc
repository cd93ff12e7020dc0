// SPDX-License-Identifier: Apache-2.0
#include "understand/nearest.h"

#include "understand/entity_for_test.h"

#include <random>

using namespace alzette;
using understand::PointDistances;
using understand::State;

namespace {

ngsi::Ordering by(std::string const& text, std::string const& from, std::string const& geometry = "Point")
{
    return ngsi::read_ordering({&text, &from, &geometry}, *ngsi::Context::core()).value();
}

understand::Slot put(State& state, std::string const& location)
{
    auto const entity = understand::entity_of(R"({"id":"urn:x:)" + std::to_string(state.size()) + R"(","type":"Lamp","name":"n")" + location + "}");
    state.put({understand::row_of(entity, ngsi::keep(entity)), 1, 1});
    return *state.slot_of(entity.id);
}

std::string place(std::string const& type, std::string const& coordinates)
{
    return R"(,"location":{"type":"GeoProperty","value":{"type":")" + type + R"(","coordinates":)" + coordinates + "}}";
}

}  // namespace

TEST_CASE("the distance to a point is the same from the entries of an entity as from the entity")
{
    State state;
    auto const ordering = by("location;dist-asc", "[6.17,49.12]");
    auto distances = PointDistances::of(ordering);
    REQUIRE(distances.has_value());
    std::mt19937 random(7);
    std::uniform_real_distribution<double> longitude(-180, 180);
    std::uniform_real_distribution<double> latitude(-90, 90);
    for (int i = 0; i < 200; ++i) {
        auto const slot = put(state, place("Point", "[" + std::to_string(longitude(random)) + "," + std::to_string(latitude(random)) + "]"));
        auto const keys = ngsi::sort_keys(ordering, state.kept(slot).entity());
        CHECK(distances->metres(state, slot) == ngsi::metres_of(keys.front()));
    }
}

TEST_CASE("what is no single point is to be read")
{
    State state;
    auto distances = PointDistances::of(by("location;dist-asc", "[6.17,49.12]")).value();
    CHECK_FALSE(distances.metres(state, put(state, "")).has_value());
    CHECK_FALSE(distances.metres(state, put(state, place("LineString", "[[6,49],[7,49]]"))).has_value());
    CHECK_FALSE(PointDistances::of(by("name;dist-asc", "[6.17,49.12]"))->metres(state, 0).has_value());
    auto const point = R"({"type":"GeoProperty","value":{"type":"Point","coordinates":[6,49]})";
    auto const several = std::string(",\"location\":[") + point + "}," + point + R"(,"datasetId":"urn:x:gps"}])";
    CHECK_FALSE(distances.metres(state, put(state, several)).has_value());
}

TEST_CASE("only an order by one distance from a point goes by entries")
{
    CHECK(PointDistances::of(by("location;dist-desc", "[6,49]")).has_value());
    CHECK_FALSE(PointDistances::of(by("location;dist-asc,name", "[6,49]")).has_value());
    CHECK_FALSE(PointDistances::of(by("location;dist-asc", "[[6,49],[7,49]]", "LineString")).has_value());
    CHECK_FALSE(PointDistances::of(by("name", "[6,49]")).has_value());
}
