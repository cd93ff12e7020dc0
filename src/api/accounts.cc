// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.h"

#include "access/records.h"
#include "api/decisions.h"
#include "api/guard.h"
#include "api/tokens.h"
#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "base/limits_broker.h"
#include "base/secret.h"
#include "net/url.h"

#include <algorithm>

namespace alzette::api {

namespace {

using access::Account;
using access::Verb;
using base::Errc;
using base::Result;

bool is_open(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (!services.doors.are_open) return false;
    refuse(*call, {Errc::not_found, base::Message(say::no_accounts_here)}, reply);
    return true;
}

// A member of the body that is a text; nothing without it.
std::optional<std::string> text_of(json::Value const& body, std::string_view name)
{
    auto const* const found = body.find(name);
    if (found == nullptr || found->text() == nullptr) return std::nullopt;
    return *found->text();
}

// One of the words of "name, password, grants".
bool is_among(std::string_view known, std::string_view name)
{
    constexpr std::string_view between = ", ";
    while (!known.empty()) {
        auto const word = known.substr(0, known.find(between));
        if (word == name) return true;
        known.remove_prefix(std::min(known.size(), word.size() + between.size()));
    }
    return false;
}

Result<void> check_members(json::Value const& body, std::string_view known)
{
    if (body.object() == nullptr) return base::fail(Errc::invalid, say::account_body_wrong, {{"known", known}});
    for (auto const& [name, value] : *body.object())
        if (!is_among(known, name)) return base::fail(Errc::invalid, say::account_body_wrong, {{"known", known}});
    return {};
}

Result<void> check_password(std::string_view password)
{
    using namespace base::limits;
    if (password.size() >= password_bytes_min && password.size() <= name_bytes_max) return {};
    return base::fail(Errc::invalid, say::password_wrong, {{"least", password_bytes_min}, {"most", name_bytes_max}});
}

struct Asked {
    std::string name;
    std::string password;
    std::vector<access::Grant> grants;
};

Result<Asked> read_new(json::Value const& body)
{
    TRY_VOID(check_members(body, "name, password, grants"));
    Asked asked{text_of(body, "name").value_or(""), text_of(body, "password").value_or(""), {}};
    TRY_VOID(check_new_account(asked.name, asked.password));
    auto const* const grants = body.find("grants");
    if (grants != nullptr) asked.grants = TRY(access::read_grants(*grants));
    return asked;
}

// What is to become of an account; what is not there stays.
struct Change {
    std::optional<std::string> password = {};  // as it is said; its hash when it is applied
    std::optional<std::vector<access::Grant>> grants = {};
};

Result<Change> read_change(json::Value const& body)
{
    TRY_VOID(check_members(body, "password, grants"));
    Change change;
    if (body.find("password") != nullptr) {
        change.password = text_of(body, "password").value_or("");
        TRY_VOID(check_password(*change.password));
    }
    if (auto const* const grants = body.find("grants")) change.grants = TRY(access::read_grants(*grants));
    return change;
}

bool administers(Account const& account) { return access::Rights(account.grants).may_all(Verb::administer, "*"); }

// Without an administrator nobody could let anyone in again.
Result<void> check_one_is_left(access::Accounts const& accounts, std::string_view without)
{
    auto const all = accounts.accounts();
    auto const is_left = [&](Account const& account) { return account.name != without && administers(account); };
    if (std::ranges::any_of(all, is_left)) return {};
    return base::fail(Errc::conflict, say::last_administrator, {{"name", without}});
}

base::Error unknown(std::string_view name) { return {Errc::not_found, base::Message(say::account_unknown, {{"name", name}})}; }

// The account is read again here: since the request came another may have changed it or taken it away, and what this change does not name is not its own.
Result<Account> applied(access::Accounts const& accounts, std::string const& name, Change const& change)
{
    auto account = accounts.account(name);
    if (!account) return tl::unexpected(unknown(name));
    if (change.password) account->password = *change.password;
    if (change.grants) account->grants = *change.grants;
    if (!administers(*account)) TRY_VOID(check_one_is_left(accounts, name));
    return *std::move(account);
}

// Whoever had the old password may have made tokens with it: with a new one they are good for nothing, but the one that asks.
void end_tokens(Services const& services, Call const& call, std::string const& name)
{
    auto const asking = base::blake2b_256({credentials(*call.request, "Bearer")});
    drop_tokens(services, call.sight.account(), [&](access::Token const& token) { return token.account == name && token.hash != asking; });
}

base::Error no_hash() { return {Errc::unavailable, base::Message(say::password_not_hashed)}; }

}  // namespace

Result<void> check_new_account(std::string_view name, std::string_view password)
{
    auto const is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
    if (name.empty() || name.size() > base::limits::account_name_bytes_max || !std::ranges::all_of(name, is_plain))
        return base::fail(Errc::invalid, say::account_name_wrong, {{"found", name}, {"most", base::limits::account_name_bytes_max}});
    return check_password(password);
}

void in_background(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply, std::function<void()> work)
{
    auto const step = [work = std::move(work)] { return work(), false; };
    if (!services.background.run(step))
        refuse(*call, {Errc::unavailable, base::Message(say::long_queries_many, {{"most", base::limits::long_queries_max}})}, reply);
}

void keep_account(Services const& services, std::shared_ptr<Call const> const& call, Account account, net::Reply const& reply,
                  std::function<void()> const& then)
{
    if (account.password.empty()) return refuse(*call, no_hash(), reply);
    std::lock_guard const lock(services.doors.changing);
    if (auto const still = check_still(services, Guard::administrator, *call); !still) return refuse(*call, still.error(), reply);
    if (!services.doors.accounts.add(account)) return refuse(*call, {Errc::conflict, base::Message(say::account_exists, {{"name", account.name}})}, reply);
    auto const done = [call, reply, then](Result<void> const& result) {
        if (result) then();
        else refuse(*call, result.error(), reply);
    };
    auto const who = call->sight.who() == nullptr ? account.name : call->sight.account();
    auto const bytes = access::write_record(account);
    account.number = services.memory.keep(store::Table::accounts, {0, bytes}, who, journal_text("addAccount", account.name), done);
    services.doors.accounts.replace(std::move(account));
}

void list_accounts(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (is_open(services, call, reply)) return;
    json::Value::Array list;
    for (auto const& account : services.doors.accounts.accounts())
        list.emplace_back(json::Value::Object{
            {"name", account.name}, {"grants", access::grants_value(account.grants)}, {"createdAt", base::instant_text(account.created_at)}});
    net::Response response{200, {{"Content-Type", "application/json"}}, json::write(json::Value(std::move(list)))};
    reply_when_durable(services, call, services.memory.last_sequence(), std::move(response), reply);
}

void add_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (is_open(services, call, reply)) return;
    auto const asked = read_new(call->body);
    if (!asked) return refuse(*call, asked.error(), reply);
    in_background(services, call, reply, [&services, call, reply, asked = *asked] {
        Account const account{asked.name, base::password_hash(asked.password), asked.grants, base::now()};
        net::Response const made{201, {{"Location", "/alzette/v1/accounts/" + net::percent_encoded(asked.name)}}, {}};
        keep_account(services, call, account, reply, [reply, made] { reply(made); });
    });
}

