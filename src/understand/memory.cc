// SPDX-License-Identifier: Apache-2.0
#include "understand/memory.h"

#include "base/catalogue/api.h"

#include <algorithm>
#include <shared_mutex>

namespace alzette::understand {

using base::Result;

Memory::Memory(store::Store& store, Clock clock) : store_(store), clock_(std::move(clock)) { states_[""] = std::make_unique<State>(); }

Memory::~Memory() { store_.flush(); }

Result<std::unique_ptr<Memory>> Memory::open(store::Store& store, Clock clock)
{
    auto memory = std::make_unique<Memory>(store, std::move(clock));
    TRY_VOID(memory->load());
    return memory;
}

namespace {

// A row as it was kept, checked; one of the first format, which had no entries, with them.
Result<base::SharedBytes> row_to_hold(std::string_view bytes, Entries& entries)
{
    auto const row = TRY(open_row(bytes));
    auto const kept = TRY(ngsi::Kept::open(row.kept));
    if (!row.entries.empty() && read_entries(row.entries, entries)) return base::SharedBytes(bytes);
    return row_of(TRY(kept.read_entity()), row.kept);
}

}  // namespace

Result<void> Memory::load()
{
    last_sequence_ = store_.last_sequence();
    durable_ = last_sequence_;
    auto const count = [this](std::string_view, std::uint64_t number, std::string_view) -> Result<void> {
        last_number_ = std::max(last_number_, number);
        return {};
    };
    for (auto const table : {store::Table::contexts, store::Table::accounts}) TRY_VOID(store_.load(table, count));
    Entries entries;
    auto const add = [&](std::string_view tenant, std::uint64_t number, std::string_view bytes) -> Result<void> {
        auto& state = state_of(std::string(tenant));
        state.gather();
        state.put({TRY(row_to_hold(bytes, entries)), number, 0});
        last_number_ = std::max(last_number_, number);
        return {};
    };
    TRY_VOID(store_.load(store::Table::entities, add));
    for (auto& [name, state] : states_) state->build();
    return {};
}

State& Memory::state_of(std::string const& tenant)
{
    auto& state = states_[tenant];
    if (state == nullptr) state = std::make_unique<State>();
    return *state;
}

namespace {

// An entity whose names or values do not survive is refused before anything changes.
Result<base::SharedBytes> kept_safely(ngsi::Entity const& entity)
{
    auto const bytes = ngsi::keep(entity);
    if (!ngsi::reads_back(bytes, entity)) return base::fail(base::Errc::invalid, say::entity_not_kept, {{"id", entity.id}});
    return row_of(entity, bytes);
}

Result<std::vector<base::SharedBytes>> kept_safely(std::vector<ngsi::Entity> const& entities)
{
    std::vector<base::SharedBytes> kept;
    kept.reserve(entities.size());
    for (auto const& entity : entities) kept.push_back(TRY(kept_safely(entity)));
    return kept;
}

}  // namespace

// `kept` are the rows of the entities that are put.
store::Change Memory::apply(std::string const& tenant, std::string const& who, Decision decision, std::vector<base::SharedBytes> kept, base::Instant now)
{
    store::Change change{++last_sequence_, now, tenant, who, std::move(decision.what)};
    auto& state = state_of(tenant);
    for (auto const& id : decision.removals) {
        change.rows.push_back({state.find(id)->number, {}});
        state.remove(id, change.sequence);
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        auto const& entity = decision.puts[i];
        auto const* const existing = state.find(entity.id);
        auto const number = existing == nullptr ? ++last_number_ : existing->number;
        state.put({kept[i], number, change.sequence});
        change.rows.push_back({number, std::move(kept[i])});
    }
    return change;
}

namespace {

// Clause 5.5.10: only what creates makes a tenant.
bool finds_nothing(Result<Decision> const& decision)
{
    if (!decision) return decision.error().kind == base::Errc::not_found;
    return decision->puts.empty() && !decision->may_be_first;
}

}  // namespace

void Memory::change(std::string const& tenant, std::string const& who, Decide const& decide, Done done)
{
    static State const nothing;
    if (auto const failed = failure()) return done(tl::unexpected(*failed));
    std::unique_lock lock(mutex_);
    auto const now = clock_();
    auto const found = states_.find(tenant);
    auto const& state = found == states_.end() ? nothing : *found->second;
    auto decision = decide(state, now);
    if (found == states_.end() && finds_nothing(decision)) decision = base::fail(base::Errc::not_found, say::tenant_unknown, {{"tenant", tenant}});
    auto kept = decision ? kept_safely(decision->puts) : Result<std::vector<base::SharedBytes>>(tl::unexpected(decision.error()));
    if (kept && !(decision->puts.empty() && decision->removals.empty()))
        return append(apply(tenant, who, *std::move(decision), *std::move(kept), now), std::move(done));
    auto const outcome = kept ? Result<void>() : Result<void>(tl::unexpected(std::move(kept).error()));
    auto const rests_on = state.last_change();
    lock.unlock();
    when_durable(rests_on, [outcome, done = std::move(done)](Result<void> const& durable) { done(durable ? outcome : durable); });
}

// Called under the lock, so that the store sees changes in the order of their sequences.
void Memory::append(store::Change change, Done done)
{
    auto const sequence = change.sequence;
    store_.append(std::move(change), [this, sequence, done = std::move(done)](Result<void> const& committed) {
        note(sequence, committed);
        done(committed);
    });
}

std::uint64_t Memory::keep(store::Table table, store::Row row, std::string const& who, std::string what, Done done)
{
    if (auto const failed = failure()) return done(tl::unexpected(*failed)), row.number;
    std::lock_guard const lock(mutex_);
    if (row.number == 0) row.number = ++last_number_;
    auto const number = row.number;
    append({++last_sequence_, clock_(), {}, who, std::move(what), table, {std::move(row)}}, std::move(done));
    return number;
}

Result<std::uint64_t> Memory::read(std::string_view tenant, Read const& read) const
{
    std::shared_lock const lock(mutex_);
    auto const found = states_.find(tenant);
    if (found == states_.end()) return base::fail(base::Errc::not_found, say::tenant_unknown, {{"tenant", tenant}});
    return read(*found->second, clock_());
}

// Lets those go who waited for a sequence; after a failure, all of them: what they wait for never comes.
void Memory::note(std::uint64_t sequence, Result<void> const& committed)
{
    std::vector<Done> due;
    {
        std::lock_guard const lock(waiting_mutex_);
        if (committed) durable_ = std::max(durable_.load(), sequence);
        else failure_ = committed.error();
        auto const end = committed ? waiting_.upper_bound(sequence) : waiting_.end();
        for (auto at = waiting_.begin(); at != end; ++at) due.push_back(std::move(at->second));
        waiting_.erase(waiting_.begin(), end);
    }
    for (auto const& then : due) then(committed);
}

void Memory::when_durable(std::uint64_t sequence, Done then)
{
    Result<void> durable;
    if (sequence > durable_.load()) {
        std::lock_guard const lock(waiting_mutex_);
        if (sequence > durable_.load()) {
            if (!failure_) {
                waiting_.emplace(sequence, std::move(then));
                return;
            }
            durable = tl::unexpected(*failure_);
        }
    }
    then(durable);
}

std::optional<base::Error> Memory::failure() const
{
    std::lock_guard const lock(waiting_mutex_);
    return failure_;
}

std::uint64_t Memory::last_sequence() const
{
    std::shared_lock const lock(mutex_);
    return last_sequence_;
}

std::vector<std::string> Memory::tenants() const
{
    std::shared_lock const lock(mutex_);
    std::vector<std::string> names;
    for (auto const& [name, state] : states_) names.push_back(name);
    return names;
}

}  // namespace alzette::understand
