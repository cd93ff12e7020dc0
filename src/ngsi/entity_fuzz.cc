// SPDX-License-Identifier: Apache-2.0
// An entity that is read is kept, read back the same, and merged with itself without harm.
#include "base/check.h"
#include "ngsi/change.h"
#include "ngsi/kept.h"
#include "ngsi/read_entity.h"
#include "ngsi/write_entity.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;

namespace {

// What is said to read back does.
bool tells_true(ngsi::Entity const& entity)
{
    auto const bytes = ngsi::keep(entity);
    if (!ngsi::reads_back(bytes, entity)) return true;
    auto const again = ngsi::Kept::trusted(bytes).read_entity();
    return again && *again == entity;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const body = json::parse({reinterpret_cast<char const*>(data), size});  // NOLINT: bytes as characters
    if (!body) return 0;
    auto const& core = *ngsi::Context::core();
    auto entity = ngsi::read_entity(*body, core);
    if (!entity) return 0;
    ngsi::stamp_new(*entity, base::Instant(std::chrono::seconds(1)));
    auto const bytes = ngsi::keep(*entity);
    auto const kept = ngsi::Kept::open(bytes);
    CHECK_THAT(kept.has_value() && kept->entity() == *entity && ngsi::reads_back(bytes, *entity));
    auto merged = *entity;
    if (ngsi::merge(merged, *body, core, {}, base::Instant(std::chrono::seconds(2)))) CHECK_THAT(merged.id == entity->id && tells_true(merged));
    for (auto const shape : {ngsi::Shape::concise, ngsi::Shape::simplified}) {
        std::string out;
        ngsi::write_entity(*entity, core, {.shape = shape, .language = "fr"}, out);
        CHECK_THAT(json::parse(out).has_value());
    }
    return 0;
}
