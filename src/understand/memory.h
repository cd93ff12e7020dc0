// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"
#include "understand/fair_mutex.h"
#include "understand/state.h"

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

// The territory's memory: the states of its tenants, kept by a store. Changes are made one at a time in one total order; readers share the state with each
// other. An answer leaves when all it says is on disk: that of a change after its commit, and that of a reader after the commit of what it was shown.
namespace alzette::understand {

// What a change does: the entities it leaves behind and those it takes away, and what the journal says of it (JSON).
struct Decision {
    std::vector<ngsi::Entity> puts = {};
    std::vector<std::string> removals = {};
    std::string what = {};
    bool may_be_first = false;  // in a tenant that is not there, also when nothing comes of it
};

class Memory {
public:
    using Clock = std::function<base::Instant()>;
    // Reads all that the store holds. The store outlives the memory.
    static base::Result<std::unique_ptr<Memory>> open(store::Store& store, Clock clock);
    Memory(Memory const&) = delete;
    Memory& operator=(Memory const&) = delete;
    ~Memory();  // when everything queued is on disk

    // Decides on the state of a tenant as it is then, applies, keeps; `done` is called when the change is durable, on the store's thread, or with the store's
    // error. A decision that fails, or that changes nothing, rests on what it was shown, and is done when that is durable: at once most of the time. The
    // tenant of a first change is made by it; where there is none and nothing is put into it, `done` gets not_found (clause 5.5.10). After the store has
    // failed nothing is decided any more, and `done` gets its error.
    using Decide = std::function<base::Result<Decision>(State const& state, base::Instant now)>;
    using Done = std::function<void(base::Result<void> const&)>;
    void change(std::string const& tenant, std::string const& who, Decide const& decide, Done done);

    // Calls `read` with the state of a tenant, which stays as it is meanwhile. Gives the sequence its answer rests on: `read` says which. Fails (not_found)
    // when there is no such tenant; the default one always is.
    using Read = std::function<std::uint64_t(State const& state, base::Instant now)>;
    base::Result<std::uint64_t> read(std::string_view tenant, Read const& read) const;

    // Keeps a row of another table, or removes the one of that number, in the same total order as all changes. Gives its number; `done` as with change().
    std::uint64_t keep(store::Table table, store::Row row, std::string const& who, std::string what, Done done);

    // Calls `then` when everything up to a sequence is durable, now or on the store's thread; with the store's error when it never will be.
    void when_durable(std::uint64_t sequence, Done then);
    std::uint64_t last_sequence() const;  // of the newest change, durable or not
    std::uint64_t durable_sequence() const { return durable_; }  // never more than that
    bool has_failed() const { return failure().has_value(); }    // the store has: nothing is decided any more

    std::vector<std::string> tenants() const;

    Memory(store::Store& store, Clock clock);  // empty; open() reads

private:
    base::Result<void> load();
    void note(std::uint64_t sequence, base::Result<void> const& committed);
    std::optional<base::Error> failure() const;
    store::Change apply(std::string const& tenant, std::string const& who, Decision decision, std::vector<base::SharedBytes> kept, base::Instant now);
    void append(store::Change change, Done done);
    State& state_of(std::string const& tenant);

    store::Store& store_;
    Clock clock_;
    mutable FairSharedMutex mutex_;  // guards the states and what numbers them
    std::map<std::string, std::unique_ptr<State>, std::less<>> states_;
    std::uint64_t last_sequence_ = 0;
    std::uint64_t last_number_ = 0;

    std::atomic<std::uint64_t> durable_ = 0;
    mutable std::mutex waiting_mutex_;
    std::multimap<std::uint64_t, Done> waiting_;  // by the sequence they wait for
    std::optional<base::Error> failure_;          // of the store: what is in memory is ahead of the disk, and stays so
};

}  // namespace alzette::understand
