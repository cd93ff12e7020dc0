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

void check(ngsi::Entity entity, json::Value const& body, ngsi::Form form)
{
    auto const& core = *ngsi::Context::core();
    ngsi::stamp_new(entity, base::Instant(std::chrono::seconds(1)));
    CHECK_THAT(tells_true(entity));
    auto merged = entity;
    ngsi::MergeOptions const options{form == ngsi::Form::simplified, {}, {}};
    if (ngsi::merge(merged, body, core, options, base::Instant(std::chrono::seconds(2)))) CHECK_THAT(merged.id == entity.id && tells_true(merged));
    for (auto const shape : {ngsi::Shape::concise, ngsi::Shape::simplified}) {
        std::string out;
        ngsi::write_entity(entity, core, {.shape = shape, .language = "fr"}, out);
        CHECK_THAT(json::parse(out).has_value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const body = json::parse({reinterpret_cast<char const*>(data), size});  // NOLINT: bytes as characters
    if (!body) return 0;
    for (auto const form : {ngsi::Form::normalized, ngsi::Form::simplified}) {
        auto entity = ngsi::read_entity(*body, *ngsi::Context::core(), {form});
        if (!entity) continue;
        if (form == ngsi::Form::normalized) CHECK_THAT(ngsi::reads_back(ngsi::keep(*entity), *entity));
        check(*std::move(entity), *body, form);
    }
    return 0;
}
