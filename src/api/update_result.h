// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "ngsi/change.h"

namespace alzette::api {

// 207 with the attributes that were changed and those that were not, by their full names (clauses 5.2.18, 6.3.6).
net::Response update_result(Call const& call, ngsi::UpdateResult const& result);

}  // namespace alzette::api
