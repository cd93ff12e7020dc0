// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

namespace alzette::api {

// Purge Entities (clause 5.6.21). A small one is one change; what is beyond `limits::read_at_once_max` entities is found and taken away in steps, beside the
// other requests, each step a change of its own. The answer leaves when all is done and durable.
void purge_entities(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

}  // namespace alzette::api
