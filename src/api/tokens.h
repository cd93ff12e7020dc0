// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

// Tokens: what stands for an account in requests.
namespace alzette::api {

void list_tokens(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void add_token(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);
void delete_token(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

// Takes tokens away, here and on disk, in the name of `who`. With services.doors.changing held.
using WhichToken = std::function<bool(access::Token const&)>;
void drop_tokens(Services const& services, std::string const& who, WhichToken const& which);

// Makes and keeps a token; `then` is given its secret, which is nowhere else, when it is durable.
struct NewToken {
    std::string account;
    std::string name;
    std::chrono::hours lasts;
    bool only_sees = false;
    base::Instant at_latest = base::Instant::max();  // it ends
    bool replaces_oldest = false;  // of the account, where there is no room: who has the password is not shut out
};
void keep_token(Services const& services, std::shared_ptr<Call const> const& call, NewToken const& asked, net::Reply const& reply,
                std::function<void(access::Token const&, std::string const& secret)> const& then);

}  // namespace alzette::api
