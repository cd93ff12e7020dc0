// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /entities and /entities/{entityId} (clauses 6.4 and 6.5).
namespace alzette::api {

void create_entity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);    // 5.6.1
void query_entities(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // 5.7.2
void retrieve_entity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);  // 5.7.1
void replace_entity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // 5.6.18
void merge_entity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);     // 5.6.17
void query_by_body(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);    // 5.7.2, 6.23
void delete_entity(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);    // 5.6.6

}  // namespace alzette::api
