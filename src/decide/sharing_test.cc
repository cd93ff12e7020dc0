// SPDX-License-Identifier: Apache-2.0
#include "decide/sharing.h"

#include "base/catalogue/sharing.h"
#include "decide/for_test.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// Line 7 of the text is the sharing; it ends with one effect that pays for itself.
std::string sharing_case(std::string const& sharing, std::string const& inputs = "", std::string const& quantities = "")
{
    CaseText text;
    text.body = "sharing: " + sharing + "\ninputs:\n  gain: {value: 5 EUR, status: expert}\n" + inputs +
                (quantities.empty() ? "" : "quantities:\n" + quantities) + "effects:\n  gains: {to: users, category: time, amount: gain, at: 0}\n";
    return text.text();
}

SharingResult shared(std::string const& sharing, std::string const& inputs = "", std::string const& quantities = "")
{
    auto const evaluation = evaluated(sharing_case(sharing, inputs, quantities));
    REQUIRE(evaluation.sharing);
    return *evaluation.sharing;
}

std::vector<double> shares_of(SharingResult const& sharing)
{
    std::vector<double> shares;
    for (auto const& player : sharing.players) shares.push_back(player.share);
    return shares;
}

void check_shares(SharingResult const& sharing, std::vector<double> const& expected)
{
    auto const shares = shares_of(sharing);
    REQUIRE(shares.size() == expected.size());
    for (std::size_t i = 0; i < shares.size(); ++i) CHECK(shares[i] == Approx(expected[i]).epsilon(1e-12));
}

constexpr auto runway = "{a: {need: 8 EUR}, b: {need: 11 EUR}, c: {need: 13 EUR}, d: {need: 18 EUR}}";

std::string many_players(std::size_t count)
{
    std::string players;
    for (std::size_t i = 1; i <= count; ++i) players += (i > 1 ? ", " : "") + fmt::format("p{}: {{need: {} EUR}}", i, i);
    return "{" + players + "}";
}

// "8:32 sharing_negative" of the first thing said.
std::string first_of(std::vector<base::Finding> const& findings)
{
    REQUIRE(!findings.empty());
    auto const& first = findings.front();
    return fmt::format("{}:{} {}", first.place.line, first.place.column, base::name_of(first.message.id));
}

}  // namespace

TEST_CASE("a runway in a case file is shared by Shapley's rule, which is the one that holds where nothing is said")
{
    // Littlechild and Owen 1973: 8, 11, 13, 18 -> 2, 3, 4, 9.
    auto const sharing = shared(fmt::format("{{players: {}, cost: max(need)}}", runway));
    check_shares(sharing, {2, 3, 4, 9});
    CHECK(sharing.total == 18);
    CHECK(sharing.rule == SharingRule::shapley);
    CHECK(sharing.orders == 0);
    CHECK(sharing.stable());
    CHECK(sharing.all_groups);
    CHECK_FALSE(sharing.yearly);
    CHECK_FALSE(sharing.dearer_together);
    CHECK(sharing.players[1].alone == 11);
    CHECK(sharing.players[1].saves() == Approx(8));
}

TEST_CASE("lengths become money by an input of the case")
{
    // By hand: 1500 / 3; + 700 / 2; + 800, then + 1300 m at 1 EUR/m.
    std::string const price = "  price: {value: 1 EUR/m, status: expert}\n";
    check_shares(shared("{players: {x: {length: 1500 m}, y: {length: 2.2 km}, z: {length: 3000 m}}, cost: price * max(length)}", price), {500, 850, 1650});
    check_shares(shared("{players: {x: {length: 1500 m}, y: {length: 2.2 km}, z: {length: 3500 m}}, cost: price * max(length)}", price), {500, 850, 2150});
}

TEST_CASE("a cost is made of several attributes, inputs and quantities, a year")
{
    // By hand: what is paid once is shared equally, 900 / 2; each then pays its own homes at 3 EUR, half the homes with a counter at 2.
    auto const sharing = shared("{players: {x: {homes: 100, counter: 1}, y: {homes: 40, counter: 0}},"
                                " cost: 'max(licence) + each * (sum(homes) + count(counter > 0)) + min(homes) * 0 * each'}",
                                "  licence: {value: 900 EUR/year, status: expert}\n  half: {value: 1.5 EUR/year, status: expert}\n",
                                "  each: 2 * half\n");
    check_shares(sharing, {450 + 303, 450 + 120});
    CHECK(sharing.yearly);
    CHECK(sharing.total == 900 + 3 * 141);
}

