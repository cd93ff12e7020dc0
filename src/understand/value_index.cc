// SPDX-License-Identifier: Apache-2.0
#include "understand/value_index.h"

#include "base/instant.h"

#define XXH_INLINE_ALL
#include <algorithm>
#include <bit>
#include <xxhash.h>

namespace alzette::understand {

namespace {

constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

// Doubles as whole numbers in the same order: those below zero upside down, -0 as 0.
std::uint64_t in_order(double number)
{
    auto const bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
    return (bits & sign_bit) != 0 ? ~bits : bits | sign_bit;
}

// Kept on disk with what it is the hash of: the same on every machine and in every release.
std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace

ValueIndex::Key ValueIndex::number_key(double number) { return {Key::Kind::number, in_order(number)}; }

ValueIndex::Key ValueIndex::text_key(std::string_view text) { return {Key::Kind::text, hash_of(text)}; }

ValueIndex::Key ValueIndex::term_key(std::string_view iri) { return {Key::Kind::term, hash_of(iri)}; }

std::optional<ValueIndex::Key> ValueIndex::instant_key(std::string_view text)
{
    auto const instant = base::parse_instant(text);
    if (!instant) return std::nullopt;
    return Key{Key::Kind::instant, std::bit_cast<std::uint64_t>(instant->time_since_epoch().count()) ^ sign_bit};
}

std::optional<ValueIndex::Key> ValueIndex::key_of(json::Value const& value)
{
    if (auto const* const truth = value.truth()) return Key{Key::Kind::boolean, *truth ? 1U : 0U};
    if (value.is_number()) return number_key(value.number());
    if (auto const* const text = value.text()) return text_key(*text);
    return std::nullopt;
}

void ValueIndex::build()
{
    if (!is_gathering_) return;
    std::sort(gathered_.begin(), gathered_.end());
    for (auto const& entry : gathered_) entries_.insert(entries_.end(), entry);  // in order, each at the end
    gathered_ = {};
    is_gathering_ = false;
}

std::optional<Bitmap> ValueIndex::between(Key first, Key last, std::size_t most) const
{
    Bitmap slots;
    std::size_t found = 0;
    for (auto at = entries_.lower_bound(Entry{first.order, 0, first.kind}); at != entries_.end() && at->key() <= last; ++at) {
        if (++found > most) return std::nullopt;
        slots.insert(at->slot);
    }
    return slots;
}

}  // namespace alzette::understand
