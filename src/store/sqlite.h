// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string_view>

// SQLite as values and results: connections and statements that free themselves, failures that carry SQLite's own words.
namespace alzette::store {

base::Error sqlite_error(sqlite3* database, std::filesystem::path const& file);

// A prepared statement, used again and again by one thread. Texts and bytes that are bound must live until step() or reset().
class Statement {
public:
    void bind(int index, std::int64_t number) { sqlite3_bind_int64(handle_.get(), index, number); }
    void bind_text(int index, std::string_view text);
    void bind_bytes(int index, std::string_view bytes);

    base::Result<bool> step();  // whether there is a row
    base::Result<void> run();   // a statement without rows; then ready again
    void reset() { sqlite3_reset(handle_.get()); }

    std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    std::string_view text(int column) const;  // of bytes too; until the next step

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    sqlite3* database_ = nullptr;
    std::filesystem::path file_;
};

// A connection, used by one thread at a time.
class Database {
public:
    // `read`: of a file that another process may be writing.
    enum class Access { write, read };
    static base::Result<Database> open(std::filesystem::path const& file, Access access = Access::write);
    base::Result<Statement> prepare(std::string_view sql) const;
    base::Result<void> run(char const* sql) const;
    base::Result<std::int64_t> number(std::string_view sql) const;  // the first column of the first row
    // From now on the library moves no pages from the log to the file by itself, and each commit sets `pages` to how many the log holds. It outlives this.
    void count_log(int& pages) const;
    // All of it as it is at one instant, without the room that what was removed left behind, to a file that does not exist. Writers go on meanwhile.
    base::Result<void> copy_to(std::filesystem::path const& file) const;

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::filesystem::path file_;
};

}  // namespace alzette::store
