// SPDX-License-Identifier: Apache-2.0
#include "understand/search.h"

#include <algorithm>

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

struct Sorted {
    Slot slot;
    std::vector<ngsi::SortKey> keys;
};

// Every match is read for its keys; those of the page are then put in their order.
Page search_in_order(State const& state, Question const& question, Candidates const& candidates)
{
    std::vector<Sorted> matches;
    candidates.slots.get().each([&](Slot slot) {
        if (candidates.are_exact || question.is_match(state, slot)) matches.push_back({slot, ngsi::sort_keys(question.ordering, state.kept(slot).entity())});
        return true;
    });
    auto const begin = std::min(question.offset, matches.size());
    auto const end = std::min(begin + question.limit, matches.size());
    auto const before = [&](Sorted const& left, Sorted const& right) {
        if (ngsi::comes_before(question.ordering, left.keys, right.keys)) return true;
        return !ngsi::comes_before(question.ordering, right.keys, left.keys) && left.slot < right.slot;
    };
    std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(end), matches.end(), before);
    Page page{{}, matches.size(), end < matches.size()};
    for (auto at = begin; at < end; ++at) page.slots.push_back(matches[at].slot);
    return page;
}

}  // namespace

Page search(State const& state, Question const& question)
{
    auto const candidates = candidates_of(state, question);
    if (!question.ordering.terms.empty()) return search_in_order(state, question, candidates);
    Page page;
    std::size_t passed = 0;
    candidates.slots.get().each([&](Slot slot) {
        if (!candidates.are_exact && !question.is_match(state, slot)) return true;
        ++passed;
        if (passed <= question.offset) return true;
        if (page.slots.size() < question.limit) page.slots.push_back(slot);
        else page.has_more = true;
        return !page.has_more || (question.is_counted && !candidates.are_exact);
    });
    page.count = candidates.are_exact ? candidates.slots.get().size() : passed;
    return page;
}

}  // namespace alzette::understand
