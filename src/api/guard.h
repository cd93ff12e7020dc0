// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/routes.h"

namespace alzette::api {

// Finds out who asks and gives the call its sight. Fails (denied) without a good token, with one sentence whatever was wrong; where the account has no
// right at all in the tenant, as if that were not there.
base::Result<void> admit(Services const& services, Guard guard, access::Verb verb, Call& call);

// Whether a token that was good when the call was admitted still is, with its rights. For what is done later and changes accounts or tokens: a token that was
// ended meanwhile must not undo what ended it. Also good where no token was asked for. With services.doors.changing held.
base::Result<void> check_still(Services const& services, Guard guard, Call const& call);

// What follows "Bearer " or "Basic " in the Authorization header; empty when there is none of that kind.
std::string_view credentials(net::Request const& request, std::string_view scheme);

}  // namespace alzette::api
