// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "base/message.h"
#include "json/value.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::understand {

// A JSON-LD context that was fetched from elsewhere (clause 5.13, kind Cached).
struct CachedContext {
    std::string uri;
    std::shared_ptr<json::Value const> document;
    base::Instant fetched_at;
    base::Instant used_at;  // when it was last read with, or looked for
};

// The contexts fetched since the program started, up to a limit, the one used longest ago leaving first; and for a while, what could not be fetched and
// why, so that a host that is down is not asked at every request. Any thread.
class CachedContexts {
public:
    explicit CachedContexts(std::size_t most) : most_(most) {}

    std::shared_ptr<json::Value const> find(std::string_view uri, base::Instant now);
    void put(std::string const& uri, std::shared_ptr<json::Value const> document, base::Instant now);
    bool remove(std::string_view uri);
    std::vector<CachedContext> all() const;  // in the order of their addresses

    void note_failure(std::string const& uri, base::Message why, base::Instant until);
    std::optional<base::Message> failure(std::string_view uri, base::Instant now) const;

private:
    struct Failure {
        base::Message why;
        base::Instant until;
    };
    std::size_t most_;
    mutable std::mutex mutex_;
    std::map<std::string, CachedContext, std::less<>> by_uri_;
    std::map<std::string, Failure, std::less<>> failures_;
};

}  // namespace alzette::understand