TEST_CASE("count() counts the members, and a formula inside sum() is taken for each of them")
{
    auto const sharing = shared("{players: {x: {homes: 100, price: 2 EUR}, y: {homes: 40, price: 3 EUR}}, cost: sum(homes * price) / sqrt(count())}");
    // By hand: alone 200 and 120; together 320 / sqrt(2) = 226.27; what is saved, 93.73, is halved.
    check_shares(sharing, {200 - (320 - 320 / std::sqrt(2)) / 2, 120 - (320 - 320 / std::sqrt(2)) / 2});
}

TEST_CASE("separable costs and proportional shares are other rules, and say which groups would rather leave")
{
    // By hand: 18 without d is 13, without any other 18, so d causes 5; 13 go by what is saved: 8, 11, 13 and 13 of 45.
    check_shares(shared(fmt::format("{{players: {}, cost: max(need), rule: separable}}", runway)),
                 {13 * 8 / 45.0, 13 * 11 / 45.0, 13 * 13 / 45.0, 5 + 13 * 13 / 45.0});
    auto const alone = shared(fmt::format("{{players: {}, cost: max(need), rule: proportional}}", runway));
    check_shares(alone, {18 * 8 / 50.0, 18 * 11 / 50.0, 18 * 13 / 50.0, 18 * 18 / 50.0});
    CHECK(alone.stable());  // by hand: a, b and c pay 11.52 of their 13
    auto const by_homes = shared("{players: {x: {need: 8 EUR, homes: 30}, y: {need: 18 EUR, homes: 10}}, cost: max(need), rule: proportional, by: homes}");
    check_shares(by_homes, {13.5, 4.5});
    REQUIRE(by_homes.objections.size() == 1);
    CHECK(by_homes.objections[0].players == std::vector<std::string>{"x"});
    CHECK(by_homes.objections[0].better_by() == 5.5);
}

TEST_CASE("a cost that rises when groups join is said, with the groups")
{
    auto const evaluation = evaluated(sharing_case("{players: {x: {need: 2 EUR}, y: {need: 3 EUR}, z: {need: 0 EUR}}, cost: sum(need) * count()}"));
    REQUIRE(evaluation.sharing->dearer_together);
    // By hand: all three pay 15; y alone 3, x and z 4.
    CHECK(evaluation.sharing->dearer_together->together == 15);
    CHECK(evaluation.sharing->dearer_together->apart == 7);
    CHECK(warns(evaluation, say::sharing_dearer_together));
}

TEST_CASE("up to twenty players are shared between exactly, more by a sample with an interval")
{
    // By hand: the cost is the sum and 10 for all alike; each pays its own and an equal part of the 10.
    std::string const once = "  once: {value: 10 EUR, status: expert}\n";
    auto const few = shared(fmt::format("{{players: {}, cost: sum(need) + max(once)}}", many_players(10)), once);
    CHECK(few.orders == 0);
    CHECK(few.players[2].share == Approx(4));
    auto const many = shared(fmt::format("{{players: {}, cost: sum(need) + max(once)}}", many_players(24)), once);
    CHECK(many.orders > 0);
    CHECK_FALSE(many.all_groups);
    CHECK(many.stable());
    for (std::size_t i = 0; i < 24; ++i) {
        auto const& player = many.players[i];
        auto const exact = static_cast<double>(i) + 1 + 10 / 24.0;
        REQUIRE(player.interval);
        CHECK(player.interval->low <= exact + 1e-9);
        CHECK(player.interval->high >= exact - 1e-9);
    }
    auto const asked = shared(fmt::format("{{players: {}, cost: sum(need) + max(once), method: sampled}}", many_players(5)), once);
    CHECK(asked.orders > 0);
    CHECK_FALSE(asked.all_groups);
}

TEST_CASE("a sharing without the other parts of a case changes nothing else")
{
    auto const with = evaluated(sharing_case(fmt::format("{{players: {}, cost: max(need)}}", runway)));
    CHECK(with.central.indicators.npv == 5);
    CHECK(with.warnings.empty());
    CHECK(evaluated(CaseText{.body = yearly_amounts({5})}.text()).sharing == nullptr);
}

