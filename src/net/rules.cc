// SPDX-License-Identifier: Apache-2.0
#include "net/rules.h"

#include "base/words.h"

#include <algorithm>
#include <string_view>

namespace alzette::net {

namespace {

bool is_host(Header const& header) { return base::is_same_without_case(header.name, "Host"); }

}  // namespace

void take_absolute_form(Request& request)
{
    auto const scheme = std::string_view(request.path).starts_with("http://") ? 7U : std::string_view(request.path).starts_with("https://") ? 8U : 0U;
    if (scheme == 0) return;
    auto const end = std::min(request.path.find('/', scheme), request.path.size());
    auto authority = request.path.substr(scheme, end - scheme);
    request.path.erase(0, end);
    if (request.path.empty()) request.path = "/";
    std::erase_if(request.headers, is_host);
    request.headers.push_back({"Host", std::move(authority)});
}

bool has_several_hosts(Request const& request) { return std::ranges::count_if(request.headers, is_host) > 1; }

}  // namespace alzette::net
