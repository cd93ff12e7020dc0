// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace alzette::understand {

// The JSON-LD contexts at hand: what was read once is kept, up to a limit, the one used longest ago leaving first. Any thread.
class Contexts {
public:
    // Where documents come from that are not built in: hosted ones, or a download where that is allowed. Fails (unavailable) for what is not there.
    explicit Contexts(ngsi::Context::Load load) : load_(std::move(load)) {}

    // Of what an @context holds: a URI, an object, an array.
    base::Result<std::shared_ptr<ngsi::Context const>> of(json::Value const& context);
    base::Result<std::shared_ptr<ngsi::Context const>> of_uri(std::string_view uri);
    // After a hosted document changed: everything is read again when it is next asked for.
    void forget();

private:
    using Recent = std::list<std::pair<std::string, std::shared_ptr<ngsi::Context const>>>;
    std::shared_ptr<ngsi::Context const> kept(std::string const& key);
    void keep(std::string const& key, std::shared_ptr<ngsi::Context const> context);

    ngsi::Context::Load load_;
    std::mutex mutex_;
    Recent recent_;  // the one used last in front
    std::map<std::string, Recent::iterator, std::less<>> by_text_;
};

}  // namespace alzette::understand
