// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace alzette::net {

// "host:port" of an http or https address, in lower case and with the port that the scheme has where none is written; nothing for anything else.
std::optional<std::string> host_and_port(std::string const& url);

struct FetchLimits {
    std::size_t bytes_max;
    std::chrono::seconds seconds_max;  // from the first packet to the last byte
};

// What one GET brought: a body (2xx), or where to look instead (3xx).
struct Fetched {
    std::string body;
    std::string elsewhere;
};

// Fetches a document from another machine, and waits for it. Certificates are checked; the proxies of the environment are used (https_proxy, no_proxy);
// redirections are left to the caller. Any thread, each on its own. Fails (unavailable) with the reason: no such host, time, size, any other status.
base::Result<Fetched> fetch(std::string const& url, std::string const& accept, FetchLimits const& limits);

}  // namespace alzette::net
