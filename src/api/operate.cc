// SPDX-License-Identifier: Apache-2.0
#include "api/operate.h"

#include "base/json_writer.h"
#include "base/version.h"

namespace alzette::api {

namespace {

net::Response status(std::string_view word)
{
    base::JsonWriter json;
    json.object([&] {
        json.member("status", word);
        json.member("version", base::version());
    });
    return {200, {{"Content-Type", "application/json"}}, std::move(json).take()};
}

}  // namespace

void source_identity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    read_then(
        services, call,
        [&](understand::State const&, base::Instant now) -> Reading {
            auto const alias = "alzette" + (call->tenant.empty() ? std::string() : "-" + call->tenant);
            auto const uptime = std::chrono::floor<std::chrono::seconds>(now - services.started_at).count();
            base::JsonWriter json;
            json.object([&] {
                json.member("id", "urn:ngsi-ld:ContextSourceIdentity:" + alias);
                json.member("type", "ContextSourceIdentity");
                json.member("contextSourceAlias", alias);
                json.member("contextSourceUptime", "PT" + std::to_string(uptime) + "S");
                json.member("contextSourceTimeAt", base::instant_text(now));
            });
            return {answer_document(*call, std::move(json).take())};
        },
        reply);
}

void health(Services const&, std::shared_ptr<Call const> const&, net::Reply const& reply) { reply(status("up")); }

// Ready is who could make a change now: the disk has taken all there was.
void ready(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    reply_when_durable(services, call, services.memory.last_sequence(), status("ready"), reply);
}

}  // namespace alzette::api
