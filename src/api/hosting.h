// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /jsonldContexts (clauses 5.13, 6.29 and 6.30).
namespace alzette::api {

void add_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void list_contexts(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void serve_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void delete_context(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);

// Clause 6.3.6: the address that an answer in JSON names for its context, where that came inside the request and has none: it is served here from now on
// (ImplicitlyCreated, clause 5.13.1). Empty where the context has an address already.
std::string implicit_address(Services const& services, ngsi::Context const& context);

}  // namespace alzette::api
