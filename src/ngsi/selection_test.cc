// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/ngsi.h"
#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"
#include "ngsi/scope.h"
#include "ngsi/selection.h"

#include <doctest/doctest.h>

using namespace alzette;

namespace {

bool has_types(std::string_view text, std::vector<std::string> types)
{
    auto const& core = *ngsi::Context::core();
    auto const selection = ngsi::read_type_selection(text, core);
    REQUIRE(selection.has_value());
    for (auto& type : types) type = core.expand(type);
    return ngsi::selects(*selection, types);
}

bool has_scopes(std::string_view text, std::vector<std::string> const& scopes)
{
    auto const selection = ngsi::read_scope_selection(text);
    REQUIRE(selection.has_value());
    return ngsi::selects_scopes(*selection, scopes);
}

std::uint32_t type_column(std::string_view text)
{
    auto const selection = ngsi::read_type_selection(text, *ngsi::Context::core());
    REQUIRE_FALSE(selection.has_value());
    return selection.error().place.column;
}

std::uint32_t scope_column(std::string_view text)
{
    auto const selection = ngsi::read_scope_selection(text);
    REQUIRE_FALSE(selection.has_value());
    return selection.error().place.column;
}

}  // namespace

TEST_CASE("a list of types selects entities that have one of them (4.17, example 1)")
{
    for (auto const* const text : {"Building|House", "Building,House"}) {
        CHECK(has_types(text, {"House"}));
        CHECK(has_types(text, {"Garden", "Building"}));
        CHECK_FALSE(has_types(text, {"Garden"}));
    }
    CHECK(has_types("https://uri.etsi.org/ngsi-ld/default-context/House", {"House"}));
}

TEST_CASE("types in brackets select entities that have them all (4.17, examples 2 and 3)")
{
    CHECK(has_types("(Home;Vehicle)", {"Vehicle", "Home"}));
    CHECK_FALSE(has_types("(Home;Vehicle)", {"Home"}));
    CHECK(has_types("(Home;Vehicle),Motorhome", {"Motorhome"}));
    CHECK_FALSE(has_types("(Home;Vehicle)|Motorhome", {"Vehicle"}));
}

TEST_CASE("what is no selection of types is refused with its column (4.17)")
{
    CHECK(type_column("A|") == 3);
    CHECK(type_column("A;B") == 2);
    CHECK(type_column("(A;B") == 5);
    CHECK(type_column("(A|B)") == 3);
    CHECK(type_column("é,a b") == 3);
}

TEST_CASE("a scope selects itself alone (4.19, example 1)")
{
    CHECK(has_scopes("/Madrid", {"/Madrid"}));
    CHECK(has_scopes("/Madrid", {"/Paris", "/Madrid"}));
    CHECK_FALSE(has_scopes("/Madrid", {"/Madrid/Gardens"}));
    CHECK_FALSE(has_scopes("/Madrid/Gardens", {"/Madrid"}));
    CHECK_FALSE(has_scopes("/Madrid", {"/Madrid2"}));
}

TEST_CASE("'/#' selects a scope and all below, and alone all that have a scope (4.19, example 2)")
{
    CHECK(has_scopes("/Madrid/Gardens/#", {"/Madrid/Gardens"}));
    CHECK(has_scopes("/Madrid/Gardens/#", {"/Madrid/Gardens/ParqueNorte/Parterre1"}));
    CHECK_FALSE(has_scopes("/Madrid/Gardens/#", {"/Madrid"}));
    CHECK_FALSE(has_scopes("/Madrid/Gardens/#", {"/Madrid/Gardens2"}));
    CHECK(has_scopes("/#", {"/Paris"}));
    CHECK_FALSE(has_scopes("/#", {}));
}

TEST_CASE("'+' selects any one level (4.19, example 3)")
{
    CHECK(has_scopes("/Madrid/+/ParqueNorte", {"/Madrid/Sights/ParqueNorte"}));
    CHECK_FALSE(has_scopes("/Madrid/+/ParqueNorte", {"/Madrid/ParqueNorte"}));
    CHECK_FALSE(has_scopes("/+", {"/Madrid/Gardens"}));
    CHECK(has_scopes("/+/#", {"/Madrid/Gardens/ParqueNorte"}));
}

TEST_CASE("scopes in brackets select entities that are in them all (4.19, examples 4 and 5)")
{
    CHECK(has_scopes("(/Madrid/Districts;/CompanyA)", {"/CompanyA", "/Madrid/Districts"}));
    CHECK_FALSE(has_scopes("(/Madrid/Districts;/CompanyA)", {"/CompanyA"}));
    for (auto const* const text : {"(/Madrid/Districts;/CompanyA)|CompanyB", "(/Madrid/Districts;/CompanyA),CompanyB"}) {
        CHECK(has_scopes(text, {"/CompanyB"}));
        CHECK_FALSE(has_scopes(text, {"/Madrid/Districts"}));
    }
}

TEST_CASE("what is no scope pattern is refused with its column (4.19)")
{
    for (auto const* const text : {"/", "//a", "/a/", "/#/a", "/a#", "/a+", "/a b", "/a/#b"}) {
        CAPTURE(text);
        CHECK(scope_column(text) == 1);
    }
    CHECK(scope_column("/a;/b") == 3);
    CHECK(scope_column("(/a;/b") == 7);
}

TEST_CASE("selections are written so that they read back the same")
{
    auto const& core = *ngsi::Context::core();
    for (auto const* const text : {"Building", "(Home;Vehicle)|Motorhome", "A|(B;C)|(D;E;F)"})
        CHECK(ngsi::write_type_selection(*ngsi::read_type_selection(text, core), core) == text);
    for (auto const* const text : {"/#", "(/Madrid/+/a;/CompanyA/#)|/CompanyB"}) CHECK(ngsi::write_scope_selection(*ngsi::read_scope_selection(text)) == text);
}

TEST_CASE("a scope is kept with a '/' in front, and only of levels that are names (4.18)")
{
    CHECK(*ngsi::read_scope("Madrid") == "/Madrid");
    CHECK(*ngsi::read_scope("/CompanyA/OrganizationB/Unité_C") == "/CompanyA/OrganizationB/Unité_C");
    for (auto const* const text : {"", "/", "a//b", "a/", "a b", "a/+", "a/#"}) {
        CAPTURE(text);
        auto const scope = ngsi::read_scope(text);
        REQUIRE_FALSE(scope.has_value());
        CHECK(scope.error().message.id == say::scope_wrong);
    }
    std::string deep;
    for (std::size_t i = 0; i < base::limits::scope_levels_max; ++i) deep += "/a";
    CHECK(ngsi::read_scope(deep).has_value());
    CHECK(ngsi::read_scope(deep + "/a").error().kind == base::Errc::exhausted);
}
