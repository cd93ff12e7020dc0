// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// /types and /attributes (clauses 6.25 to 6.28; 5.7.5 to 5.7.10): what a territory holds, from the indexes.
namespace alzette::api {

void list_types(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void show_type(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void list_attributes(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);
void show_attribute(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);

}  // namespace alzette::api
