// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.h"

#include "api/routes.h"
#include "base/json_writer.h"
#include "base/version.h"
#include "base/words.h"
#include "net/reason.h"

#include <algorithm>
#include <array>
#include <map>

namespace alzette::api {

namespace {

using base::JsonWriter;

// What "{}" after a segment is called.
std::string_view variable_after(std::string_view segment)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"entities", "entityId"}, {"attrs", "attrId"}, {"types", "type"}, {"attributes", "attrId"}, {"jsonldContexts", "contextId"},
        {"accounts", "account"},  {"tokens", "token"},
    };
    for (auto const& [before, name] : names)
        if (segment == before) return name;
    return "id";
}

struct NamedPath {
    std::string text;
    std::vector<std::string_view> variables;
};

// "/entities/{}" as "/entities/{entityId}".
NamedPath named(std::string_view path)
{
    NamedPath result;
    std::string_view before;
    while (!path.empty()) {
        auto const segment = path.substr(1, path.find('/', 1) - 1);
        path.remove_prefix(std::min(path.size(), segment.size() + 1));
        result.text += '/';
        if (segment == "{}") {
            result.variables.push_back(variable_after(before));
            result.text.append("{").append(result.variables.back()).append("}");
        } else {
            result.text += segment;
        }
        before = segment;
    }
    return result;
}

std::string_view type_of_parameter(std::string_view name)
{
    constexpr std::array numbers{"limit", "offset", "joinLevel"};
    constexpr std::array flags{"local", "count", "details", "deleteAll", "entityMap", "splitEntities", "reload"};
    if (std::ranges::find(numbers, name) != numbers.end()) return "integer";
    return std::ranges::find(flags, name) != flags.end() ? "boolean" : "string";
}

void write_parameter(std::string_view name, std::string_view place, JsonWriter& json)
{
    json.object([&] {
        json.member("name", name);
        json.member("in", place);
        json.member("required", place == "path");
        json.key("schema").object([&] { json.member("type", place == "path" ? "string" : type_of_parameter(name)); });
    });
}

void write_parameters(Route const& route, NamedPath const& path, JsonWriter& json)
{
    json.key("parameters").array([&] {
        for (auto const name : path.variables) write_parameter(name, "path", json);
        auto rest = route.parameters;
        for (auto name = base::take_word(rest); !name.empty(); name = base::take_word(rest)) write_parameter(name, "query", json);
    });
}

void write_media(std::span<std::string_view const> media, JsonWriter& json)
{
    json.key("content").object([&] {
        for (auto const each : media) json.key(each).object([] {});
    });
}

std::vector<std::string_view> media_of(Body body)
{
    if (body == Body::form) return {"application/x-www-form-urlencoded"};
    return {"application/json", "application/ld+json"};
}

std::vector<std::string_view> media_of(Answers answers)
{
    if (answers == Answers::nothing) return {};
    if (answers == Answers::page) return {"text/html", "application/json"};
    if (answers == Answers::text) return {"text/plain"};
    if (answers == Answers::json) return {"application/json", "application/ld+json"};
    return {"application/json", "application/ld+json", "application/geo+json"};
}

void write_response(std::string_view status, std::string_view words, std::span<std::string_view const> media, JsonWriter& json)
{
    json.key(status).object([&] {
        json.member("description", words);
        if (!media.empty()) write_media(media, json);
    });
}

void write_responses(Route const& route, JsonWriter& json)
{
    std::array<std::string_view, 1> const problem{"application/json"};  // clause 6.3.3
    json.key("responses").object([&] {
        if (route.operation == nullptr) return write_response("501", net::reason_phrase(501), problem, json);
        write_response("2XX", net::reason_phrase(200), media_of(route.answers), json);
        write_response("4XX", net::reason_phrase(400), problem, json);
        write_response("5XX", net::reason_phrase(500), problem, json);
    });
}

std::string lower_case(std::string_view text)
{
    std::string result(text);
    for (auto& each : result)
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    return result;
}

void write_operation(Route const& route, NamedPath const& path, JsonWriter& json)
{
    json.key(lower_case(route.method)).object([&] {
        write_parameters(route, path, json);
        if (route.body != Body::none)
            json.key("requestBody").object([&] {
                json.member("required", true);
                write_media(media_of(route.body), json);
            });
        write_responses(route, json);
        if (route.guard != Guard::nobody)
            json.key("security").array([&] { json.object([&] { json.key("token").array([] {}); }); });
    });
}

void write_paths(JsonWriter& json)
{
    std::map<std::string_view, std::vector<Route const*>> by_path;
    for (auto const& route : routes()) by_path[route.path].push_back(&route);
    json.key("paths").object([&] {
        for (auto const& each : by_path) {
            auto const path = named(each.first);
            json.key(path.text).object([&] {
                for (auto const* const route : each.second) write_operation(*route, path, json);
            });
        }
    });
}

}  // namespace

std::string openapi_document()
{
    JsonWriter json;
    json.object([&] {
        json.member("openapi", "3.1.0");
        json.key("info").object([&] {
            json.member("title", "Alzette");
            json.member("version", base::version());
            json.key("license").object([&] {
                json.member("name", "Apache License 2.0");
                json.member("identifier", "Apache-2.0");
            });
        });
        write_paths(json);
        json.key("components").object([&] {
            json.key("securitySchemes").object([&] {
                json.key("token").object([&] {
                    json.member("type", "http");
                    json.member("scheme", "bearer");
                });
            });
        });
    });
    return std::move(json).take();
}

void show_openapi(Services const&, std::shared_ptr<Call const> const&, net::Reply const& reply)
{
    reply({.headers = {{"Content-Type", "application/json"}}, .body = openapi_document()});
}

}  // namespace alzette::api
