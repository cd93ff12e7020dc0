// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "base/shared_bytes.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What the territory remembers, on disk. The store knows nothing of NGSI-LD: it keeps numbered rows of bytes by tenant, and the journal of what changed them.
namespace alzette::store {

// One thing that is kept. Numbers are given by the caller and never given again; an empty `bytes` removes the row.
struct Row {
    std::uint64_t number = 0;
    base::SharedBytes bytes = {};
    friend bool operator==(Row const&, Row const&) = default;
};

enum class Table { entities, contexts, accounts };

// One change, applied whole or not at all. The caller gives sequences without gaps, in order, over all tenants: the total order of design principle 2.
struct Change {
    std::uint64_t sequence = 0;
    base::Instant at = {};
    std::string tenant = {};  // empty: the default tenant
    std::string who = {};     // account, or empty when there are none
    std::string what = {};    // JSON: operation and what it touched; goes to the journal
    Table table = Table::entities;
    std::vector<Row> rows = {};
};

// A line of the journal. `hash` is BLAKE2b-256 over the hash before it and this line's own fields, so that no line can be changed or taken out unseen.
struct JournalLine {
    std::uint64_t sequence;
    base::Instant at;
    std::string tenant, who, what;
    std::string hash;  // 32 bytes
};

// Durable memory. One owner. append() and flush() may be called from any thread; the rest before or after there are any.
class Store {
public:
    virtual ~Store() = default;
    Store() = default;
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    // Every row of a table in the order of tenants and numbers. Stops at the first failure of `take`.
    using Take = std::function<base::Result<void>(std::string_view tenant, std::uint64_t number, std::string_view bytes)>;
    virtual base::Result<void> load(Table table, Take const& take) = 0;
    virtual std::uint64_t last_sequence() const = 0;  // 0: nothing was ever changed

    // Queues a change; the writer commits all that is queued at once (group commit). `done` is called on the writer's thread after the commit, in the
    // order of sequences; with an error, when it failed, and from then on every change fails: what is in memory is ahead of the disk, and the owner stops.
    using Done = std::function<void(base::Result<void> const&)>;
    virtual void append(Change change, Done done) = 0;
    virtual void flush() = 0;  // returns when everything queued before was committed or failed

    // A consistent copy while changes go on. Fails (conflict) when `file` exists.
    virtual base::Result<void> backup(std::filesystem::path const& file) = 0;
    // Reads the journal from a sequence on; and checks its chain: fails (conflict) naming the first line that does not fit.
    virtual base::Result<std::vector<JournalLine>> journal(std::uint64_t from, std::size_t lines_max) = 0;
    virtual base::Result<void> verify_journal() = 0;
};

// The embedded store: SQLite in `folder`/territory.sqlite (WAL, synchronous=FULL). Makes the folder when it is not there (mode 0700). Fails: conflict when
// another process has it open, unsupported when a later release wrote it, unavailable when the disk or the file does not answer or the file is damaged.
struct EmbeddedOptions {
    std::size_t group_changes_max = 1'000;  // of one commit
    int log_pages_max = 16'384;             // of 4 KiB in the write-ahead log, where pages that change often are written to the file once
};
base::Result<std::unique_ptr<Store>> open_embedded(std::filesystem::path const& folder, EmbeddedOptions options = {});

}  // namespace alzette::store
