// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/ordering.h"
#include "understand/nearest.h"
#include "understand/state.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// Answers to Query Entities (clause 5.7.2) from a state: the indexes narrow, what they cannot decide is checked on each entity that is left.
namespace alzette::understand {

// A set of slots from the indexes, and whether all of them belong to the answer.
struct Candidates {
    SomeSlots slots;
    bool are_exact = true;
};

// What is asked. Parts that are not given do not restrict. Each part that the indexes decide on is a function from the state to a set.
struct Question {
    std::function<Bitmap(State const&)> visible = {};                           // to who asks
    std::function<SomeSlots(State const&)> selected = {};                       // by ids, id patterns and types (clauses 4.17 and 5.2.33)
    std::function<bool(State const&, Slot)> is_selected = {};                   // what is left to check of that, by id: a hundredth of the reading of an entity
    std::function<SomeSlots(State const&)> scopes = {};                         // clause 4.19
    std::vector<std::string> attributes = {};                                // at least one of these
    std::function<std::optional<Candidates>(State const&)> narrowed = {};    // what the indexes say of q and of the geo-query; nothing when they do not narrow
    std::function<bool(State const&, ngsi::Entity const&, base::Instant now)> is_match = {};  // all that is left to check, by what has not expired of it
    ngsi::Ordering ordering = {};                                            // clause 4.23; without terms, the order of slots
    std::size_t offset = 0;
    std::size_t limit = 20;
    bool is_counted = false;
};

struct Page {
    std::vector<Slot> slots = {};
    std::size_t count = 0;      // of all that match; only when it was asked for
    bool has_more = false;      // after this page
};

// A search in steps, between which the state may change: what fits throughout is found once, what comes meanwhile may be missed, and the number may
// count what went. In the order asked for, else in that of slots, which stays the same while entities stay. An order costs the reading of every match, but
// one by distance from a point: the index of places says which are near.
class Scan {
public:
    // The question outlives the scan. Entities that have expired at `now` are not there (clause 4.22).
    Scan(Question const& question, base::Instant now) : question_(question), now_(now), distances_(PointDistances::of(question.ordering)) {}

    // Reads at most so many entities, from where it was; true when all is found.
    bool advance(State const& state, std::size_t entities_max);
    // When all is found; what has changed since it was found is looked at again.
    Page page(State const& state);

    struct Found {
        Slot slot;
        std::uint64_t sequence;
        std::vector<ngsi::SortKey> keys;
    };
    // When all is found: those found, without an order; and whether one of them is still there and still fits.
    std::vector<Found> const& found() const { return found_; }
    bool still_fits(State const& state, Found const& found);

private:
    bool is_ordered() const { return !question_.ordering.terms.empty(); }
    // Whether all candidates belong to the answer as they are, none having an attribute that has expired and waits to be taken away (clause 4.22).
    bool is_settled() const { return candidates_.are_exact && !has_expired_ && !question_.is_selected; }
    bool is_selected(State const& state, Slot slot) const;
    bool reads(State const& state, Slot slot) const;
    void look(State const& state);
    bool take_nearest(State const& state, std::size_t entities_max);
    bool are_enough(double certain_m) const;
    bool fits(State const& state, Slot slot) const;
    bool take(State const& state, Slot slot);
    std::vector<ngsi::SortKey> sort_keys(State const& state, Slot slot);

    Question const& question_;
    base::Instant now_;
    std::optional<PointDistances> distances_;
    Candidates candidates_;
    std::optional<std::uint64_t> looked_at_;  // the change the candidates are of
    bool has_expired_ = false;  // some candidate, or something of it
    Slot next_ = 0;
    bool is_in_steps_ = false;
    std::size_t passed_ = 0;
    std::optional<std::size_t> matches_;  // all of them, where only the nearest were read
    bool has_more_ = false;
    std::vector<Found> found_;
};

// In one step.
Page search(State const& state, Question const& question, base::Instant now);

}  // namespace alzette::understand
