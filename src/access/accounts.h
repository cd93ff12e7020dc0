// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/rights.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::access {

// Someone who may do something.
struct Account {
    std::string name;
    std::string password;  // base::password_hash()
    std::vector<Grant> grants;
    base::Instant created_at;
    std::uint64_t number = 0;  // of its row in the store
};

// What stands for an account in requests. The secret itself is shown once and never kept.
struct Token {
    std::string id;
    std::string account;
    std::string name;  // what it is for, in its owner's words
    std::string hash;  // BLAKE2b-256 of the secret
    bool only_sees = false;
    base::Instant created_at;
    base::Instant expires_at;
    std::uint64_t number = 0;
};

// Who asks.
struct Identity {
    std::string account;
    Rights rights;
    base::Instant expires_at;  // of the token
};

// The accounts and tokens, in memory; rows of store::Table::accounts are theirs. Any thread.
class Accounts {
public:
    base::Result<void> load(store::Store& store);

    // Who holds a secret; nothing when nobody does or the token has expired. A hash is looked up, so that time says nothing of how near a guess was.
    std::shared_ptr<Identity const> find(std::string_view secret, base::Instant now) const;

    bool empty() const;
    std::optional<Account> account(std::string_view name) const;
    std::vector<Account> accounts() const;
    std::vector<Token> tokens() const;

    bool add(Account const& account);  // false when one has its name
    void replace(Account account);  // one that is there; its tokens have its new rights at once
    void remove_account(std::string_view name);  // after its tokens
    void add(Token token);
    std::vector<Token> remove_tokens(std::function<bool(Token const&)> const& which);  // those that went

private:
    base::Result<void> take(std::uint64_t number, std::string_view bytes);
    void add_locked(Token token);

    struct Held {
        Token token;
        std::shared_ptr<Identity const> identity;
    };
    mutable std::shared_mutex mutex_;
    std::map<std::string, Account, std::less<>> accounts_;
    std::map<std::string, Held, std::less<>> tokens_;  // by hash
};

std::string_view name_of(Verb verb);
std::optional<Verb> verb_named(std::string_view name);

}  // namespace alzette::access
