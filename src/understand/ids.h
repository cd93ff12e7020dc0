// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "understand/held.h"

#include <absl/container/flat_hash_set.h>
#include <cstddef>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

namespace alzette::understand {

// Which slot an id has. Ids are not kept twice: the sets hold slots and compare the ids they stand for. There are many small sets rather than one, since one
// that grows is filled anew at once: with 115 000 entities a creation now and then took 70 ms, and everybody behind it.
class Ids {
public:
    explicit Ids(std::deque<Held> const& held) : parts_(parts, Part(0, ById{&held}, ById{&held})), held_(held) {}

    std::optional<Slot> find(std::string_view id) const
    {
        auto const& part = parts_[part_of(id)];
        auto const found = part.find(id);
        return found == part.end() ? std::nullopt : std::optional(*found);
    }
    void insert(Slot slot) { parts_[part_of(held_[slot].id())].insert(slot); }
    void erase(Slot slot) { parts_[part_of(held_[slot].id())].erase(slot); }
    // Room for so many in all.
    void reserve(std::size_t ids)
    {
        for (auto& part : parts_) part.reserve(ids / parts);
    }

private:
    struct ById {
        using is_transparent = void;
        std::deque<Held> const* held;
        std::string_view id(Slot slot) const { return (*held)[slot].id(); }
        static std::string_view id(std::string_view text) { return text; }
        std::size_t operator()(auto const& key) const { return absl::HashOf(id(key)); }
        bool operator()(auto const& left, auto const& right) const { return id(left) == id(right); }
    };
    using Part = absl::flat_hash_set<Slot, ById, ById>;
    static constexpr std::size_t parts = 256;
    static std::size_t part_of(std::string_view id) { return absl::HashOf(id) >> 56U; }  // the sets themselves go by the lower bits

    std::vector<Part> parts_;
    std::deque<Held> const& held_;
};

}  // namespace alzette::understand
