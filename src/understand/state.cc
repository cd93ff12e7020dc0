// SPDX-License-Identifier: Apache-2.0
#include "understand/state.h"

#include "base/check.h"

#include <algorithm>

namespace alzette::understand {

namespace {

Bitmap const nothing;

Bitmap const& find_in(std::map<std::string, Bitmap, std::less<>> const& sets, std::string_view name)
{
    auto const found = sets.find(name);
    return found == sets.end() ? nothing : found->second;
}

// Each text of a languageMap, whatever its language.
template <class Note>
void index_languages(json::Value const& language_map, Note const& note)
{
    for (auto const& [language, value] : *language_map.object()) {
        note(value);
        if (auto const* const texts = value.array())
            for (auto const& text : *texts) note(text);
    }
}

bool same_values(ngsi::NamedAttribute const& left, ngsi::NamedAttribute const& right)
{
    return std::ranges::equal(left.instances, right.instances,
                              [](ngsi::Attribute const& a, ngsi::Attribute const& b) { return a.kind == b.kind && a.value == b.value; });
}

}  // namespace

std::string_view Held::text() const { return ngsi::Kept::trusted(bytes).text(); }

// The text starts with {"id":" and a URI holds nothing that JSON escapes.
std::string_view Held::id() const
{
    constexpr std::string_view start = R"({"id":")";
    auto const rest = text().substr(start.size());
    return rest.substr(0, rest.find('"'));
}

State::State() : by_id_(0, ById{&held_}, ById{&held_}) {}

std::optional<Slot> State::slot_of(std::string_view id) const
{
    auto const found = by_id_.find(id);
    if (found == by_id_.end()) return std::nullopt;
    return *found;
}

Held const* State::find(std::string_view id) const
{
    auto const slot = slot_of(id);
    return slot ? &held_[*slot] : nullptr;
}

ngsi::Kept State::kept(Slot slot) const { return ngsi::Kept::trusted(held_[slot].bytes); }

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

void State::put(ngsi::Entity const& entity, Held held)
{
    last_change_ = std::max(last_change_, held.sequence);
    if (auto const existing = slot_of(entity.id)) {
        auto const before = kept(*existing).entity();
        held_[*existing] = std::move(held);  // the same id: its place in the set stays
        index(before, entity, *existing, Index::take);
        index(entity, before, *existing, Index::add);
        return;
    }
    auto const slot = free_slot();
    held_[slot] = std::move(held);
    by_id_.insert(slot);
    all_.insert(slot);
    index(entity, {}, slot, Index::add);
}

void State::build()
{
    is_gathering_ = false;
    for (auto& [name, values] : values_) values.build();
    for (auto& [name, places] : places_) places.build();
}

void State::remove(std::string_view id, std::uint64_t sequence)
{
    auto const slot = slot_of(id);
    CHECK_THAT(slot.has_value());
    index(kept(*slot).entity(), {}, *slot, Index::take);
    by_id_.erase(*slot);
    all_.erase(*slot);
    held_[*slot] = {};
    free_.push_back(*slot);
    last_removal_ = last_change_ = sequence;
}

Bitmap const& State::with_type(std::string_view type) const { return find_in(types_, type); }

Bitmap const& State::with_attribute(std::string_view name) const { return find_in(attributes_, name); }

Bitmap const& State::with_scope(std::string_view scope) const { return find_in(scopes_, scope); }

ValueIndex const* State::values(std::string_view attribute) const
{
    auto const found = values_.find(attribute);
    return found == values_.end() ? nullptr : &found->second;
}

// What an entity has and the other has not, or has with other values: of a change of one attribute, that attribute alone.
void State::index(ngsi::Entity const& entity, ngsi::Entity const& other, Slot slot, Index what)
{
    auto const note = [&](std::map<std::string, Bitmap, std::less<>>& sets, std::string const& name) {
        if (what == Index::add) return sets[name].insert(slot);
        auto const found = sets.find(name);
        found->second.erase(slot);
        if (found->second.empty()) sets.erase(found);
    };
    auto const note_all = [&](std::map<std::string, Bitmap, std::less<>>& sets, std::vector<std::string> const& names, std::vector<std::string> const& others) {
        for (auto const& name : names)
            if (std::ranges::find(others, name) == others.end()) note(sets, name);
    };
    note_all(types_, entity.types, other.types);
    note_all(scopes_, entity.scopes, other.scopes);
    for (auto const& attribute : entity.attributes) {
        auto const* const same_name = ngsi::find(other.attributes, attribute.name);
        if (same_name == nullptr) note(attributes_, attribute.name);
        if (same_name == nullptr || !same_values(attribute, *same_name)) index_values(attribute, slot, what);
    }
}

void State::index_place(std::string const& name, json::Value const& geometry, Slot slot, Index what)
{
    auto& places = places_[name];
    if (is_gathering_) places.gather();
    if (what == Index::add) places.insert(ngsi::box_of(geometry), slot);
    else places.erase(ngsi::box_of(geometry), slot);
}

Places const* State::places(std::string_view property) const
{
    auto const found = places_.find(property);
    return found == places_.end() ? nullptr : &found->second;
}

// Every value a query may compare with by equality or order (clause 4.9): of each instance, and of each item of an array.
void State::index_values(ngsi::NamedAttribute const& attribute, Slot slot, Index what)
{
    auto& values = values_[attribute.name];
    if (is_gathering_) values.gather();
    auto const apply = [&](std::optional<ValueIndex::Key> key) {
        if (!key) return;
        if (what == Index::add) values.insert(*key, slot);
        else values.erase(*key, slot);
    };
    auto const& first = attribute.instances.front();
    auto const has_several = attribute.instances.size() > 1 || first.value.array() != nullptr || first.kind == ngsi::Kind::language_property;
    if (has_several) values.count_several(what == Index::add ? 1 : -1);
    for (auto const& instance : attribute.instances) {
        auto const note = [&](json::Value const& held) {
            auto const& value = ngsi::plain_value(held);
            apply(ValueIndex::key_of(value));
            auto const* const text = value.text();
            if (text != nullptr) apply(ValueIndex::instant_key(*text));
            if (text != nullptr && instance.kind == ngsi::Kind::vocab_property) apply(ValueIndex::term_key(*text));
        };
        note(instance.value);
        if (auto const* const items = instance.value.array())
            for (auto const& item : *items) note(item);
        if (instance.kind == ngsi::Kind::language_property && instance.value.object() != nullptr) index_languages(instance.value, note);
        if (instance.kind == ngsi::Kind::geo_property && instance.value.object() != nullptr) index_place(attribute.name, instance.value, slot, what);
    }
}

}  // namespace alzette::understand
