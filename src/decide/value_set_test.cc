// SPDX-License-Identifier: Apache-2.0
// Reading a set of official values: what each kind holds, and each mistake with its place.
#include "base/catalogue/decide.h"
#include "base/catalogue/formula.h"
#include "base/catalogue/record.h"
#include "base/catalogue/yaml.h"
#include "decide/value_set.h"

#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

constexpr auto head = "alzette: values/1\nid: town\ntitle: Town\ncurrency: EUR\nunits: [call]\nvalues:\n";

// The values below the head begin in line 7.
ValueSet set_of(std::string const& values)
{
    base::Findings findings;
    auto set = read_value_set(head + values, findings);
    INFO(told(findings));
    REQUIRE(set);
    CHECK(findings.in_order_found().empty());
    return *std::move(set);
}

// One value with its label, status and document.
std::string entry(std::string const& content) { return "  town.x: {label: X, status: primary, document: By-law, " + content + "}\n"; }

OfficialValue value_of(std::string const& content)
{
    auto const set = set_of(entry(content));
    REQUIRE(set.values.size() == 1);
    return set.values[0];
}

struct Mistake {
    std::string text;
    base::MessageId message;
    std::string_view at;  // where it is told: at this part of the text; the value's name where empty
};

}  // namespace

TEST_CASE("a point value has a unit, a price year, growth and a published range")
{
    auto const value =
        value_of("value: 12 EUR/call, prices: 2017, prices_status: unverified, range: 8 .. 20 EUR/call, grows: 1.2 % from 2022");
    CHECK(std::get<formula::Uncertain>(value.content).central() == 12);
    CHECK(value.unit.text == "EUR/call");
    CHECK(*value.prices == 2017);
    CHECK_FALSE(value.prices_confirmed);
    CHECK(*value.range == formula::Range{8, 20});
    CHECK(*value.grows == Growth{0.012, 2022});
    CHECK(value.verification == Verification::primary);
}

TEST_CASE("a published range may be in another unit of the same dimension")
{
    auto const value = value_of("value: 2 h, range: 90 .. 180 min");
    CHECK(value.range->low == Approx(1.5));
    CHECK(value.range->high == Approx(3));
}

TEST_CASE("a series has an anchor or points")
{
    auto const anchored =
        std::get<Series>(value_of("anchor: {year: 2025, value: 256, growth: 3.2 %}, unit: EUR/t, published: 2025 .. 2050").content);
    CHECK(*anchored.anchor == Series::Anchor{2025, 256, 0.032});
    CHECK(*anchored.published == YearSpan{2025, 2050});
    auto const with_unit = value_of("anchor: {year: 2025, value: 256 EUR/t, growth: 3.2 %}");
    CHECK(with_unit.unit.text == "EUR/t");
    auto const points =
        std::get<Series>(value_of("points: {2030: 250, 2018: 54}, unit: EUR/t, interpolation: geometric, extend: flat").content);
    CHECK(points.points == std::vector<std::pair<int, double>>{{2018, 54}, {2030, 250}});
    CHECK(points.interpolation == Interpolation::geometric);
    CHECK(points.extend == Extend::flat);
}

TEST_CASE("a discount schedule has one rate or steps")
{
    auto const one = std::get<DiscountSchedule>(value_of("discount: {risk_free: 1.2 %, premium: 2 %, beta: 0.8}").content);
    CHECK(one.beta == 0.8);
    CHECK(one.steps == std::vector{DiscountStep{1, {}, 0.012, 0.02}});
    auto const steps = std::get<DiscountSchedule>(value_of("discount: {steps: [{from: 1, rate: 4 %}, {from: 31, rate: 2 %}]}").content);
    CHECK(steps.steps == std::vector{DiscountStep{1, {}, 0.04, 0}, DiscountStep{31, {}, 0.02, 0}});
    auto const mixed =
        std::get<DiscountSchedule>(value_of("discount: {steps: [{from: 1, rate: 4 %}, {from_year: 2071, rate: 2 %}]}").content);
    CHECK(*mixed.steps[1].from_year == 2071);
}

TEST_CASE("a price index, what is missing and what conflicts")
{
    base::Findings findings;
    auto const set = read_value_set(
        "alzette: values/1\nid: town\ntitle: {en: Town, fr: Ville}\ncurrency: EUR\nprice_index: town.index\nvalues:\n"
        "  town.index: {label: Index, status: secondary, document: Office, index: {base: 2015, points: {2015: 100, 2016: 101}},\n"
        "               conflicts: [another office says 102], superseded_by: town.other}\n"
        "missing:\n  town.noise: {reason: nobody measured it, where: the office}\n",
        findings);
    REQUIRE(set);
    CHECK(*std::get<PriceIndex>(set->find("town.index")->content).points.at(2016) == 101);
    CHECK(set->find("town.index")->conflicts.size() == 1);
    CHECK(set->find("town.index")->superseded_by == "town.other");
    CHECK(set->find_missing("town.noise")->where == "the office");
    CHECK(set->find("town.noise") == nullptr);
    CHECK(set->find("") == nullptr);
}

