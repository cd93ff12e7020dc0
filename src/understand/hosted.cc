// SPDX-License-Identifier: Apache-2.0
#include "understand/hosted.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"

#include <mutex>

namespace alzette::understand {

using base::Result;
using json::Value;

std::string HostedContexts::bytes_of(HostedContext const& context)
{
    return json::write(Value(Value::Object{{"id", Value(context.id)},
                                           {"createdAt", Value(base::instant_text(context.created_at))},
                                           {"document", *context.document}}));
}

namespace {

Result<HostedContext> context_of(std::uint64_t number, std::string_view bytes)
{
    auto const damaged = base::fail(base::Errc::unavailable, say::kept_damaged, {{"bytes", bytes.size()}});
    auto const kept = json::parse(bytes);
    if (!kept) return damaged;
    auto const* const id = kept->find("id");
    auto const* const created_at = kept->find("createdAt");
    auto const* const document = kept->find("document");
    if (id == nullptr || id->text() == nullptr || created_at == nullptr || created_at->text() == nullptr || document == nullptr) return damaged;
    auto const instant = base::parse_instant(*created_at->text());
    if (!instant) return damaged;
    return HostedContext{*id->text(), number, *instant, std::make_shared<Value const>(*document)};
}

}  // namespace

Result<void> HostedContexts::load(store::Store& store)
{
    return store.load(store::Table::contexts, [this](std::string_view, std::uint64_t number, std::string_view bytes) -> Result<void> {
        auto context = TRY(context_of(number, bytes));
        add(std::move(context));
        return {};
    });
}

void HostedContexts::add(HostedContext context)
{
    std::lock_guard const lock(mutex_);
    auto const id = context.id;
    by_id_[id] = std::make_shared<HostedContext const>(std::move(context));
}

void HostedContexts::add_implicit(HostedContext context)
{
    std::lock_guard const lock(mutex_);
    if (by_id_.contains(context.id)) return;
    context.is_implicit = true;
    auto const id = context.id;
    by_id_[id] = std::make_shared<HostedContext const>(std::move(context));
    implicit_.push_back(id);
    if (implicit_.size() <= base::limits::implicit_contexts_max) return;
    auto const oldest = by_id_.find(implicit_.front());
    if (oldest != by_id_.end() && oldest->second->is_implicit) by_id_.erase(oldest);
    implicit_.pop_front();
}

bool HostedContexts::remove(std::string_view id)
{
    std::lock_guard const lock(mutex_);
    auto const found = by_id_.find(id);
    if (found == by_id_.end()) return false;
    by_id_.erase(found);
    return true;
}

std::shared_ptr<HostedContext const> HostedContexts::find(std::string_view id) const
{
    std::shared_lock const lock(mutex_);
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<HostedContext const>> HostedContexts::all() const
{
    std::shared_lock const lock(mutex_);
    std::vector<std::shared_ptr<HostedContext const>> contexts;
    for (auto const& [id, context] : by_id_) contexts.push_back(context);
    return contexts;
}

std::shared_ptr<HostedContext const> HostedContexts::find_by_uri(std::string_view uri) const
{
    constexpr std::string_view folder = "/jsonldContexts/";
    auto const at = uri.rfind(folder);
    return at == std::string_view::npos ? nullptr : find(uri.substr(at + folder.size()));
}

}  // namespace alzette::understand
