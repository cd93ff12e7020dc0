// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/by_text.h"
#include "base/result.h"
#include "ngsi/entity.h"
#include "ngsi/kept.h"
#include "understand/bitmap.h"
#include "understand/entries.h"
#include "understand/held.h"
#include "understand/ids.h"
#include "understand/named_sets.h"
#include "understand/places.h"
#include "understand/value_index.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What is true now: the entities of one tenant, in memory, with indexes on id, type, scope, and on the presence and value of each attribute. Not safe for
// several threads: its owner locks (understand/memory.h).
namespace alzette::understand {

class State {
public:
    State() = default;
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    Held const* find(std::string_view id) const;
    std::optional<Slot> slot_of(std::string_view id) const { return ids_.find(id); }
    Held const& at(Slot slot) const { return held_[slot]; }
    ngsi::Kept kept(Slot slot) const;
    std::size_t size() const { return all_.size(); }

    // Between the two, entities are only added, none twice, and nothing is looked for: the indexes are built at once.
    void gather() { is_gathering_ = true; }
    void build();

    // Takes the place of the entity of that id, or adds one.
    void put(Held held);
    // Removes an entity that is there.
    void remove(std::string_view id, std::uint64_t sequence);
    // The last change that took something away: what an answer does not show may rest on it.
    std::uint64_t last_removal() const { return last_removal_; }
    std::uint64_t last_change() const { return last_change_; }

    // Sets of slots. Names are expanded; an unknown one has the empty set.
    Bitmap const& all() const { return all_; }
    Bitmap const& with_type(std::string_view type) const { return types_.find(type); }
    Bitmap const& with_attribute(std::string_view name) const { return attributes_.find(name); }
    Bitmap const& with_scope(std::string_view scope) const { return scopes_.find(scope); }
    NamedSets::Map const& types() const { return types_.all(); }
    NamedSets::Map const& attributes() const { return attributes_.all(); }
    NamedSets::Map const& scopes() const { return scopes_.all(); }
    Bitmap const& expiring() const { return expiring_; }  // all or part of them goes at some instant (clause 4.22)
    ValueIndex const* values(std::string_view attribute) const;
    Places const* places(std::string_view property) const;

private:
    enum class Index { add, take };
    // The values and places of one attribute.
    struct Attribute {
        ValueIndex values;
        std::unique_ptr<Places> places;
    };
    void note_expiry(Slot slot);
    void index(Entries const& entries, Entries const& others, Slot slot, Index what);
    void index_attribute(AttributeEntries const& entries, Slot slot, Index what);
    Attribute& attribute_written(std::string_view written);
    Attribute const* attribute(std::string_view name) const;
    Slot free_slot();

    std::deque<Held> held_;  // grows without moving what is there
    std::vector<Slot> free_;
    Ids ids_{held_};
    Bitmap all_, expiring_;
    NamedSets types_, attributes_;                           // by name, which entries write compacted
    NamedSets scopes_{NamedSets::Names::as_written};
    base::ByText<Attribute> indexes_;                        // by name as entries write it
    Entries before_, after_;                                 // of the change at hand; here so that they allocate once
    bool is_gathering_ = false;
    std::uint64_t last_removal_ = 0;
    std::uint64_t last_change_ = 0;
};

}  // namespace alzette::understand
