// SPDX-License-Identifier: Apache-2.0
#include "api/tokens.h"

#include "access/records.h"
#include "api/accounts.h"
#include "api/decisions.h"
#include "api/guard.h"
#include "api/problem.h"
#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "base/limits_broker.h"
#include "base/secret.h"

#include <algorithm>

namespace alzette::api {

namespace {

using access::Token;
using base::Errc;
using base::Result;

void write_token(Token const& token, base::JsonWriter& json)
{
    json.member("id", token.id);
    json.member("account", token.account);
    json.member("name", token.name);
    json.member("onlySees", token.only_sees);
    json.member("createdAt", base::instant_text(token.created_at));
    json.member("expiresAt", base::instant_text(token.expires_at));
}

Result<NewToken> read_new(json::Value const& body)
{
    auto const wrong = [] { return base::fail(Errc::invalid, say::token_body_wrong, {{"most", base::limits::token_days_max}}); };
    if (body.object() == nullptr) return wrong();
    std::int64_t days = base::limits::token_days_default;
    NewToken asked{{}, {}, {}};
    for (auto const& [name, value] : *body.object()) {
        if (name == "name" && value.text() != nullptr && value.text()->size() <= base::limits::name_bytes_max) asked.name = *value.text();
        else if (name == "days" && value.whole() != nullptr) days = *value.whole();
        else if (name == "onlySees" && value.truth() != nullptr) asked.only_sees = *value.truth();
        else return wrong();
    }
    if (days < 1 || days > base::limits::token_days_max) return wrong();
    asked.lasts = std::chrono::hours(24 * days);
    return asked;
}

// "name:password" (RFC 7617).
struct Login {
    std::string name;
    std::string password;
};

std::optional<Login> read_login(net::Request const& request)
{
    std::string text;
    if (!base::read_base64(credentials(request, "Basic"), text)) return std::nullopt;
    auto const colon = text.find(':');
    if (colon == std::string::npos) return std::nullopt;
    return Login{text.substr(0, colon), text.substr(colon + 1)};
}

// What an unknown name is checked against, so that it takes as long as a known one.
std::string const& nobodys_hash()
{
    static auto const hash = base::password_hash(base::random_secret());
    return hash;
}

void answer_with(Services const& services, std::shared_ptr<Call const> const& call, NewToken const& asked, net::Reply const& reply)
{
    keep_token(services, call, asked, reply, [reply](Token const& token, std::string const& secret) {
        base::JsonWriter json;
        json.object([&] {
            json.member("token", secret);
            write_token(token, json);
        });
        reply({201, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, std::move(json).take()});
    });
}

void log_in(Services const& services, std::shared_ptr<Call const> const& call, NewToken asked, Login const& login, net::Reply const& reply)
{
    if (!services.doors.tries.may_try(login.name, base::now()))
        return reply(problem({Errc::denied, base::Message(say::tries_many, {{"most", base::limits::password_tries_max}})}, call->language));
    in_background(services, call, reply, [&services, call, asked = std::move(asked), login, reply]() mutable {
        auto const account = services.doors.accounts.account(login.name);
        auto const fits = base::is_password(login.password, account ? account->password : nobodys_hash());
        if (!account || !fits) return refuse(*call, {Errc::denied, base::Message(say::token_needed)}, reply);
        asked.account = account->name;
        asked.replaces_oldest = true;
        answer_with(services, call, asked, reply);
    });
}

}  // namespace

void drop_tokens(Services const& services, std::string const& who, WhichToken const& which)
{
    for (auto const& token : services.doors.accounts.remove_tokens(which))
        services.memory.keep(store::Table::accounts, {token.number, {}}, who, journal_text("deleteToken", token.id), [](Result<void> const&) {});
}

namespace {

// False where the account has as many tokens as it may have, and keeps them.
bool make_room(Services const& services, NewToken const& asked)
{
    auto own = services.doors.accounts.tokens();
    std::erase_if(own, [&](Token const& each) { return each.account != asked.account; });
    if (own.size() < base::limits::tokens_max) return true;
    if (!asked.replaces_oldest) return false;
    auto const oldest = std::ranges::min_element(own, {}, &Token::created_at)->id;
    drop_tokens(services, asked.account, [&](Token const& each) { return each.id == oldest; });
    return true;
}

}  // namespace

void keep_token(Services const& services, std::shared_ptr<Call const> const& call, NewToken const& asked, net::Reply const& reply,
                std::function<void(Token const&, std::string const& secret)> const& then)
{
    auto const secret = base::random_secret();
    auto const hash = base::blake2b_256({secret});
    auto const created_at = base::now();
    auto const expires_at = std::min(created_at + asked.lasts, asked.at_latest);
    Token token{base::hexadecimal(hash.substr(0, 8)), asked.account, asked.name, hash, asked.only_sees, created_at, expires_at};
    auto const done = [call, reply, token, secret, then](Result<void> const& result) {
        if (result) then(token, secret);
        else refuse(*call, result.error(), reply);
    };
    auto const what = journal_text("addToken", token.id);
    std::lock_guard const lock(services.doors.changing);
    // Since its password was checked the account may have gone: a row left behind would stand for the next of its name.
    if (!services.doors.accounts.account(token.account)) return refuse(*call, {Errc::denied, base::Message(say::token_needed)}, reply);
    if (auto const still = check_still(services, Guard::anyone, *call); !still) return refuse(*call, still.error(), reply);
    auto const& account = asked.account;
    drop_tokens(services, account, [&](Token const& each) { return each.account == account && each.expires_at <= created_at; });
    if (!make_room(services, asked)) return refuse(*call, {Errc::conflict, base::Message(say::tokens_many, {{"most", base::limits::tokens_max}})}, reply);
    services.doors.accounts.add(token);  // before it is told, which may be as soon as it is kept
    token.number = services.memory.keep(store::Table::accounts, {0, access::write_record(token)}, asked.account, what, done);
    services.doors.accounts.add(std::move(token));
}

void list_tokens(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (services.doors.are_open) return refuse(*call, {Errc::not_found, base::Message(say::no_accounts_here)}, reply);
    base::JsonWriter json;
    json.array([&] {
        for (auto const& token : services.doors.accounts.tokens()) {
            if (token.account != call->sight.account() && !call->sight.administers()) continue;
            json.object([&] { write_token(token, json); });
        }
    });
    net::Response response{200, {{"Content-Type", "application/json"}}, std::move(json).take()};
    reply_when_durable(services, call, services.memory.last_sequence(), std::move(response), reply);
}

void add_token(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (services.doors.are_open) return refuse(*call, {Errc::not_found, base::Message(say::no_accounts_here)}, reply);
    auto asked = read_new(call->body);
    if (!asked) return refuse(*call, asked.error(), reply);
    if (auto const who = services.doors.accounts.find(credentials(*call->request, "Bearer"), base::now())) {
        // One that only sees cannot make one that does more.
        asked->only_sees = asked->only_sees || !who->rights.may_change_anything();
        asked->account = who->account;
        // Nor one that lasts longer, or a token that was lost could renew itself for ever.
        asked->at_latest = who->expires_at;
        return answer_with(services, call, *asked, reply);
    }
    auto const login = read_login(*call->request);
    if (!login) return refuse(*call, {Errc::denied, base::Message(say::token_needed)}, reply);
    log_in(services, call, *std::move(asked), *login, reply);
}

void delete_token(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (services.doors.are_open) return refuse(*call, {Errc::not_found, base::Message(say::no_accounts_here)}, reply);
    auto const& id = call->segments.front();
    std::lock_guard const lock(services.doors.changing);
    auto const unknown = [&] { refuse(*call, {Errc::not_found, base::Message(say::token_unknown, {{"id", id}})}, reply); };
    for (auto const& token : services.doors.accounts.tokens()) {
        if (token.id != id) continue;
        if (token.account != call->sight.account() && !call->sight.administers()) return unknown();
        services.doors.accounts.remove_tokens([&](Token const& each) { return each.id == id; });
        services.memory.keep(store::Table::accounts, {token.number, {}}, call->sight.account(), journal_text("deleteToken", id),
                             answer_when_done(call, reply, no_content()));
        return;
    }
    unknown();
}

}  // namespace alzette::api
