// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"

namespace alzette::api {

// A Query in a body (clauses 5.2.23 and 6.23) said as the parameters of an address, beside those that the address has. Fails (invalid) on a member that is
// not of its type, or that no Query has.
base::Result<Call> with_query_body(Call const& call);

}  // namespace alzette::api
