// SPDX-License-Identifier: Apache-2.0
// The promises of store.h, on the embedded store.
#include "base/catalogue/store.h"
#include "store/store.h"

#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace alzette;
using store::Table;

namespace {

// A folder of its own for each test, gone after it.
struct Folder {
    std::filesystem::path path;
    Folder() : path(std::filesystem::temp_directory_path() / ("alzette_store_" + std::to_string(::getpid()) + "_" + std::to_string(next()))) {}
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    static int next()
    {
        static std::atomic<int> count = 0;
        return ++count;
    }
    std::filesystem::path file() const { return path / "territory.sqlite"; }
};

std::unique_ptr<store::Store> open(Folder const& folder)
{
    auto opened = store::open_embedded(folder.path);
    REQUIRE(opened.has_value());
    return *std::move(opened);
}

base::Error refused(Folder const& folder)
{
    auto const opened = store::open_embedded(folder.path);
    REQUIRE_FALSE(opened.has_value());
    return opened.error();
}

store::Change change(std::uint64_t sequence, std::vector<store::Row> rows, std::string tenant = {})
{
    return {sequence,
            base::Instant(std::chrono::microseconds(sequence)),
            std::move(tenant),
            "anna",
            R"({"operation":"test"})",
            Table::entities,
            std::move(rows)};
}

void append(store::Store& store, store::Change change)
{
    store.append(std::move(change), [](base::Result<void> const& result) { CHECK(result.has_value()); });
    store.flush();
}

using Rows = std::map<std::uint64_t, std::string>;

Rows rows_of(store::Store& store, std::string const& tenant = {})
{
    Rows rows;
    auto const loaded = store.load(Table::entities, [&](std::string_view name, std::uint64_t number, std::string_view bytes) -> base::Result<void> {
        if (name == tenant) rows[number] = bytes;
        return {};
    });
    REQUIRE(loaded.has_value());
    return rows;
}

void run_sql(std::filesystem::path const& file, char const* sql)
{
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

}  // namespace

TEST_CASE("what is acknowledged is there after a new start, by tenant, and the last of each row counts")
{
    Folder const folder;
    {
        auto const store = open(folder);
        CHECK(store->last_sequence() == 0);
        append(*store, change(1, {{1, "one"}, {2, "two"}}));
        append(*store, change(2, {{2, "other"}, {3, "three"}}));
        append(*store, change(3, {{1, ""}}));
        append(*store, change(4, {{4, std::string("a\0b", 3)}}, "metz"));
    }
    auto const store = open(folder);
    CHECK(store->last_sequence() == 4);
    CHECK(rows_of(*store) == Rows{{2, "other"}, {3, "three"}});
    CHECK(rows_of(*store, "metz") == Rows{{4, std::string("a\0b", 3)}});
}

TEST_CASE("changes are acknowledged in the order of their sequences, from many threads at once")
{
    Folder const folder;
    auto const store = open(folder);
    std::mutex mutex;
    std::uint64_t next = 1;
    std::vector<std::uint64_t> acknowledged;
    auto const work = [&] {
        for (int i = 0; i < 200; ++i) {
            std::lock_guard const lock(mutex);
            auto const sequence = next++;
            store->append(change(sequence, {{sequence, "x"}}), [&acknowledged, sequence](base::Result<void> const& result) {
                if (result) acknowledged.push_back(sequence);
            });
        }
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    store->flush();
    REQUIRE(acknowledged.size() == 400);
    for (std::size_t i = 0; i < acknowledged.size(); ++i) CHECK(acknowledged[i] == i + 1);
}

TEST_CASE("a folder is for one process, and free again when that one has ended")
{
    Folder const folder;
    {
        auto const store = open(folder);
        CHECK(refused(folder).message.id == say::folder_in_use);
    }
    CHECK(store::open_embedded(folder.path).has_value());
}

TEST_CASE("what is no database of this program, a later format, or a torn file is refused and left as it was")
{
    Folder const foreign;
    std::filesystem::create_directory(foreign.path);
    run_sql(foreign.file(), "CREATE TABLE someone_elses(a)");
    CHECK(refused(foreign).message.id == say::territory_foreign);

    Folder const later;
    { append(*open(later), change(1, {{1, "one"}})); }
    run_sql(later.file(), "PRAGMA user_version = 2");
    CHECK(refused(later).message.id == say::territory_newer);
    run_sql(later.file(), "PRAGMA user_version = 1");
    CHECK(rows_of(*open(later)) == Rows{{1, "one"}});

    Folder const torn;
    std::filesystem::create_directory(torn.path);
    std::ofstream(torn.file()) << "this was a database once, and then came a disk";
    CHECK(refused(torn).message.id == say::territory_damaged);
}

TEST_CASE("a folder that cannot be made is refused with its name")
{
    Folder const folder;
    auto const opened = store::open_embedded(folder.path / "a" / "b");
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().message.id == say::folder_not_made);
}

TEST_CASE("after a failed commit nothing more is acknowledged, and a new start has what was")
{
    Folder const folder;
    std::vector<bool> results;
    {
        auto const store = open(folder);
        append(*store, change(1, {{1, "one"}}));
        run_sql(folder.file(), "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'the disk is gone'); END");
        for (std::uint64_t sequence = 2; sequence < 5; ++sequence) {
            store->append(change(sequence, {{sequence, "x"}}), [&](base::Result<void> const& result) { results.push_back(result.has_value()); });
            store->flush();
        }
    }
    CHECK(results == std::vector{false, false, false});
    run_sql(folder.file(), "DROP TRIGGER broken");
    auto const store = open(folder);
    CHECK(rows_of(*store) == Rows{{1, "one"}});
    CHECK(store->last_sequence() == 1);
    CHECK(store->verify_journal().has_value());
}

TEST_CASE("many changes of few rows leave the newest of each, whatever way to the tables they took")
{
    Folder const folder;
    Rows expected;
    {
        auto const store = open(folder);
        std::string const large(100'000, 'x');
        for (std::uint64_t sequence = 1; sequence <= 600; ++sequence) {
            auto const number = sequence * 7 % 50 + 1;
            auto const bytes = sequence % 11 == 0 ? std::string() : large + std::to_string(sequence);
            if (bytes.empty()) expected.erase(number);
            else expected[number] = bytes;
            store->append(change(sequence, {{number, bytes}}), [](base::Result<void> const& result) { CHECK(result.has_value()); });
        }
        store->flush();
    }
    CHECK(rows_of(*open(folder)) == expected);
}

TEST_CASE("the log begins anew while changes go on without a pause, and what it held is in the file")
{
    constexpr std::uint64_t changes = 6'000;
    constexpr std::uintmax_t page_bytes = 4'096;
    Folder const folder;
    {
        auto const store = store::open_embedded(folder.path, {.group_changes_max = 2, .log_pages_max = 128}).value();
        for (std::uint64_t i = 1; i <= changes; ++i) store->append(change(i, {{i, "x"}}), [](base::Result<void> const& result) { CHECK(result.has_value()); });
        store->flush();
        // Each commit adds two pages at least, one of the journal and one of the changes: 6 000, were they all there.
        CHECK(std::filesystem::file_size(folder.file().string() + "-wal") < changes / 2 * page_bytes);
    }
    CHECK(rows_of(*open(folder)).size() == changes);
}

TEST_CASE("a line of the journal cannot be changed or taken out unseen")
{
    Folder const folder;
    {
        auto const store = open(folder);
        for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) append(*store, change(sequence, {{sequence, "x"}}));
        CHECK(store->verify_journal().has_value());
        auto const lines = store->journal(2, 2).value();
        REQUIRE(lines.size() == 2);
        CHECK(lines[0].sequence == 2);
        CHECK(lines[0].who == "anna");
    }
    run_sql(folder.file(), "UPDATE journal SET who = 'eve' WHERE sequence = 3");
    auto const changed = open(folder)->verify_journal();
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().message.in(base::Language::en).find("line 3") != std::string::npos);
    run_sql(folder.file(), "DELETE FROM journal WHERE sequence = 3");
    CHECK_FALSE(open(folder)->verify_journal().has_value());
}

