// SPDX-License-Identifier: Apache-2.0
#include "store/backup.h"

#include "base/blake2b.h"
#include "base/catalogue/store.h"
#include "store/folder_lock.h"
#include "store/format.h"
#include "store/journal.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace alzette::store {

namespace {

using base::Errc;
using base::Result;
namespace fs = std::filesystem;

// On disk, not in a cache of the system: the file itself, or a folder after a file in it got its name.
Result<void> settle_on_disk(fs::path const& path)
{
    auto const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-*): the system's own interface
    auto const is_settled = descriptor >= 0 && ::fsync(descriptor) == 0;
    auto const reason = std::generic_category().message(errno);
    if (descriptor >= 0) ::close(descriptor);
    if (is_settled) return {};
    return base::fail(Errc::unavailable, say::backup_not_written, {{"file", path.string()}, {"reason", reason}});
}

fs::path folder_of(fs::path const& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

Result<void> give_name(fs::path const& part, fs::path const& file)
{
    std::error_code code;
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, code);  // a territory's data is its owner's alone
    TRY_VOID(settle_on_disk(part));
    fs::rename(part, file, code);
    if (code) return base::fail(Errc::unavailable, say::backup_not_written, {{"file", file.string()}, {"reason", code.message()}});
    return settle_on_disk(folder_of(file));
}

fs::path part_of(fs::path const& file) { return file.string() + ".part" + std::to_string(::getpid()); }

// Takes away what was begun and did not end.
struct Part {
    fs::path path;
    ~Part()
    {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
    explicit Part(fs::path const& file) : path(part_of(file)) {}
    Part(Part const&) = delete;
    Part& operator=(Part const&) = delete;
};

Result<void> check_pages(Database const& database, fs::path const& file)
{
    auto check = TRY(database.prepare("PRAGMA integrity_check(1)"));
    auto const has_row = TRY(check.step());
    auto const found = has_row ? std::string(check.text(0)) : std::string();
    if (found == "ok") return {};
    return base::fail(Errc::unavailable, say::backup_damaged, {{"file", file.string()}, {"reason", found}});
}

// Of all rows of the tables whose content the journal does not vouch for, each hash over the one before it.
Result<std::string> content_hash(Database const& database)
{
    auto hash = first_hash();
    for (auto const* const query : {"SELECT id, name, '' FROM tenants ORDER BY id", "SELECT id, tenant, bytes FROM entities ORDER BY id",
                                    "SELECT id, tenant, bytes FROM contexts ORDER BY id", "SELECT id, tenant, bytes FROM accounts ORDER BY id",
                                    "SELECT sequence, '', rows FROM recent ORDER BY sequence"}) {
        auto rows = TRY(database.prepare(query));
        hash = base::blake2b_256({hash, query});
        while (TRY(rows.step())) {
            auto const head = std::to_string(rows.number(0)) + "/" + std::string(rows.text(1)) + "/";
            hash = base::blake2b_256({hash, head, rows.text(2)});
        }
    }
    return hash;
}

// A copy vouches for its rows; a territory in use does not, and its own backup is to.
Result<void> forget_seal(Database const& database) { return database.run("DROP TABLE IF EXISTS backup"); }

Result<void> seal(fs::path const& file)
{
    auto const database = TRY(Database::open(file));
    TRY_VOID(forget_seal(database));
    auto const hash = TRY(content_hash(database));
    TRY_VOID(database.run("CREATE TABLE backup(hash BLOB NOT NULL)"));
    auto statement = TRY(database.prepare("INSERT INTO backup VALUES(?1)"));
    statement.bind_bytes(1, hash);
    return statement.run();
}

// A file that somebody copied by hand has no seal, and only its pages and its journal can be checked.
Result<void> check_seal(Database const& database, fs::path const& file)
{
    auto const is_sealed = TRY(database.number("SELECT count(*) FROM sqlite_master WHERE name = 'backup'"));
    if (is_sealed == 0) return {};
    auto const hash = TRY(content_hash(database));
    auto kept = TRY(database.prepare("SELECT hash FROM backup"));
    auto const has_row = TRY(kept.step());
    if (has_row && kept.text(0) == hash) return {};
    return base::fail(Errc::unavailable, say::backup_changed, {{"file", file.string()}});
}

}  // namespace

Result<void> check_is_free(fs::path const& folder)
{
    std::error_code code;
    for (auto const& entry : fs::directory_iterator(folder, code))
        if (entry.path().filename() != "territory.lock")
            return base::fail(Errc::conflict, say::restore_folder_not_empty, {{"folder", folder.string()}, {"found", entry.path().filename().string()}});
    if (!code || code == std::errc::no_such_file_or_directory) return {};
    return base::fail(Errc::unavailable, say::folder_not_made, {{"folder", folder.string()}, {"reason", code.message()}});
}

Result<BackupFacts> check_backup(fs::path const& file)
{
    std::error_code code;
    if (!fs::is_regular_file(file, code)) return base::fail(Errc::not_found, say::backup_missing, {{"file", file.string()}});
    auto const database = TRY(Database::open(file, Database::Access::read));
    TRY(version_of(database, file));
    TRY_VOID(check_pages(database, file));
    auto const lines = TRY(check_chain(database, file));
    TRY_VOID(check_seal(database, file));
    return BackupFacts{fs::file_size(file, code), lines};
}

Result<BackupFacts> back_up(fs::path const& folder, fs::path const& file)
{
    auto const source = folder / territory_file;
    if (!fs::exists(source)) return base::fail(Errc::not_found, say::territory_missing, {{"folder", folder.string()}});
    if (fs::exists(file)) return base::fail(Errc::conflict, say::backup_exists, {{"file", file.string()}});
    Part const part(file);
    {
        auto const database = TRY(Database::open(source, Database::Access::read));
        TRY(version_of(database, source));
        TRY_VOID(database.copy_to(part.path));
    }
    TRY_VOID(seal(part.path));
    auto const facts = TRY(check_backup(part.path));
    TRY_VOID(give_name(part.path, file));
    return facts;
}

Result<BackupFacts> restore(fs::path const& file, fs::path const& folder)
{
    auto const facts = TRY(check_backup(file));
    TRY_VOID(check_is_free(folder));
    auto const lock = TRY(FolderLock::take(folder));
    TRY_VOID(check_is_free(folder));  // nobody can come in any more
    auto const target = folder / territory_file;
    Part const part(target);
    std::error_code code;
    fs::copy_file(file, part.path, code);
    if (code) return base::fail(Errc::unavailable, say::backup_not_written, {{"file", target.string()}, {"reason", code.message()}});
    {
        auto const database = TRY(Database::open(part.path));
        TRY_VOID(forget_seal(database));
    }
    TRY_VOID(give_name(part.path, target));
    return facts;
}

}  // namespace alzette::store
