// SPDX-License-Identifier: Apache-2.0
// Tables are keyed by rowid alone, which makes a change cost a few microseconds; what is looked up by name is looked up in memory (docs/formats/territory.md).
#include "base/catalogue/store.h"
#include "store/checkpoints.h"
#include "store/compress.h"
#include "store/folder_lock.h"
#include "store/format.h"
#include "store/journal.h"
#include "store/recent.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace alzette::store {

namespace {

using base::Errc;
using base::Result;

constexpr std::array<std::string_view, 3> table_names{"entities", "contexts", "accounts"};

constexpr std::size_t pending_bytes_max = 32 << 20;  // of rows that wait for their tables: what a start after a kill has to catch up with
constexpr std::size_t buffer_bytes_max = 8 << 20;    // of a group's rows, that are kept for the next
constexpr std::size_t recent_bytes_max = 1 << 30;    // of one group, as it is in memory
constexpr std::size_t moved_rows_max = 16;           // beside a group of changes: some 64 KiB of pages
constexpr std::size_t idle_rows_max = 200;           // while nobody waits: who comes waits for no more than these
constexpr std::size_t alone_rows_max = 5'000;        // before the first and after the last change: nobody comes
constexpr auto idle_after = std::chrono::milliseconds(500);
constexpr auto gather_for = std::chrono::milliseconds(1);  // at most, when changes come from several sides: some syncs of the disk

struct Queued {
    Change change;
    Store::Done done;
};

// The writer's statements, and what it knows of the file.
class Writer {
public:
    static Result<Writer> open(std::filesystem::path const& file, EmbeddedOptions options)
    {
        Writer writer;
        writer.database_ = TRY(Database::open(file));
        TRY_VOID(writer.database_.run("PRAGMA journal_mode = WAL"));
        TRY_VOID(writer.database_.run("PRAGMA synchronous = FULL"));                 // acknowledged is on disk
        TRY_VOID(writer.database_.run("PRAGMA wal_autocheckpoint = 16384"));  // of recover(), with which nobody waits; then Checkpoints takes over
        // A burst leaves no more than 128 MiB of log behind. Less than what the log takes most of the time would have its file cut, and grow again, each time.
        TRY_VOID(writer.database_.run("PRAGMA journal_size_limit = 134217728"));
        TRY_VOID(settle_format(writer.database_, file));
        TRY_VOID(writer.prepare());
        TRY_VOID(writer.recover());
        writer.checkpoints_ = TRY(Checkpoints::of(writer.database_, file, options.log_pages_max));
        return writer;
    }

    std::uint64_t last_sequence() const { return last_sequence_; }

    // One transaction, which takes the rows of the changes: these as a log, and, when much has gathered, some of what waits for its table.
    Result<void> write(std::deque<Queued>& group)
    {
        auto const hash_before = last_hash_;
        auto written = in_transaction([&]() -> Result<void> {
            TRY_VOID(write_log(group));
            if (pending_.bytes() > pending_bytes_max || !moving_.empty()) TRY_VOID(move_some(moved_rows_max));
            return {};
        });
        if (!written) last_hash_ = hash_before;
        else checkpoints_->after_commit(database_);
        return written;
    }

