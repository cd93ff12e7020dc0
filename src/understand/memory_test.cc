// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/api.h"
#include "base/catalogue/store.h"
#include "ngsi/read_entity.h"
#include "understand/memory.h"
#include "understand/sweep.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <thread>
#include <unistd.h>

using namespace alzette;
using understand::Decision;
using understand::Memory;
using understand::State;

namespace {

// Changes are done when the test says so, to look at what happens between.
class HeldStore final : public store::Store {
public:
    base::Result<void> load(store::Table table, Take const& take) override
    {
        std::uint64_t number = 0;
        for (auto const& row : rows)
            if (auto taken = take("", ++number, row); table == store::Table::entities && !taken) return taken;
        return {};
    }
    std::uint64_t last_sequence() const override { return 0; }
    void append(store::Change change, Done done) override
    {
        changes.push_back(std::move(change));
        waiting.push_back(std::move(done));
    }
    void flush() override {}
    base::Result<void> backup(std::filesystem::path const&) override { return {}; }
    base::Result<std::vector<store::JournalLine>> journal(std::uint64_t, std::size_t) override { return std::vector<store::JournalLine>(); }
    base::Result<void> verify_journal() override { return {}; }
    void commit(base::Result<void> const& result = {})
    {
        for (auto const& done : std::exchange(waiting, {})) done(result);
    }
    std::vector<std::string> rows;  // of entities
    std::vector<store::Change> changes;
    std::vector<Done> waiting;
};

base::Instant noon() { return base::Instant(std::chrono::hours(12)); }

Memory::Decide create(std::string const& id)
{
    return [id](State const&, base::Instant) -> base::Result<Decision> {
        auto const body = json::parse(R"({"id":")" + id + R"(","type":"Lamp","a":1})");
        return Decision{{*ngsi::read_entity(*body, *ngsi::Context::core())}, {}, "{}"};
    };
}

}  // namespace

TEST_CASE("a change is answered after its commit, and a reader who saw it not before")
{
    HeldStore store;
    auto const memory = Memory::open(store, noon).value();
    bool is_done = false;
    bool is_read = false;
    memory->change("", "", create("urn:x:1"), [&](base::Result<void> const& result) { is_done = result.has_value(); });
    auto const sequence = memory->read("", [](State const& state, base::Instant) { return state.find("urn:x:1")->sequence; }).value();
    memory->when_durable(sequence, [&](base::Result<void> const& durable) { is_read = durable.has_value(); });
    CHECK_FALSE(is_done);
    CHECK_FALSE(is_read);
    store.commit();
    CHECK(is_done);
    CHECK(is_read);
    memory->when_durable(sequence, [&](base::Result<void> const&) { is_read = false; });
    CHECK_FALSE(is_read);
}

TEST_CASE("a decision that fails changes nothing, and one that changes nothing is done at once")
{
    HeldStore store;
    auto const memory = Memory::open(store, noon).value();
    base::Result<void> answered;
    memory->change("", "", [](State const&, base::Instant) -> base::Result<Decision> { return base::fail(base::Errc::conflict, say::limit_zero); },
                   [&](base::Result<void> const& result) { answered = result; });
    CHECK(answered.error().kind == base::Errc::conflict);
    memory->change(
        "", "", [](State const&, base::Instant) -> base::Result<Decision> { return Decision(); },
        [&](base::Result<void> const& result) { answered = result; });
    CHECK(answered.has_value());
    CHECK(store.changes.empty());
}

TEST_CASE("what a decision was shown is durable before it is refused or found to change nothing")
{
    HeldStore store;
    auto const memory = Memory::open(store, noon).value();
    std::vector<std::string> answers;
    auto const note = [&](std::string const& name) {
        return [&answers, name](base::Result<void> const& result) { answers.push_back(name + (result ? "" : " refused")); };
    };
    memory->change("", "", create("urn:x:1"), note("made"));
    auto const refuse = [](State const&, base::Instant) -> base::Result<Decision> { return base::fail(base::Errc::conflict, say::limit_zero); };
    memory->change("", "", refuse, note("again"));
    memory->change("", "", [](State const&, base::Instant) -> base::Result<Decision> { return Decision(); }, note("nothing"));
    CHECK(answers.empty());
    store.commit();
    std::ranges::sort(answers);
    CHECK(answers == std::vector<std::string>{"again refused", "made", "nothing"});
}

TEST_CASE("after the store has failed those who wait are told, and nothing is acknowledged any more")
{
    HeldStore store;
    auto const memory = Memory::open(store, noon).value();
    std::vector<base::MessageId> answers;
    auto const note = [&](base::Result<void> const& result) { answers.push_back(result ? base::MessageId() : result.error().message.id); };
    memory->change("", "", create("urn:x:1"), note);
    memory->when_durable(1, note);
    CHECK(answers.empty());
    store.commit(base::fail(base::Errc::unavailable, say::recent_damaged));
    CHECK(answers == std::vector<base::MessageId>{say::recent_damaged, say::recent_damaged});
    memory->when_durable(1, note);
    memory->change("", "", create("urn:x:2"), note);
    memory->keep(store::Table::contexts, {0, "{}"}, "", "{}", note);
    memory->when_durable(memory->last_sequence(), note);
    CHECK(answers.size() == 6);
    CHECK(std::ranges::count(answers, base::MessageId(say::recent_damaged)) == 6);
    memory->when_durable(0, note);  // what is on disk may still be said
    CHECK(answers.back() == base::MessageId());
    CHECK(store.changes.size() == 1);
}

