// SPDX-License-Identifier: Apache-2.0
#include "decide/uncertainty.h"

#include "decide/for_test.h"

#include <bit>
#include <cstdint>
#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// One gain and one cost at t = 0, undiscounted: npv = gain - cost.
Model difference_of(std::string const& gain, std::string const& cost, std::string const& more = {})
{
    return model_of("alzette: case/1\nid: d\ntitle: d\nreference: none\n"
                    "conventions: {base_year: 2020, horizon: 1, timing: end_of_year, money: EUR 2020, discount: 0 %}\n"
                    "actors: {users: {kind: users}, firm: {kind: firm}}\n"
                    "inputs:\n  gain: {value: '" + gain + "', status: assumed}\n  cost: {value: '" + cost + "', status: expert}\n"
                    "effects:\n  gains: {to: users, category: time, amount: gain, at: 0}\n"
                    "  costs: {by: firm, category: operation, amount: cost, at: 0}\n" + more);
}

InputShare const& share(Uncertainty const& found, std::string_view input)
{
    auto const at = std::ranges::find(found.inputs, input, &InputShare::input);
    REQUIRE(at != found.inputs.end());
    return *at;
}

}  // namespace

TEST_CASE("the value of information has its closed form for a difference of normals")
{
    // Set-up of the vignette of the R package voi: p1 ~ N(1, 1), p2 ~ N(0, 2), net benefit p1 - p2. By hand: s phi(m/s) - |m| Phi(-|m|/s).
    auto const model = difference_of("1 +- 1 EUR", "0 +- 2 EUR");
    auto const found = uncertainty_of(model, 0, {.draws = 200'000});
    CHECK(found.npv.mean == Approx(1).epsilon(1e-3));
    CHECK(found.npv.sd == Approx(std::sqrt(5.0)).epsilon(1e-3));
    CHECK(found.evpi == Approx(0.479811).epsilon(2e-3));
    CHECK(share(found, "gain").evppi == Approx(0.083315).epsilon(2e-2));
    CHECK(share(found, "cost").evppi == Approx(0.395593).epsilon(1e-2));
    // Shares of the variance of a sum: 1 / 5 and 4 / 5, alone and together alike.
    CHECK(share(found, "gain").first == Approx(0.2).epsilon(0.05));
    CHECK(share(found, "cost").total == Approx(0.8).epsilon(0.05));
    CHECK(found.assumed_share == Approx(0.2).epsilon(0.05));
    CHECK(found.npv.probability_positive == Approx(0.672640).epsilon(2e-3));  // Phi(1 / sqrt 5)
}

TEST_CASE("the Strasbourg case over draws agrees with an independent plain Monte Carlo run")
{
    // 2 000 000 plain draws of an independent script: mean 1 645 775 (standard error 1 405), sd 1 987 000, p5 -1 019 900, p50 1 325 200,
    // p95 5 395 500, P(> 0) 0.788, EVPI 142 500, EVPPI(reduction) 103 300, first order: reduction 0.680, search 0.160, on_street 0.058.
    auto const model = model_of(example_file("strasbourg-parking-observatory.yaml"));
    auto const found = uncertainty_of(model, 0, {.draws = 100'000, .seed = 20180522});
    CHECK(std::abs(found.npv.mean - 1645775) < 3 * 1405);
    CHECK(found.npv.standard_error < 200);
    CHECK(found.npv.sd == Approx(1987000).epsilon(0.003));
    CHECK(found.npv.p5 == Approx(-1019900).epsilon(0.01));
    CHECK(found.npv.p50 == Approx(1325200).epsilon(0.01));
    CHECK(found.npv.p95 == Approx(5395500).epsilon(0.01));
    CHECK(found.npv.probability_positive == Approx(0.788).epsilon(0.003));
    CHECK(found.evpi == Approx(142500).epsilon(0.01));
    CHECK(share(found, "reduction").evppi == Approx(103300).epsilon(0.02));
    CHECK(found.inputs.front().input == "reduction");
    CHECK(share(found, "reduction").first == Approx(0.680).epsilon(0.02));
    CHECK(share(found, "search").first == Approx(0.160).epsilon(0.05));
    CHECK(share(found, "on_street").first == Approx(0.058).epsilon(0.1));
}

TEST_CASE("the large benchmark case agrees with three independent engines")
{
    // Mean -462, sd 1043, P(< 0) 0.678, p5 -1986, p50 -546, p95 1365.
    auto const model = model_of(example_file("ville50.yaml"));
    auto const found = uncertainty_of(model, 0, {.draws = 100'000});
    CHECK(std::abs(found.npv.mean + 462) < 3);
    CHECK(found.npv.sd == Approx(1043).epsilon(0.005));
    CHECK(1 - found.npv.probability_positive == Approx(0.678).epsilon(0.005));
    CHECK(std::abs(found.npv.p5 + 1986) < 8);
    CHECK(std::abs(found.npv.p50 + 546) < 5);
    CHECK(std::abs(found.npv.p95 - 1365) < 12);
}

TEST_CASE("the same seed gives the same bits on one, two and seven threads, another seed others")
{
    auto const model = model_of(example_file("strasbourg-parking-observatory.yaml"));
    auto const one = uncertainty_of(model, 0, {.draws = 20'000, .seed = 5, .threads = 1});
    for (auto const threads : {2U, 7U}) {
        auto const more = uncertainty_of(model, 0, {.draws = 20'000, .seed = 5, .threads = threads});
        CHECK(std::bit_cast<std::uint64_t>(more.npv.mean) == std::bit_cast<std::uint64_t>(one.npv.mean));
        CHECK(std::bit_cast<std::uint64_t>(more.npv.p95) == std::bit_cast<std::uint64_t>(one.npv.p95));
        CHECK(std::bit_cast<std::uint64_t>(more.inputs[0].evppi) == std::bit_cast<std::uint64_t>(one.inputs[0].evppi));
        CHECK(std::bit_cast<std::uint64_t>(more.inputs[0].total) == std::bit_cast<std::uint64_t>(one.inputs[0].total));
    }
    CHECK(uncertainty_of(model, 0, {.draws = 20'000, .seed = 6}).npv.mean != one.npv.mean);
}

TEST_CASE("information is never worth less than nothing, and a part never more than the whole")
{
    auto const model = model_of(example_file("strasbourg-parking-observatory.yaml"));
    auto const found = uncertainty_of(model, 0, {.draws = 20'000});
    CHECK(found.evpi >= 0);
    double first = 0;
    for (auto const& input : found.inputs) {
        CHECK(input.evppi >= 0);
        CHECK(input.evppi <= found.evpi);
        first += input.first;
    }
    CHECK(first < 1.02);
}

TEST_CASE("draws are rounded up and said, plain draws agree with quasi-random ones")
{
    auto const model = difference_of("3 .. 5 EUR", "1 .. 2 EUR");
    auto const quasi = uncertainty_of(model, 0, {.draws = 5'000});
    CHECK(quasi.asked == 5'000);
    CHECK(quasi.draws >= 5'000);
    auto const plain = uncertainty_of(model, 0, {.draws = 100'000, .method = Method::plain});
    CHECK(std::abs(plain.npv.mean - 2.5) < 4 * plain.npv.standard_error);
    CHECK(quasi.npv.standard_error < plain.npv.standard_error);
}

TEST_CASE("a run can be stopped, and what is done counts")
{
    auto const model = difference_of("3 .. 5 EUR", "1 .. 2 EUR");
    std::atomic<bool> stop = true;
    auto const found = uncertainty_of(model, 0, {.draws = 1'000'000, .stop = &stop});
    CHECK(found.interrupted);
    CHECK(found.draws == 0);
}

TEST_CASE("a run stopped on its way answers from the draws it made")
{
    auto const model = difference_of("3 .. 3.5 .. 5 EUR", "1 .. 2 EUR");
    std::atomic<bool> stop = false;
    auto const found = uncertainty_of(model, 0, {.draws = 100'000, .threads = 1, .progress = [&](double done) { stop = done > 0.4; }, .stop = &stop});
    CHECK(found.interrupted);
    CHECK(found.draws > 40'000);
    CHECK(found.draws < 60'000);
    CHECK(found.npv.mean == Approx(3.5 / 3 + 8 / 3.0 - 1.5).epsilon(1e-3));
    CHECK(found.npv.standard_error > 0);
    CHECK(share(found, "gain").low == Approx(3 + std::sqrt(0.05 * 2 * 0.5) - 1.5));  // by hand: the quantile of 5 %, less the middle of 1 .. 2
}

TEST_CASE("knowing an input turns the decision as often as its conditional mean has the other sign")
{
    // By hand: the mean npv is 1, given the gain it is the gain, below zero with probability Phi(-1); given the cost 1 - cost, Phi(-1/2).
    auto const found = uncertainty_of(difference_of("1 +- 1 EUR", "0 +- 2 EUR"), 0, {.draws = 100'000});
    constexpr auto slice = 1.0 / 64;
    CHECK(std::abs(share(found, "gain").turns - 0.158655) < slice);
    CHECK(std::abs(share(found, "cost").turns - 0.308538) < slice);
}

TEST_CASE("the distribution has all draws in equal bins, and the density of its closed form")
{
    auto const found = uncertainty_of(difference_of("1 +- 3 EUR", "0 +- 4 EUR"), 0, {.draws = 200'000});
    REQUIRE(found.distribution.size() == 40);
    // By hand: normal with mean 1 and standard deviation 5; the ends are the quantiles of 0.5 % and 99.5 %.
    CHECK(found.distribution.front().low == Approx(1 - 5 * 2.575829).epsilon(0.01));
    CHECK(found.distribution.back().high == Approx(1 + 5 * 2.575829).epsilon(0.01));
    double all = 0;
    for (auto const& bin : found.distribution) all += bin.share;
    CHECK(all == Approx(1).epsilon(1e-12));
    auto const& middle = found.distribution[20];  // from the mean on, of width 5 x 0.128791
    CHECK(middle.share == Approx(0.051239).epsilon(0.03));  // Phi(0.128791) - 1/2
}

TEST_CASE("an option is the best as often as no other one, nor doing nothing, has more")
{
    // By hand, gain evenly between 0 and 1: gain - 0.5 is above gain / 2 - 0.1 from 0.8 on, and both are below zero up to 0.2.
    auto const model = difference_of("0 .. 1 EUR", "0.5 EUR", "variants: {small: {inputs: {cost: 0.1 EUR}, effects: {gains: {amount: gain / 2}}}}\n");
    CHECK(uncertainty_of(model, 0, {.draws = 10'000}).probability_best == Approx(0.2).epsilon(0.01));
    CHECK(uncertainty_of(model, 1, {.draws = 10'000}).probability_best == Approx(0.6).epsilon(0.01));
    CHECK(uncertainty_of(difference_of("0 .. 1 EUR", "0.4 EUR"), 0, {.draws = 10'000}).probability_best == Approx(0.6).epsilon(0.01));
}

TEST_CASE("inputs that one survey measures are worth what knowing all of them is")
{
    // By hand: given both inputs of the group the mean npv is normal with mean 1 and variance 1 + 4, as in the vignette above.
    auto const model = model_of(CaseText{.discount = "0 %",
                                         .body = "inputs:\n  a: {value: 1 +- 1 EUR, status: assumed, measured_with: survey}\n"
                                                 "  b: {value: 0 +- 2 EUR, status: assumed, measured_with: survey}\n"
                                                 "  c: {value: 0 +- 1 EUR, status: assumed, measured_with: meters}\n"
                                                 "effects:\n  gain: {to: users, category: time, amount: a + b + c, at: 0}\n"}
                                    .text());
    auto const found = uncertainty_of(model, 0, {.draws = 50'000});
    REQUIRE(found.groups.size() == 2);
    CHECK(found.groups[0].id == "survey");
    CHECK(found.groups[0].inputs == std::vector<std::string>{"a", "b"});
    CHECK(found.groups[0].evppi == Approx(0.479811).epsilon(0.04));
    CHECK(found.groups[0].evppi < found.evpi);
    CHECK(found.groups[1].evppi == share(found, "c").evppi);
}

TEST_CASE("shares of variance agree with the closed form of Sobol's g-function")
{
    // Saltelli et al., Computer Physics Communications 181 (2010) 259-270: g = product of (|4 x - 2| + a) / (1 + a), a = 0, 1, 4.5, 9;
    // D_i = 1 / (3 (1 + a)^2), D = product of (1 + D_i) - 1, first D_i / D, total D_i (D + 1) / (1 + D_i) / D.
    std::vector<double> const a{0, 1, 4.5, 9};
    std::string inputs = "inputs:\n  one: {value: 1 EUR, status: expert}\n";
    std::string product = "one";
    double all = 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const name = "x" + std::to_string(i);
        inputs += "  " + name + ": {value: 0 .. 1, status: assumed}\n";
        product += " * (abs(4 * " + name + " - 2) + " + figure(a[i]) + ") / (1 + " + figure(a[i]) + ")";
        all *= 1 + 1 / (3 * (1 + a[i]) * (1 + a[i]));
    }
    auto const body = inputs + "effects:\n  gain: {to: users, category: time, amount: \"" + product + "\", at: 0}\n";
    auto const found = uncertainty_of(model_of(CaseText{.discount = "0 %", .body = body}.text()), 0, {.draws = 10'000});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const& input = share(found, "x" + std::to_string(i));
        auto const own = 1 / (3 * (1 + a[i]) * (1 + a[i]));
        CHECK(std::abs(input.first - own / (all - 1)) < std::max(0.01, 4 * input.first_error));
        CHECK(std::abs(input.total - own * all / (1 + own) / (all - 1)) < std::max(0.01, 4 * input.total_error));
        CHECK(input.first_error < 0.05);
    }
}

TEST_CASE("knowing what explains nothing is worth nothing, however wild the rest")
{
    std::string body = "inputs:\n  one: {value: 1 EUR, status: expert}\n  idle: {value: 1 .. 2, status: assumed}\n";
    std::string product = "one";
    for (std::string const name : {"a", "b", "c", "d"}) {
        body += "  " + name + ": {value: \"lognormal(median=4, sigma=0.8)\", status: assumed}\n";
        product += " * " + name;
    }
    body += "effects:\n  gain: {to: users, category: time, amount: \"" + product + " + 0.000001 * idle * one\", at: 0}\n"
            "  cost: {by: city, category: operation, amount: 900 * one, at: 0}\n";
    auto const found = uncertainty_of(model_of(CaseText{.discount = "0 %", .body = body}.text()), 0, {.draws = 20'000});
    CHECK(share(found, "idle").evppi < 0.01 * found.evpi);
    CHECK(share(found, "idle").turns < 0.05);
    CHECK(share(found, "a").evppi > 0.1 * found.evpi);
}

TEST_CASE("shares are of the spread, however far from zero it lies")
{
    // By hand: two equal halves of a variance, about a mean seven million times the spread.
    auto const model = difference_of("1000000000 +- 100 EUR", "5 +- 100 EUR");
    auto const found = uncertainty_of(model, 0, {.draws = 4'096});
    CHECK(share(found, "gain").first == Approx(0.5).epsilon(0.05));
    CHECK(share(found, "cost").total == Approx(0.5).epsilon(0.05));
}

TEST_CASE("shares of variance agree with the closed form of Ishigami's function")
{
    // sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 over (-pi, pi)^3: variance 13.84459, first 0.3139, 0.4424, 0, total 0.5576, 0.4424, 0.2437
    // (Ishigami and Homma 1990, as in the documentation of SALib). The language has no sine: its Taylor series to x^17 is within 1e-7 of it there.
    std::string body = "inputs:\n  one: {value: 1 EUR, status: expert}\n";
    for (std::string const name : {"x1", "x2", "x3"}) body += "  " + name + ": {value: -3.141592653589793 .. 3.141592653589793, status: assumed}\n";
    body += "quantities:\n";
    for (std::string const name : {"x1", "x2"}) {
        std::string series = name;
        double factorial = 1;
        for (int power = 3; power <= 17; power += 2) {
            factorial *= (power - 1) * power;
            series.append(power % 4 == 3 ? " - " : " + ").append(name).append(" ^ ").append(std::to_string(power)).append(" / ").append(figure(factorial));
        }
        body.append("  sin_").append(name).append(": \"").append(series).append("\"\n");
    }
    body += "effects:\n  gain: {to: users, category: time, amount: (sin_x1 + 7 * sin_x2 ^ 2 + 0.1 * x3 ^ 4 * sin_x1) * one, at: 0}\n";
    auto const found = uncertainty_of(model_of(CaseText{.discount = "0 %", .body = body}.text()), 0, {.draws = 65'536});
    CHECK(found.npv.sd * found.npv.sd == Approx(13.84459).epsilon(1e-3));
    CHECK(found.npv.mean == Approx(3.5).epsilon(1e-3));
    auto const check = [&](std::string_view name, double first, double total) {
        auto const& input = share(found, name);
        CHECK(std::abs(input.first - first) < std::max(0.01, 4 * input.first_error));
        CHECK(std::abs(input.total - total) < std::max(0.01, 4 * input.total_error));
        CHECK(input.total_error < 0.02);  // of 4 096 base points
    };
    check("x1", 0.3139, 0.5576);
    check("x2", 0.4424, 0.4424);
    check("x3", 0, 0.2437);
}
