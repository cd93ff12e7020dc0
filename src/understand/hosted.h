// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "json/value.h"
#include "store/store.h"

#include <deque>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::understand {

// A JSON-LD context that users put here (clause 5.13).
struct HostedContext {
    std::string id;  // the last segment of its address
    std::uint64_t number;
    base::Instant created_at;
    std::shared_ptr<json::Value const> document;  // {"@context": ...}
    bool is_implicit = false;  // made for an answer whose context has no address of its own (clause 5.13.1); not kept on disk
};

// The hosted contexts. Any thread.
class HostedContexts {
public:
    base::Result<void> load(store::Store& store);

    static std::string bytes_of(HostedContext const& context);  // as they are kept
    void add(HostedContext context);
    // One that an answer names; beyond `limits::implicit_contexts_max` the oldest go. Leaves one that is here already as it is.
    void add_implicit(HostedContext context);
    bool remove(std::string_view id);
    std::shared_ptr<HostedContext const> find(std::string_view id) const;
    std::vector<std::shared_ptr<HostedContext const>> all() const;  // in the order of their ids
    // By an address that ends with /jsonldContexts/ID, on whatever host this program answers to.
    std::shared_ptr<HostedContext const> find_by_uri(std::string_view uri) const;

private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, std::shared_ptr<HostedContext const>, std::less<>> by_id_;
    std::deque<std::string> implicit_;  // ids, the oldest in front; some may be gone or hosted since
};

}  // namespace alzette::understand
