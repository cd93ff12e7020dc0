// SPDX-License-Identifier: Apache-2.0
#include "decide/correlation.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "decide/for_test.h"
#include "decide/uncertainty.h"

#include <bit>
#include <cstdint>
#include <fmt/format.h>
#include <numeric>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// Three gains at t = 0, undiscounted: npv is their sum.
std::string sum_text(std::vector<std::string> const& values, std::string const& correlations)
{
    std::string inputs;
    std::string effects;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const name = std::string(1, static_cast<char>('a' + i));
        inputs += fmt::format("  {}: {{value: '{}', status: assumed}}\n", name, values[i]);
        effects += fmt::format("  gain_{0}: {{to: users, category: time, amount: {0}, at: 0}}\n", name);
    }
    auto const last = correlations.empty() ? "" : "correlations: " + correlations + "\n";
    return CaseText{.discount = "0 %", .body = "inputs:\n" + inputs + "effects:\n" + effects + last}.text();
}

std::vector<double> ranks_of(std::vector<double> const& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = static_cast<double>(i);
    return ranks;
}

double spearman(std::vector<double> const& x, std::vector<double> const& y)
{
    auto const a = ranks_of(x);
    auto const b = ranks_of(y);
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    auto const n = static_cast<double>(a.size());
    return 1 - 6 * squares / (n * (n * n - 1));
}

InputShare const& share_of(Uncertainty const& found, std::string_view input) { return *std::ranges::find(found.inputs, input, &InputShare::input); }

}  // namespace

TEST_CASE("ranks and normal scores correlate by Kruskal's formula")
{
    CHECK(score_correlation(0.6) == Approx(2 * std::sin(std::acos(-1) * 0.1)).epsilon(1e-14));
    CHECK(score_correlation(-1) == -1);
    CHECK(score_correlation(0.9999999) == Approx(1).epsilon(1e-6));
    CHECK(rank_correlation(score_correlation(-0.37)) == Approx(-0.37).epsilon(1e-13));
}

