// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace alzette::access {

// The link of a first start: a secret that lets whoever has it make the first account, once, for an hour. Any thread.
class FirstLink {
public:
    FirstLink(std::string secret, base::Instant expires_at) : secret_(std::move(secret)), expires_at_(expires_at) {}
    bool is_good(std::string_view secret, base::Instant now) const;
    bool use(std::string_view secret, base::Instant now);  // true once

private:
    bool fits(std::string_view secret, base::Instant now) const;
    mutable std::mutex mutex_;
    std::string secret_;  // empty when used
    base::Instant expires_at_;
};

// How often a password may be tried: so many times a minute for one account name, whether it exists or not. Any thread.
class Tries {
public:
    Tries(std::size_t most, std::size_t names_max) : most_(most), names_max_(names_max) {}
    bool may_try(std::string const& name, base::Instant now);

private:
    struct Minute {
        base::Instant began;
        std::size_t tries = 0;
    };
    std::size_t most_;
    std::size_t names_max_;
    std::mutex mutex_;
    std::map<std::string, Minute> minutes_;
};

}  // namespace alzette::access
