// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.h"

#include "access/records.h"
#include "base/blake2b.h"

#include <algorithm>
#include <mutex>

namespace alzette::access {

using base::Result;

Result<void> Accounts::load(store::Store& store)
{
    std::vector<Token> tokens;  // after the accounts they stand for
    auto const take = [&](std::string_view, std::uint64_t number, std::string_view bytes) -> Result<void> {
        auto record = TRY(read_record(bytes));
        if (auto* const account = std::get_if<Account>(&record)) {
            account->number = number;
            add(*account);
        } else {
            std::get<Token>(record).number = number;
            tokens.push_back(std::get<Token>(std::move(record)));
        }
        return {};
    };
    TRY_VOID(store.load(store::Table::accounts, take));
    for (auto& token : tokens) add(std::move(token));
    return {};
}

std::shared_ptr<Identity const> Accounts::find(std::string_view secret, base::Instant now) const
{
    auto const hash = base::blake2b_256({secret});
    std::shared_lock const lock(mutex_);
    auto const found = tokens_.find(hash);
    if (found == tokens_.end() || found->second.token.expires_at <= now) return nullptr;
    return found->second.identity;
}

bool Accounts::empty() const
{
    std::shared_lock const lock(mutex_);
    return accounts_.empty();
}

std::optional<Account> Accounts::account(std::string_view name) const
{
    std::shared_lock const lock(mutex_);
    auto const found = accounts_.find(name);
    return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Account> Accounts::accounts() const
{
    std::shared_lock const lock(mutex_);
    std::vector<Account> all;
    for (auto const& [name, account] : accounts_) all.push_back(account);
    return all;
}

std::vector<Token> Accounts::tokens() const
{
    std::shared_lock const lock(mutex_);
    std::vector<Token> all;
    for (auto const& [hash, held] : tokens_) all.push_back(held.token);
    return all;
}

bool Accounts::add(Account const& account)
{
    std::lock_guard const lock(mutex_);
    return accounts_.try_emplace(account.name, account).second;
}

void Accounts::replace(Account account)
{
    std::lock_guard const lock(mutex_);
    auto const found = accounts_.find(account.name);
    if (found == accounts_.end()) return;
    found->second = std::move(account);
    std::vector<Token> own;
    for (auto const& [hash, held] : tokens_)
        if (held.token.account == found->first) own.push_back(held.token);
    for (auto& token : own) add_locked(std::move(token));
}

void Accounts::remove_account(std::string_view name)
{
    std::lock_guard const lock(mutex_);
    auto const found = accounts_.find(name);
    if (found != accounts_.end()) accounts_.erase(found);
}

void Accounts::add(Token token)
{
    std::lock_guard const lock(mutex_);
    add_locked(std::move(token));
}

// A token whose account has gone stands for nobody.
void Accounts::add_locked(Token token)
{
    auto const found = accounts_.find(token.account);
    if (found == accounts_.end()) return;
    Rights const rights(found->second.grants);
    auto identity = std::make_shared<Identity const>(Identity{token.account, token.only_sees ? rights.only_seeing() : rights, token.expires_at});
    auto const hash = token.hash;
    tokens_.insert_or_assign(hash, Held{std::move(token), std::move(identity)});
}

std::vector<Token> Accounts::remove_tokens(std::function<bool(Token const&)> const& which)
{
    std::lock_guard const lock(mutex_);
    std::vector<Token> gone;
    std::erase_if(tokens_, [&](auto const& each) {
        if (!which(each.second.token)) return false;
        gone.push_back(each.second.token);
        return true;
    });
    return gone;
}

}  // namespace alzette::access
