// SPDX-License-Identifier: Apache-2.0
#include "store/format.h"

#include "base/catalogue/store.h"

#include <string>

namespace alzette::store {

namespace {

using base::Errc;
using base::Result;

constexpr std::int64_t application_id = 0x414C5A54;  // "ALZT"

constexpr auto create_tables = R"(
    PRAGMA application_id = 1095522900;
    PRAGMA user_version = 1;
    CREATE TABLE tenants(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE entities(id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE contexts(id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE accounts(id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE recent(sequence INTEGER PRIMARY KEY, rows BLOB NOT NULL);
    CREATE TABLE journal(sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, tenant TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, hash BLOB NOT NULL);
)";
static_assert(application_id == 1095522900 && format_version == 1);

// None yet: the first format is the only one.
constexpr std::span<Upgrade const> upgrades{};
static_assert(upgrades.size() + 1 == format_version);

}  // namespace

Result<std::int64_t> version_of(Database const& database, std::filesystem::path const& file, std::int64_t known)
{
    auto const application = TRY(database.number("PRAGMA application_id"));
    if (application != application_id) return base::fail(Errc::conflict, say::territory_foreign, {{"file", file.string()}});
    auto const version = TRY(database.number("PRAGMA user_version"));
    if (version > known)
        return base::fail(Errc::unsupported, say::territory_newer, {{"file", file.string()}, {"version", version}, {"known", known}});
    return version;
}

Result<void> upgrade(Database const& database, std::filesystem::path const& file, std::int64_t from, std::int64_t to, std::span<Upgrade const> steps)
{
    auto const copy = file.string() + ".before-" + std::to_string(to);
    std::error_code ignored;
    std::filesystem::remove(copy, ignored);  // of an upgrade that did not end
    TRY_VOID(database.copy_to(copy));
    TRY_VOID(database.run("BEGIN IMMEDIATE"));
    auto const work = [&]() -> Result<void> {
        for (auto const& step : steps)
            if (step.to > from && step.to <= to) TRY_VOID(database.run(step.sql));
        TRY_VOID(database.run(("PRAGMA user_version = " + std::to_string(to)).c_str()));
        return database.run("COMMIT");
    };
    auto done = work();
    if (!done) (void)database.run("ROLLBACK");  // the failure that is told is the first
    return done;
}

Result<void> settle_format(Database const& database, std::filesystem::path const& file)
{
    auto const tables = TRY(database.number("SELECT count(*) FROM sqlite_master"));
    if (tables == 0) {
        TRY_VOID(database.run("BEGIN IMMEDIATE"));
        TRY_VOID(database.run(create_tables));
        return database.run("COMMIT");
    }
    auto const version = TRY(version_of(database, file));
    return version == format_version ? Result<void>() : upgrade(database, file, version, format_version, upgrades);
}

}  // namespace alzette::store
