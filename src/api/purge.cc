// SPDX-License-Identifier: Apache-2.0
#include "api/purge.h"

#include "api/decisions.h"
#include "api/questions.h"
#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "ngsi/names.h"
#include "ngsi/query.h"

#include <algorithm>
#include <optional>

namespace alzette::api {

using base::Errc;
using base::Result;
using understand::Decision;
using understand::State;

namespace {

// Clause 5.6.21.4: whole entities, or of each the attributes to drop, or all but those to keep.
void purge_one(ngsi::Entity entity, std::vector<std::string> const& drop, std::vector<std::string> const& keep, base::Instant now, Decision& decision)
{
    if (drop.empty() && keep.empty()) return decision.removals.push_back(entity.id);
    auto const goes = [&](ngsi::NamedAttribute const& attribute) {
        auto const is_named = [&](std::vector<std::string> const& names) { return std::ranges::find(names, attribute.name) != names.end(); };
        return is_named(drop) || (!keep.empty() && !is_named(keep));
    };
    if (std::erase_if(entity.attributes, goes) == 0) return;
    entity.modified_at = now;
    decision.puts.push_back(std::move(entity));
}

Result<std::vector<std::string>> attribute_list(Call const& call, std::string_view parameter)
{
    auto names = call.list(parameter);
    for (auto& name : names) {
        TRY_VOID(ngsi::check_name(name));
        name = call.context->expand(name);
    }
    return names;
}

struct Purge {
    understand::Question question = {};
    std::vector<std::string> drop = {};
    std::vector<std::string> keep = {};
};

// Clause 5.6.21.4: what goes does not hang on linked entities.
Result<Purge> purge_of(Call const& call)
{
    if (auto const* const q = call.parameter("q"))
        if (ngsi::link_depth(TRY(ngsi::read_query(*q, *call.context))) > 0) return base::fail(Errc::invalid, say::purge_follows_links);
    auto question = TRY(question_to_purge(call));
    auto drop = TRY(attribute_list(call, "drop"));
    auto keep = TRY(attribute_list(call, "keep"));
    return Purge{std::move(question), std::move(drop), std::move(keep)};
}

// A purge under way.
class Purging {
public:
    Purging(Services const& services, std::shared_ptr<Call const> call, Purge purge, net::Reply reply)
        : services_(services), call_(std::move(call)), purge_(std::move(purge)), outcome_(std::make_shared<Outcome>()), reply_(std::move(reply))
    {
    }

    // Finds, then takes away, so many entities. False when that was the last step.
    bool step(std::size_t entities_max)
    {
        if (is_found_) return take_away(entities_max);
        auto const read = services_.memory.read(call_->tenant, [&](State const& state, base::Instant now) {
            if (!scan_) scan_.emplace(purge_.question, now);
            is_found_ = scan_->advance(state, entities_max);
            return std::uint64_t{0};
        });
        if (read) return !is_found_ || take_away(entities_max);
        refuse(*call_, read.error(), reply_);
        return false;
    }

private:
    // What became of the changes made so far, told on the store's thread.
    struct Outcome {
        std::mutex mutex = {};
        Result<void> result = {};
    };

    // What was changed since it was found is looked at again.
    Result<Decision> decide(State const& state, std::size_t end, base::Instant now)
    {
        Decision decision;
        for (auto at = next_; at < end; ++at) {
            auto const& found = scan_->found()[at];
            if (scan_->still_fits(state, found)) purge_one(state.kept(found.slot).entity(), purge_.drop, purge_.keep, now, decision);
        }
        decision.what = journal_text("purge", call_->request->query);
        TRY_VOID(call_->sight.check(state, decision));
        return decision;
    }

    bool take_away(std::size_t entities_max)
    {
        auto const all = scan_->found().size();
        auto const end = all - next_ > entities_max ? next_ + entities_max : all;
        auto const is_last = end == all || has_failed();
        auto const note = [call = call_, outcome = outcome_, reply = reply_, is_last](Result<void> const& result) {
            std::unique_lock lock(outcome->mutex);
            if (!result && outcome->result) outcome->result = result;
            auto const told = outcome->result;
            lock.unlock();
            if (!is_last) return;
            if (told) reply(no_content());
            else refuse(*call, told.error(), reply);
        };
        auto const decided = [&](State const& state, base::Instant now) { return decide(state, end, now); };
        services_.memory.change(call_->tenant, call_->sight.account(), decided, note);
        next_ = end;
        return !is_last;
    }

    bool has_failed() const
    {
        std::lock_guard const lock(outcome_->mutex);
        return !outcome_->result;
    }

    Services const& services_;
    std::shared_ptr<Call const> call_;
    Purge purge_;
    std::optional<understand::Scan> scan_ = {};
    bool is_found_ = false;
    std::size_t next_ = 0;  // of what was found, to take away
    std::shared_ptr<Outcome> outcome_;
    net::Reply reply_;
};

}  // namespace

void purge_entities(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto purge = purge_of(*call);
    if (!purge) return refuse(*call, purge.error(), reply);
    auto const purging = std::make_shared<Purging>(services, call, *std::move(purge), reply);
    if (!purging->step(base::limits::read_at_once_max)) return;
    if (!services.background.run([purging] { return purging->step(base::limits::read_in_step_max); }))
        refuse(*call, {Errc::unavailable, base::Message(say::long_queries_many, {{"most", base::limits::long_queries_max}})}, reply);
}

}  // namespace alzette::api
