// SPDX-License-Identifier: Apache-2.0
#include "base/limits_broker.h"
#include "ngsi/projection.h"

#include <doctest/doctest.h>

using namespace alzette;
using ngsi::Projected;

namespace {

std::string iri(std::string_view term) { return std::string(ngsi::default_vocabulary).append(term); }

base::Result<std::vector<Projected>> read(std::string_view text) { return ngsi::read_projection(text, "pick", *ngsi::Context::core()); }

base::Error refused(std::string_view text)
{
    auto const list = read(text);
    REQUIRE_FALSE(list.has_value());
    return list.error();
}

}  // namespace

TEST_CASE("attributes are named one by one, by ',' or '|' (4.21, examples 1 and 2)")
{
    CHECK(read("temperature").value() == std::vector{Projected{iri("temperature"), {}}});
    CHECK(read("temperature,humidity").value() == std::vector{Projected{iri("temperature"), {}}, Projected{iri("humidity"), {}}});
    CHECK(read("temperature|humidity").value() == read("temperature,humidity").value());
}

TEST_CASE("attributes of linked entities are named within braces, to any depth (4.21, example 3)")
{
    CHECK(read("observation{temperature,humidity}").value() ==
          std::vector{Projected{iri("observation"), {Projected{iri("temperature"), {}}, Projected{iri("humidity"), {}}}}});
    CHECK(read("a{b{c},id}|d").value().at(0).linked.at(0).linked.at(0).name == iri("c"));
}

TEST_CASE("id, type and scope are members, not attributes (table 6.4.3.2-1)")
{
    CHECK(read("id,type,scope").value() == std::vector{Projected{"id", {}}, Projected{"type", {}}, Projected{"scope", {}}});
}

TEST_CASE("what is no projection is refused with its parameter and column")
{
    CHECK(refused("a,").place.column == 3);
    CHECK(refused("a{}").place.column == 3);
    CHECK(refused("a{b").place.column == 4);
    CHECK(refused("a}").place.column == 2);
    CHECK(refused("a b").message.in(base::Language::en) == "pick is not understood at character 1 of 'a b': the name of a member of an entity was expected");
}

TEST_CASE("braces nest as deep as the limit says and no deeper")
{
    auto const nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "a{";
        return text + "a" + std::string(depth, '}');
    };
    CHECK(read(nested(base::limits::query_depth_max)).has_value());
    CHECK(refused(nested(base::limits::query_depth_max + 1)).kind == base::Errc::exhausted);
}

TEST_CASE("a projection is written so that it reads back the same")
{
    for (auto const* const text : {"id,temperature", "observation{temperature,humidity},name", "a{b{c,d},e}"})
        CHECK(ngsi::write_projection(read(text).value(), *ngsi::Context::core()) == text);
}

TEST_CASE("an IRI whose short form would be read as another is written in full")
{
    for (auto const* const text : {"https://uri.etsi.org/ngsi-ld/scope", "https://uri.etsi.org/ngsi-ld/default-context/a(b"})
        CHECK(ngsi::write_projection(read(text).value(), *ngsi::Context::core()) == text);
}

TEST_CASE("a name that stands twice has the members of both")
{
    CHECK(read("a{b},c,a{d}").value() == read("a{b,d},c").value());
    CHECK(read("a,a{b}").value() == read("a{b}").value());
    CHECK(read("a{b{c}},a{b{d}}").value() == read("a{b{c,d}}").value());
}

TEST_CASE("the depth is that of the innermost braces")
{
    CHECK(ngsi::depth(read("a,b").value()) == 0);
    CHECK(ngsi::depth(read("a{b},c{d{e}},f").value()) == 2);
}
