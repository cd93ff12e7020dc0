// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <doctest/doctest.h>
#include <set>

using namespace alzette;

TEST_CASE("no address is answered twice for one method")
{
    std::set<std::string> seen;
    for (auto const& route : api::routes()) CHECK(seen.insert(std::string(route.method) + " " + std::string(route.path)).second);
}

TEST_CASE("what has a body is a change, and what is read has none")
{
    for (auto const& route : api::routes()) {
        if (route.operation == nullptr) continue;
        CAPTURE(route.path);
        auto const changes = route.method == "POST" || route.method == "PUT" || route.method == "PATCH";
        CHECK((route.body != api::Body::none) == changes);
        auto const is_question = route.method == "GET" || route.path.ends_with("/query") || route.answers == api::Answers::page;
        CHECK((route.answers == api::Answers::nothing) == !is_question);
    }
}
