// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include "api/accounts.h"
#include "api/attributes.h"
#include "api/batch.h"
#include "api/discovery.h"
#include "api/downloads.h"
#include "api/entities.h"
#include "api/first.h"
#include "api/guard.h"
#include "api/hosting.h"
#include "api/metrics.h"
#include "api/openapi.h"
#include "api/operate.h"
#include "api/problem.h"
#include "api/purge.h"
#include "api/tokens.h"
#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "base/words.h"
#include "net/url.h"
#include "ngsi/names.h"

#include <optional>

namespace alzette::api {

namespace {

#define SHOWN "format options lang pick omit attrs datasetId geometryProperty join joinLevel containedBy entityMap entityMapLifetime "
#define ASKED                                                                                                                               \
    "id idPattern type q expandValues jsonKeys scopeQ csf georel geometry coordinates geoproperty limit offset count orderBy orderFrom orderGeometry " \
    "collation splitEntities "

constexpr Route all_routes[] = {
    // Entities (6.4, 6.5)
    {"POST", "/ngsi-ld/v1/entities", create_entity, Body::json, Answers::nothing, "local format options"},
    {"GET", "/ngsi-ld/v1/entities", query_entities, Body::none, Answers::entities, "local " ASKED SHOWN},
    {"DELETE", "/ngsi-ld/v1/entities", purge_entities, Body::none, Answers::nothing,
     "local id idPattern type q scopeQ csf georel geometry coordinates geoproperty geometryProperty keep drop attrs expandValues jsonKeys"},
    {"GET", "/ngsi-ld/v1/entities/{}", retrieve_entity, Body::none, Answers::entities, "local type " SHOWN},
    {"PUT", "/ngsi-ld/v1/entities/{}", replace_entity, Body::json, Answers::nothing, "local type format options"},
    {"PATCH", "/ngsi-ld/v1/entities/{}", merge_entity, Body::json, Answers::nothing, "local type format options lang observedAt"},
    {"DELETE", "/ngsi-ld/v1/entities/{}", delete_entity, Body::none, Answers::nothing, "local type"},
    // Attributes (6.6, 6.7)
    {"POST", "/ngsi-ld/v1/entities/{}/attrs", append_attributes, Body::json, Answers::nothing, "local type format options"},
    {"PATCH", "/ngsi-ld/v1/entities/{}/attrs", update_attributes, Body::json, Answers::nothing, "local type format options"},
    {"PATCH", "/ngsi-ld/v1/entities/{}/attrs/{}", update_attribute, Body::json, Answers::nothing, "local type format options"},
    {"PUT", "/ngsi-ld/v1/entities/{}/attrs/{}", replace_attribute, Body::json, Answers::nothing, "local type format options"},
    {"DELETE", "/ngsi-ld/v1/entities/{}/attrs/{}", delete_attribute, Body::none, Answers::nothing, "local type datasetId deleteAll"},
    // Batches (6.14 to 6.17, 6.23, 6.31)
    {"POST", "/ngsi-ld/v1/entityOperations/create", batch_create, Body::json, Answers::nothing, "local format options"},
    {"POST", "/ngsi-ld/v1/entityOperations/upsert", batch_upsert, Body::json, Answers::nothing, "local format options"},
    {"POST", "/ngsi-ld/v1/entityOperations/update", batch_update, Body::json, Answers::nothing, "local format options"},
    {"POST", "/ngsi-ld/v1/entityOperations/merge", batch_merge, Body::json, Answers::nothing, "local format options lang observedAt"},
    {"POST", "/ngsi-ld/v1/entityOperations/delete", batch_delete, Body::json, Answers::nothing, "local"},
    {"POST", "/ngsi-ld/v1/entityOperations/query", query_by_body, Body::json, Answers::entities, "local limit offset count format options lang geometryProperty"},
    // Discovery (6.25 to 6.28)
    {"GET", "/ngsi-ld/v1/types", list_types, Body::none, Answers::json, "local details"},
    {"GET", "/ngsi-ld/v1/types/{}", show_type, Body::none, Answers::json, "local"},
    {"GET", "/ngsi-ld/v1/attributes", list_attributes, Body::none, Answers::json, "local details"},
    {"GET", "/ngsi-ld/v1/attributes/{}", show_attribute, Body::none, Answers::json, "local"},
    // Contexts (6.29, 6.30)
    {"POST", "/ngsi-ld/v1/jsonldContexts", add_context, Body::document, Answers::nothing, ""},
    {"GET", "/ngsi-ld/v1/jsonldContexts", list_contexts, Body::none, Answers::json, "details kind"},
    {"GET", "/ngsi-ld/v1/jsonldContexts/{}", serve_context, Body::none, Answers::json, "details"},
    {"DELETE", "/ngsi-ld/v1/jsonldContexts/{}", delete_context, Body::none, Answers::nothing, "reload", Guard::administrator},  // it is every tenant's
    // Identity (6.33)
    {"GET", "/ngsi-ld/v1/info/sourceIdentity", source_identity, Body::none, Answers::json, ""},
    // In the standard, not built yet
    {"GET", "/ngsi-ld/v1/subscriptions", nullptr},
    {"POST", "/ngsi-ld/v1/subscriptions", nullptr},
    {"GET", "/ngsi-ld/v1/csourceRegistrations", nullptr},
    {"POST", "/ngsi-ld/v1/csourceRegistrations", nullptr},
    {"GET", "/ngsi-ld/v1/temporal/entities", nullptr},
    {"POST", "/ngsi-ld/v1/temporal/entities", nullptr},
    // Of the program itself
    {"GET", "/health", health, Body::none, Answers::json, "", Guard::nobody},
    {"GET", "/ready", ready, Body::none, Answers::json, "", Guard::nobody},
    {"GET", "/metrics", show_metrics, Body::none, Answers::text, "", Guard::anyone},
    {"GET", "/openapi.json", show_openapi, Body::none, Answers::json, "", Guard::nobody},
    // Who may do what
    {"GET", "/alzette/v1/first", show_first_page, Body::none, Answers::page, "secret", Guard::nobody},
    {"POST", "/alzette/v1/first", make_first_account, Body::form, Answers::page, "", Guard::nobody},
    {"GET", "/alzette/v1/accounts", list_accounts, Body::none, Answers::json, "", Guard::administrator},
    {"POST", "/alzette/v1/accounts", add_account, Body::document, Answers::nothing, "", Guard::administrator},
    {"PATCH", "/alzette/v1/accounts/{}", change_account, Body::document, Answers::nothing, "", Guard::administrator},
    {"DELETE", "/alzette/v1/accounts/{}", delete_account, Body::none, Answers::nothing, "", Guard::administrator},
    {"GET", "/alzette/v1/tokens", list_tokens, Body::none, Answers::json, "", Guard::anyone},
    {"POST", "/alzette/v1/tokens", add_token, Body::document, Answers::nothing, "", Guard::nobody},  // a token or a password: looked at there
    {"DELETE", "/alzette/v1/tokens/{}", delete_token, Body::none, Answers::nothing, "", Guard::anyone},
};

#undef SHOWN
#undef ASKED

// The segments that stand for the variables of a pattern; nothing where the path does not fit.
std::optional<std::vector<std::string_view>> matched(std::string_view pattern, std::string_view path)
{
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    std::vector<std::string_view> segments;
    while (!pattern.empty() && !path.empty()) {
        auto const wanted = pattern.substr(0, pattern.find('/', 1));
        auto const found = path.substr(0, path.find('/', 1));
        if (wanted == "/{}" && found.size() > 1) segments.push_back(found.substr(1));
        else if (wanted != found) return std::nullopt;
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(found.size());
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return segments;
}

bool is_listed(std::string_view words, std::string_view word)
{
    for (auto each = base::take_word(words); !each.empty(); each = base::take_word(words))
        if (each == word) return true;
    return false;
}

base::Result<void> check_parameters(Call const& call, Route const& route)
{
    for (auto const& [name, value] : call.parameters)
        if (!is_listed(route.parameters, name))
            return base::fail(base::Errc::invalid, say::query_parameter_unknown, {{"found", name}, {"known", route.parameters}});
    return {};
}

access::Verb verb_of(Route const& route)
{
    return route.method == "GET" || route.operation == query_by_body ? access::Verb::see : access::Verb::change;
}

// A request that may be answered: who asks was found out, and all but its body and its context is sound.
base::Result<Call> admitted(std::shared_ptr<net::Request const> const& request, Route const& route, std::vector<std::string_view> const& segments,
                            Services const& services)
{
    std::vector<std::string> decoded;
    decoded.reserve(segments.size());
    for (auto const segment : segments) decoded.push_back(TRY(net::percent_decoded(segment)));
    auto call = TRY(read_call(request, std::move(decoded)));
    TRY_VOID(admit(services, route.guard, verb_of(route), call));
    TRY_VOID(check_parameters(call, route));
    if (route.answers == Answers::entities || route.answers == Answers::json) TRY_VOID(choose_format(call, route.answers == Answers::entities));
    return call;
}

// Addresses that ask for no token are not about entities: whatever a stranger names there, no context is read for it, nor fetched.
bool takes_contexts(Route const& route) { return route.guard != Guard::nobody; }

base::Result<void> read_content(Call& call, Route const& route, understand::Contexts& contexts)
{
    if (!takes_contexts(route) && route.body == Body::none) {
        call.context = ngsi::Context::core();
        return {};
    }
    switch (route.body) {
    case Body::form: return {};
    case Body::json: return read_body(call, contexts);
    case Body::document: return read_document(call);
    case Body::none: break;
    }
    return read_link(call, contexts);
}

// The methods of an address, for the Allow header; empty where there is no such address.
std::string methods_of(std::string_view path)
{
    std::string methods;
    for (auto const& route : all_routes) {
        if (!matched(route.path, path)) continue;
        methods.append(methods.empty() ? "" : ", ").append(route.method);
        if (route.method == "GET") methods.append(", HEAD");
    }
    return methods.empty() ? methods : methods + ", OPTIONS";
}

// Where no route fits: OPTIONS, an unknown address, or an unknown method of a known one.
net::Response unrouted(Services const& services, net::Request const& request)
{
    auto const methods = methods_of(request.path);
    if (methods.empty()) return bare_problem(404, base::Message(say::address_unknown, {{"path", request.path}}), error_language(request));
    if (Origins::is_preflight(request)) return services.origins.preflight(request, methods);
    if (request.method == "OPTIONS") return {204, {{"Allow", methods}}, {}};
    auto response = bare_problem(405, base::Message(say::method_not_allowed, {{"allowed", methods}}), error_language(request));
    response.headers.push_back({"Allow", methods});
    return response;
}

bool lacks_length(net::Request const& request) { return request.header("Content-Length") == nullptr && request.header("Transfer-Encoding") == nullptr; }

// Without accounts only this machine may ask, by a name of its own: a page of another site that had its name lead here could otherwise read everything (DNS
// rebinding).
bool is_of_this_machine(net::Request const& request)
{
    auto const* const header = request.header("Host");
    if (header == nullptr) return true;
    auto const lower = base::in_lower_case(*header);
    auto host = std::string_view(lower);
    if (auto const colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, colon);
    auto const is_loopback = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host.empty() || host == "localhost" || host == "[::1]" || is_loopback;
}

struct Found {
    Route const* route;
    std::vector<std::string_view> segments;
};

std::optional<Found> find_route(net::Request const& request)
{
    auto const method = request.method == "HEAD" ? "GET" : std::string_view(request.method);  // answered without its body
    for (auto const& route : all_routes) {
        if (route.method != method) continue;
        if (auto segments = matched(route.path, request.path)) return Found{&route, *std::move(segments)};
    }
    return std::nullopt;
}

// Clause 5.5.10: an answer says of which tenant it is.
void mark_tenant(net::Request const& request, net::Response& response)
{
    auto const* const tenant = request.header("NGSILD-Tenant");
    if (tenant != nullptr && ngsi::check_tenant(*tenant)) response.headers.push_back({"NGSILD-Tenant", *tenant});
}

// The last thing done with every answer: it is counted, and marked with its tenant and for the browser that asked.
net::Reply finished(Services const& services, std::shared_ptr<net::Request const> const& request, std::optional<Found> const& found, net::Reply const& reply)
{
    auto const index = found ? static_cast<std::size_t>(found->route - all_routes) : std::size(all_routes);
    return [&services, request, index, reply, read_at = std::chrono::steady_clock::now()](net::Response response) {
        mark_tenant(*request, response);
        services.origins.mark(*request, response);
        services.metrics.count(index, response.status, std::chrono::steady_clock::now() - read_at);
        reply(std::move(response));
    };
}

// Reads what the request holds, with contexts that are here, and does what it asks.
void proceed(Services const& services, Route const& route, Call call, net::Reply const& reply)
{
    if (auto const read = read_content(call, route, services.contexts); !read) return reply(problem(read.error(), call.language));
    if (route.operation != nullptr) return route.operation(services, std::make_shared<Call const>(std::move(call)), reply);
    base::Message const told(say::not_built, {{"method", route.method}, {"path", call.request->path}});
    reply(problem({base::Errc::unsupported, told}, call.language));
}

void operate(Services const& services, std::shared_ptr<net::Request const> const& request, Found const& found, net::Reply const& reply)
{
    auto const& route = *found.route;
    auto const language = error_language(*request);
    if (route.body != Body::none && lacks_length(*request)) return reply(bare_problem(411, base::Message(say::length_missing), language));
    auto call = admitted(request, route, found.segments, services);
    if (!call) return reply(problem(call.error(), language));
    auto missing = takes_contexts(route) ? services.downloads.missing(*request) : std::vector<std::string>();
    if (missing.empty()) return proceed(services, route, *std::move(call), reply);
    auto const then = [&services, &route, call = *std::move(call), reply] { proceed(services, route, call, reply); };
    if (!services.downloads.fetch(std::move(missing), then))
        reply(problem({base::Errc::unavailable, base::Message(say::downloads_many, {{"most", base::limits::downloads_max}})}, language));
}

void dispatch(Services const& services, std::shared_ptr<net::Request const> const& request, net::Reply const& reply)
{
    auto const found = find_route(*request);
    auto const finish = finished(services, request, found, reply);
    if (services.doors.are_open && !is_of_this_machine(*request))
        return finish(bare_problem(421, base::Message(say::host_not_this_machine, {{"found", *request->header("Host")}}), error_language(*request)));
    if (!found) return finish(unrouted(services, *request));
    operate(services, request, *found, finish);
}

}  // namespace

std::span<Route const> routes() { return all_routes; }

net::Handler handler(Services const& services)
{
    return [services](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) { dispatch(services, request, reply); };
}

}  // namespace alzette::api
