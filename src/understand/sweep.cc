// SPDX-License-Identifier: Apache-2.0
#include "understand/sweep.h"

#include "base/json_writer.h"
#include "ngsi/change.h"

namespace alzette::understand {

namespace {

std::vector<Slot> due(State const& state, base::Instant now, std::size_t entities_max)
{
    std::vector<Slot> slots;
    state.expiring().each([&](Slot slot) {
        if (*state.kept(slot).expires_at() <= now) slots.push_back(slot);
        return slots.size() < entities_max;
    });
    return slots;
}

Decision expire(State const& state, std::vector<Slot> const& slots, base::Instant now)
{
    Decision decision;
    base::JsonWriter json;
    json.object([&] {
        json.member("operation", "expire");
        json.key("ids").array([&] {
            for (auto const slot : slots) json.value(std::string(state.at(slot).id()));
        });
    });
    decision.what = std::move(json).take();
    for (auto const slot : slots) {
        auto entity = state.kept(slot).entity();
        if (entity.expires_at && *entity.expires_at <= now) decision.removals.push_back(entity.id);
        else if (ngsi::drop_expired(entity, now)) decision.puts.push_back(std::move(entity));
    }
    return decision;
}

bool has_due(Memory const& memory, std::string const& tenant)
{
    bool found = false;
    auto const look = [&](State const& state, base::Instant now) {
        found = !due(state, now, 1).empty();
        return std::uint64_t{0};
    };
    return memory.read(tenant, look) && found;
}

}  // namespace

void sweep(Memory& memory, std::size_t entities_max)
{
    for (auto const& tenant : memory.tenants()) {
        if (!has_due(memory, tenant)) continue;  // most of the time, and it holds up nobody
        auto const decide = [&](State const& state, base::Instant now) -> base::Result<Decision> { return expire(state, due(state, now, entities_max), now); };
        memory.change(tenant, {}, decide, [](base::Result<void> const&) {});  // a disk that failed is told to those who ask
    }
}

}  // namespace alzette::understand
