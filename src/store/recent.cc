// SPDX-License-Identifier: Apache-2.0
#include "store/recent.h"

#include "base/catalogue/store.h"

#include <cstring>

namespace alzette::store {

namespace {

constexpr std::size_t head_bytes = 1 + 8 + 8 + 4;

template <class Whole>
void append_whole(Whole number, std::string& out)
{
    for (std::size_t i = 0; i < sizeof number; ++i) out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFF);
}

std::uint64_t read_whole(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8U | static_cast<unsigned char>(bytes[i]);
    return number;
}

}  // namespace

void append_recent(RecentRow const& row, std::string& blob)
{
    blob += static_cast<char>(row.table);
    append_whole(row.tenant, blob);
    append_whole(row.row.number, blob);
    append_whole(static_cast<std::uint32_t>(row.row.bytes.size()), blob);
    blob += std::string_view(row.row.bytes);
}

base::Result<void> read_recent(std::string_view blob, std::function<void(RecentRow)> const& take)
{
    auto const damaged = base::fail(base::Errc::unavailable, say::recent_damaged);
    while (!blob.empty()) {
        if (blob.size() < head_bytes || static_cast<unsigned char>(blob[0]) > static_cast<unsigned char>(Table::accounts)) return damaged;
        auto const length = read_whole(blob.substr(17, 4));
        if (blob.size() - head_bytes < length) return damaged;
        take({static_cast<Table>(blob[0]), static_cast<std::int64_t>(read_whole(blob.substr(1, 8))),
              {read_whole(blob.substr(9, 8)), blob.substr(head_bytes, length)}});
        blob.remove_prefix(head_bytes + length);
    }
    return {};
}

void Pending::put(RecentRow row)
{
    auto& waiting = rows_[{row.table, row.row.number}];
    bytes_ += row.row.bytes.size();
    bytes_ -= waiting.bytes.size();
    waiting = {row.tenant, std::move(row.row.bytes)};
}

RecentRow Pending::take_first()
{
    auto node = rows_.extract(rows_.begin());
    bytes_ -= node.mapped().bytes.size();
    return {node.key().first, node.mapped().tenant, {node.key().second, std::move(node.mapped().bytes)}};
}

}  // namespace alzette::store
