// SPDX-License-Identifier: Apache-2.0
#include "understand/search.h"

namespace alzette::understand {

namespace {

Bitmap with_any(State const& state, std::vector<std::string> const& attributes)
{
    Bitmap slots;
    for (auto const& name : attributes) slots |= state.with_attribute(name);
    return slots;
}

// Every part as a set, joined; the first is taken as it is.
Candidates candidates_of(State const& state, Question const& question)
{
    std::optional<Bitmap> slots;
    auto const narrow = [&](Bitmap part) {
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
    return {slots ? *std::move(slots) : state.all(), are_exact};
}

}  // namespace

Page search(State const& state, Question const& question)
{
    auto const candidates = candidates_of(state, question);
    Page page;
    std::size_t passed = 0;
    candidates.slots.each([&](Slot slot) {
        if (!candidates.are_exact && !question.is_match(state, slot)) return true;
        ++passed;
        if (passed <= question.offset) return true;
        if (page.slots.size() < question.limit) page.slots.push_back(slot);
        else page.has_more = true;
        return !page.has_more || (question.is_counted && !candidates.are_exact);
    });
    page.count = candidates.are_exact ? candidates.slots.size() : passed;
    return page;
}

}  // namespace alzette::understand
