// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "understand/background.h"
#include "understand/cached.h"
#include "understand/hosted.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::api {

// Fetches the JSON-LD contexts that requests name, from the hosts that the settings allow and from no other; without any, nothing leaves this machine. One
// thread of its own, so that a slow host holds up only those who name it. Any thread may ask.
class Downloads {
public:
    // Hosts parted by blanks, each with its port: "uri.etsi.org:443". Fails (invalid) with the one that is none.
    static base::Result<std::vector<std::string>> read_hosts(std::string_view list);
    Downloads(std::vector<std::string> hosts, understand::CachedContexts& cached, understand::HostedContexts const& hosted);

    // The contexts that a request is read with and that are to be fetched first.
    std::vector<std::string> missing(net::Request const& request) const;
    // Fetches them, and those that they name in turn, then calls `then`: what could not be had is then noted as a failure. False when too many wait.
    bool fetch(std::vector<std::string> uris, std::function<void()> then);

private:
    bool is_wanted(std::string const& uri) const;
    void fetch_all(std::vector<std::string> uris);
    base::Result<std::shared_ptr<json::Value const>> document_at(std::string const& uri) const;

    std::vector<std::string> hosts_;
    understand::CachedContexts& cached_;
    understand::HostedContexts const& hosted_;
    understand::Background worker_;
};

}  // namespace alzette::api