void change_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (is_open(services, call, reply)) return;
    auto const asked = read_change(call->body);
    if (!asked) return refuse(*call, asked.error(), reply);
    in_background(services, call, reply, [&services, call, reply, change = *asked]() mutable {
        if (change.password) change.password = base::password_hash(*change.password);
        if (change.password && change.password->empty()) return refuse(*call, no_hash(), reply);
        std::lock_guard const lock(services.doors.changing);
        if (auto const still = check_still(services, Guard::administrator, *call); !still) return refuse(*call, still.error(), reply);
        auto const changed = applied(services.doors.accounts, call->segments.front(), change);
        if (!changed) return refuse(*call, changed.error(), reply);
        services.doors.accounts.replace(*changed);
        if (change.password) end_tokens(services, *call, changed->name);
        services.memory.keep(store::Table::accounts, {changed->number, access::write_record(*changed)}, call->sight.account(),
                             journal_text("changeAccount", changed->name), answer_when_done(call, reply, no_content()));
    });
}

void delete_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (is_open(services, call, reply)) return;
    auto const& name = call->segments.front();
    auto& accounts = services.doors.accounts;
    std::lock_guard const lock(services.doors.changing);
    if (auto const still = check_still(services, Guard::administrator, *call); !still) return refuse(*call, still.error(), reply);
    auto const account = accounts.account(name);
    if (!account) return refuse(*call, unknown(name), reply);
    if (auto const left = check_one_is_left(accounts, name); !left) return refuse(*call, left.error(), reply);
    drop_tokens(services, call->sight.account(), [&](access::Token const& token) { return token.account == name; });
    accounts.remove_account(name);
    services.memory.keep(store::Table::accounts, {account->number, {}}, call->sight.account(), journal_text("deleteAccount", name),
                         answer_when_done(call, reply, no_content()));
}

}  // namespace alzette::api
