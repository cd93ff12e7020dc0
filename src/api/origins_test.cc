// SPDX-License-Identifier: Apache-2.0
#include "api/origins.h"

#include <doctest/doctest.h>

using namespace alzette;
using api::Origins;

namespace {

net::Request asked(std::string method, std::vector<net::Header> headers) { return {std::move(method), "/health", "", std::move(headers), ""}; }

std::string header(net::Response const& response, std::string_view name)
{
    for (auto const& each : response.headers)
        if (each.name == name) return each.value;
    return "";
}

std::string allowed_for(std::string_view list, std::string const& origin)
{
    net::Response response;
    Origins::read(list)->mark(asked("GET", {{"Origin", origin}}), response);
    return header(response, "Access-Control-Allow-Origin");
}

}  // namespace

TEST_CASE("only the sites that are named are let in, letter by letter")
{
    CHECK(allowed_for("https://carte.example.fr http://localhost:5173", "http://localhost:5173") == "http://localhost:5173");
    CHECK(allowed_for("https://carte.example.fr", "https://carte.example.fr") == "https://carte.example.fr");
    CHECK(allowed_for("https://carte.example.fr", "https://carte.example.fr.evil.example").empty());
    CHECK(allowed_for("https://carte.example.fr", "http://carte.example.fr").empty());
    CHECK(allowed_for("https://carte.example.fr", "null").empty());
    CHECK(allowed_for("", "https://carte.example.fr").empty());
    CHECK(allowed_for("*", "https://anyone.example") == "*");
}

TEST_CASE("a list that is not one of origins says which word is wrong")
{
    for (auto const* const wrong : {"carte.example.fr", "https://carte.example.fr/", "https://Carte.example.fr", "https://", "ftp://x", "https://x ok"}) {
        CAPTURE(wrong);
        CHECK(!Origins::read(wrong).has_value());
    }
    CHECK(Origins::read("  https://a.example   https://[::1]:8080 ").has_value());
}

TEST_CASE("caches keep the answers of sites apart, also of who names no site")
{
    net::Response response;
    Origins::read("https://a.example")->mark(asked("GET", {}), response);
    CHECK(header(response, "Vary") == "Origin");
    CHECK(header(response, "Access-Control-Allow-Origin").empty());
}

TEST_CASE("the question before the real one is answered to the sites named, and tells others nothing of them")
{
    auto const origins = *Origins::read("https://a.example");
    auto const from = [](std::string origin) { return asked("OPTIONS", {{"Origin", std::move(origin)}, {"Access-Control-Request-Method", "PATCH"}}); };
    CHECK(Origins::is_preflight(from("https://a.example")));
    CHECK(!Origins::is_preflight(asked("OPTIONS", {{"Origin", "https://a.example"}})));
    auto const yes = origins.preflight(from("https://a.example"), "GET, PATCH");
    CHECK(yes.status == 204);
    CHECK(header(yes, "Access-Control-Allow-Methods") == "GET, PATCH");
    CHECK(header(yes, "Access-Control-Allow-Headers").find("NGSILD-Tenant") != std::string::npos);
    auto const no = origins.preflight(from("https://b.example"), "GET, PATCH");
    CHECK(header(no, "Access-Control-Allow-Methods").empty());
    CHECK(header(no, "Allow") == "GET, PATCH");
}
