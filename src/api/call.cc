// SPDX-License-Identifier: Apache-2.0
#include "api/call.h"

#include "base/catalogue/api.h"
#include "net/media.h"
#include "net/url.h"
#include "ngsi/language.h"
#include "ngsi/names.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;

constexpr std::array<std::string_view, 3> media_types{"application/json", "application/ld+json", "application/geo+json"};

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> parts;
    while (true) {
        auto const part = text.substr(0, text.find(','));
        parts.emplace_back(part);
        if (part.size() == text.size()) return parts;
        text.remove_prefix(part.size() + 1);
    }
}

std::string joined(std::span<std::string_view const> parts)
{
    std::string out;
    for (auto const part : parts) out.append(out.empty() ? "" : ", ").append(part);
    return out;
}

Result<std::string> read_tenant(net::Request const& request)
{
    auto const* const header = request.header("NGSILD-Tenant");
    if (header == nullptr) return std::string();
    TRY_VOID(ngsi::check_tenant(*header));
    return *header;
}

}  // namespace

base::Language error_language(net::Request const& request)
{
    auto const* const header = request.header("Accept-Language");
    if (!header) return base::Language::en;
    json::Value::Object const spoken{{"en", json::Value()}, {"fr", json::Value()}};
    return ngsi::suitable_language(spoken, *header) == "fr" ? base::Language::fr : base::Language::en;
}

std::string const* Call::parameter(std::string_view name) const
{
    auto const found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
    return found == parameters.end() ? nullptr : &found->second;
}

std::vector<std::string> Call::list(std::string_view name) const
{
    auto const* const text = parameter(name);
    return text == nullptr ? std::vector<std::string>() : split(*text);
}

bool Call::has_option(std::string_view option) const
{
    auto const options = list("options");
    return std::ranges::find(options, option) != options.end();
}

// Clause 6.3.6: JSON-LD does, GeoJSON unless `Prefer: body=json` asks otherwise.
bool Call::shows_context() const
{
    auto const* const prefer = request->header("Prefer");
    return format == Format::json_ld || (format == Format::geo_json && (prefer == nullptr || prefer->find("body=json") == std::string::npos));
}

Result<bool> Call::flag(std::string_view name) const
{
    auto const* const text = parameter(name);
    if (text == nullptr || *text == "false") return false;
    if (*text == "true") return true;
    return base::fail(Errc::invalid, say::flag_wrong, {{"name", name}, {"found", *text}});
}

Result<std::size_t> Call::count(std::string_view name, std::size_t otherwise, std::size_t most) const
{
    auto const* const text = parameter(name);
    if (text == nullptr) return otherwise;
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) return base::fail(Errc::invalid, say::count_wrong, {{"name", name}, {"found", *text}});
    if (number > most) return base::fail(Errc::invalid, say::count_too_large, {{"name", name}, {"found", *text}, {"most", most}});
    return number;
}

ngsi::Form Call::form_in() const
{
    auto const* const format_in = parameter("format");
    auto const named = format_in == nullptr ? std::string_view() : std::string_view(*format_in);
    auto const is_simplified = named == "simplified" || named == "keyValues" || (named.empty() && (has_option("simplified") || has_option("keyValues")));
    return is_simplified ? ngsi::Form::simplified : ngsi::Form::normalized;
}

// Clause 6.3.7: `format` has precedence over `options`.
Result<ngsi::WriteOptions> Call::write_options() const
{
    ngsi::WriteOptions options;
    auto const* const named = parameter("format");
    auto const asks = [&](std::string_view shape) { return named == nullptr ? has_option(shape) : *named == shape; };
    if (asks("simplified") || asks("keyValues")) options.shape = ngsi::Shape::simplified;
    else if (asks("concise")) options.shape = ngsi::Shape::concise;
    else if (named != nullptr && *named != "normalized") return base::fail(Errc::invalid, say::format_wrong, {{"found", *named}});
    options.system_attributes = has_option("sysAttrs");
    options.with_context = shows_context();
    if (auto const* const lang = parameter("lang")) options.language = *lang;
    return options;
}

