// SPDX-License-Identifier: Apache-2.0
#include "store/backup.h"

#include "base/catalogue/store.h"
#include "store/format.h"
#include "store/store.h"

#include <array>
#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace alzette;
using store::Table;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path;
    Folder()
    {
        static int count = 0;
        path = fs::temp_directory_path() / ("alzette_backup_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
        fs::create_directory(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    fs::path territory() const { return path / "territory"; }
    fs::path file() const { return path / "backup.sqlite"; }
};

std::unique_ptr<store::Store> open(fs::path const& folder)
{
    auto opened = store::open_embedded(folder);
    REQUIRE(opened.has_value());
    return *std::move(opened);
}

void append(store::Store& store, std::uint64_t sequence)
{
    store.append({sequence, base::Instant(std::chrono::seconds(sequence)), "", "anna", "{}", Table::entities, {{sequence, "row " + std::to_string(sequence)}}},
                 [](base::Result<void> const& result) { CHECK(result.has_value()); });
}

std::vector<std::string> rows_of(fs::path const& folder)
{
    std::vector<std::string> rows;
    auto const loaded = open(folder)->load(Table::entities, [&](std::string_view, std::uint64_t, std::string_view bytes) -> base::Result<void> {
        rows.emplace_back(bytes);
        return {};
    });
    REQUIRE(loaded.has_value());
    return rows;
}

base::MessageId refusal(base::Result<store::BackupFacts> const& result)
{
    REQUIRE_FALSE(result.has_value());
    return result.error().message.id;
}

// Turns one byte of a file over.
void damage(fs::path const& file, std::streamoff at)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    auto const byte = static_cast<char>(stream.get() ^ 0x55);
    stream.seekp(at);
    stream.put(byte);
}

void run_sql(fs::path const& file, char const* sql)
{
    auto const database = store::Database::open(file);
    REQUIRE(database.has_value());
    REQUIRE(database->run(sql).has_value());
}

}  // namespace

