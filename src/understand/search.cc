// SPDX-License-Identifier: Apache-2.0
#include "understand/search.h"

#include "ngsi/change.h"

#include <algorithm>
#include <limits>

namespace alzette::understand {

namespace {

SomeSlots with_any(State const& state, std::vector<std::string> const& attributes)
{
    SomeSlots slots(state.with_attribute(attributes.front()));
    for (std::size_t i = 1; i < attributes.size(); ++i) slots |= SomeSlots(state.with_attribute(attributes[i]));
    return slots;
}

// Every part as a set, joined; the first is taken as it is.
Candidates candidates_of(State const& state, Question const& question)
{
    std::optional<SomeSlots> slots;
    auto const narrow = [&](SomeSlots part) {
        if (slots) *slots &= part;
        else slots = std::move(part);
    };
    if (question.visible) narrow(SomeSlots(question.visible(state)));
    if (question.selected) narrow(question.selected(state));
    if (question.scopes) narrow(question.scopes(state));
    if (!question.attributes.empty()) narrow(with_any(state, question.attributes));
    auto are_exact = !question.is_match;
    if (question.narrowed) {
        if (auto part = question.narrowed(state)) {
            narrow(std::move(part->slots));
            are_exact = are_exact || part->are_exact;
        }
    }
    return {slots ? *std::move(slots) : SomeSlots(state.all()), are_exact};
}

constexpr std::size_t ids_an_entity = 100;  // that are compared with a pattern in the time an entity is read

bool has_expired_part(State const& state, base::Instant now, Slot slot)
{
    return state.expiring().contains(slot) && *state.kept(slot).expires_at() <= now;
}

bool any_has_expired_part(State const& state, base::Instant now, Bitmap const& slots)
{
    bool found = false;
    state.expiring().each([&](Slot slot) {
        found = slots.contains(slot) && has_expired_part(state, now, slot);
        return !found;
    });
    return found;
}

bool has_any(ngsi::Entity const& entity, std::vector<std::string> const& attributes)
{
    return std::ranges::any_of(attributes, [&](std::string const& name) { return ngsi::find(entity.attributes, name) != nullptr; });
}

}  // namespace

void Scan::look(State const& state)
{
    candidates_ = candidates_of(state, question_);
    has_expired_ = any_has_expired_part(state, now_, candidates_.slots.get());
    looked_at_ = state.last_change();
}

// The candidates are those of the first step: a set of its own from the first pause on, since what is borrowed from the state is good until it changes.
bool Scan::advance(State const& state, std::size_t entities_max)
{
    if (!looked_at_) {
        look(state);
        if (take_nearest(state, entities_max)) return true;
    }
    auto left = std::min(entities_max, std::numeric_limits<std::size_t>::max() / ids_an_entity) * ids_an_entity;
    bool is_done = true;
    candidates_.slots.get().each_from(next_, [&](Slot slot) {
        next_ = slot;
        auto const is_meant = is_selected(state, slot);
        auto const cost = is_meant && (is_ordered() || reads(state, slot)) ? ids_an_entity : question_.is_selected ? 1U : 0U;
        if (cost > left) return is_done = false;
        left -= cost;
        return !is_meant || take(state, slot);
    });
    if (!is_done && !is_in_steps_) candidates_.slots.own();
    is_in_steps_ = is_in_steps_ || !is_done;
    return is_done;
}

// Reads those that seem nearest, more and more of them until enough that fit are certainly before all others. False when that is no way to the answer.
bool Scan::take_nearest(State const& state, std::size_t entities_max)
{
    constexpr std::size_t spare = 8;  // ties, and those whose box seems nearer than they are
    auto const& slots = candidates_.slots.get();
    auto const wanted = question_.offset + question_.limit + 1;
    auto const is_number_needed = question_.is_counted && !is_settled();
    if (!is_ordered() || is_number_needed) return false;
    for (auto most = wanted + spare; most <= entities_max && most < slots.size(); most *= 4) {
        auto const near = nearest(state, slots, question_.ordering, most);
        if (!near) return false;
        for (auto const slot : near->slots) take(state, slot);
        if (are_enough(near->certain_m)) {
            if (is_settled()) matches_ = slots.size();
            return true;
        }
        found_.clear();
    }
    return false;
}

bool Scan::are_enough(double certain_m) const
{
    auto const is_certain = [&](Found const& found) {
        auto const metres = ngsi::metres_of(found.keys.front());
        return metres && *metres < certain_m;
    };
    return static_cast<std::size_t>(std::ranges::count_if(found_, is_certain)) > question_.offset + question_.limit;
}

bool Scan::is_selected(State const& state, Slot slot) const
{
    if (is_in_steps_ && !state.all().contains(slot)) return false;
    return !question_.is_selected || question_.is_selected(state, slot);
}

bool Scan::fits(State const& state, Slot slot) const
{
    if (!is_selected(state, slot)) return false;
    if (!reads(state, slot)) return true;
    auto entity = state.kept(slot).entity();
    if (entity.expires_at && *entity.expires_at <= now_) return false;
    if (ngsi::drop_expired(entity, now_) && !question_.attributes.empty() && !has_any(entity, question_.attributes)) return false;
    return !question_.is_match || question_.is_match(state, entity, now_);
}

// What the indexes know of an entity still holds what has expired and was not taken away yet.
bool Scan::reads(State const& state, Slot slot) const { return !candidates_.are_exact || (has_expired_ && has_expired_part(state, now_, slot)); }

// Whether to go on. Where all candidates belong to the answer their number is known without counting.
bool Scan::take(State const& state, Slot slot)
{
    if (!fits(state, slot)) return true;
    auto const sequence = state.at(slot).sequence;
    ++passed_;
    if (is_ordered()) {
        found_.push_back({slot, sequence, sort_keys(state, slot)});
        return true;
    }
    if (passed_ <= question_.offset) return true;
    if (found_.size() < question_.limit) found_.push_back({slot, sequence, {}});
    else has_more_ = true;
    return !has_more_ || (question_.is_counted && (is_in_steps_ || !is_settled()));
}

std::vector<ngsi::SortKey> Scan::sort_keys(State const& state, Slot slot)
{
    auto const is_whole = !has_expired_ || !has_expired_part(state, now_, slot);
    auto const metres = distances_ && is_whole ? distances_->metres(state, slot) : std::nullopt;
    if (metres) return {ngsi::key_of_metres(*metres)};
    auto entity = state.kept(slot).entity();
    ngsi::drop_expired(entity, now_);
    return ngsi::sort_keys(question_.ordering, entity);
}

// What nobody changed fits as it did.
bool Scan::still_fits(State const& state, Found const& found)
{
    if (state.all().contains(found.slot) && state.at(found.slot).sequence == found.sequence) return true;
    if (looked_at_ != state.last_change()) look(state);
    return candidates_.slots.get().contains(found.slot) && fits(state, found.slot);
}

Page Scan::page(State const& state)
{
    if (looked_at_ != state.last_change()) look(state);
    if (is_in_steps_) std::erase_if(found_, [&](Found const& found) { return !still_fits(state, found); });
    auto const is_known = is_settled() && !is_in_steps_ && !is_ordered();
    auto const matches = matches_.value_or(found_.size());
    Page page{{}, is_known ? candidates_.slots.get().size() : is_ordered() ? matches : passed_, has_more_};
    if (!is_ordered()) {
        for (auto const& found : found_) page.slots.push_back(found.slot);
        return page;
    }
    auto const begin = std::min(question_.offset, found_.size());
    auto const end = std::min(begin + question_.limit, found_.size());
    auto const before = [&](Found const& left, Found const& right) {
        if (ngsi::comes_before(question_.ordering, left.keys, right.keys)) return true;
        return !ngsi::comes_before(question_.ordering, right.keys, left.keys) && left.slot < right.slot;
    };
    std::partial_sort(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(end), found_.end(), before);
    for (auto at = begin; at < end; ++at) page.slots.push_back(found_[at].slot);
    page.has_more = end < matches;
    return page;
}

Page search(State const& state, Question const& question, base::Instant now)
{
    Scan scan(question, now);
    scan.advance(state, std::numeric_limits<std::size_t>::max());
    return scan.page(state);
}

}  // namespace alzette::understand
