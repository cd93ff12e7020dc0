// SPDX-License-Identifier: Apache-2.0
// A query that is read can be matched with any entity; selections of types and scopes are read from the same bytes.
#include "base/check.h"
#include "ngsi/match.h"
#include "ngsi/read_entity.h"
#include "ngsi/selection.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;

namespace {

ngsi::Entity const& entity()
{
    static auto const read = [] {
        auto const body = json::parse(
            R"({"id":"urn:x:1","type":"T","a":[1,2],"b":{"value":{"c":"x"},"d":{"object":"urn:x:1"}},"e":{"languageMap":{"fr":"y"}}})");
        return *ngsi::read_entity(*body, *ngsi::Context::core());
    }();
    return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);  // NOLINT: bytes as characters
    auto const& core = *ngsi::Context::core();
    if (auto const query = ngsi::read_query(text, core)) ngsi::matches(*query, entity(), [](std::string_view) { return entity(); });
    if (auto const types = ngsi::read_type_selection(text, core)) CHECK_THAT(!types->alternatives.empty());
    if (auto const scopes = ngsi::read_scope_selection(text))
        for (auto const& alternative : scopes->alternatives)
            for (auto const& pattern : alternative) ngsi::scope_matches(pattern, "/Madrid/Gardens");
    return 0;
}
