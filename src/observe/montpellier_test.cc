// SPDX-License-Identifier: Apache-2.0
// All of Montpellier as its city published it in 2014, with the mappings of data/mappings. The data is not part of the project: it lies beside it.
#include "base/source_folder_for_test.h"
#include "observe/for_test.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <set>

using namespace alzette;
using namespace alzette::observe;

namespace {

std::string file_text(std::filesystem::path const& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Nothing where the data is not there, said so that a skipped test is seen.
std::optional<std::string> city_file(std::string const& name)
{
    auto const path = std::filesystem::path(base::source_folder) / ".." / "shared" / "data" / "montpellier-2014" / name;
    if (!std::filesystem::exists(path)) {
        MESSAGE("skipped: there is no " << path.string());
        return std::nullopt;
    }
    auto text = to_utf8(file_text(path), Encoding::found);
    REQUIRE(text.has_value());
    return *std::move(text);
}

std::string mapping_of(std::string const& name)
{
    return file_text(std::filesystem::path(base::source_folder) / "data" / "mappings" / ("montpellier-" + name + ".yaml"));
}

// Sanitizers make the large files take minutes, and find nothing in them that the small ones do not show.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr std::size_t entities_max = 1'000;
#else
constexpr std::size_t entities_max = 100'000;
#endif

struct Source {
    char const* file;
    char const* mapping;
    Counts counts;
    std::set<std::uint32_t> lines_at_fault;
};

}  // namespace

TEST_CASE("all of Montpellier comes in with the counts of its files, and its defects are told")
{
    // 29 969 luminaires, 7 981 arcs of which one has no geometry and the number 0 of another, 823 pay machines, 373 junctions, 7 districts.
    Source const sources[] = {
        {"streetlights.csv", "streetlights", {.created = 29'969}, {}},
        {"streets_parking_tariff.geojson", "streets", {.created = 7'980}, {7'985, 7'986}},
        {"parking_meters.csv", "parking-meters", {.created = 823}, {}},
        {"traffic_signal_junctions.geojson", "junctions", {.created = 373}, {}},
        {"districts.geojson", "districts", {.created = 7}, {}},
    };
    ImportForTest import;
    for (auto const& source : sources) {
        CAPTURE(source.file);
        if (source.counts.created > entities_max) continue;
        auto const text = city_file(source.file);
        if (!text) return;
        import.rows(*text, mapping_of(source.mapping));
        CHECK(import.counts() == source.counts);
        std::set<std::uint32_t> lines;
        for (auto const& defect : import.defects.kept()) lines.insert(defect.place.line);
        CHECK(lines == source.lines_at_fault);
    }
    auto const changes = import.store->last_sequence();
    constexpr std::size_t again_max = 10'000;  // the lights take as long as all others together
    for (auto const& source : sources) {
        if (source.counts.created > std::min(again_max, entities_max)) continue;
        import.rows(*city_file(source.file), mapping_of(source.mapping));
        CHECK(import.counts() == Counts{.unchanged = source.counts.created});
    }
    import.store->flush();
    CHECK(import.store->last_sequence() == changes);
    CHECK(import.instance("urn:ngsi-ld:ParkingMeter:montpellier:1", "spacesServed").value == json::Value(std::int64_t{22}));
}

TEST_CASE("junctions drawn in Lambert-93 columns lie where their geometry says")
{
    auto const text = city_file("traffic_signal_junctions.geojson");
    if (!text) return;
    ImportForTest import;
    import.rows(*text, "alzette: mapping/1\ntype: J\nid: \"urn:x:{@id}\"\ncoordinates: Lambert-93\nattributes:\n"
                       "  location: {kind: GeoProperty, longitude: POINT_X, latitude: POINT_Y}\n");
    CHECK(import.counts().created == 373);
    std::set<std::string> nowhere;  // four have 0, 0 in their columns
    for (auto const& defect : import.defects.kept()) nowhere.insert(std::to_string(defect.place.line));
    CHECK(nowhere == std::set<std::string>{"304", "371", "374", "375"});
    auto const table = open_table(*text, FileFormat::geo_json, {});
    REQUIRE(table.has_value());
    Defects defects;
    std::size_t alike = 0;
    for (Row row; table->next(row, defects);) {
        if (nowhere.contains(std::to_string(row.place.line))) continue;
        auto const placed = import.instance("urn:x:" + json::write(row.find("@id")->value), "location").value;
        auto const& there = *placed.find("coordinates")->array();
        auto const& drawn = *row.geometry.find("coordinates")->array();
        if (std::abs(there[0].number() - drawn[0].number()) < 2e-6 && std::abs(there[1].number() - drawn[1].number()) < 2e-6) ++alike;
    }
    CHECK(alike == 361);  // of 369: eight were drawn anew, 30 to 250 m from where their columns still say
}
