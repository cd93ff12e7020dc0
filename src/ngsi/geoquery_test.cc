// SPDX-License-Identifier: Apache-2.0
#include "ngsi/geoquery.h"
#include "ngsi/read_entity.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

using namespace alzette;

TEST_CASE("what is at the distance itself is within it, and not beyond it (clause 4.10)")
{
    auto const body = json::parse(R"({"id":"urn:x:1","type":"T","location":{"type":"Point","coordinates":[7.75,48.58]}})").value();
    auto const entity = ngsi::read_entity(body, *ngsi::Context::core()).value();
    auto const reference = json::parse(R"({"type":"Point","coordinates":[7.76,48.59]})").value();
    auto const metres = ngsi::distance_between_m(*body.find("location"), reference);
    auto const matches = [&](std::string const& distance) {
        auto const georel = fmt::format("near;{}=={:.17g}", distance, metres);
        std::string const geometry = "Point";
        std::string const coordinates = "[7.76,48.59]";
        auto const query = ngsi::read_geo_query({&georel, &geometry, &coordinates, nullptr}, *ngsi::Context::core()).value();
        return ngsi::GeoMatcher(*query).matches(entity);
    };
    CHECK(matches("maxDistance"));
    CHECK_FALSE(matches("minDistance"));
}
