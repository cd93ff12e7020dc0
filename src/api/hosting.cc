// SPDX-License-Identifier: Apache-2.0
#include "api/hosting.h"

#include "api/decisions.h"
#include "api/problem.h"
#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/json_writer.h"

namespace alzette::api {

namespace {

using base::Errc;
using understand::HostedContext;

constexpr std::string_view folder = "/ngsi-ld/v1/jsonldContexts/";

// The id follows from the content, so that adding a context twice keeps one.
std::string id_of(json::Value const& document) { return "urn:ngsi-ld:Context:" + base::hexadecimal(base::blake2b_256({json::write(document)}).substr(0, 12)); }

void write_details(HostedContext const& context, base::JsonWriter& json)
{
    json.object([&] {
        json.member("URL", std::string(folder) + context.id);
        json.member("localId", context.id);
        json.member("kind", "Hosted");
        json.member("createdAt", base::instant_text(context.created_at));
    });
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

void add_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const* const inside = call->body.find("@context");
    if (inside == nullptr) return refuse(*call, {Errc::invalid, base::Message(say::context_missing)}, reply);
    if (auto const read = services.contexts.of(*inside); !read) return refuse(*call, read.error(), reply);
    auto const document = std::make_shared<json::Value const>(json::Value::Object{{"@context", *inside}});
    auto const id = id_of(*document);
    net::Response const created{201, {{"Location", std::string(folder) + id}}, {}};
    if (services.hosted.find(id) != nullptr) return answer_durably(services, call, created, reply);
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
    base::JsonWriter json;
    json.array([&] {
        if (kind != nullptr && *kind != "Hosted") return;
        for (auto const& context : services.hosted.all()) {
            if (*has_details) write_details(*context, json);
            else json.value(std::string(folder) + context->id);
        }
    });
    answer_durably(services, call, json_answer(std::move(json).take()), reply);
}

void serve_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const has_details = call->flag("details");
    if (!has_details) return refuse(*call, has_details.error(), reply);
    auto const context = services.hosted.find(id);
    if (context == nullptr) return answer_durably(services, call, tl::unexpected(unknown(id)), reply);
    if (!*has_details) return answer_durably(services, call, json_answer(json::write(*context->document), "application/ld+json"), reply);
    base::JsonWriter json;
    write_details(*context, json);
    answer_durably(services, call, json_answer(std::move(json).take()), reply);
}

void delete_context(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const reload = call->flag("reload");
    if (!reload) return refuse(*call, reload.error(), reply);
    auto const context = services.hosted.find(id);
    if (context == nullptr) return answer_durably(services, call, tl::unexpected(unknown(id)), reply);
    if (*reload) return refuse(*call, {Errc::invalid, base::Message(say::context_not_cached, {{"id", id}})}, reply);
    services.hosted.remove(id);
    services.contexts.forget();
    services.memory.keep(store::Table::contexts, {context->number, {}}, call->sight.account(), journal_text("deleteContext", id),
                         answer_when_done(call, reply, no_content()));
}

}  // namespace alzette::api
