// SPDX-License-Identifier: Apache-2.0
#include "api/hosting.h"

#include "api/decisions.h"
#include "api/downloads.h"
#include "api/problem.h"
#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "base/limits_broker.h"

namespace alzette::api {

namespace {

using base::Errc;
using understand::HostedContext;

constexpr std::string_view folder = "/ngsi-ld/v1/jsonldContexts/";

// The id follows from the content, so that adding a context twice keeps one.
std::string id_of(json::Value const& document) { return "urn:ngsi-ld:Context:" + base::hexadecimal(base::blake2b_256({json::write(document)}).substr(0, 12)); }

std::string_view kind_of(HostedContext const& context) { return context.is_implicit ? "ImplicitlyCreated" : "Hosted"; }

void write_details(HostedContext const& context, base::JsonWriter& json)
{
    json.object([&] {
        json.member("URL", std::string(folder) + context.id);
        json.member("localId", context.id);
        json.member("kind", kind_of(context));
        json.member("createdAt", base::instant_text(context.created_at));
    });
}

// The same for those that were fetched: their id follows from their address.
std::string id_of(understand::CachedContext const& context)
{
    return "urn:ngsi-ld:Context:" + base::hexadecimal(base::blake2b_256({context.uri}).substr(0, 12));
}

void write_details(understand::CachedContext const& context, base::JsonWriter& json)
{
    json.object([&] {
        json.member("URL", context.uri);
        json.member("localId", id_of(context));
        json.member("kind", "Cached");
        json.member("createdAt", base::instant_text(context.fetched_at));
        json.member("lastUsage", base::instant_text(context.used_at));
    });
}

// By its own address or by the id given to it here.
std::optional<understand::CachedContext> find_cached(Services const& services, std::string_view id)
{
    for (auto const& context : services.cached.all())
        if (context.uri == id || id_of(context) == id) return context;
    return std::nullopt;
}

net::Response json_answer(std::string body, std::string_view type = "application/json")
{
    return {200, {{"Content-Type", std::string(type)}}, std::move(body)};
}

base::Error unknown(std::string_view id) { return {Errc::not_found, base::Message(say::context_unknown, {{"id", id}})}; }

// What is said of the hosted contexts rests on the changes made of them.
void answer_durably(Services const& services, std::shared_ptr<Call const> const& call, base::Result<net::Response> response, net::Reply const& reply)
{
    reply_when_durable(services, call, services.memory.last_sequence(), std::move(response), reply);
}

}  // namespace

std::string implicit_address(Services const& services, ngsi::Context const& context)
{
    // As it is answered: the parts of the request, and the core behind them (clause 4.4).
    auto const* const parts = context.as_written().array();
    auto const has_address = parts == nullptr || (parts->size() == 2 && parts->front().text() != nullptr);
    if (has_address) return {};
    auto const document = std::make_shared<json::Value const>(json::Value::Object{{"@context", context.as_written()}});
    auto id = id_of(*document);
    services.hosted.add_implicit({id, 0, base::now(), document});
    return std::string(folder).append(id);
}

void add_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const* const inside = call->body.find("@context");
    if (inside == nullptr) return refuse(*call, {Errc::invalid, base::Message(say::context_missing)}, reply);
    if (auto const read = services.contexts.of(*inside); !read) return refuse(*call, read.error(), reply);
    auto const document = std::make_shared<json::Value const>(json::Value::Object{{"@context", *inside}});
    auto const id = id_of(*document);
    net::Response const created{201, {{"Location", std::string(folder) + id}}, {}};
    auto const there = services.hosted.find(id);
    if (there != nullptr && !there->is_implicit) return answer_durably(services, call, created, reply);
    HostedContext context{id, 0, base::now(), document};
    store::Row row{0, understand::HostedContexts::bytes_of(context)};
    context.number = services.memory.keep(store::Table::contexts, std::move(row), call->sight.account(), journal_text("addContext", id),
                                          answer_when_done(call, reply, created));
    services.hosted.add(std::move(context));
}

