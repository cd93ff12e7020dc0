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

int value_of(ngsi::Entity const& entity) { return static_cast<int>(entity.attributes.front().instances.front().value.number()); }
int value_of(State const& state, understand::Slot slot) { return value_of(state.kept(slot).entity()); }

// Those whose value is even, by reading each.
Question even()
{
    Question question;
    question.is_match = [](State const&, ngsi::Entity const& entity, base::Instant) { return value_of(entity) % 2 == 0; };
    question.limit = 10;
    question.is_counted = true;
    return question;
}

double coordinate(int most) { return *rc::gen::inRange(-most * 50, most * 50 + 1) / 50.0; }

// A point, a line, or no place at all; near each other or anywhere, also at the poles and on both sides of the 180th meridian.
std::string any_place(bool is_wide)
{
    auto const position = [&] {
        auto const longitude = is_wide ? coordinate(180) : 179.5 + coordinate(1) / 2;
        return "[" + std::to_string(longitude) + "," + std::to_string(is_wide ? coordinate(90) : 48 + coordinate(1)) + "]";
    };
    auto const kind = *rc::gen::inRange(0, 10);
    if (kind == 0) return "";
    if (kind == 1) return R"(,"location":{"type":"LineString","coordinates":[)" + position() + "," + position() + "]}";
    return R"(,"location":{"type":"Point","coordinates":)" + position() + "}";
}

void put_somewhere(State& state, int number, bool is_wide)
{
    auto const name = R"({"id":"urn:x:)" + std::to_string(number) + R"(","type":"Lamp","a":)";
    auto const body = json::parse(name + std::to_string(number % 7) + any_place(is_wide) + "}");
    auto const entity = ngsi::read_entity(*body, *ngsi::Context::core()).value();
    state.put({understand::row_of(entity, ngsi::keep(entity)), 1, ++sequence});
}

}  // namespace

TEST_CASE("the nearest by the index of places are those of reading all")
{
    CHECK(rc::check("any places, origin, filter and page", [] {
        auto const is_wide = *rc::gen::arbitrary<bool>();
        State state;
        for (int i = 0; i < *rc::gen::inRange(0, 250); ++i) put_somewhere(state, i, is_wide);
        Question question;
        if (*rc::gen::arbitrary<bool>()) question.is_match = even().is_match;
        question.offset = *rc::gen::inRange<std::size_t>(0, 4);
        question.limit = *rc::gen::inRange<std::size_t>(1, 6);
        question.is_counted = *rc::gen::arbitrary<bool>();
        std::string const by = "location;dist-asc";
        auto const from = "[" + std::to_string(coordinate(180)) + "," + std::to_string(coordinate(90)) + "]";
        question.ordering = ngsi::read_ordering({&by, &from, nullptr}, *ngsi::Context::core()).value();
        auto const by_index = understand::search(state, question, noon);
        Scan all(question, noon);
        while (!all.advance(state, 1)) {  // fewer at a time than an index would be asked for
        }
        auto const by_reading = all.page(state);
        RC_ASSERT(by_index.slots == by_reading.slots);
        RC_ASSERT(by_index.has_more == by_reading.has_more);
        RC_ASSERT(!question.is_counted || by_index.count == by_reading.count);
    }));
}

TEST_CASE("a search in steps finds what one in a single step finds")
{
    CHECK(rc::check("any state, page and step", [] {
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
    }));
}

