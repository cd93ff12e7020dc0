// SPDX-License-Identifier: Apache-2.0
#include "api/origins.h"

#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "base/words.h"

#include <algorithm>

namespace alzette::api {

namespace {

// What pages need beside the headers browsers let through by themselves.
constexpr std::string_view request_headers = "Accept, Accept-Language, Authorization, Content-Type, Link, NGSILD-Tenant, Prefer";
constexpr std::string_view response_headers = "Allow, Link, Location, NGSILD-Results-Count, NGSILD-Tenant, NGSILD-Warning";

// scheme "://" host [":" port], as browsers write it in the Origin header: nothing after it, and no capitals.
bool is_origin(std::string_view text)
{
    auto const colon = text.find("://");
    if (colon == std::string_view::npos || (text.substr(0, colon) != "http" && text.substr(0, colon) != "https")) return false;
    auto const host = text.substr(colon + 3);
    constexpr std::string_view known = "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]";
    return !host.empty() && host.find_first_not_of(known) == std::string_view::npos;
}

}  // namespace

base::Result<Origins> Origins::read(std::string_view list)
{
    Origins origins;
    for (auto word = base::take_word(list); !word.empty(); word = base::take_word(list)) {
        if (word == "*") origins.is_every_ = true;
        else if (is_origin(word)) origins.allowed_.emplace_back(word);
        else return base::fail(base::Errc::invalid, say::origin_wrong, {{"found", word}});
    }
    return origins;
}

bool Origins::allows(std::string_view origin) const { return is_every_ || std::ranges::find(allowed_, origin) != allowed_.end(); }

void Origins::mark(net::Request const& request, net::Response& response) const
{
    if (!is_every_ && allowed_.empty()) return;
    if (!is_every_) response.headers.push_back({"Vary", "Origin"});  // a cache must not give one site's answer to another
    auto const* const origin = request.header("Origin");
    if (origin == nullptr || !allows(*origin)) return;
    response.headers.push_back({"Access-Control-Allow-Origin", is_every_ ? "*" : *origin});
    response.headers.push_back({"Access-Control-Expose-Headers", std::string(response_headers)});
}

bool Origins::is_preflight(net::Request const& request)
{
    return request.method == "OPTIONS" && request.header("Origin") != nullptr && request.header("Access-Control-Request-Method") != nullptr;
}

net::Response Origins::preflight(net::Request const& request, std::string_view methods) const
{
    net::Response response{204, {{"Allow", std::string(methods)}}, {}};
    if (!allows(*request.header("Origin"))) return response;
    response.headers.push_back({"Access-Control-Allow-Methods", std::string(methods)});
    response.headers.push_back({"Access-Control-Allow-Headers", std::string(request_headers)});
    response.headers.push_back({"Access-Control-Max-Age", std::to_string(base::limits::preflight_seconds)});
    return response;
}

}  // namespace alzette::api
