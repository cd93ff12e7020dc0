// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /entityOperations/* (clauses 6.14 to 6.17 and 6.31; 5.6.7 to 5.6.10 and 5.6.20): each entity by itself, what fails leaves the others alone, and all that
// succeed are one change.
namespace alzette::api {

void batch_create(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void batch_upsert(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void batch_update(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void batch_merge(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void batch_delete(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);

}  // namespace alzette::api
