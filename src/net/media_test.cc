// SPDX-License-Identifier: Apache-2.0
#include "net/media.h"

#include <array>
#include <doctest/doctest.h>

using namespace alzette;

namespace {

constexpr std::array<std::string_view, 3> offered{"application/json", "application/ld+json", "application/geo+json"};

std::optional<std::size_t> chosen(std::string_view accept) { return net::acceptable(accept, offered); }

}  // namespace

TEST_CASE("of what a client accepts, the first of the list is chosen, unless weights say otherwise (clause 6.3.4)")
{
    CHECK(chosen("") == 0);
    CHECK(chosen("*/*") == 0);
    CHECK(chosen("application/*") == 0);
    CHECK(chosen("application/ld+json") == 1);
    CHECK(chosen("application/ld+json, application/json") == 0);
    CHECK(chosen("application/ld+json, application/json;q=0.5") == 1);
    CHECK(chosen("application/json;q=0, */*") == 1);
    CHECK(chosen("APPLICATION/GEO+JSON") == 2);
}

TEST_CASE("what nobody offers is not acceptable")
{
    CHECK(chosen("text/html") == std::nullopt);
    CHECK(chosen("application/json;q=0") == std::nullopt);
}

TEST_CASE("a content type is compared without its parameters and its case")
{
    CHECK(net::media_type("Application/LD+JSON; charset=utf-8") == "application/ld+json");
    CHECK(net::media_type("").empty());
}

TEST_CASE("the context is the target of the link of that relation (clause 6.3.5)")
{
    constexpr auto link = R"(<https://example.org/a,b.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json")";
    CHECK(net::context_link(link) == "https://example.org/a,b.jsonld");
    CHECK(net::context_link("<https://example.org/next>; rel=\"next\", " + std::string(link)) == "https://example.org/a,b.jsonld");
    CHECK(net::context_link("<https://example.org/next>; rel=\"next\"") == std::nullopt);
    CHECK(net::context_link(net::link_to_context("https://example.org/c")) == "https://example.org/c");
    CHECK(net::context_link("garbage") == std::nullopt);
}