TEST_CASE("rows of the first format are read, and so are rows whose entries are damaged; others are refused")
{
    auto const entity = ngsi::read_entity(*json::parse(R"({"id":"urn:x:1","type":"Lamp","a":1})"), *ngsi::Context::core()).value();
    auto const kept = ngsi::keep(entity);
    auto damaged = understand::row_of(entity, kept);
    damaged[8] = 9;  // more types than there are bytes
    for (auto const& row : {kept, damaged}) {
        HeldStore store;
        store.rows = {row};
        auto const memory = Memory::open(store, noon);
        REQUIRE(memory.has_value());
        std::size_t found = 0;
        auto const name = ngsi::Context::core()->expand("a");
        auto const look = [&](State const& state, base::Instant) { return found = state.with_attribute(name).size(), std::uint64_t{0}; };
        CHECK((*memory)->read("", look).has_value());
        CHECK(found == 1);
    }
    HeldStore store;
    store.rows = {kept.substr(0, 30)};
    CHECK_FALSE(Memory::open(store, noon).has_value());
}

TEST_CASE("what has expired is taken away, a little at a time, and the journal says so")
{
    HeldStore store;
    auto now = noon();
    auto const memory = Memory::open(store, [&] { return now; }).value();
    auto const make = [&](std::string const& members) {
        auto const decide = [&](State const&, base::Instant) -> base::Result<Decision> {
            return Decision{{*ngsi::read_entity(*json::parse(members), *ngsi::Context::core())}, {}, "{}"};
        };
        memory->change("", "", decide, [](base::Result<void> const&) {});
    };
    make(R"({"id":"urn:x:1","type":"T","expiresAt":"1970-01-01T13:00:00Z"})");
    make(R"({"id":"urn:x:2","type":"T","a":{"value":1,"expiresAt":"1970-01-01T13:00:00Z"},"b":2})");
    make(R"({"id":"urn:x:3","type":"T","expiresAt":"1970-01-01T14:00:00Z"})");
    understand::sweep(*memory, 10);
    CHECK(store.changes.size() == 3);
    now += std::chrono::hours(1);
    understand::sweep(*memory, 1);
    understand::sweep(*memory, 1);
    understand::sweep(*memory, 1);
    REQUIRE(store.changes.size() == 5);
    CHECK(store.changes[3].what == R"({"operation":"expire","ids":["urn:x:1"]})");
    CHECK(store.changes[3].rows[0].bytes.empty());
    auto const look = [&](State const& state, base::Instant) {
        CHECK(state.find("urn:x:1") == nullptr);
        CHECK(state.kept(*state.slot_of("urn:x:2")).text() == R"({"id":"urn:x:2","type":"T","b":{"type":"Property","value":2}})");
        CHECK(state.expiring().size() == 1);
        return std::uint64_t{0};
    };
    CHECK(memory->read("", look).has_value());
}

TEST_CASE("sequences and numbers are given once, over all tenants; a tenant is there after its first change")
{
    HeldStore store;
    auto const memory = Memory::open(store, noon).value();
    auto const ignore = [](base::Result<void> const&) {};
    auto const nothing = [](State const&, base::Instant) { return std::uint64_t{0}; };
    CHECK(memory->read("metz", nothing).error().message.id == say::tenant_unknown);
    memory->change("", "anna", create("urn:x:1"), ignore);
    memory->change("metz", "anna", create("urn:x:1"), ignore);
    memory->change("", "anna", create("urn:x:1"), ignore);
    REQUIRE(store.changes.size() == 3);
    CHECK(store.changes[2].sequence == 3);
    CHECK(store.changes[0].rows[0].number == 1);
    CHECK(store.changes[1].rows[0].number == 2);
    CHECK(store.changes[2].rows[0].number == 1);
    CHECK(store.changes[1].tenant == "metz");
    CHECK(store.changes[1].who == "anna");
    CHECK(memory->read("metz", nothing).has_value());
    CHECK(memory->tenants() == std::vector<std::string>{"", "metz"});
}

TEST_CASE("what was kept is there after a new start, and readers and writers may come from any thread")
{
    auto const folder = std::filesystem::temp_directory_path() / ("alzette_memory_" + std::to_string(::getpid()));
    {
        auto const store = store::open_embedded(folder).value();
        auto const memory = Memory::open(*store, noon).value();
        auto const write = [&](std::string const& prefix) {
            for (int i = 0; i < 100; ++i)
                memory->change("", "", create(prefix + std::to_string(i)),
                               [](base::Result<void> const& result) { CHECK(result.has_value()); });
        };
        auto const look = [&] {
            for (int i = 0; i < 100; ++i) CHECK(memory->read("", [](State const& state, base::Instant) { return state.last_change(); }).has_value());
        };
        std::thread first(write, "urn:a:");
        std::thread second(write, "urn:b:");
        std::thread reader(look);
        first.join();
        second.join();
        reader.join();
    }
    auto const store = store::open_embedded(folder).value();
    auto const memory = Memory::open(*store, noon).value();
    std::size_t size = 0;
    CHECK(memory->read("", [&](State const& state, base::Instant) { return size = state.size(), std::uint64_t{0}; }).has_value());
    CHECK(size == 200);
    std::filesystem::remove_all(folder);
}
