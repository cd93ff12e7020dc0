// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "understand/background.h"
#include "understand/cached.h"
#include "understand/hosted.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::api {

// Fetches the JSON-LD contexts that requests name, from the hosts that the settings allow and from no other; without any, nothing leaves this machine. One
// thread of its own fetches one document at a time, for each who waits in turn: a slow host holds up those who wait for a document too, and nobody else. Any
// thread may ask.
class Downloads {
public:
    // Hosts parted by blanks, each with its port: "uri.etsi.org:443". Fails (invalid) with the one that is none.
    static base::Result<std::vector<std::string>> read_hosts(std::string_view list);
    Downloads(std::vector<std::string> hosts, understand::CachedContexts& cached, understand::HostedContexts const& hosted);

    // The contexts that a request is read with, and those that they name in turn, that are to be fetched first.
    std::vector<std::string> missing(net::Request const& request) const;
    // Fetches them, and those that they name in turn, then calls `then`: what could not be had is then noted as a failure. False when too many wait.
    bool fetch(std::vector<std::string> uris, std::function<void()> then);
    // Fetches one again, although it is here; where it cannot be had, what is here stays. False as with fetch().
    bool reload(std::string const& uri, std::function<void(base::Result<void> const&)> then);
    // From now on nothing is fetched any more, so that who waits hears so at once.
    void stop() { is_stopping_ = true; }

private:
    bool is_wanted(std::string const& uri) const;
    std::shared_ptr<json::Value const> here(std::string const& uri) const;
    base::Result<void> fetch_one(std::string const& uri) const;
    base::Result<std::shared_ptr<json::Value const>> document_at(std::string const& uri) const;

    std::vector<std::string> hosts_;
    understand::CachedContexts& cached_;
    understand::HostedContexts const& hosted_;
    std::atomic<bool> is_stopping_ = false;
    understand::Background worker_;
};

}  // namespace alzette::api
