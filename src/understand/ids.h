// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/by_text.h"
#include "understand/held.h"

#include <absl/container/flat_hash_set.h>
#include <cstddef>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

namespace alzette::understand {

// Which slot an id has. Ids are not kept twice: the sets hold slots with a hash of the id, and compare the ids they stand for where the hashes are the same.
// There are many small sets rather than one, since one that grows is filled anew at once: with 115 000 entities a creation now and then took 70 ms, and
// everybody behind it.
class Ids {
public:
    explicit Ids(std::deque<Held> const& held) : parts_(parts, Part(0, Hash{}, Same{&held})), held_(held) {}

    std::optional<Slot> find(std::string_view id) const
    {
        Key const key{id, hash_of(id)};
        auto const& part = parts_[part_of(key.hash)];
        auto const found = part.find(key);
        return found == part.end() ? std::nullopt : std::optional(found->slot);
    }
    // The entity of a slot, whose id is none of those there.
    void insert(Slot slot)
    {
        auto const hash = hash_of(held_[slot].id());
        parts_[part_of(hash)].insert(Entry{slot, hash});
    }
    void erase(Slot slot)
    {
        auto const hash = hash_of(held_[slot].id());
        parts_[part_of(hash)].erase(Entry{slot, hash});
    }
    // Room for so many in all.
    void reserve(std::size_t ids)
    {
        for (auto& part : parts_) part.reserve(ids / parts);
    }

private:
    struct Entry {
        Slot slot;
        std::uint32_t hash;
    };
    struct Key {
        std::string_view id;
        std::uint32_t hash;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(auto const& key) const { return key.hash * std::uint64_t{0x9E37'79B9'7F4A'7C15}; }  // its own bits go to all of 64
    };
    struct Same {
        using is_transparent = void;
        std::deque<Held> const* held;
        bool operator()(Entry const& left, Entry const& right) const { return left.slot == right.slot; }
        bool operator()(Entry const& left, Key const& right) const { return left.hash == right.hash && (*held)[left.slot].id() == right.id; }
    };
    using Part = absl::flat_hash_set<Entry, Hash, Same>;
    static constexpr std::size_t parts = 256;
    static std::uint32_t hash_of(std::string_view id) { return static_cast<std::uint32_t>(base::text_hash(id)); }
    static std::size_t part_of(std::uint32_t hash) { return hash >> 24U; }

    std::vector<Part> parts_;
    std::deque<Held> const& held_;
};

}  // namespace alzette::understand
