// SPDX-License-Identifier: Apache-2.0
#include "understand/contexts.h"

#include "base/limits_broker.h"

namespace alzette::understand {

using ngsi::Context;
using Result = base::Result<std::shared_ptr<Context const>>;

Result Contexts::of_uri(std::string_view uri)
{
    if (ngsi::is_core_context(uri)) return Context::core();
    return of(json::Value(uri));
}

Result Contexts::of(json::Value const& context)
{
    auto const key = json::write(context);
    if (auto found = kept(key)) return found;
    auto read = TRY(Context::read(context, load_));
    keep(key, read);
    return read;
}

void Contexts::forget()
{
    std::lock_guard const lock(mutex_);
    recent_.clear();
    by_text_.clear();
}

std::shared_ptr<Context const> Contexts::kept(std::string const& key)
{
    std::lock_guard const lock(mutex_);
    auto const found = by_text_.find(key);
    if (found == by_text_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->second;
}

void Contexts::keep(std::string const& key, std::shared_ptr<Context const> context)
{
    std::lock_guard const lock(mutex_);
    if (by_text_.contains(key)) return;
    recent_.emplace_front(key, std::move(context));
    by_text_[key] = recent_.begin();
    if (recent_.size() <= base::limits::contexts_kept_max) return;
    by_text_.erase(recent_.back().first);
    recent_.pop_back();
}

}  // namespace alzette::understand
