// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace alzette::store {

// Changes that are durable as a log and not yet in their tables. A table's rows lie in pages of 4 KiB all over the file, and a change of one would write a
// whole page; the log is written in one place, and a row that changes often goes to its table once.
struct RecentRow {
    Table table;
    std::int64_t tenant;
    Row row;
};

// The rows of a group of changes as one blob: for each, table (1 byte), tenant and number (8 bytes each), length (4 bytes), all little-endian, and the
// bytes; length 0 removes.
void append_recent(RecentRow const& row, std::string& blob);
// Fails (unavailable) on a blob that append_recent() did not make.
base::Result<void> read_recent(std::string_view blob, std::function<void(RecentRow)> const& take);

// The newest state of each row that its table does not have, in the order of tables and numbers.
class Pending {
public:
    void put(RecentRow row);
    bool empty() const { return rows_.empty(); }
    std::size_t bytes() const { return bytes_; }
    RecentRow take_first();

private:
    struct Waiting {
        std::int64_t tenant;
        base::SharedBytes bytes;
    };
    std::map<std::pair<Table, std::uint64_t>, Waiting> rows_;
    std::size_t bytes_ = 0;
};

}  // namespace alzette::store