void list_contexts(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const has_details = call->flag("details");
    if (!has_details) return refuse(*call, has_details.error(), reply);
    auto const* const kind = call->parameter("kind");
    auto const is_known = kind == nullptr || *kind == "Hosted" || *kind == "Cached" || *kind == "ImplicitlyCreated";
    if (!is_known) return refuse(*call, {Errc::invalid, base::Message(say::context_kind_wrong, {{"found", *kind}})}, reply);
    auto const wants = [&](std::string_view one) { return kind == nullptr || *kind == one; };
    base::JsonWriter json;
    json.array([&] {
        for (auto const& context : services.hosted.all()) {
            if (!wants(kind_of(*context))) continue;
            if (*has_details) write_details(*context, json);
            else json.value(std::string(folder) + context->id);
        }
        for (auto const& context : wants("Cached") ? services.cached.all() : std::vector<understand::CachedContext>()) {
            if (*has_details) write_details(context, json);
            else json.value(context.uri);
        }
    });
    answer_durably(services, call, json_answer(std::move(json).take()), reply);
}

void serve_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const has_details = call->flag("details");
    if (!has_details) return refuse(*call, has_details.error(), reply);
    auto const hosted = services.hosted.find(id);
    auto const cached = hosted == nullptr ? find_cached(services, id) : std::nullopt;
    if (hosted == nullptr && !cached) return answer_durably(services, call, tl::unexpected(unknown(id)), reply);
    if (!*has_details && hosted == nullptr)  // clause 5.13.4.4
        return refuse(*call, {Errc::unsupported, base::Message(say::context_elsewhere, {{"uri", cached->uri}})}, reply);
    if (!*has_details) return answer_durably(services, call, json_answer(json::write(*hosted->document), "application/ld+json"), reply);
    base::JsonWriter json;
    if (hosted != nullptr) write_details(*hosted, json);
    else write_details(*cached, json);
    answer_durably(services, call, json_answer(std::move(json).take()), reply);
}

namespace {

// A cached one is forgotten, so that it is fetched again when it is next named; with reload it is fetched now, and stays as it is when it cannot be had
// (clause 5.13.5.4).
void delete_cached(Services const& services, std::shared_ptr<Call const> const& call, std::string const& uri, bool reload, net::Reply const& reply)
{
    if (!reload) {
        services.cached.remove(uri);
        services.contexts.forget();
        return reply(no_content());
    }
    auto const then = [&services, call, uri, reply](base::Result<void> const& fetched) {
        if (fetched) {
            services.contexts.forget();
            return reply(no_content());
        }
        auto const why = fetched.error().message.in_both();
        refuse(*call, {Errc::unavailable, base::Message(say::context_not_reloaded, {{"uri", uri}, {"why", why}})}, reply);
    };
    if (!services.downloads.reload(uri, then))
        refuse(*call, {Errc::unavailable, base::Message(say::downloads_many, {{"most", base::limits::downloads_max}})}, reply);
}

}  // namespace

void delete_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const reload = call->flag("reload");
    if (!reload) return refuse(*call, reload.error(), reply);
    auto const context = services.hosted.find(id);
    auto const cached = context == nullptr ? find_cached(services, id) : std::nullopt;
    if (cached) return delete_cached(services, call, cached->uri, *reload, reply);
    if (context == nullptr) return answer_durably(services, call, tl::unexpected(unknown(id)), reply);
    if (*reload) return refuse(*call, {Errc::invalid, base::Message(say::context_not_cached, {{"id", id}})}, reply);
    services.hosted.remove(id);
    services.contexts.forget();
    if (context->is_implicit) return answer_durably(services, call, no_content(), reply);
    services.memory.keep(store::Table::contexts, {context->number, {}}, call->sight.account(), journal_text("deleteContext", id),
                         answer_when_done(call, reply, no_content()));
}

}  // namespace alzette::api
