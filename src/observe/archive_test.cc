// SPDX-License-Identifier: Apache-2.0
#include "observe/archive.h"

#include "base/catalogue/observe.h"
#include "ngsi/change.h"
#include "ngsi/read_entity.h"
#include "observe/for_test.h"
#include "store/compress.h"

#include <doctest/doctest.h>
#include <map>

using namespace alzette;
using namespace alzette::observe;

namespace {

base::Instant at(std::int64_t seconds) { return base::Instant(std::chrono::seconds(seconds)); }

// What a territory says: each entity, by tenant and id.
std::map<std::string, ngsi::Entity> all_of(understand::Memory const& memory)
{
    std::map<std::string, ngsi::Entity> all;
    for (auto const& tenant : memory.tenants()) {
        auto const read = memory.read(tenant, [&](understand::State const& state, base::Instant) {
            state.all().each([&](understand::Slot slot) {
                auto entity = state.kept(slot).entity();
                auto const id = tenant + " " + entity.id;
                all[id] = std::move(entity);
                return true;
            });
            return std::uint64_t{0};
        });
        REQUIRE(read.has_value());
    }
    return all;
}

void put(understand::Memory& memory, std::string const& tenant, std::string const& text)
{
    auto const body = json::parse(text);
    REQUIRE(body.has_value());
    memory.change(tenant, {}, [&](understand::State const& state, base::Instant now) -> base::Result<understand::Decision> {
        auto const fragment = TRY(ngsi::read_entity(*body, *ngsi::Context::core()));
        auto entity = fragment;
        if (auto const slot = state.slot_of(fragment.id)) {
            entity = state.kept(*slot).entity();
            ngsi::append(entity, fragment, ngsi::Overwrite::yes, now);
        } else {
            ngsi::stamp_new(entity, now);
        }
        return understand::Decision{{entity}, {}, "{}"};
    }, [](base::Result<void> const& result) { CHECK(result.has_value()); });
}

struct Filled {
    ImportForTest territory;
    understand::HostedContexts hosted;
    Filled()
    {
        auto& memory = *territory.memory;
        put(memory, "", R"({"id":"urn:x:2","type":["Lamp","Pole"],"scope":["/A/b","/C"],"expiresAt":"2999-01-01T00:00:00Z",
            "power":[{"value":40,"unitCode":"WTT"},{"value":38.5,"datasetId":"urn:d:1","observedAt":"2026-01-01T00:00:00Z"}],
            "location":{"type":"Point","coordinates":[7.75,48.58]},"name":{"languageMap":{"fr":"Été\n","en":"Summer"}},
            "pole":{"object":"urn:x:pole","since":{"value":"2020"}},"kind":{"vocab":"Led"},"raw":{"json":{"a":[1,null]}},
            "list":{"valueList":[1,"b"]},"only":{"value":1,"datasetId":"urn:d:2"},"createdBy":"x","https://example.org/a":3})");
        put(memory, "", R"({"id":"urn:x:1","type":"Lamp"})");
        put(memory, "", R"({"id":"urn:x:2","type":"Lamp","power":{"value":41}})");
        put(memory, "north", R"({"id":"urn:x:1","type":"Lamp","power":1})");
        hosted.add({"urn:context:1", 9, at(77), std::make_shared<json::Value const>(*json::parse(R"({"@context":{"lamp":"https://example.org/lamp"}})"))});
    }
    std::string archive(std::optional<std::string> const& tenant = std::nullopt) const
    {
        std::string bytes;
        auto const written = write_archive(*territory.memory, hosted, tenant, at(5), [&](std::string_view part) -> base::Result<void> {
            bytes.append(part);
            return {};
        });
        REQUIRE(written.has_value());
        return bytes;
    }
};

base::MessageId refusal(std::string_view bytes)
{
    auto const checked = check_archive(bytes);
    REQUIRE_FALSE(checked.has_value());
    return checked.error().message.id;
}

std::string text_of(std::string_view bytes)
{
    std::string text;
    while (!bytes.empty()) {
        auto const size = store::frame_size(bytes);
        REQUIRE(size.has_value());
        text += *store::decompressed(bytes.substr(0, *size), 1 << 20);
        bytes.remove_prefix(*size);
    }
    return text;
}

std::string of_lines(std::string_view text) { return store::compressed(text); }

}  // namespace

TEST_CASE("an archive makes the same state elsewhere, times, tenants and contexts included")
{
    Filled const one;
    auto const bytes = one.archive();
    CHECK(is_archive(bytes));
    CHECK(check_archive(bytes) == ArchiveFacts{3, 1});
    ImportForTest other;
    CHECK(read_archive(bytes, *other.memory) == ArchiveFacts{3, 1});
    CHECK(all_of(*other.memory) == all_of(*one.territory.memory));
    understand::HostedContexts hosted;
    REQUIRE(hosted.load(*other.store).has_value());
    REQUIRE(hosted.find("urn:context:1") != nullptr);
    CHECK(hosted.find("urn:context:1")->created_at == at(77));
    CHECK(*hosted.find("urn:context:1")->document == *one.hosted.find("urn:context:1")->document);
}

TEST_CASE("the same state gives the same bytes, and one tenant alone can be written")
{
    Filled const one;
    ImportForTest other;
    REQUIRE(read_archive(one.archive(), *other.memory).has_value());
    std::string again;
    auto const written = write_archive(*other.memory, one.hosted, std::nullopt, at(5), [&](std::string_view part) -> base::Result<void> {
        again.append(part);
        return {};
    });
    REQUIRE(written.has_value());
    CHECK(again == one.archive());
    CHECK(check_archive(one.archive("north"))->entities == 1);
    auto const nowhere = write_archive(*other.memory, one.hosted, "south", at(5), [](std::string_view) -> base::Result<void> { return {}; });
    CHECK_FALSE(nowhere.has_value());
}

TEST_CASE("an archive that is cut or turned over anywhere is refused")
{
    Filled const one;
    auto const bytes = one.archive();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(check_archive(bytes.substr(0, length)).has_value());
    }
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        CAPTURE(place);
        auto wrong = bytes;
        wrong[place] = static_cast<char>(wrong[place] ^ 0x10);
        if (check_archive(wrong)) CHECK(text_of(wrong) == text_of(bytes));  // zstd has bits that mean nothing
    }
    CHECK_FALSE(check_archive(bytes + bytes).has_value());
}

TEST_CASE("an archive says what is wrong with it")
{
    CHECK(refusal(of_lines("{\"alzette\":\"territory/2\"}\n")) == say::archive_newer);
    CHECK(refusal(of_lines("{\"other\":1}\n")) == say::archive_foreign);
    CHECK(refusal(of_lines("no JSON\n")) == say::archive_foreign);
    CHECK(refusal("") == say::archive_foreign);
    CHECK(refusal(of_lines("{\"alzette\":\"territory/1\"}\n")) == say::archive_cut);
    CHECK(refusal(of_lines("{\"alzette\":\"territory/1\"}\n{\"entity\":{\"id\":\"urn:x:1\"}}\n")) == say::archive_damaged);
    CHECK(refusal(of_lines("{\"alzette\":\"territory/1\"}\n{\"end\":{\"entities\":0,\"contexts\":0,\"blake2b\":\"00\"}}\n")) == say::archive_changed);
}
