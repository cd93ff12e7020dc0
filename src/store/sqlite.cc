// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite.h"

#include "base/catalogue/store.h"

namespace alzette::store {

using base::Result;

base::Error sqlite_error(sqlite3* database, std::filesystem::path const& file)
{
    auto const code = sqlite3_errcode(database) & 0xFF;
    auto const arguments = std::vector<base::Argument>{{"file", file.string()}, {"reason", std::string_view(sqlite3_errmsg(database))}};
    if (code == SQLITE_FULL) return {base::Errc::unavailable, base::Message(say::disk_full, arguments)};
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return {base::Errc::unavailable, base::Message(say::territory_damaged, arguments)};
    if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM)
        return {base::Errc::unavailable, base::Message(say::territory_not_writable, arguments)};
    return {base::Errc::unavailable, base::Message(say::territory_not_answering, arguments)};
}

void Statement::bind_text(int index, std::string_view text)
{
    sqlite3_bind_text(handle_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void Statement::bind_bytes(int index, std::string_view bytes)
{
    sqlite3_bind_blob(handle_.get(), index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

Result<bool> Statement::step()
{
    auto const code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    auto error = sqlite_error(database_, file_);
    reset();
    return tl::unexpected(std::move(error));
}

Result<void> Statement::run()
{
    TRY(step());
    reset();
    return {};
}

std::string_view Statement::text(int column) const
{
    auto const* const bytes = static_cast<char const*>(sqlite3_column_blob(handle_.get(), column));
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

Result<Database> Database::open(std::filesystem::path const& file, Access access)
{
    sqlite3* handle = nullptr;
    auto const how = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    auto const code = sqlite3_open_v2(file.c_str(), &handle, how | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.handle_.reset(handle);
    database.file_ = file;
    if (code != SQLITE_OK) return tl::unexpected(sqlite_error(handle, file));
    sqlite3_busy_timeout(handle, 5'000);  // another tool that reads may hold a lock for a moment
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* handle = nullptr;
    auto const code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(sqlite_error(handle_.get(), file_));
    Statement statement;
    statement.handle_.reset(handle);
    statement.database_ = handle_.get();
    statement.file_ = file_;
    return statement;
}

Result<void> Database::run(char const* sql) const
{
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return tl::unexpected(sqlite_error(handle_.get(), file_));
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) const
{
    auto statement = TRY(prepare(sql));
    auto const has_row = TRY(statement.step());
    return has_row ? statement.number(0) : 0;
}

void Database::count_log(int& pages) const
{
    auto const note = [](void* counter, sqlite3*, char const*, int held) {
        *static_cast<int*>(counter) = held;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(handle_.get(), note, &pages);
}

// VACUUM INTO reads one consistent state; the library's page-by-page copy would start again at each change of another connection.
Result<void> Database::copy_to(std::filesystem::path const& file) const
{
    auto statement = TRY(prepare("VACUUM INTO ?1"));
    auto const name = file.string();
    statement.bind_text(1, name);
    return statement.run();
}

}  // namespace alzette::store
