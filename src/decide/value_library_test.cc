// SPDX-License-Identifier: Apache-2.0
// The sets that ship, and sets a user adds.
#include "base/catalogue/decide.h"
#include "base/source_folder_for_test.h"
#include "decide/value_set.h"

#include "base/sha256.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>
#include <filesystem>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

std::string file_text(std::filesystem::path const& path)
{
    std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

constexpr auto small_set =
    "alzette: values/1\nid: town\ntitle: Town\ncurrency: EUR\nvalues:\n"
    "  town.hour: {label: Hour, value: 12 EUR/h, status: primary, document: By-law 7}\n";

}  // namespace

TEST_CASE("every set that ships is read without error or warning")
{
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator(std::string(base::source_folder) + "/data/values")) {
        base::Findings findings;
        auto const text = file_text(entry.path());
        auto const set = read_value_set(text, findings);
        INFO(entry.path().string() << "\n" << told(findings));
        REQUIRE(set);
        CHECK(findings.in_order_found().empty());
        CHECK(set->id == entry.path().stem().string());
        CHECK(set->sha256 == base::sha256(text));
        CHECK(set->units.size() <= 34);
        ++count;
    }
    CHECK(count == library().ids().size());
}

TEST_CASE("every value that ships has a label, a document and a status, and no id twice")
{
    for (auto const& id : library().ids()) {
        auto const set = *library().find(id);
        INFO(id);
        CHECK_FALSE(set->values.empty());
        for (auto const& value : set->values) {
            INFO(value.id);
            CHECK_FALSE(value.label.empty());
            CHECK_FALSE(value.document.empty());
            CHECK(set->find(value.id) == &value);
            CHECK(set->find_missing(value.id) == nullptr);
            if (!value.superseded_by.empty()) CHECK(std::isalpha(static_cast<unsigned char>(value.superseded_by[0])) != 0);
        }
        for (auto const& missing : set->missing) CHECK_FALSE(missing.reason.empty());
    }
}

TEST_CASE("the ids cases rest on are there")
{
    struct Needed {
        std::string_view set;
        std::vector<std::string_view> ids;
    };
    Needed const all[] = {
        {"fr-2025",
         {"fr.discount.2021", "fr.discount.2013", "fr.discount.2005", "fr.public_funds", "fr.carbon.2025", "fr.carbon.2019", "fr.index.cpi",
          "fr.index.gdp_deflator", "fr.car.running_cost", "fr.car.co2", "fr.vsl.2010", "fr.voly", "fr.air.car.from_1500",
          "fr.co2.electricity.mix"}},
        {"uk-2026", {"uk.discount.2026", "uk.public_funds", "uk.welfare_elasticity", "uk.vot.commuting", "uk.index.gdp_deflator"}},
        {"uk-2022", {"uk.discount.2022", "uk.public_funds.2022", "uk.optimism_bias.equipment.capital"}},
        {"de-2025", {"de.discount.federal", "de.carbon.pure1"}},
        {"us-2025", {"us.discount.a94_1992", "us.vsl", "us.index.cpi_u"}},
        {"eu-2024", {}},
        {"world-2017", {"world.discount.netherlands"}},
        {"illustrative", {"illustrative.discount", "illustrative.carbon", "illustrative.time", "illustrative.index"}},
    };
    for (auto const& needed : all) {
        auto const set = library().find(needed.set);
        INFO(needed.set);
        REQUIRE(set);
        for (auto const id : needed.ids) {
            INFO(id);
            CHECK((*set)->find(id) != nullptr);
        }
    }
    // Looked for and not found: it stays missing.
    CHECK((*library().find("fr-2025"))->find_missing("fr.optimism_bias") != nullptr);
}

TEST_CASE("official figures are what their documents print")
{
    auto const french = *library().find("fr-2025");
    auto const point = [](ValueSet const& set, std::string_view id) {
        auto const& value = std::get<formula::Uncertain>(set.find(id)->content);
        return value.central() * value.unit.factor;
    };
    // France Stratégie, "Taux d'actualisation : un bêta sensible".
    auto const& schedule = std::get<DiscountSchedule>(french->find("fr.discount.2021")->content);
    CHECK(schedule.rate(1, 2025, schedule.beta) == Approx(0.032));
    CHECK(french->find("fr.discount.2021")->verification == Verification::primary);
    CHECK(point(*french, "fr.public_funds") == 1.2);
    CHECK(french->find("fr.public_funds")->verification == Verification::unverified);
    CHECK(std::abs(*std::get<Series>(french->find("fr.carbon.2025")->content).at(2050) - 562.6) < 0.05);
    CHECK(*std::get<PriceIndex>(french->find("fr.index.cpi")->content).points.at(2015) == 100);
    // HM Treasury, The Green Book 2026, para 6.44: no premium for raising public money.
    CHECK(point(**library().find("uk-2026"), "uk.public_funds") == 1);
}

TEST_CASE("a set is found by the name of its file, read once and shared")
{
    ValueLibrary const sets(std::vector<ValueLibrary::File>{{"values/town.yaml", small_set}});
    auto const first = sets.find("town");
    REQUIRE(first);
    CHECK((*first)->find("town.hour") != nullptr);
    CHECK(*first == *sets.find("town"));
    CHECK(sets.ids().size() == library().ids().size() + 1);
    CHECK(std::ranges::is_sorted(sets.ids()));
}

TEST_CASE("a file of the user's wins over the built-in set of its name")
{
    ValueLibrary const sets(std::vector<ValueLibrary::File>{{"fr-2025.yaml", small_set}});
    CHECK((*sets.find("fr-2025"))->id == "town");
    CHECK(sets.ids().size() == library().ids().size());
}

TEST_CASE("a set that is not there is refused with those that are")
{
    auto const missing = library().find("fr-2052");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == base::Errc::not_found);
    CHECK(missing.error().message.in(base::Language::en).find("fr-2025") != std::string::npos);
}

TEST_CASE("a set at fault is refused with its first mistake and its file, whatever warnings come before")
{
    auto const broken = std::string(small_set) +
                        "  town.day: {label: Day, value: 1 EUR/h, status: primary, document: By-law, 7, date: x}\n  town.bad: {}\n";
    ValueLibrary const sets(std::vector<ValueLibrary::File>{{"town.yaml", broken}});
    auto const refused_set = sets.find("town");
    REQUIRE_FALSE(refused_set);
    CHECK(refused_set.error().file == "town.yaml");
    CHECK(refused_set.error().place.line == 8);
    CHECK(refused_set.error().message.id == say::value_one_kind);
}
