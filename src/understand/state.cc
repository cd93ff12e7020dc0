// SPDX-License-Identifier: Apache-2.0
#include "understand/state.h"

#include "base/check.h"
#include "ngsi/context.h"

#include <algorithm>
#include <utility>

namespace alzette::understand {

Held const* State::find(std::string_view id) const
{
    auto const slot = slot_of(id);
    return slot ? &held_[*slot] : nullptr;
}

ngsi::Kept State::kept(Slot slot) const { return ngsi::Kept::trusted(trusted_row(held_[slot].bytes).kept); }

Slot State::free_slot()
{
    if (free_.empty()) {
        held_.emplace_back();
        return static_cast<Slot>(held_.size() - 1);
    }
    auto const slot = free_.back();
    free_.pop_back();
    return slot;
}

void State::put(Held held)
{
    last_change_ = std::max(last_change_, held.sequence);
    if (auto const existing = is_gathering_ ? std::nullopt : slot_of(held.id())) {
        auto const before = std::exchange(held_[*existing], std::move(held));  // the same id: its place in the set stays
        read_entries(trusted_row(before.bytes).entries, before_);
        read_entries(trusted_row(held_[*existing].bytes).entries, after_);
        index(before_, after_, *existing, Index::take);
        index(after_, before_, *existing, Index::add);
        note_expiry(*existing);
        return;
    }
    auto const slot = free_slot();
    held_[slot] = std::move(held);
    if (!is_gathering_) ids_.insert(slot);
    all_.insert(slot);
    read_entries(trusted_row(held_[slot].bytes).entries, after_);
    index(after_, {}, slot, Index::add);
    note_expiry(slot);
}

void State::note_expiry(Slot slot)
{
    if (kept(slot).expires_at()) expiring_.insert(slot);
    else expiring_.erase(slot);
}

void State::build()
{
    if (!is_gathering_) return;
    is_gathering_ = false;
    ids_.reserve(all_.size());
    all_.each([this](Slot slot) { return ids_.insert(slot), true; });
    for (auto& [name, attribute] : indexes_) {
        attribute.values.build();
        if (attribute.places != nullptr) attribute.places->build();
    }
}

void State::remove(std::string_view id, std::uint64_t sequence)
{
    auto const slot = slot_of(id);
    CHECK_THAT(slot.has_value());
    read_entries(trusted_row(held_[*slot].bytes).entries, before_);
    index(before_, {}, *slot, Index::take);
    ids_.erase(*slot);
    all_.erase(*slot);
    expiring_.erase(*slot);
    held_[*slot] = {};
    free_.push_back(*slot);
    last_removal_ = last_change_ = sequence;
}

// What an entity has and the other has not, or has with other values: of a change of one attribute, that attribute alone.
void State::index(Entries const& entries, Entries const& others, Slot slot, Index what)
{
    auto const note = [&](NamedSets& sets, std::string_view name) { what == Index::add ? sets.insert(name, slot) : sets.erase(name, slot); };
    auto const note_all = [&](NamedSets& sets, std::vector<std::string_view> const& names, std::vector<std::string_view> const& same) {
        for (auto const name : names)
            if (std::ranges::find(same, name) == same.end()) note(sets, name);
    };
    note_all(types_, entries.types, others.types);
    note_all(scopes_, entries.scopes, others.scopes);
    for (auto const& attribute : entries.attributes) {
        auto const* const other = others.find(attribute.name);
        if (other == nullptr) note(attributes_, attribute.name);
        if (other == nullptr || other->bytes != attribute.bytes) index_attribute(attribute, slot, what);
    }
}

void State::index_attribute(AttributeEntries const& entries, Slot slot, Index what)
{
    auto& attribute = attribute_written(entries.name);
    if (entries.has_several) attribute.values.count_several(what == Index::add ? 1 : -1);
    for (auto const key : entries.keys) what == Index::add ? attribute.values.insert(key, slot) : attribute.values.erase(key, slot);
    if (entries.boxes.empty()) return;
    if (attribute.places == nullptr) {
        attribute.places = std::make_unique<Places>();
        if (is_gathering_) attribute.places->gather();
    }
    for (auto const& box : entries.boxes) what == Index::add ? attribute.places->insert(box, slot) : attribute.places->erase(box, slot);
}

State::Attribute& State::attribute_written(std::string_view written)
{
    if (auto const found = indexes_.find(written); found != indexes_.end()) return found->second;
    auto& attribute = indexes_[std::string(written)];
    if (is_gathering_) attribute.values.gather();
    return attribute;
}

State::Attribute const* State::attribute(std::string_view name) const
{
    auto const found = indexes_.find(ngsi::Context::core()->compact(name));
    return found == indexes_.end() ? nullptr : &found->second;
}

ValueIndex const* State::values(std::string_view name) const
{
    auto const* const found = attribute(name);
    return found == nullptr ? nullptr : &found->values;
}

Places const* State::places(std::string_view property) const
{
    auto const* const found = attribute(property);
    return found == nullptr ? nullptr : found->places.get();
}

}  // namespace alzette::understand