TEST_CASE("a backup beside a running owner holds what was durable, and restores to it")
{
    Folder const folder;
    auto const store = open(folder.territory());
    for (std::uint64_t i = 1; i <= 50; ++i) append(*store, i);
    store->flush();
    auto const saved = store::back_up(folder.territory(), folder.file());
    REQUIRE(saved.has_value());
    CHECK(saved->journal_lines == 50);
    CHECK(saved->bytes == fs::file_size(folder.file()));
    append(*store, 51);
    store->flush();
    auto const restored = store::restore(folder.file(), folder.path / "again");
    REQUIRE(restored.has_value());
    CHECK(rows_of(folder.path / "again").size() == 50);
    CHECK((fs::status(folder.file()).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("a backup made while changes come in is one state of them")
{
    Folder const folder;
    auto const store = open(folder.territory());
    append(*store, 1);
    store->flush();
    std::atomic<bool> is_enough = false;
    std::thread writer([&] {
        for (std::uint64_t i = 2; !is_enough; ++i) {
            append(*store, i);
            if (i % 100 == 0) store->flush();
        }
    });
    for (int i = 0; i < 5; ++i) {
        auto const file = folder.path / std::to_string(i);
        auto const saved = store::back_up(folder.territory(), file);
        CHECK(saved.has_value());
        if (!saved) continue;
        auto const again = folder.path / ("again" + std::to_string(i));
        CHECK(store::restore(file, again).has_value());
        CHECK(rows_of(again).size() == saved->journal_lines);
    }
    is_enough = true;
    writer.join();
    store->flush();
}

TEST_CASE("a damaged, changed, foreign or later backup is refused before anything is made of it")
{
    Folder const folder;
    {
        auto const store = open(folder.territory());
        for (std::uint64_t i = 1; i <= 2'000; ++i) append(*store, i);
    }
    REQUIRE(store::back_up(folder.territory(), folder.file()).has_value());
    auto const again = folder.path / "again";
    auto const copy = folder.path / "copy";
    auto const refused = [&](auto const& spoil) {
        fs::copy_file(folder.file(), copy, fs::copy_options::overwrite_existing);
        spoil();
        auto const id = refusal(store::restore(copy, again));
        CHECK_FALSE(fs::exists(again));
        return id;
    };
    CHECK(refused([&] { fs::resize_file(copy, fs::file_size(copy) / 2); }) == say::territory_damaged);
    CHECK(refused([&] { fs::resize_file(copy, 100); }) == say::territory_damaged);
    CHECK(refused([&] { damage(copy, 0); }) == say::territory_damaged);
    CHECK(refused([&] { run_sql(copy, "UPDATE journal SET who = 'bob' WHERE sequence = 7"); }) == say::journal_broken);
    CHECK(refused([&] { run_sql(copy, "DELETE FROM journal WHERE sequence = 7"); }) == say::journal_broken);
    CHECK(refused([&] { run_sql(copy, "UPDATE entities SET bytes = 'row 8' WHERE id = 7"); }) == say::backup_changed);
    CHECK(refused([&] { run_sql(copy, "DELETE FROM entities WHERE id = 7"); }) == say::backup_changed);
    CHECK(refused([&] { run_sql(copy, "PRAGMA user_version = 99"); }) == say::territory_newer);
    CHECK(refused([&] { run_sql(copy, "PRAGMA application_id = 1"); }) == say::territory_foreign);
    CHECK(refused([&] { fs::remove(copy); }) == say::backup_missing);
}

TEST_CASE("whatever byte of a backup is turned over, it is refused or restores to the same")
{
    Folder const folder;
    {
        auto const store = open(folder.territory());
        for (std::uint64_t i = 1; i <= 300; ++i) append(*store, i);
    }
    REQUIRE(store::back_up(folder.territory(), folder.file()).has_value());
    auto const rows = rows_of(folder.territory());
    auto const size = static_cast<std::streamoff>(fs::file_size(folder.file()));
    auto const copy = folder.path / "copy";
    int refused = 0;
    constexpr int tries = 150;
    for (int i = 0; i < tries; ++i) {
        fs::copy_file(folder.file(), copy, fs::copy_options::overwrite_existing);
        damage(copy, size * i / tries + i % 7);
        auto const again = folder.path / ("again" + std::to_string(i));
        if (store::restore(copy, again)) CHECK(rows_of(again) == rows);
        else ++refused;
    }
    CHECK(refused > tries / 4);  // most of the rest is room between rows
}

TEST_CASE("nothing is written over: a backup that exists, a folder that holds something, a folder without a territory")
{
    Folder const folder;
    { append(*open(folder.territory()), 1); }
    CHECK(refusal(store::back_up(folder.path / "nowhere", folder.file())) == say::territory_missing);
    REQUIRE(store::back_up(folder.territory(), folder.file()).has_value());
    CHECK(refusal(store::back_up(folder.territory(), folder.file())) == say::backup_exists);
    CHECK(refusal(store::restore(folder.file(), folder.territory())) == say::restore_folder_not_empty);
    CHECK(refusal(store::back_up(folder.territory(), folder.path / "no" / "where")) == say::territory_not_writable);
    fs::create_directory(folder.path / "empty");
    CHECK(store::restore(folder.file(), folder.path / "empty").has_value());
}

TEST_CASE("an older file is upgraded in one transaction after a copy, or stays as it was")
{
    Folder const folder;
    { append(*open(folder.territory()), 1); }
    auto const file = folder.territory() / store::territory_file;
    constexpr std::array<store::Upgrade, 2> steps{{{2, "CREATE TABLE history(id INTEGER PRIMARY KEY)"}, {3, "ALTER TABLE history ADD COLUMN at INTEGER"}}};
    constexpr std::array<store::Upgrade, 2> wrong{{{2, "CREATE TABLE history(id INTEGER PRIMARY KEY)"}, {3, "ALTER TABLE nothing ADD COLUMN at INTEGER"}}};
    auto const database = store::Database::open(file);
    REQUIRE(database.has_value());
    CHECK_FALSE(store::upgrade(*database, file, 1, 3, wrong).has_value());
    CHECK(database->number("PRAGMA user_version") == 1);
    CHECK(database->number("SELECT count(*) FROM sqlite_master WHERE name = 'history'") == 0);
    REQUIRE(store::upgrade(*database, file, 1, 3, steps).has_value());
    CHECK(store::version_of(*database, file, 3) == 3);
    CHECK(database->number("SELECT count(at) FROM history") == 0);
    auto const before = store::Database::open(file.string() + ".before-3", store::Database::Access::read);
    REQUIRE(before.has_value());
    CHECK(before->number("PRAGMA user_version") == 1);
    CHECK(before->number("SELECT count(*) FROM journal") == 1);
}