    // Rows are in the log that their tables do not have.
    bool has_pending() const { return !pending_.empty() || !moving_.empty(); }
    // Some of them go to their tables.
    Result<void> move_pending(std::size_t rows_max)
    {
        TRY_VOID(in_transaction([&] { return move_some(rows_max); }));
        if (checkpoints_ != nullptr) checkpoints_->after_commit(database_);
        return {};
    }

private:
    Result<void> prepare()
    {
        for (std::size_t table = 0; table < table_names.size(); ++table) {
            auto const name = std::string(table_names.at(table));
            put_.at(table) = TRY(database_.prepare("INSERT OR REPLACE INTO " + name + " VALUES(?1, ?2, ?3)"));
            remove_.at(table) = TRY(database_.prepare("DELETE FROM " + name + " WHERE id = ?1"));
        }
        add_line_ = TRY(database_.prepare("INSERT INTO journal VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
        add_tenant_ = TRY(database_.prepare("INSERT INTO tenants VALUES(?1, ?2)"));
        add_recent_ = TRY(database_.prepare("INSERT INTO recent VALUES(?1, ?2)"));
        forget_recent_ = TRY(database_.prepare("DELETE FROM recent WHERE sequence <= ?1"));
        auto tenants = TRY(database_.prepare("SELECT id, name FROM tenants"));
        while (TRY(tenants.step())) tenants_[std::string(tenants.text(1))] = tenants.number(0);
        auto last = TRY(database_.prepare("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1"));
        auto const has_lines = TRY(last.step());
        last_hash_ = has_lines ? std::string(last.text(1)) : first_hash();
        last_sequence_ = has_lines ? static_cast<std::uint64_t>(last.number(0)) : 0;
        return {};
    }

    Result<std::int64_t> tenant_id(std::string const& name)
    {
        if (auto const found = tenants_.find(name); found != tenants_.end()) return found->second;
        auto const id = static_cast<std::int64_t>(tenants_.size()) + 1;
        add_tenant_.bind(1, id);
        add_tenant_.bind_text(2, name);
        TRY_VOID(add_tenant_.run());
        return tenants_[name] = id;
    }

    template <class Work>
    Result<void> in_transaction(Work const& work)
    {
        TRY_VOID(database_.run("BEGIN IMMEDIATE"));
        auto done = work();
        if (done) done = database_.run("COMMIT");
        if (!done) (void)database_.run("ROLLBACK");  // the failure that is told is the first
        return done;
    }

    Result<void> write_log(std::deque<Queued>& group)
    {
        blob_.clear();
        for (auto& [change, done] : group) {
            auto const tenant = TRY(tenant_id(change.tenant));
            for (auto& row : change.rows) {
                RecentRow recent{change.table, tenant, std::move(row)};
                append_recent(recent, blob_);
                pending_.put(std::move(recent));
            }
            TRY_VOID(write_line(change));
        }
        last_sequence_ = group.back().change.sequence;
        add_recent_.bind(1, static_cast<std::int64_t>(last_sequence_));
        add_recent_.bind_bytes(2, compressed_into(compressed_, blob_));
        TRY_VOID(add_recent_.run());
        for (auto* const buffer : {&blob_, &compressed_})
            if (buffer->capacity() > buffer_bytes_max) buffer->clear(), buffer->shrink_to_fit();  // others do not need the room of a large group
        return {};
    }

    // Rows go to their tables in the order of their numbers, so that those of one page are written together. When the last of those that waited when this
    // began is there, the log up to then has done its work.
    Result<void> move_some(std::size_t rows_max)
    {
        if (moving_.empty()) {
            std::swap(moving_, pending_);
            moved_up_to_ = last_sequence_;
        }
        for (std::size_t i = 0; i < rows_max && !moving_.empty(); ++i) TRY_VOID(write_row(moving_.take_first()));
        if (!moving_.empty()) return {};
        forget_recent_.bind(1, static_cast<std::int64_t>(moved_up_to_));
        return forget_recent_.run();
    }

    // After a stop that was none of ours the log has what the tables lack.
    Result<void> recover()
    {
        auto rows = TRY(database_.prepare("SELECT rows FROM recent ORDER BY sequence"));
        while (TRY(rows.step())) {
            auto const blob = TRY(decompressed(rows.text(0), recent_bytes_max));
            TRY_VOID(read_recent(blob, [this](RecentRow row) { pending_.put(std::move(row)); }));
        }
        rows.reset();
        while (has_pending()) TRY_VOID(move_pending(alone_rows_max));
        return {};
    }

    Result<void> write_row(RecentRow const& recent)
    {
        auto const at = static_cast<std::size_t>(recent.table);
        auto& statement = recent.row.bytes.empty() ? remove_.at(at) : put_.at(at);
        statement.bind(1, static_cast<std::int64_t>(recent.row.number));
        if (!recent.row.bytes.empty()) {
            statement.bind(2, recent.tenant);
            statement.bind_bytes(3, recent.row.bytes);
        }
        return statement.run();
    }

    Result<void> write_line(Change const& change)
    {
        last_hash_ = journal_hash(last_hash_, change.sequence, change.at, change.tenant, change.who, change.what);
        add_line_.bind(1, static_cast<std::int64_t>(change.sequence));
        add_line_.bind(2, change.at.time_since_epoch().count());
        add_line_.bind_text(3, change.tenant);
        add_line_.bind_text(4, change.who);
        add_line_.bind_text(5, change.what);
        add_line_.bind_bytes(6, last_hash_);
        return add_line_.run();
    }

    Database database_;
    std::array<Statement, table_names.size()> put_, remove_;
    Statement add_line_, add_tenant_, add_recent_, forget_recent_;
    std::string blob_, compressed_;    // of the group at hand; here so that they allocate once
    Pending pending_;                  // durable in the log, not in their tables
    Pending moving_;                   // on their way there
    std::uint64_t moved_up_to_ = 0;    // what the log holds of them ends here
    std::map<std::string, std::int64_t, std::less<>> tenants_;
    std::string last_hash_;
    std::uint64_t last_sequence_ = 0;
    std::unique_ptr<Checkpoints> checkpoints_;  // last: it writes to what the connection counts for it
};

class Embedded final : public Store {
public:
    Embedded(FolderLock lock, std::filesystem::path file, Writer writer, EmbeddedOptions options)
        : lock_(std::move(lock)), file_(std::move(file)), writer_(std::move(writer)), options_(options), thread_([this] { run(); })
    {
    }
    ~Embedded() override
    {
        {
            std::lock_guard const lock(mutex_);
            is_closing_ = true;
        }
        queued_.notify_one();
        thread_.join();
    }

    Result<void> load(Table table, Take const& take) override
    {
        settle();
        auto const database = TRY(Database::open(file_));
        auto rows = TRY(database.prepare("SELECT t.id, n.name, t.bytes FROM " + std::string(table_names.at(static_cast<std::size_t>(table))) +
                                         " t JOIN tenants n ON n.id = t.tenant ORDER BY t.id"));
        while (TRY(rows.step())) TRY_VOID(take(rows.text(1), static_cast<std::uint64_t>(rows.number(0)), rows.text(2)));
        return {};
    }

    std::uint64_t last_sequence() const override { return writer_.last_sequence(); }

    void append(Change change, Done done) override
    {
        bool is_awaited = false;
        {
            std::lock_guard const lock(mutex_);
            queue_.push_back({std::move(change), std::move(done)});
            is_awaited = queue_.size() == 1 || queue_.size() == gathered_;
        }
        if (is_awaited) queued_.notify_one();
    }

    void flush() override
    {
        std::unique_lock lock(mutex_);
        written_.wait(lock, [this] { return queue_.empty() && !is_writing_; });
    }

    // Waits until the tables have all.
    void settle()
    {
        std::unique_lock lock(mutex_);
        written_.wait(lock, [this] { return queue_.empty() && !is_writing_ && (failure_ || !writer_.has_pending()); });
    }

    Result<void> backup(std::filesystem::path const& file) override
    {
        if (std::filesystem::exists(file)) return base::fail(Errc::conflict, say::backup_exists, {{"file", file.string()}});
        auto const database = TRY(Database::open(file_));
        return database.copy_to(file);
    }

    Result<std::vector<JournalLine>> journal(std::uint64_t from, std::size_t lines_max) override
    {
        auto const database = TRY(Database::open(file_));
        auto rows = TRY(database.prepare("SELECT sequence, at, tenant, who, what, hash FROM journal WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2"));
        rows.bind(1, static_cast<std::int64_t>(from));
        rows.bind(2, static_cast<std::int64_t>(lines_max));
        std::vector<JournalLine> lines;
        while (TRY(rows.step()))
            lines.push_back({static_cast<std::uint64_t>(rows.number(0)), base::Instant(std::chrono::microseconds(rows.number(1))), std::string(rows.text(2)),
                             std::string(rows.text(3)), std::string(rows.text(4)), std::string(rows.text(5))});
        return lines;
    }

    Result<void> verify_journal() override
    {
        auto const database = TRY(Database::open(file_));
        TRY(check_chain(database, file_));
        return {};
    }

private:
    void run()
    {
        std::unique_lock lock(mutex_);
        bool is_idle = false;       // nobody has waited for a while
        while (true) {
            auto const is_due = [this] { return is_closing_ || !queue_.empty(); };
            if (writer_.has_pending() && !failure_) queued_.wait_for(lock, is_idle ? std::chrono::milliseconds(0) : idle_after, is_due);
            else queued_.wait(lock, is_due);
            if (queue_.empty() && is_closing_) break;
            // One that comes alone is written at once. Where several came together, as many are on their way: a larger group costs each of them less.
            if (gathered_ > 1) queued_.wait_for(lock, gather_for, [this] { return is_closing_ || queue_.size() >= gathered_; });
            auto group = next_group();
            gathered_ = group.size();
            is_idle = group.empty();
            is_writing_ = true;
            lock.unlock();
            if (group.empty()) move_pending(idle_rows_max);
            else commit(group);
            lock.lock();
            is_writing_ = false;
            written_.notify_all();
        }
        while (writer_.has_pending() && !failure_) move_pending(alone_rows_max);
    }

    // While nobody waits. After a failure the rows are safe in the log, and must stay there: what was taken to be moved is no longer known here.
    void move_pending(std::size_t rows_max)
    {
        if (failure_) return;
        if (auto const moved = writer_.move_pending(rows_max); !moved) failure_ = moved.error();
    }

    std::deque<Queued> next_group()
    {
        std::deque<Queued> group;
        while (!queue_.empty() && group.size() < options_.group_changes_max) {
            group.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        return group;
    }

    // After a failure nothing more is written: what is in memory is ahead of the disk, and only a new start brings the two together.
    void commit(std::deque<Queued>& group)
    {
        if (!failure_) {
            if (auto const written = writer_.write(group); !written) failure_ = written.error();
        }
        Result<void> const result = failure_ ? Result<void>(tl::unexpected(*failure_)) : Result<void>();
        for (auto const& queued : group) queued.done(result);
    }

    FolderLock lock_;
    std::filesystem::path file_;
    Writer writer_;
    EmbeddedOptions options_;
    std::optional<base::Error> failure_;  // the writer's thread alone
    std::mutex mutex_;
    std::condition_variable queued_;   // the writer waits
    std::condition_variable written_;  // who wants all to be on disk waits
    std::deque<Queued> queue_;
    std::size_t gathered_ = 0;  // changes of the last group
    bool is_writing_ = false;
    bool is_closing_ = false;
    std::thread thread_;  // last: it starts when all else is there
};

}  // namespace

Result<std::unique_ptr<Store>> open_embedded(std::filesystem::path const& folder, EmbeddedOptions options)
{
    auto lock = TRY(FolderLock::take(folder));
    auto const file = folder / territory_file;
    auto writer = TRY(Writer::open(file, options));
    return std::make_unique<Embedded>(std::move(lock), file, std::move(writer), options);
}

}  // namespace alzette::store
