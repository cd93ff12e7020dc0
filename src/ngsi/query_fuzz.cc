// SPDX-License-Identifier: Apache-2.0
// A query that is read can be matched with any entity; it, and the selections and projections read from the same bytes, read back the same when they
// are written.
#include "base/check.h"
#include "base/limits_broker.h"
#include "base/utf8.h"
#include "ngsi/match.h"
#include "ngsi/ordering.h"
#include "ngsi/projection.h"
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

// What was read from a text, if anything, is read from what is written of it. Escapes may make that longer than may be read.
template <class T, class Read, class Write>
void check_round_trip(base::Result<T> const& result, Read const& read, Write const& write)
{
    if (!result) return;
    std::string const text = write(*result);
    if (text.size() > base::limits::query_length_max) return;
    auto const again = read(text);
    CHECK_THAT(again.has_value() && *again == *result);
}

void check(std::string_view text)
{
    auto const& core = *ngsi::Context::core();
    auto const round_trip = [&](auto const& read, auto const& write) { check_round_trip(read(text), read, write); };
    round_trip([&](std::string_view from) { return ngsi::read_query(from, core); }, [&](auto const& query) { return ngsi::write_query(query, core); });
    round_trip([&](std::string_view from) { return ngsi::read_type_selection(from, core); },
               [&](auto const& types) { return ngsi::write_type_selection(types, core); });
    round_trip([](std::string_view from) { return ngsi::read_scope_selection(from); }, [](auto const& scopes) { return ngsi::write_scope_selection(scopes); });
    round_trip([&](std::string_view from) { return ngsi::read_projection(from, "pick", core); },
               [&](auto const& projection) { return ngsi::write_projection(projection, core); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);  // NOLINT: bytes as characters
    if (!base::is_utf8(text)) return 0;  // as parameters are when they come here
    if (auto const query = ngsi::read_query(text, *ngsi::Context::core())) ngsi::matches(*query, entity(), [](std::string_view) { return entity(); });
    if (auto const scopes = ngsi::read_scope_selection(text)) ngsi::selects_scopes(*scopes, {"/Madrid/Gardens", "/Paris"});
    std::string const by(text);
    auto const ordering = ngsi::read_ordering({&by, nullptr, nullptr}, *ngsi::Context::core());
    if (ordering) CHECK_THAT(ngsi::sort_keys(*ordering, entity()).size() == ordering->terms.size());
    check(text);
    return 0;
}
