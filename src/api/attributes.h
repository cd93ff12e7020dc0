// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /entities/{entityId}/attrs and /entities/{entityId}/attrs/{attrId} (clauses 6.6 and 6.7).
namespace alzette::api {

void append_attributes(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // 5.6.3
void update_attributes(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // 5.6.2
void update_attribute(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);    // 5.6.4
void replace_attribute(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);   // 5.6.19
void delete_attribute(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);    // 5.6.5

}  // namespace alzette::api
