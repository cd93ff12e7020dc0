// SPDX-License-Identifier: Apache-2.0
#include "store/journal.h"

#include "base/blake2b.h"
#include "base/catalogue/store.h"

#include <bit>

namespace alzette::store {

namespace {

template <class Whole>
std::string little_endian(Whole number)
{
    std::string bytes;
    for (std::size_t i = 0; i < sizeof number; ++i) bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFF);
    return bytes;
}

std::string length_of(std::string_view text) { return little_endian(static_cast<std::uint32_t>(text.size())); }

}  // namespace

std::string first_hash()
{
    std::string zeros(32, '\0');
    return zeros;
}

std::string journal_hash(std::string_view before, std::uint64_t sequence, base::Instant at, std::string_view tenant, std::string_view who,
                         std::string_view what)
{
    return base::blake2b_256({before, little_endian(sequence), little_endian(at.time_since_epoch().count()), length_of(tenant), tenant, length_of(who), who,
                              length_of(what), what});
}

base::Result<std::uint64_t> check_chain(Database const& database, std::filesystem::path const& file)
{
    auto rows = TRY(database.prepare("SELECT sequence, at, tenant, who, what, hash FROM journal ORDER BY sequence"));
    auto hash = first_hash();
    std::uint64_t lines = 0;
    while (TRY(rows.step())) {
        auto const sequence = static_cast<std::uint64_t>(rows.number(0));
        hash = journal_hash(hash, sequence, base::Instant(std::chrono::microseconds(rows.number(1))), rows.text(2), rows.text(3), rows.text(4));
        if (sequence != ++lines || rows.text(5) != hash)
            return base::fail(base::Errc::conflict, say::journal_broken, {{"file", file.string()}, {"sequence", sequence}});
    }
    return lines;
}

}  // namespace alzette::store