Result<Call> read_call(std::shared_ptr<net::Request const> request, std::vector<std::string> segments)
{
    Call call{std::move(request)};
    call.language = error_language(*call.request);
    call.tenant = TRY(read_tenant(*call.request));
    call.parameters = TRY(net::query_pairs(call.request->query));
    call.segments = std::move(segments);
    return call;
}

Result<void> choose_format(Call& call, bool geo_json_offered)
{
    auto const accept = call.request->joined("Accept");
    auto const offered = std::span(media_types).first(geo_json_offered ? 3 : 2);
    auto const chosen = net::acceptable(accept ? std::string_view(*accept) : std::string_view(), offered);
    if (!chosen) return base::fail(Errc::invalid, say::not_acceptable, {{"types", joined(offered)}});
    call.format = static_cast<Format>(*chosen);
    return {};
}

Result<void> read_link(Call& call, understand::Contexts& contexts)
{
    auto const header = call.request->joined("Link");
    auto const uri = !header ? std::nullopt : net::context_link(*header);
    call.context = uri ? TRY(contexts.of_uri(*uri)) : ngsi::Context::core();
    return {};
}

namespace {

Result<std::string> json_type(Call const& call)
{
    auto const* const header = call.request->header("Content-Type");
    auto const type = net::media_type(!header ? std::string_view() : *header);
    auto const is_merge_patch = type == "application/merge-patch+json" && call.request->method == "PATCH";
    if (type != "application/json" && type != "application/ld+json" && !is_merge_patch)
        return base::fail(Errc::invalid, say::content_type_wrong, {{"found", !header ? std::string() : *header}});
    return type;
}

}  // namespace

Result<void> read_document(Call& call)
{
    TRY(json_type(call));
    call.body = TRY(json::parse(call.request->body));
    call.context = ngsi::Context::core();
    return {};
}

Result<void> read_body(Call& call, understand::Contexts& contexts)
{
    auto const type = TRY(json_type(call));
    call.body = TRY(json::parse(call.request->body));
    // Of a batch, each entity may bring its own; of an array of entities none stands beside them.
    auto const* const inside = call.body.find("@context");
    auto const link = call.request->joined("Link");
    auto const uri = !link ? std::nullopt : net::context_link(*link);
    if (type == "application/ld+json") {
        if (uri) return base::fail(Errc::invalid, say::context_in_link);
        if (call.body.object() != nullptr && inside == nullptr) return base::fail(Errc::invalid, say::context_missing);
        call.context = inside == nullptr ? ngsi::Context::core() : TRY(contexts.of(*inside));
        return {};
    }
    if (inside != nullptr) return base::fail(Errc::invalid, say::context_in_body);
    return read_link(call, contexts);
}

net::Response answer(Call const& call, int status, std::string body)
{
    net::Response response{status, {{"Content-Type", std::string(media_types.at(static_cast<std::size_t>(call.format)))}}, std::move(body)};
    if (call.shows_context()) return response;
    // The user's own context is the first that the answer's context names.
    auto const& written = call.context->as_written();
    auto const* const parts = written.array();
    auto const* const uri = parts == nullptr ? written.text() : parts->front().text();
    auto const named = uri == nullptr ? ngsi::core_context_uri : std::string_view(*uri);
    response.headers.push_back({"Link", net::link_to_context(call.context_address.empty() ? named : std::string_view(call.context_address))});
    return response;
}

net::Response answer_document(Call const& call, std::string body)
{
    if (!call.shows_context()) return answer(call, 200, std::move(body));
    auto document = json::parse(body);
    if (!document) return answer(call, 200, std::move(body));
    auto const add_context = [&](json::Value& object) { object.object()->push_back({"@context", call.context->as_written()}); };
    if (auto* const items = document->array()) std::ranges::for_each(*items, add_context);
    else add_context(*document);
    return answer(call, 200, json::write(*document));
}

}  // namespace alzette::api
