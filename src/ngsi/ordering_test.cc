// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/ngsi_query.h"
#include "ngsi/ordering.h"
#include "ngsi/read_entity.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace alzette;
using ngsi::OrderTerm;

namespace {

std::string const from = "[8,40]";

base::Result<ngsi::Ordering> read(std::string const& by, std::string const* origin = &from)
{
    return ngsi::read_ordering({&by, origin, nullptr}, *ngsi::Context::core());
}

OrderTerm term(std::string const& by)
{
    CAPTURE(by);
    auto const ordering = read(by);
    REQUIRE(ordering.has_value());
    REQUIRE(ordering->terms.size() == 1);
    return ordering->terms.front();
}

std::uint32_t refused_column(std::string const& by)
{
    auto const ordering = read(by);
    REQUIRE_FALSE(ordering.has_value());
    return ordering.error().place.column;
}

ngsi::Entity entity(std::string const& value)
{
    auto const body = json::parse(R"({"id":"urn:x:1","type":"T","a":)" + value + "}");
    REQUIRE(body.has_value());
    return ngsi::read_entity(*body, *ngsi::Context::core()).value();
}

// Whether entities whose attribute `a` has these values come in this order, and in no other.
bool is_order(std::string const& by, std::vector<std::string> const& values)
{
    auto const ordering = read(by).value();
    std::vector<std::vector<ngsi::SortKey>> keys;
    keys.reserve(values.size());
    for (auto const& value : values) keys.push_back(ngsi::sort_keys(ordering, entity(value)));
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (std::size_t j = 0; j < keys.size(); ++j)
            if (ngsi::comes_before(ordering, keys[i], keys[j]) != (i < j)) return false;
    return true;
}

}  // namespace

TEST_CASE("an order is ascending unless it says otherwise (4.23.3, examples 1 to 3)")
{
    CHECK_FALSE(term("name").is_descending);
    CHECK_FALSE(term("name;asc").is_descending);
    auto const ordering = read("name,age;desc").value();
    REQUIRE(ordering.terms.size() == 2);
    CHECK_FALSE(ordering.terms[0].is_descending);
    CHECK(ordering.terms[1].is_descending);
}

TEST_CASE("an order may go into a value, or to a member (4.23.3, examples 4 and 5)")
{
    CHECK(term("address[city]").path.trail == std::vector<std::string>{"city"});
    CHECK(term("name.observedAt").path.member == "observedAt");
}

TEST_CASE("an order by distance needs where it starts from (4.23.3, examples 8 and 9)")
{
    CHECK(term("location;dist-asc").by == OrderTerm::By::distance);
    CHECK(term("location;dist-desc").is_descending);
    CHECK(read("location;dist-asc", nullptr).error().message.id == say::order_from_missing);
}

TEST_CASE("entities are ordered by id, type, scope and their own times too (table 6.4.3.2-1)")
{
    CHECK(term("id").by == OrderTerm::By::id);
    CHECK(term("type;desc").by == OrderTerm::By::type);
    CHECK(term("scope").by == OrderTerm::By::scope);
    CHECK(term("modifiedAt").path.member == "modifiedAt");
}

TEST_CASE("what is no order is refused with its column")
{
    CHECK(refused_column("name;up") == 6);
    CHECK(refused_column("name,") == 6);
    CHECK(refused_column("name;asc;desc") == 9);
    CHECK(refused_column("sensor{humidity}") == 7);
    CHECK(refused_column("modifiedAt;dist-asc") == 12);
    CHECK(refused_column("id;dist-asc") == 4);
    CHECK(refused_column("a b") == 2);
}

TEST_CASE("values come by their type first (4.23.2)")
{
    CHECK(is_order("a", {"2", R"("b")", R"({"value":{"c":1}})", "[1]", "true", R"("12:00:00Z")", R"("2026-01-01")", R"("2026-01-01T00:00:00Z")"}));
}

TEST_CASE("times come as times, not as texts")
{
    CHECK(is_order("a", {R"("2026-01-01T00:00:00Z")", R"("2026-01-01T00:00:00.5Z")", R"({"value":{"@type":"DateTime","@value":"2026-01-01T00:00:01Z"}})"}));
    CHECK(is_order("a", {R"("12:00:00Z")", R"("12:00:00.5Z")"}));
}

TEST_CASE("what is missing comes last in both directions")
{
    CHECK(is_order("a[b]", {R"({"value":{"b":1}})", R"({"value":{"b":2}})", "3"}));
    CHECK(is_order("a[b];desc", {R"({"value":{"b":2}})", R"({"value":{"b":1}})", "3"}));
}