TEST_CASE("what is wrong with a sharing is said with its place")
{
    struct Bad {
        std::string sharing;
        std::string said;
    };
    Bad const all[] = {
        {"{players: {}, cost: max(need)}", "7:20 sharing_few_players"},
        {"{players: [x, y], cost: max(need)}", "7:20 sharing_players_expected"},
        {"{players: {x: {need: 1 EUR}}, cost: max(need)}", "7:20 sharing_few_players"},
        {"{players: {x: 1 EUR, y: 2 EUR}, cost: max(need)}", "7:24 sharing_player_expected"},
        {"{players: {x: {}, y: {}}, cost: count() * gain}", "7:20 sharing_no_attribute"},
        {"{players: {x: {need: 1 EUR}, y: {}}, cost: max(need)}", "7:39 sharing_attribute_missing"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 km}}, cost: max(need)}", "7:49 sharing_attribute_units"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2}}, cost: max(need)}", "7:49 sharing_attribute_units"},
        {"{players: {x: {gain: 1 EUR}, y: {gain: 2 EUR}}, cost: max(gain)}", "7:25 sharing_attribute_taken"},
        {"{players: {x: {a-b: 1 EUR}, y: {a-b: 2 EUR}}, cost: max(a)}", "7:25 sharing_attribute_name"},
        {"{players: {x: {need: 1 .. 2 EUR}, y: {need: 2 EUR}}, cost: max(need)}", "7:31 one_number_expected"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(needs)}", "7:68 sharing_name_unknown_near"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(zzzzzz)}", "7:68 sharing_name_unknown"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: need}", "7:64 sharing_attribute_alone"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum(max(need))}", "7:68 sharing_nested"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum()}", "7:64 sharing_one_argument"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum(need) * t}", "7:76 sharing_over_years"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: count()}", "7:64 sharing_not_money"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum(need) > 0}", "7:64 sharing_not_money"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum(need > gain)}", "7:73 number_not_condition"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: gain + sum(need)}", "7:64 sharing_nobody_pays"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: sum(need) - max(gain)}", "7:64 sharing_negative"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: 'if(count() > 1, gain / (count() - 2), 0 * gain)'}", "7:65 sharing_no_number"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(need), rule: fair}", "7:81 choice_unknown"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(need), by: need}", "7:79 sharing_by_elsewhere"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(need), rule: proportional, by: homes}", "7:99 sharing_by_unknown"},
        {"{players: {x: {need: 1 EUR, w: -1}, y: {need: 2 EUR, w: 3}}, cost: max(need), rule: proportional, by: w}", "7:112 sharing_by_negative"},
        {"{players: {x: {need: 1 EUR, w: 0}, y: {need: 2 EUR, w: 0}}, cost: max(need), rule: proportional, by: w}", "7:111 sharing_by_nothing"},
        {"{players: {x: {need: 0 EUR}, y: {need: 0 EUR}}, cost: 'if(count() > 1, gain, 0)', rule: proportional}", "7:65 sharing_by_nothing"},
        {"{players: {x: {need: 1 EUR}, y: {need: 2 EUR}}, cost: max(need), rule: separable, method: exact}", "7:100 sharing_method_elsewhere"},
        {fmt::format("{{players: {}, cost: max(need)}}", many_players(61)), "7:20 sharing_many_players"},
        {fmt::format("{{players: {}, method: exact, cost: max(need)}}", many_players(61)), "7:20 sharing_many_players"},
        {"{cost: max(need)}", "7:10 key_missing"},
    };
    for (auto const& bad : all) {
        CAPTURE(bad.sharing);
        CHECK(first_of(refused(sharing_case(bad.sharing))) == bad.said);
    }
    auto const asked_exact = refused(sharing_case(fmt::format("{{method: exact, players: {}, cost: max(need)}}", many_players(21))));
    CHECK(first_of(asked_exact) == "7:19 sharing_many_players_exact");
}

TEST_CASE("where no attribute could be read, a cost that uses one is no second mistake")
{
    for (auto const& players : {many_players(61), std::string("[x, y]"), std::string("{x: {}, y: {}}")}) {
        CAPTURE(players);
        CHECK(refused(sharing_case(fmt::format("{{players: {}, cost: max(need) + sum(need)}}", players))).size() == 1);
    }
    // A name that is none is said for each player who has it.
    CHECK(refused(sharing_case("{players: {x: {a-b: 1 EUR}, y: {a-b: 2 EUR}}, cost: max(need) + sum(need)}")).size() == 2);
}

TEST_CASE("a value that changes over the years is no cost to share")
{
    auto const findings = refused(sharing_case("{players: {x: {need: 1}, y: {need: 2}}, cost: price * sum(need)}",
                                               "  price: {value: 1 EUR, status: expert, grows: 1 % from 2025}\n"));
    CHECK(first_of(findings) == "7:56 sharing_over_years");
}

TEST_CASE("all mistakes of a sharing are said at once")
{
    auto const findings = refused(sharing_case("{players: {x: {need: 1 EUR}, y: {need: 2 km}, z: {}}, cost: max(neet), rule: fair}"));
    CHECK(findings.size() == 4);
}