TEST_CASE("each mistake of a value is refused at its place")
{
    Mistake const all[] = {
        {"value: 12 EUR/cal", say::unit_unknown_near, "cal"},
        {"value: 12 EUR/call, points: {2025: 1}", say::value_one_kind, ""},
        {"page: 7", say::value_one_kind, ""},
        {"valeu: 12 EUR", say::key_unknown_near, "valeu: 12 EUR"},
        {"value: 12 EUR, range: 5", say::published_range_expected, "5"},
        {"value: 12 EUR, range: 5 .. 7 h", say::published_range_expected, "5 .. 7 h"},
        {"value: 12 EUR, range: 7 .. 5 EUR", say::range_not_rising, "7 .. 5 EUR"},
        {"value: 12, unit: EUR", say::only_for_points, "EUR"},
        {"value: 12 EUR, grows: 2 %", say::growth_expected, "2 %"},
        {"value: 12 EUR, prices: 17", say::integer_expected, "17"},
        {"anchor: {year: 2025, value: 256}, unit: EUR/t", say::key_missing, "{year: 2025, value: 256}, unit: EUR/t"},
        {"anchor: 256", say::mapping_expected, "256"},
        {"points: 5", say::points_expected, "5"},
        {"points: {}", say::points_expected, "{}"},
        {"points: {20: 5}", say::year_expected, "20: 5}"},
        {"points: {02025: 5}", say::year_expected, "02025: 5}"},
        {"points: {2025: 5 EUR, 2026: 6 EUR/h}", say::points_one_unit, "6 EUR/h}"},
        {"points: {2025: 5}, interpolation: cubic", say::choice_unknown, "cubic"},
        {"points: {2025: 5}, published: 2030 .. 2020", say::span_expected, "2030 .. 2020"},
        {"discount: 3 %", say::mapping_expected, "3 %"},
        {"discount: {premium: 2 %}", say::discount_needs_rate, "{premium: 2 %}"},
        {"discount: {rate: 320 %}", say::rate_out_of_range, "320 %}"},
        {"discount: {rate: -100 %}", say::rate_out_of_range, "-100 %}"},
        {"discount: {rate: 4 EUR}", say::plain_number_expected, "4 EUR}"},
        {"discount: {steps: []}", say::discount_needs_rate, "{steps: []}"},
        {"discount: {steps: 4 %}", say::list_expected, "4 %}"},
        {"discount: {steps: [{from: 31, rate: 2 %}, {from: 1, rate: 4 %}]}", say::steps_not_rising, "{from: 1, rate: 4 %}]}"},
        {"discount: {steps: [{from: 1, rate: 2 %}, {from: 31}]}", say::discount_needs_rate, "{from: 31}]}"},
        {"index: {base: 2015}", say::key_missing, "{base: 2015}"},
        {"value: 12 EUR, conflicts: none", say::list_expected, "none"},
    };
    for (auto const& mistake : all) {
        base::Findings findings;
        INFO(mistake.text);
        CHECK_FALSE(read_value_set(head + entry(mistake.text), findings));
        INFO(told(findings));
        auto const found = findings.sorted();
        REQUIRE(found.size() == 1);
        CHECK(base::name_of(found[0].message.id) == base::name_of(mistake.message));
        auto const column = mistake.at.empty() ? 3 : entry("").size() - 1 + mistake.text.find(mistake.at);
        CHECK(found[0].place.line == 7);
        CHECK(found[0].place.column == column);
    }
}

TEST_CASE("each mistake of the file itself is refused")
{
    auto const findings_of = [](std::string const& text) {
        base::Findings findings;
        CHECK_FALSE(read_value_set(text, findings));
        return findings.sorted();
    };
    auto const value = entry("value: 12 EUR");
    CHECK(findings_of("")[0].message.id == say::mapping_expected);
    CHECK(findings_of("- a\n")[0].message.id == say::mapping_expected);
    CHECK(findings_of("alzette: case/1\nid: town\ntitle: T\ncurrency: EUR\nvalues: {}\n")[0].message.id == say::choice_unknown);
    CHECK(findings_of("alzette: values/1\ntitle: T\ncurrency: EUR\nvalues: {}\n")[0].message.id == say::key_missing);
    CHECK(findings_of("alzette: values/1\nid: town\ntitle: T\ncurrency: EUR\nvalues: 5\n")[0].message.id == say::mapping_expected);
    CHECK(findings_of("alzette: values/1\nid: town\ntitle: T\ncurrency: EUR\nvalues: {}\nmissing: 5\n")[0].message.id ==
          say::mapping_expected);
    CHECK(findings_of(head + value + "missing: {town.y: {where: office}}\n")[0].message.id == say::key_missing);
    CHECK(findings_of(head + value + "price_index: town.x\n")[0].message.id == say::price_index_unknown);
    CHECK(findings_of(head + value + "price_index: town.nothing\n")[0].message.id == say::price_index_unknown);
    CHECK(findings_of(head + value + value)[0].message.id == say::yaml_key_twice);
    CHECK(findings_of("alzette: values/1\nid: town\ntitle: T\ncurrency: EUR\nunits: [EUR]\nvalues: {}\n")[0].message.id ==
          say::unit_already_built_in);
    CHECK(findings_of("alzette: values/1\nid: [a\n").size() == 1);
}