TEST_CASE("a backup is a folder's content of one moment, and never takes the place of another file")
{
    Folder const folder;
    Folder const copy;
    std::filesystem::create_directory(copy.path);
    auto const store = open(folder);
    append(*store, change(1, {{1, "one"}}));
    REQUIRE(store->backup(copy.file()).has_value());
    append(*store, change(2, {{2, "two"}}));
    auto const again = store->backup(copy.file());
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().message.id == say::backup_exists);
    auto const restored = open(copy);
    CHECK(rows_of(*restored) == Rows{{1, "one"}});
    CHECK(restored->verify_journal().has_value());
}

namespace {

// Appends for ever and tells each acknowledged sequence; killed from outside.
[[noreturn]] void append_until_killed(Folder const& folder, int told)
{
    auto const store = store::open_embedded(folder.path);
    if (!store) ::_exit(1);
    for (auto sequence = (*store)->last_sequence() + 1;; ++sequence) {
        (*store)->append(change(sequence, {{sequence, "row"}, {sequence + 1'000'000, "pair"}}), [sequence, told](base::Result<void> const& result) {
            if (result) (void)!::write(told, &sequence, sizeof sequence);
        });
        if (sequence % 7 == 0) (*store)->flush();
    }
}

std::uint64_t kill_a_writer(Folder const& folder, std::chrono::milliseconds after)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    auto const child = ::fork();
    if (child == 0) append_until_killed(folder, ends[1]);
    ::close(ends[1]);
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::uint64_t acknowledged = 0;
    for (std::uint64_t sequence = 0; ::read(ends[0], &sequence, sizeof sequence) == sizeof sequence;) acknowledged = std::max(acknowledged, sequence);
    ::close(ends[0]);
    return acknowledged;
}

}  // namespace

TEST_CASE("a writer that is killed again and again loses nothing it acknowledged and leaves no change half done")
{
    Folder const folder;
    for (int round = 0; round < 8; ++round) {
        auto const acknowledged = kill_a_writer(folder, std::chrono::milliseconds(40 + 17 * round));
        auto const store = open(folder);
        CHECK(store->last_sequence() >= acknowledged);
        auto const rows = rows_of(*store);
        CHECK(rows.size() == 2 * store->last_sequence());
        for (std::uint64_t sequence = 1; sequence <= store->last_sequence(); ++sequence)
            REQUIRE(rows.contains(sequence) == rows.contains(sequence + 1'000'000));
        CHECK(store->verify_journal().has_value());
    }
}
