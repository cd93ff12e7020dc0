// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// What those who run the program ask of it.
namespace alzette::api {

void source_identity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);  // clauses 5.2.40 and 6.33
void health(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);  // it runs
void ready(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // it answers for its data

}  // namespace alzette::api
