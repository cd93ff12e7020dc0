// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// Accounts, for administrators (docs/manual/understand/access.en.md).
namespace alzette::api {

void list_accounts(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void add_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void change_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void delete_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

// What an account may be called, and how long a password must be: fails (invalid).
base::Result<void> check_new_account(std::string_view name, std::string_view password);
// Keeps a new account and calls `then` when it is durable; answers 409 when one has its name.
void keep_account(Services const& services, std::shared_ptr<Call const> const& call, access::Account account, net::Reply const& reply,
                  std::function<void()> const& then);
// Does work beside the loops; 503 when too much waits there.
void in_background(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply, std::function<void()> work);

}  // namespace alzette::api