TEST_CASE("draws have the rank correlations asked for, and each input its own distribution")
{
    auto const model = model_of(sum_text({"0 .. 1 EUR", "lognormal(median=8, sigma=0.9) EUR", "1 .. 2 .. 7 EUR"},
                                         "[{between: [a, b], rank: 0.6}, {between: [c, b], rank: -30 %}]"));
    for (auto const method : {Method::quasi, Method::plain}) {
        Sampler const sampler(model, method, 1, 1);
        std::vector<Valuation> const valuations{Valuation(model, 0)};
        Tally const tally(model, valuations);
        Tally::Workspace workspace(tally, 16'384);
        sampler.draw(0, 0, workspace);
        std::vector<std::vector<double>> drawn;
        for (std::size_t i = 0; i < 3; ++i) drawn.emplace_back(workspace.input(i), workspace.input(i) + workspace.draws());
        CHECK(std::abs(spearman(drawn[0], drawn[1]) - 0.6) < 0.02);
        CHECK(std::abs(spearman(drawn[2], drawn[1]) + 0.3) < 0.025);
        CHECK(std::abs(spearman(drawn[0], drawn[2])) < 0.025);
        CHECK(std::accumulate(drawn[0].begin(), drawn[0].end(), 0.0) / 16'384 == Approx(0.5).epsilon(0.01));
        CHECK(std::accumulate(drawn[2].begin(), drawn[2].end(), 0.0) / 16'384 == Approx(10 / 3.0).epsilon(0.01));
    }
}

TEST_CASE("the sum of correlated normals has its closed form, and so have its shares and the worth of knowing each")
{
    // By hand: a and b with standard deviations 1 and 2 and correlation r of scores; var = 1 + 4 + 4 r. Knowing a moves the mean by (1 + 2 r) a.
    auto const model = model_of(sum_text({"1 +- 1 EUR", "0 +- 2 EUR"}, "[{between: [a, b], rank: 0.5}]"));
    auto const r = 2 * std::sin(std::acos(-1) / 12);
    auto const variance = 5 + 4 * r;
    auto const found = uncertainty_of(model, 0, {.draws = 100'000});
    CHECK(found.npv.mean == Approx(1).epsilon(2e-3));
    CHECK(found.npv.sd == Approx(std::sqrt(variance)).epsilon(2e-3));
    CHECK(share_of(found, "a").first == Approx((1 + 2 * r) * (1 + 2 * r) / variance).epsilon(0.03));
    CHECK(share_of(found, "b").first == Approx((2 + r) * (2 + r) / variance).epsilon(0.03));
    // What stays open of a once b is known, and the other way round.
    CHECK(share_of(found, "a").total == Approx((1 - r * r) / variance).epsilon(0.03));
    CHECK(share_of(found, "b").total == Approx(4 * (1 - r * r) / variance).epsilon(0.03));
    auto const worth = [](double sd) {  // s phi(m / s) - m Phi(-m / s), m = 1
        auto const z = 1 / sd;
        return sd * std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1)) - std::erfc(z / std::sqrt(2.0)) / 2;
    };
    CHECK(share_of(found, "a").evppi == Approx(worth(1 + 2 * r)).epsilon(0.02));
    CHECK(share_of(found, "b").evppi == Approx(worth(2 + r)).epsilon(0.02));
    CHECK(found.evpi == Approx(worth(std::sqrt(variance))).epsilon(0.01));
    CHECK(found.assumed_share == 1);
}

TEST_CASE("inputs that correlate fully are one, and the other way round one less the other")
{
    auto const together = model_of(sum_text({"0 +- 1 EUR", "0 +- 2 EUR"}, "[{between: [a, b], rank: 1}]"));
    auto const apart = model_of(sum_text({"0 +- 1 EUR", "0 +- 2 EUR"}, "[{between: [a, b], rank: -1}]"));
    auto const found = uncertainty_of(together, 0, {.draws = 10'000});
    CHECK(found.npv.sd == Approx(3).epsilon(0.01));
    CHECK(share_of(found, "a").first == Approx(1).epsilon(0.02));
    CHECK(share_of(found, "a").total == Approx(0).scale(1).epsilon(1e-3));
    CHECK(uncertainty_of(apart, 0, {.draws = 10'000}).npv.sd == Approx(1).epsilon(0.01));
}

TEST_CASE("a correlation of zero changes no bit, and correlated draws have the same bits on any number of threads")
{
    std::vector<std::string> const values{"0 .. 1 .. 4 EUR", "3 +- 2 EUR", "5 to 9 EUR"};
    auto const none = uncertainty_of(model_of(sum_text(values, "")), 0, {.draws = 5'000});
    auto const zero = uncertainty_of(model_of(sum_text(values, "[{between: [a, b], rank: 0}]")), 0, {.draws = 5'000});
    CHECK(std::bit_cast<std::uint64_t>(none.npv.p95) == std::bit_cast<std::uint64_t>(zero.npv.p95));
    auto const model = model_of(sum_text(values, "[{between: [a, b], rank: 0.4}, {between: [b, c], rank: -0.2}]"));
    auto const one = uncertainty_of(model, 0, {.draws = 5'000, .threads = 1});
    auto const seven = uncertainty_of(model, 0, {.draws = 5'000, .threads = 7});
    CHECK(one.npv.p95 != none.npv.p95);
    CHECK(std::bit_cast<std::uint64_t>(one.npv.p95) == std::bit_cast<std::uint64_t>(seven.npv.p95));
    CHECK(std::bit_cast<std::uint64_t>(one.inputs[1].total) == std::bit_cast<std::uint64_t>(seven.inputs[1].total));
}

TEST_CASE("three inputs cannot all go against one another, and the pair at fault is named with the nearest rank it can have")
{
    // By hand, for scores: with r_ab = r_ac = 0.9 the third lies within 0.81 -+ 0.19, and each within 0.9 x 0.6 -+ sqrt(0.19 x 0.64) when it is 0.6.
    auto const rank = rank_correlation(0.9);
    std::vector<RankPair> const pairs{{0, 1, rank}, {0, 2, rank}, {1, 2, 0.0}};
    auto const wrong = impossible_pair(3, pairs);
    REQUIRE(wrong);
    CHECK(wrong->alone);
    std::vector<RankPair> repaired = pairs;
    repaired[wrong->pair].rank = wrong->rank * (1 - 1e-6);
    CHECK_FALSE(impossible_pair(3, repaired));
    std::vector<RankPair> const third{{0, 1, rank}, {0, 2, rank}, {1, 2, rank_correlation(0.60)}};
    auto const near = impossible_pair(3, third);
    REQUIRE(near);
    CHECK(near->pair == 0);  // within 0.54 -+ sqrt(0.19 x 0.64) of what the others imply: nearer than 0.62 is to 0.60
    CHECK(near->rank == Approx(rank_correlation(0.54 + std::sqrt(0.19 * 0.64))).epsilon(1e-9));
    CHECK_FALSE(impossible_pair(3, std::vector<RankPair>{{0, 1, rank}, {0, 2, rank}, {1, 2, rank_correlation(0.63)}}));
}

TEST_CASE("where no pair alone is at fault, the nearest matrix says which changes most")
{
    // Two triangles of inputs that all go against one another: each needs a change of its own.
    std::vector<RankPair> const pairs{{0, 1, -0.9}, {0, 2, -0.9}, {1, 2, -0.9}, {3, 4, -0.8}, {3, 5, -0.8}, {4, 5, -0.8}};
    auto const wrong = impossible_pair(6, pairs);
    REQUIRE(wrong);
    CHECK_FALSE(wrong->alone);
    CHECK(wrong->pair < 3);
    // By hand: three equal correlations can be -1/2 at the least (Higham's nearest keeps them equal).
    CHECK(wrong->rank == Approx(rank_correlation(-0.5)).epsilon(1e-3));
}

TEST_CASE("what is just possible is drawn whatever the order of its pairs")
{
    // c follows a and b, which are one, by correlations a rounding apart; pairs of rank 0 change the order in which the reader meets the inputs.
    std::string text = "inputs:\n";
    for (auto const* const name : {"a", "b", "c", "d"}) text += std::string("  ") + name + ": {value: 1 .. 2 EUR, status: assumed}\n";
    text += "effects:\n  gain: {to: users, category: time, amount: a + b + c + d, at: 0}\n"
            "correlations: [{between: [a, d], rank: 0}, {between: [b, d], rank: 0}, {between: [c, a], rank: 0.99}, {between: [a, b], rank: 1}, "
            "{between: [c, b], rank: 0.990005}]\n";
    auto const found = uncertainty_of(model_of(CaseText{.discount = "0 %", .body = text}.text()), 0, {.draws = 4'096});
    // By hand: a and b are one, c nearly: 9 / 12 of the three together and 1 / 12 of d.
    CHECK(found.npv.sd == within(0.005, std::sqrt(10.0 / 12)));
}

TEST_CASE("correlations that make no sense are refused where they stand")
{
    auto const mistake = [](std::string const& list, base::MessageId message) {
        auto const found = refused(sum_text({"0 .. 1 EUR", "1 .. 2 EUR", "5 EUR"}, list));
        REQUIRE(found.size() == 1);
        CHECK(found[0].message.id == message);
        return found[0].place.column;
    };
    CHECK(mistake("[{between: [a, nobody], rank: 0.5}]", say::input_unknown) == 30);
    CHECK(mistake("[{between: [a, c], rank: 0.5}]", say::correlation_of_certain) == 30);
    CHECK(mistake("[{between: [a, a], rank: 0.5}]", say::correlation_with_itself) == 30);
    CHECK(mistake("[{between: [a], rank: 0.5}]", say::correlation_two_inputs) == 26);
    CHECK(mistake("[{between: [a, b], rank: 1.5}]", say::correlation_out_of_range) == 40);
    CHECK(mistake("[{between: [a, b], rank: 0.5}, {between: [b, a], rank: 0.4}]", say::correlation_twice) == 70);
    auto const found = refused(sum_text({"0 .. 1 EUR", "1 .. 2 EUR", "2 .. 5 EUR"},
                                        "[{between: [a, b], rank: 0.9}, {between: [a, c], rank: 0.9}, {between: [b, c], rank: 0.2}]"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].message.id == say::correlation_impossible);
    INFO(found[0].message.in(base::Language::en));
    CHECK(found[0].place.line > 0);
}