TEST_CASE("what stays while a search goes on is found once, and what no longer fits is not shown")
{
    CHECK(rc::check("changes between steps", [] {
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
    }));
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

TEST_CASE("an attribute that has expired is asked for in vain before it is taken away (4.22)")
{
    State state;
    auto const put_with = [&](int number, std::string const& members, base::Instant expires_at) {
        auto const body = json::parse(R"({"id":"urn:x:)" + std::to_string(number) + R"(","type":"Lamp")" + members + "}");
        auto entity = ngsi::read_entity(*body, *ngsi::Context::core()).value();
        entity.attributes.front().instances.front().expires_at = expires_at;
        state.put({understand::row_of(entity, ngsi::keep(entity)), 1, ++sequence});
    };
    put_with(1, R"(,"a":1,"b":2)", noon);
    put_with(2, R"(,"a":1,"b":1)", noon + std::chrono::seconds(1));
    put_with(3, R"(,"a":1)", noon);
    auto const a = ngsi::Context::core()->expand("a");
    using FirstAndCount = std::pair<understand::Slot, std::size_t>;
    auto const asked = [&](Question question) {
        question.is_counted = true;
        question.limit = 1;
        auto const page = understand::search(state, question, noon);
        return FirstAndCount(page.slots.front(), page.count);
    };
    Question attrs;
    attrs.attributes = {a};
    CHECK(asked(attrs) == FirstAndCount(1, 1));
    auto exists = attrs;
    exists.attributes = {};
    exists.narrowed = [&](State const& all) { return understand::Candidates{understand::SomeSlots(all.with_attribute(a)), true}; };
    exists.is_match = [&](State const&, ngsi::Entity const& entity, base::Instant) { return ngsi::find(entity.attributes, a) != nullptr; };
    CHECK(asked(exists) == FirstAndCount(1, 1));
    auto by_a = exists;
    by_a.narrowed = {};
    by_a.is_match = {};
    auto const text = std::string("a;desc");
    by_a.ordering = ngsi::read_ordering({&text, nullptr, nullptr}, *ngsi::Context::core()).value();
    CHECK(asked(by_a) == FirstAndCount(1, 3));
    auto rest = attrs;
    rest.attributes = {ngsi::Context::core()->expand("b")};
    CHECK(asked(rest) == FirstAndCount(0, 2));
}

TEST_CASE("a place that has expired is nowhere, before it is taken away (4.22)")
{
    State state;
    auto const put_at = [&](int number, std::string const& longitude, std::optional<base::Instant> expires_at) {
        auto const point = R"({"type":"GeoProperty","value":{"type":"Point","coordinates":[)" + longitude + ",49]}}";
        auto const body = json::parse(R"({"id":"urn:x:)" + std::to_string(number) + R"(","type":"Lamp","location":)" + point + "}");
        auto entity = ngsi::read_entity(*body, *ngsi::Context::core()).value();
        entity.attributes.front().instances.front().expires_at = expires_at;
        state.put({understand::row_of(entity, ngsi::keep(entity)), 1, ++sequence});
    };
    put_at(0, "6.3", {});
    put_at(1, "6.1", noon);
    put_at(2, "6.2", noon + std::chrono::seconds(1));
    auto const by = std::string("location;dist-asc");
    auto const from = std::string("[6,49]");
    Question question;
    question.ordering = ngsi::read_ordering({&by, &from, nullptr}, *ngsi::Context::core()).value();
    CHECK(understand::search(state, question, noon).slots == std::vector<understand::Slot>{2, 0, 1});
}

TEST_CASE("entities picked by their ids are looked for in steps, and those that are not picked are not read")
{
    State state;
    for (int number = 0; number < 1'000; ++number) put(state, number, number);
    auto question = even();
    std::size_t read = 0;
    question.is_match = [&](State const&, ngsi::Entity const& entity, base::Instant) { return ++read > 0 && value_of(entity) % 2 == 0; };
    question.is_selected = [](State const& all, understand::Slot slot) { return all.at(slot).id().ends_with("0"); };
    understand::Scan scan(question, noon);
    std::size_t steps = 1;
    while (!scan.advance(state, 10)) ++steps;
    CHECK(scan.page(state).count == 100);
    CHECK(read == 100);
    CHECK(steps > 10);
    CHECK(steps < 20);
    question.is_match = {};
    question.limit = 3;
    CHECK(understand::search(state, question, noon).count == 100);
    CHECK(understand::search(state, question, noon).slots == std::vector<understand::Slot>{0, 10, 20});
}

TEST_CASE("what was found fits until it is changed to something else or taken away")
{
    State state;
    for (int number = 0; number < 5; ++number) put(state, number, 2);
    auto const question = even();
    understand::Scan scan(question, noon);
    REQUIRE(scan.advance(state, 100));
    REQUIRE(scan.found().size() == 5);
    put(state, 1, 3);
    put(state, 2, 4);
    state.remove("urn:x:3", ++sequence);
    state.remove("urn:x:4", ++sequence);
    put(state, 9, 1);
    std::vector<bool> fits;
    for (auto const& found : scan.found()) fits.push_back(scan.still_fits(state, found));
    CHECK(fits == std::vector{true, false, true, false, false});
}
