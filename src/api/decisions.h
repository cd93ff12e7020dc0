// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "base/result.h"
#include "ngsi/change.h"
#include "ngsi/entity.h"
#include "understand/memory.h"

#include <optional>
#include <string_view>

// What operations decide about single entities, and what the journal is told of it.
namespace alzette::api {

// {"operation":...,"id":...}, with the attributes concerned.
std::string journal_text(std::string_view operation, std::string_view id, std::vector<std::string> const& attributes = {});

// One entity is left, and the journal told.
understand::Decision put_one(ngsi::Entity entity, std::string what);

// Clause 5.4: the id in a fragment, where there is one, is that of the address. Fails (invalid).
base::Result<void> check_same_id(std::string_view id, json::Value const& fragment);

// Where the entity of that id is, unless it has expired (clause 4.22) or is none of the caller's business.
std::optional<understand::Slot> present_slot(understand::State const& state, std::string_view id, Call const& call, base::Instant now);
// The entity of that id; fails: invalid on what is no id, not_found when there is none, or none of the selected types.
base::Result<understand::Slot> existing_slot(understand::State const& state, std::string_view id, Call const& call, base::Instant now);
base::Result<ngsi::Entity> existing_entity(understand::State const& state, std::string_view id, Call const& call, base::Instant now);

// How a merge is asked for: its form, lang and observedAt (clause 6.5.3.4). Fails (invalid).
base::Result<ngsi::MergeOptions> merge_options(Call const& call);

}  // namespace alzette::api
