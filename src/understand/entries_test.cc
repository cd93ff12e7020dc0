// SPDX-License-Identifier: Apache-2.0
#include "understand/entries.h"

#include "understand/entity_for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using understand::entity_of;
using understand::ValueIndex;
using Kind = ValueIndex::Key::Kind;

namespace {

std::string row(std::string const& text)
{
    auto const entity = entity_of(text);
    return understand::row_of(entity, ngsi::keep(entity));
}

understand::Entries entries_of(std::string const& row)
{
    understand::Entries entries;
    REQUIRE(understand::read_entries(understand::trusted_row(row).entries, entries));
    return entries;
}

std::vector<Kind> kinds(understand::AttributeEntries const& attribute)
{
    std::vector<Kind> found;
    for (auto const key : attribute.keys) found.push_back(key.kind);
    return found;
}

}  // namespace

TEST_CASE("a row holds what the indexes need, and the entity")
{
    auto const bytes = row(R"({"id":"urn:x:1","type":["Lamp","Pole"],"scope":"/Metz/Sablon","power":40,"seen":{"value":"2026-01-01T00:00:00Z"},"tags":["a","b"],
        "street":{"object":"urn:x:s"},"place":{"type":"GeoProperty",
        "value":{"type":"Point","coordinates":[6.1,49.1]}},"name":{"languageMap":{"fr":"a","en":"b"}}})");
    auto const entries = entries_of(bytes);
    CHECK(entries.types == std::vector<std::string_view>{"Lamp", "Pole"});
    CHECK(entries.scopes == std::vector<std::string_view>{"/Metz/Sablon"});
    REQUIRE(entries.attributes.size() == 6);
    CHECK(entries.find("power")->keys == std::vector{ValueIndex::number_key(40)});
    CHECK(kinds(*entries.find("seen")) == std::vector{Kind::text, Kind::instant});
    CHECK(entries.find("tags")->keys == std::vector{ValueIndex::text_key("a"), ValueIndex::text_key("b")});
    CHECK(entries.find("tags")->has_several);
    CHECK(entries.find("street")->keys == std::vector{ValueIndex::text_key("urn:x:s")});
    CHECK(entries.find("place")->boxes == std::vector{ngsi::Box{6.1, 49.1, 6.1, 49.1}});
    CHECK(entries.find("name")->has_several);
    CHECK(entries.find("nowhere") == nullptr);
    CHECK(ngsi::Kept::open(understand::open_row(bytes)->kept)->entity().id == "urn:x:1");
}

TEST_CASE("attributes are the same when their bytes are")
{
    auto const one = row(R"({"id":"urn:x:1","type":"Lamp","a":1,"b":2})");
    auto const other = row(R"({"id":"urn:x:1","type":"Lamp","a":1,"b":3})");
    CHECK(entries_of(one).find("a")->bytes == entries_of(other).find("a")->bytes);
    CHECK(entries_of(one).find("b")->bytes != entries_of(other).find("b")->bytes);
}

// Rows are read by later releases: the hash of a text may never change.
TEST_CASE("the key of a text is the one that is on disk, XXH3 with 64 bits") { CHECK(ValueIndex::text_key("Metz").order == 0xA2F516E889BAEEA1ULL); }

TEST_CASE("bytes that are no row, or no entries, are told")
{
    auto const whole = row(R"({"id":"urn:x:1","type":"Lamp","a":["x",1,true]})");
    auto const entries_size = understand::trusted_row(whole).entries.size();
    CHECK_FALSE(understand::open_row("").has_value());
    CHECK_FALSE(understand::open_row(std::string(20, '\xFF')).has_value());
    CHECK_FALSE(understand::open_row(whole.substr(0, 8 + entries_size - 1)).has_value());
    understand::Entries entries;
    auto const good = understand::trusted_row(whole).entries;
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(understand::read_entries(good.substr(0, size), entries));
    CHECK_FALSE(understand::read_entries(std::string(good) + "x", entries));
}

TEST_CASE("a row of the first format is the kept entity alone")
{
    auto const kept = ngsi::keep(entity_of(R"({"id":"urn:x:1","type":"Lamp","a":1})"));
    auto const opened = understand::open_row(kept);
    REQUIRE(opened.has_value());
    CHECK(opened->entries.empty());
    CHECK(opened->kept == kept);
}
