// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// What the link of a first start opens: a page that makes the administrator and shows a token, once. Programs that do not accept HTML get JSON.
namespace alzette::api {

void show_first_page(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void make_first_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

}  // namespace alzette::api
