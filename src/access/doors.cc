// SPDX-License-Identifier: Apache-2.0
#include "access/doors.h"

#include "base/blake2b.h"

namespace alzette::access {

// Hashes are compared, so that time says nothing of how near a guess was.
bool FirstLink::fits(std::string_view secret, base::Instant now) const
{
    return !secret_.empty() && now < expires_at_ && base::blake2b_256({secret}) == base::blake2b_256({secret_});
}

bool FirstLink::is_good(std::string_view secret, base::Instant now) const
{
    std::lock_guard const lock(mutex_);
    return fits(secret, now);
}

bool FirstLink::use(std::string_view secret, base::Instant now)
{
    std::lock_guard const lock(mutex_);
    if (!fits(secret, now)) return false;
    secret_.clear();
    return true;
}

bool Tries::may_try(std::string const& name, base::Instant now)
{
    constexpr auto minute = std::chrono::minutes(1);
    std::lock_guard const lock(mutex_);
    if (minutes_.size() >= names_max_) std::erase_if(minutes_, [&](auto const& each) { return now - each.second.began >= minute; });
    if (minutes_.size() >= names_max_ && !minutes_.contains(name)) return false;
    auto& tries = minutes_[name];
    if (now - tries.began >= minute) tries = {now, 0};
    return ++tries.tries <= most_;
}

}  // namespace alzette::access
