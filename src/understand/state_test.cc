// SPDX-License-Identifier: Apache-2.0
#include "ngsi/match.h"
#include "understand/entity_for_test.h"
#include "understand/narrow.h"
#include "understand/state.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace alzette;
using understand::State;

using understand::entity_of;

namespace {

void put(State& state, std::string const& text)
{
    auto const entity = entity_of(text);
    state.put({understand::row_of(entity, ngsi::keep(entity)), 1, 1});
}

std::string iri(std::string_view name) { return ngsi::Context::core()->expand(name); }

}  // namespace

TEST_CASE("an entity is found by its id until it is removed, and what it was is no longer indexed")
{
    State state;
    put(state, R"({"id":"urn:x:1","type":"Lamp","scope":"/A","power":40})");
    put(state, R"({"id":"urn:x:2","type":"Lamp","power":60})");
    CHECK(state.find("urn:x:1") != nullptr);
    CHECK(state.with_type(iri("Lamp")).size() == 2);
    put(state, R"({"id":"urn:x:1","type":"Bench","seats":3})");
    CHECK(state.with_type(iri("Lamp")).size() == 1);
    CHECK(state.with_scope("/A").empty());
    CHECK(state.with_attribute(iri("power")).size() == 1);
    state.remove("urn:x:1", 7);
    CHECK(state.find("urn:x:1") == nullptr);
    CHECK(state.with_type(iri("Bench")).empty());
    CHECK(state.last_removal() == 7);
    CHECK(state.size() == 1);
}

TEST_CASE("an entity keeps its times through memory")
{
    auto entity = entity_of(R"({"id":"urn:x:1","type":"Lamp","a":[{"value":1},{"value":2,"datasetId":"urn:d"}],"b":{"object":"urn:x:2"}})");
    std::int64_t tick = 1'000'000;
    entity.created_at = entity.modified_at = base::Instant(std::chrono::microseconds(tick));
    for (auto& attribute : entity.attributes)
        for (auto& instance : attribute.instances) {
            instance.created_at = base::Instant(std::chrono::microseconds(++tick));
            instance.modified_at = base::Instant(std::chrono::microseconds(++tick));
        }
    auto const bytes = ngsi::keep(entity);
    auto const kept = ngsi::Kept::open(bytes);
    REQUIRE(kept.has_value());
    CHECK(kept->entity() == entity);
}

TEST_CASE("bytes that are no kept entity are refused")
{
    auto const bytes = ngsi::keep(entity_of(R"({"id":"urn:x:1","type":"Lamp","a":1})"));
    CHECK_FALSE(ngsi::Kept::open("").has_value());
    CHECK_FALSE(ngsi::Kept::open(bytes.substr(0, 40)).has_value());
    auto wrong_version = bytes;
    wrong_version[0] = 9;
    CHECK_FALSE(ngsi::Kept::open(wrong_version).has_value());
}

TEST_CASE("the indexes find every entity a query matches, and no other where they say they are exact")
{
    State state;
    std::vector<std::string> const values{"1",
                                          "2",
                                          "2.5",
                                          "-3",
                                          R"("red")",
                                          R"("blue")",
                                          "true",
                                          "[1,2]",
                                          R"(["red",5])",
                                          R"({"languageMap":{"fr":"red"}})",
                                          "{}",
                                          "1e10",
                                          R"({"vocab":"red"})",
                                          R"({"object":"urn:x:1"})",
                                          R"("2026-01-01T00:00:00Z")",
                                          R"({"json":{"a":1}})",
                                          R"({"value":{"@type":"DateTime","@value":"2026-02-01T00:00:00Z"}})",
                                          R"("12:00:00.0Z")",
                                          R"("2026-01-01")",
                                          "9007199254740993",
                                          "\"https://uri.etsi.org/ngsi-ld/default-context/red\""};
    for (std::size_t i = 0; i < values.size(); ++i) put(state, R"({"id":"urn:x:)" + std::to_string(i) + R"(","type":"T","a":)" + values[i] + "}");
    put(state, R"({"id":"urn:x:none","type":"T","b":2})");
    std::vector<std::string> const queries{"a",
                                           "a==2",
                                           "a!=2",
                                           "a>1",
                                           "a>=2",
                                           "a<2",
                                           "a<=2.5",
                                           "a==1..2",
                                           R"(a=="red")",
                                           R"(a==1,"blue")",
                                           "a==true",
                                           "a==urn:x:1",
                                           "a~=e",
                                           "b==2|a==1",
                                           "a==1;b",
                                           "(a>1|b);a<3",
                                           R"(a>"b")",
                                           "a>2025-01-01T00:00:00Z",
                                           "a==2026-01-01T00:00:00Z",
                                           "a==2024-01-01T00:00:00Z..2027-01-01T00:00:00Z",
                                           "a>=1;a<2", "a>=1;a<\"z\"", "a>1;a<=2;b|a==5",
                                           "a[a]==1",
                                           "a==red",
                                           "a==2026-02-01T00:00:00Z",
                                           "a==12:00:00Z",
                                           "a>=12:00:00Z",
                                           "a==2026-01-01",
                                           "a==9007199254740992",
                                           "a>=9007199254740993",
                                           "a.observedAt>2020-01-01T00:00:00Z",
                                           "c==1"};
    for (auto const& text : queries) {
        CAPTURE(text);
        auto const query = ngsi::read_query(text, *ngsi::Context::core());
        REQUIRE(query.has_value());
        auto const candidates = understand::narrow(state, *query);
        REQUIRE(candidates.has_value());
        state.all().each([&](understand::Slot slot) {
            CAPTURE(state.at(slot).id());
            auto const is_match = ngsi::matches(*query, state.kept(slot).entity(), [](std::string_view) { return std::nullopt; });
            auto const is_candidate = candidates->slots.get().contains(slot);
            CHECK((!is_match || is_candidate));
            if (candidates->are_exact) CHECK(is_match == is_candidate);
            return true;
        });
    }
}

TEST_CASE("the indexes do not narrow what is asked of the entity itself")
{
    State state;
    put(state, R"({"id":"urn:x:1","type":"T"})");
    CHECK_FALSE(understand::narrow(state, *ngsi::read_query("modifiedAt<2100-01-01T00:00:00Z", *ngsi::Context::core())).has_value());
}

TEST_CASE("places are found by any box that meets theirs")
{
    CHECK(rc::check("boxes", [] {
        understand::Places places;
        auto const box = [] {
            auto const west = *rc::gen::inRange(-1'800, 1'790) / 10.0;
            auto const south = *rc::gen::inRange(-900, 890) / 10.0;
            return ngsi::Box{west, south, west + *rc::gen::inRange(0, 10) / 10.0, south + *rc::gen::inRange(0, 10) / 10.0};
        };
        std::vector<ngsi::Box> boxes;
        for (std::uint32_t slot = 0; slot < 50; ++slot) places.insert(boxes.emplace_back(box()), slot);
        places.erase(boxes[7], 7);
        auto const asked = box();
        auto const found = places.meeting(asked);
        for (std::uint32_t slot = 0; slot < 50; ++slot) {
            auto const& each = boxes[slot];
            auto const meets = each.west <= asked.east && each.east >= asked.west && each.south <= asked.north && each.north >= asked.south;
            if (meets && slot != 7) RC_ASSERT(found.contains(slot));
        }
        RC_ASSERT(!found.contains(7));
    }));
}
