// SPDX-License-Identifier: Apache-2.0
#include "access/rights.h"

#include <doctest/doctest.h>

using alzette::access::Rights;
using alzette::access::Verb;
using Scopes = std::vector<std::string>;

TEST_CASE("a commune's staff has its scope and what is below it, and nothing beside")
{
    Rights const rights({{"", "/Metz", {Verb::see, Verb::change}}, {"", "/Woippy", {Verb::see}}});
    CHECK(rights.covers(Verb::change, "", Scopes{"/Metz"}));
    CHECK(rights.covers(Verb::change, "", Scopes{"/Metz/Sablon"}));
    CHECK(rights.covers(Verb::see, "", Scopes{"/Nancy", "/Woippy/Nord"}));
    CHECK_FALSE(rights.covers(Verb::change, "", Scopes{"/Woippy"}));
    CHECK_FALSE(rights.covers(Verb::see, "", Scopes{"/Metzervisse"}));
    CHECK_FALSE(rights.covers(Verb::see, "", Scopes{}));
    CHECK_FALSE(rights.covers(Verb::see, "nancy", Scopes{"/Metz"}));
    CHECK(rights.may(Verb::see, ""));
    CHECK_FALSE(rights.may_all(Verb::see, ""));
    CHECK_FALSE(rights.may(Verb::administer, ""));
}

TEST_CASE("who has everything has it in every tenant, and no rights are none")
{
    CHECK(Rights::all().covers(Verb::administer, "metz", Scopes{}));
    CHECK_FALSE(Rights().may(Verb::see, ""));
    CHECK(Rights::all().only_seeing().may_all(Verb::see, "metz"));
    CHECK_FALSE(Rights::all().only_seeing().may(Verb::change, "metz"));
    CHECK_FALSE(Rights::all().only_seeing().may(Verb::administer, ""));
}
