// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.h"

#include "api/routes.h"

#include <doctest/doctest.h>

using namespace alzette;

namespace {

std::size_t count_of(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

}  // namespace

TEST_CASE("the description of the interface has every route, and says which are not built")
{
    auto const document = api::openapi_document();
    std::size_t not_built = 0;
    for (auto const& route : api::routes()) not_built += route.operation == nullptr ? 1 : 0;
    CHECK(count_of(document, R"("responses":{)") == api::routes().size());
    CHECK(count_of(document, R"("responses":{"501":)") == not_built);
    CHECK(count_of(document, "problem+json") == 0);  // api::problem() sends application/json, as clause 6.3.3 wants it
}

TEST_CASE("a variable of an address has its name, and is a parameter that is required")
{
    auto const document = api::openapi_document();
    CHECK(document.find(R"("/ngsi-ld/v1/entities/{entityId}/attrs/{attrId}":{)") != std::string::npos);
    CHECK(document.find(R"({"name":"attrId","in":"path","required":true,"schema":{"type":"string"}})") != std::string::npos);
    CHECK(document.find("{}/") == std::string::npos);
}
