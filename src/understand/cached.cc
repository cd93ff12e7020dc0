// SPDX-License-Identifier: Apache-2.0
#include "understand/cached.h"

#include <algorithm>

namespace alzette::understand {

std::shared_ptr<json::Value const> CachedContexts::find(std::string_view uri, base::Instant now)
{
    std::lock_guard const lock(mutex_);
    auto const found = by_uri_.find(uri);
    if (found == by_uri_.end()) return nullptr;
    found->second.used_at = now;
    return found->second.document;
}

void CachedContexts::put(std::string const& uri, std::shared_ptr<json::Value const> document, base::Instant now)
{
    std::lock_guard const lock(mutex_);
    failures_.erase(uri);
    by_uri_[uri] = {uri, std::move(document), now, now};
    if (by_uri_.size() > most_)
        by_uri_.erase(std::ranges::min_element(by_uri_, {}, [](auto const& each) { return each.second.used_at; }));
}

bool CachedContexts::remove(std::string_view uri)
{
    std::lock_guard const lock(mutex_);
    auto const found = by_uri_.find(uri);
    if (found == by_uri_.end()) return false;
    by_uri_.erase(found);
    return true;
}

std::vector<CachedContext> CachedContexts::all() const
{
    std::lock_guard const lock(mutex_);
    std::vector<CachedContext> list;
    for (auto const& [uri, context] : by_uri_) list.push_back(context);
    return list;
}

void CachedContexts::note_failure(std::string const& uri, base::Message why, base::Instant until)
{
    std::lock_guard const lock(mutex_);
    if (failures_.size() >= most_) failures_.clear();  // it is only to spare hosts
    failures_.insert_or_assign(uri, Failure{std::move(why), until});
}

std::optional<base::Message> CachedContexts::failure(std::string_view uri, base::Instant now) const
{
    std::lock_guard const lock(mutex_);
    auto const found = failures_.find(uri);
    if (found == failures_.end() || found->second.until <= now) return std::nullopt;
    return found->second.why;
}

}  // namespace alzette::understand
