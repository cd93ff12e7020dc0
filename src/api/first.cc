// SPDX-License-Identifier: Apache-2.0
#include "api/first.h"

#include "api/accounts.h"
#include "api/tokens.h"
#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "base/limits_broker.h"
#include "base/secret.h"
#include "net/url.h"

#include <algorithm>

namespace alzette::api {

namespace {

using base::Errc;
using base::Message;
using base::Result;

std::string escaped(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

// No script, no style of others, no frame, and the secret in the address goes to nobody.
net::Response page(int status, base::Language language, std::string const& body)
{
    auto const title = Message(say::first_title).in(language);
    auto const* const code = language == base::Language::fr ? "fr" : "en";
    auto html = std::string("<!doctype html><html lang=\"") + code +
                R"("><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>)" + title + "</title></head><body><main><h1>" +
                title + "</h1>" + body + "</main></body></html>";
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
             {"Referrer-Policy", "no-referrer"},
             {"Cache-Control", "no-store"}},
            std::move(html)};
}

std::string paragraph(std::string const& text) { return "<p>" + text + "</p>"; }

std::string field(base::MessageId label, std::string_view name, std::string_view type, std::string_view complete, base::Language language)
{
    auto const words = Message(label, {{"least", base::limits::password_bytes_min}}).in(language);
    auto const attribute = [](std::string_view key, std::string_view value) { return std::string(" ").append(key).append("=\"").append(value).append("\""); };
    return paragraph("<label" + attribute("for", name) + ">" + words + "</label><br><input" + attribute("id", name) + attribute("name", name) +
                     attribute("type", type) + attribute("autocomplete", complete) + " required>");
}

bool wants_html(net::Request const& request)
{
    auto const* const accept = request.header("Accept");
    return accept != nullptr && accept->find("text/html") != std::string::npos;
}

void refuse_in_kind(Call const& call, base::Error const& error, net::Reply const& reply)
{
    if (!wants_html(*call.request)) return refuse(call, error, reply);
    auto const status = error.kind == Errc::denied ? 403 : error.kind == Errc::conflict ? 409 : 400;
    reply(page(status, call.language, paragraph("<strong>" + escaped(error.message.in(call.language)) + "</strong>")));
}

base::Error used_up() { return {Errc::denied, Message(say::first_link_used)}; }

struct Form {
    std::string secret;
    std::string name;
    std::string password;
};

// application/x-www-form-urlencoded, where '+' is a blank.
Result<Form> read_form(std::string body)
{
    std::ranges::replace(body, '+', ' ');
    Form form;
    for (auto& [name, value] : TRY(net::query_pairs(body))) {
        if (name == "secret") form.secret = std::move(value);
        else if (name == "name") form.name = std::move(value);
        else if (name == "password") form.password = std::move(value);
    }
    return form;
}

void show_token(Call const& call, access::Token const& token, std::string const& secret, net::Reply const& reply)
{
    if (!wants_html(*call.request)) {
        base::JsonWriter json;
        json.object([&] {
            json.member("account", token.account);
            json.member("token", secret);
            json.member("expiresAt", base::instant_text(token.expires_at));
        });
        return reply({201, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, std::move(json).take()});
    }
    auto const say_it = [&](base::MessageId message) { return paragraph(Message(message, {{"name", token.account}}).in(call.language)); };
    reply(page(201, call.language, say_it(say::first_done) + "<pre>" + secret + "</pre>" + say_it(say::first_token)));
}

}  // namespace

void show_first_page(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const* const secret = call->parameter("secret");
    auto const is_good = !services.doors.are_open && secret != nullptr && services.doors.first_link.is_good(*secret, base::now());
    if (!is_good) return refuse_in_kind(*call, used_up(), reply);
    auto const language = call->language;
    auto const form = R"(<form method="post" action="/alzette/v1/first"><input type="hidden" name="secret" value=")" + escaped(*secret) + R"(">)" +
                      field(say::first_name, "name", "text", "username", language) +
                      field(say::first_password, "password", "password", "new-password", language) + "<p><button>" +
                      Message(say::first_make).in(language) + "</button></p></form>";
    reply(page(200, language, paragraph(Message(say::first_intro).in(language)) + form));
}

void make_first_account(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const form = read_form(call->request->body);
    if (!form) return refuse_in_kind(*call, form.error(), reply);
    if (services.doors.are_open || !services.doors.first_link.is_good(form->secret, base::now())) return refuse_in_kind(*call, used_up(), reply);
    if (auto const checked = check_new_account(form->name, form->password); !checked) return refuse_in_kind(*call, checked.error(), reply);
    in_background(services, call, reply, [&services, call, form = *form, reply] {
        auto const hash = base::password_hash(form.password);
        if (!services.doors.first_link.use(form.secret, base::now())) return refuse_in_kind(*call, used_up(), reply);
        access::Account const account{form.name, hash, access::Rights::all().grants(), base::now()};
        keep_account(services, call, account, reply, [&services, call, form, reply] {
            NewToken const asked{form.name, "first", std::chrono::hours(24 * base::limits::token_days_default)};
            keep_token(services, call, asked, reply,
                       [call, reply](access::Token const& token, std::string const& secret) { show_token(*call, token, secret, reply); });
        });
    });
}

}  // namespace alzette::api
