// SPDX-License-Identifier: Apache-2.0
#include "prove/values_compare.h"

#include "prove/values_example_for_test.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace alzette;
using doctest::Approx;
using prove::Apart;

namespace {

struct Sets {
    std::shared_ptr<decide::ValueSet const> a;
    std::shared_ptr<decide::ValueSet const> b;
    prove::SetComparison comparison;
};

Sets sample_sets()
{
    auto const library = prove::sample::library();
    auto a = *library.find("aa-2025");
    auto b = *library.find("bb-2024");
    auto comparison = prove::compare(*a, *b);
    return {a, b, std::move(comparison)};
}

prove::ValuePair const& pair_of(Sets const& sets, std::string_view id)
{
    auto const found = std::ranges::find_if(sets.comparison.both, [&](prove::ValuePair const& pair) { return pair.a->id == id; });
    REQUIRE(found != sets.comparison.both.end());
    return *found;
}

}  // namespace

TEST_CASE("an id without country and year is what two countries share")
{
    CHECK(prove::subject_without_place_and_year("fr.discount.2021") == "discount");
    CHECK(prove::subject_without_place_and_year("fr.vot.2013.urban.all") == "vot.2013.urban.all");
    CHECK(prove::subject_without_place_and_year("uk.carbon.central") == "carbon.central");
    CHECK(prove::subject_without_place_and_year("uk.index.20261") == "index.20261");
    CHECK(prove::subject_without_place_and_year("alone") == "alone");
}

TEST_CASE("values are matched once, superseded vintages only where no other is")
{
    auto const sets = sample_sets();
    CHECK(sets.comparison.both.size() == 8);
    CHECK(pair_of(sets, "aa.discount.2021").b->id == "bb.discount.2024");
    std::vector<std::string> only_a;
    for (auto const* const value : sets.comparison.only_a) only_a.push_back(value->id);
    CHECK(only_a == std::vector<std::string>{"aa.call", "aa.discount.2005"});
    REQUIRE(sets.comparison.only_b.size() == 1);
    CHECK(sets.comparison.only_b[0]->id == "bb.visit");
}

TEST_CASE("a set beside itself has everything in both and no difference")
{
    auto const sets = sample_sets();
    auto const same = prove::compare(*sets.a, *sets.a);
    CHECK(same.both.size() == sets.a->values.size());
    CHECK(same.only_a.empty());
    CHECK(same.only_b.empty());
    for (auto const& pair : same.both) {
        CHECK(pair.a->id == pair.b->id);
        CHECK(pair.apart == Apart::nothing);
        for (auto const& difference : pair.differences) CHECK(difference.a == difference.b);
    }
}

TEST_CASE("figures are compared only where unit and price year are the same")
{
    auto const sets = sample_sets();
    auto const& time = pair_of(sets, "aa.time");
    REQUIRE(time.differences.size() == 1);
    CHECK(*time.differences[0].relative == Approx(0.2));  // by hand: 12 / 10
    CHECK(pair_of(sets, "aa.life").apart == Apart::prices);
    CHECK(pair_of(sets, "aa.wage").apart == Apart::prices_unknown);
    CHECK(pair_of(sets, "aa.co2.car").apart == Apart::unit);
    CHECK(pair_of(sets, "aa.index.cpi").apart == Apart::base);
    for (auto const* const id : {"aa.life", "aa.wage", "aa.co2.car", "aa.index.cpi"}) CHECK(pair_of(sets, id).differences.empty());
}

TEST_CASE("rates differ by points, and schedules that change are compared at their start")
{
    auto const sets = sample_sets();
    auto const& rate = pair_of(sets, "aa.discount.2021").differences;
    REQUIRE(rate.size() == 1);
    CHECK(*rate[0].points == Approx(0.003));  // 3.5 % - 3.2 %
    CHECK(rate[0].at_start);
    auto const& share = pair_of(sets, "aa.share").differences;
    REQUIRE(share.size() == 1);
    CHECK(*share[0].points == Approx(0.05));
    CHECK_FALSE(share[0].at_start);
}

TEST_CASE("series are compared in the first and the last year both speak of")
{
    auto const sets = sample_sets();
    auto const& carbon = pair_of(sets, "aa.carbon.2025").differences;  // 2025 .. 2027 beside 2020 .. 2030
    REQUIRE(carbon.size() == 2);
    CHECK(*carbon[0].year == 2025);
    CHECK(carbon[0].b == Approx(100));
    CHECK(*carbon[0].relative == Approx(0));
    CHECK(*carbon[1].year == 2027);
    CHECK(*carbon[1].relative == Approx(120.0 / 121 - 1));  // by hand: 50 + 7 x 10 beside 100 x 1.1^2
}
