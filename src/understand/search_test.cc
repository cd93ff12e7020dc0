// SPDX-License-Identifier: Apache-2.0
#include "understand/search.h"

#include "ngsi/read_entity.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <set>

using namespace alzette;
using understand::Question;
using understand::Scan;
using understand::State;

namespace {

base::Instant const noon{std::chrono::hours(12)};
std::uint64_t sequence = 0;

void put(State& state, int number, int value, std::optional<base::Instant> expires_at = {})
{
    auto const body = json::parse(R"({"id":"urn:x:)" + std::to_string(number) + R"(","type":"Lamp","a":)" + std::to_string(value) + "}");
    auto entity = ngsi::read_entity(*body, *ngsi::Context::core()).value();
    entity.expires_at = expires_at;
    state.put({understand::row_of(entity, ngsi::keep(entity)), 1, ++sequence});
}

int value_of(State const& state, understand::Slot slot)
{
    return static_cast<int>(state.kept(slot).entity().attributes.front().instances.front().value.number());
}

// Those whose value is even, by reading each.
Question even()
{
    Question question;
    question.is_match = [](State const& state, understand::Slot slot) { return value_of(state, slot) % 2 == 0; };
    question.limit = 10;
    question.is_counted = true;
    return question;
}

}  // namespace

TEST_CASE("a search in steps finds what one in a single step finds")
{
    rc::check("any state, page and step", [] {
        State state;
        for (int i = 0; i < *rc::gen::inRange(0, 60); ++i) put(state, i, *rc::gen::inRange(0, 10));
        auto question = even();
        question.offset = *rc::gen::inRange<std::size_t>(0, 20);
        question.limit = *rc::gen::inRange<std::size_t>(1, 20);
        question.is_counted = *rc::gen::arbitrary<bool>();
        if (*rc::gen::arbitrary<bool>()) question.is_match = {};
        auto const whole = understand::search(state, question, noon);
        Scan scan(question, noon);
        auto const step = *rc::gen::inRange<std::size_t>(1, 10);
        while (!scan.advance(state, step)) {
        }
        auto const page = scan.page(state);
        RC_ASSERT(page.slots == whole.slots);
        RC_ASSERT(page.has_more == whole.has_more);
        if (question.is_counted) RC_ASSERT(page.count == whole.count);
    });
}

TEST_CASE("what stays while a search goes on is found once, and what no longer fits is not shown")
{
    rc::check("changes between steps", [] {
        State state;
        for (int i = 0; i < 50; ++i) put(state, i, *rc::gen::inRange(0, 4));
        auto question = even();
        question.limit = 1'000;
        std::set<int> stayed;
        for (int i = 0; i < 50; ++i) stayed.insert(i);
        Scan scan(question, noon);
        while (!scan.advance(state, 3)) {
            auto const number = *rc::gen::inRange(0, 55);
            stayed.erase(number);
            auto const id = "urn:x:" + std::to_string(number);
            if (*rc::gen::arbitrary<bool>()) put(state, number, *rc::gen::inRange(0, 4));
            else if (state.slot_of(id)) state.remove(id, ++sequence);
        }
        std::multiset<std::string> found;
        for (auto const slot : scan.page(state).slots) {
            RC_ASSERT(value_of(state, slot) % 2 == 0);
            found.insert(std::string(state.at(slot).id()));
        }
        for (auto const number : stayed) {
            auto const id = "urn:x:" + std::to_string(number);
            RC_ASSERT(found.count(id) == (value_of(state, *state.slot_of(id)) % 2 == 0 ? 1U : 0U));
        }
    });
}

TEST_CASE("what has expired is neither shown nor counted")
{
    State state;
    put(state, 1, 2, noon);
    put(state, 2, 2, noon + std::chrono::seconds(1));
    put(state, 3, 2);
    CHECK(understand::search(state, even(), noon).count == 2);
    Question all;
    all.is_counted = true;
    CHECK(understand::search(state, all, noon).count == 2);
    CHECK(understand::search(state, all, noon - std::chrono::seconds(1)).count == 3);
    put(state, 1, 2);
    CHECK(understand::search(state, all, noon).count == 3);
}
