// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /jsonldContexts (clauses 5.13, 6.29 and 6.30).
namespace alzette::api {

void add_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void list_contexts(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void serve_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void delete_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);

}  // namespace alzette::api
