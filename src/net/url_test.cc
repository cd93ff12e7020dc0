// SPDX-License-Identifier: Apache-2.0
#include "net/url.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace alzette;

TEST_CASE("an address is decoded byte by byte, and a plus stays a plus")
{
    CHECK(net::percent_decoded("urn%3Angsi-ld%3aLamp:1").value() == "urn:ngsi-ld:Lamp:1");
    CHECK(net::percent_decoded("a+b%2B%C3%A9").value() == "a+b+é");
    CHECK(net::percent_decoded("").value().empty());
}

TEST_CASE("what cannot be decoded is refused")
{
    CHECK_FALSE(net::percent_decoded("%").has_value());
    CHECK_FALSE(net::percent_decoded("%4").has_value());
    CHECK_FALSE(net::percent_decoded("%4g").has_value());
    CHECK_FALSE(net::percent_decoded("%ff").has_value());
}

TEST_CASE("a query is pairs in their order, and an encoded sign separates nothing")
{
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(net::query_pairs("type=Lamp&q=a%3D%3D1%26b&count=true&&local").value() ==
          Pairs{{"type", "Lamp"}, {"q", "a==1&b"}, {"count", "true"}, {"local", ""}});
    CHECK(net::query_pairs("").value().empty());
    CHECK(net::query_pairs("q=a==1").value() == Pairs{{"q", "a==1"}});
}

TEST_CASE("what is encoded decodes to what it was")
{
    CHECK(rc::check("encode and decode", [] {
        auto const text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
        RC_ASSERT(net::percent_decoded(net::percent_encoded(text)).value() == text);
    }));
}
