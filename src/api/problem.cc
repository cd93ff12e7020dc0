// SPDX-License-Identifier: Apache-2.0
#include "api/problem.h"

#include "base/catalogue/api.h"
#include "base/catalogue/json.h"
#include "base/catalogue/ngsi.h"
#include "base/json_writer.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace alzette::api {

namespace {

using base::Errc;

// What an error's own kind would not say.
struct Special {
    base::MessageId message;
    ErrorType type;
};

// A detail may quote what a request brought as it came.
std::string as_utf8(std::string_view text)
{
    if (base::is_utf8(text)) return std::string(text);
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        auto const bytes = base::utf8_character(text, at);
        clean.append(bytes == 0 ? "\xEF\xBF\xBD" : text.substr(at, bytes));
        at += std::max<std::size_t>(bytes, 1);
    }
    return clean;
}

std::string document(std::string_view type, std::string_view title, std::string_view quoted, int status)
{
    auto const detail = as_utf8(quoted);
    base::JsonWriter json;
    json.object([&] {
        json.member("type", type);
        json.member("title", title);
        json.member("detail", detail);
        json.member("status", status);
    });
    return std::move(json).take();
}

}  // namespace

ErrorType error_type(base::Error const& error)
{
    static std::array const specials{
        Special{say::json_empty, {"InvalidRequest", 400}},
        Special{say::json_wrong, {"InvalidRequest", 400}},
        Special{say::json_not_utf8, {"InvalidRequest", 400}},
        Special{say::json_name_twice, {"InvalidRequest", 400}},
        Special{say::json_too_deep, {"InvalidRequest", 400}},
        Special{say::json_too_large, {"InvalidRequest", 413}},
        Special{say::context_unavailable, {"LdContextNotAvailable", 504}},
        Special{say::context_not_reloaded, {"LdContextNotAvailable", 504}},
        Special{say::context_not_fetched, {"LdContextNotAvailable", 504}},
        Special{say::tenant_unknown, {"NonexistentTenant", 404}},
        Special{say::query_parameter_unknown, {"InvalidRequest", 400}},
        Special{say::query_too_wide, {"BadRequestData", 400}},
        Special{say::linked_many, {"TooManyResults", 403}},
        Special{say::not_built, {"OperationNotSupported", 501}},
        Special{say::parameter_not_built, {"OperationNotSupported", 501}},
        Special{say::token_needed, {"Unauthorized", 401}},
        Special{say::tries_many, {"TooManyRequests", 429}},
        Special{say::not_acceptable, {"InvalidRequest", 406}},
        Special{say::content_type_wrong, {"InvalidRequest", 415}},
    };
    for (auto const& [message, type] : specials)
        if (message == error.message.id) return type;
    switch (error.kind) {
    case Errc::invalid: return {"BadRequestData", 400};
    case Errc::not_found: return {"ResourceNotFound", 404};
    case Errc::conflict: return {"AlreadyExists", 409};
    case Errc::denied: return {"Forbidden", 403};
    case Errc::exhausted: return {"TooComplexQuery", 403};
    case Errc::unsupported: return {"OperationNotSupported", 422};
    case Errc::unavailable:
    case Errc::interrupted: return {"InternalError", 503};
    }
    return {"InternalError", 500};
}

std::string problem_document(base::Error const& error, base::Language language)
{
    auto const [name, status] = error_type(error);
    return document(std::string("https://uri.etsi.org/ngsi-ld/errors/").append(name), name, error.message.in(language), status);
}

net::Response problem(base::Error const& error, base::Language language)
{
    net::Response response{error_type(error).status, {{"Content-Type", "application/json"}}, problem_document(error, language)};
    if (response.status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer, Basic realm=\"Alzette\""});
    return response;
}

net::Response bare_problem(int status, base::Message const& detail, base::Language language)
{
    return {status, {{"Content-Type", "application/json"}}, document("about:blank", as_utf8(detail.in(language)), detail.in(language), status)};
}

}  // namespace alzette::api
