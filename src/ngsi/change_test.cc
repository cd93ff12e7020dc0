// SPDX-License-Identifier: Apache-2.0
#include "ngsi/change.h"

#include "ngsi/read_entity.h"

#include <doctest/doctest.h>

using namespace alzette;
using ngsi::Entity;
using ngsi::Overwrite;

namespace {

json::Value body_of(std::string const& members) { return json::parse(R"({"id":"urn:x:1","type":"Lamp")" + members + "}").value(); }

Entity read(json::Value const& body) { return ngsi::read_entity(body, *ngsi::Context::core(), {ngsi::Form::normalized, ngsi::Purpose::update}).value(); }

}  // namespace

// What a caller goes by to write nothing, or something.
TEST_CASE("a result says whether the entity was changed, whichever part of it")
{
    auto const now = base::Instant(std::chrono::hours(12));
    auto const later = now + std::chrono::seconds(1);
    auto entity = read(body_of(R"(,"scope":"/Metz","power":1)"));
    ngsi::stamp_new(entity, now);
    auto const null = R"({"type":"Property","value":"urn:ngsi-ld:null"})";
    std::vector<std::string> const fragments{"",
                                             R"(,"power":2)",
                                             R"(,"power":1)",
                                             R"(,"height":3)",
                                             R"(,"scope":"/Nancy")",
                                             R"(,"expiresAt":"2030-01-01T00:00:00Z")",
                                             std::string(R"(,"power":)") + null,
                                             std::string(R"(,"height":)") + null};
    for (auto const& members : fragments) {
        auto const body = body_of(members);
        CAPTURE(members);
        for (auto const overwrite : {Overwrite::yes, Overwrite::no}) {
            auto appended = entity;
            auto const result = ngsi::append(appended, read(body), overwrite, later);
            CHECK(result.is_changed == (appended != entity));
        }
        auto updated = entity;
        auto const result = ngsi::update(updated, read(body), later);
        CHECK(result.is_changed == (updated != entity));
        auto merged = entity;
        auto const merge_result = ngsi::merge(merged, body, *ngsi::Context::core(), {}, later);
        REQUIRE(merge_result.has_value());
        CHECK(merge_result->is_changed == (merged != entity));
    }
    auto typed = entity;
    auto const fragment = json::parse(R"({"type":"Post"})").value();
    CHECK(ngsi::append(typed, read(fragment), Overwrite::no, later).is_changed);
}
