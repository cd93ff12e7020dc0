// SPDX-License-Identifier: Apache-2.0
#include "decide/cells.h"

#include "formula/kernels.h"
#include "formula/random.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

// Skewed values far from zero: what they are about is small beside what they are.
std::vector<double> skewed(std::size_t count)
{
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto const u = (static_cast<double>(formula::random_bits(3, 9, i)[0]) + 0.5) / 4294967296.0;
        values[i] = 1e6 + 100 * std::exp(0.8 * formula::normal_quantile(u));
    }
    return values;
}

double exact_quantile(std::vector<double> values, double p)
{
    std::ranges::sort(values);
    auto const place = p * static_cast<double>(values.size() - 1);
    auto const index = static_cast<std::size_t>(place);
    auto const next = std::min(index + 1, values.size() - 1);
    return values[index] + (place - static_cast<double>(index)) * (values[next] - values[index]);
}

Cells cells_of(std::vector<double> const& values)
{
    Cells cells(Cells::frame_of(std::span(values).first(std::min<std::size_t>(256, values.size()))));
    cells.add(values);
    return cells;
}

}  // namespace

TEST_CASE("percentiles from cells are those of the sorted values, within the cell")
{
    auto const values = skewed(200'000);
    auto const frame = Cells::frame_of(std::span(values).first(256));
    auto const cells = cells_of(values);
    for (auto const p : {0.0, 0.005, 0.05, 0.3, 0.5, 0.95, 0.995, 1.0}) {
        auto const exact = exact_quantile(values, p);
        auto const far = std::abs(exact - frame.centre) / frame.scale;
        CHECK(std::abs(cells.quantile(p) - exact) <= (1 + far) / 2048 * frame.scale);
    }
    // Where values are many the cell is hardly felt: a hundredth of it.
    CHECK(std::abs(cells.quantile(0.5) - exact_quantile(values, 0.5)) < frame.scale / 2048 / 20);
}

TEST_CASE("moments and signs of a stream are exact")
{
    auto const cells = cells_of({-3, -1, 0, 2, 7, -3, -1, 0, 2, 7});
    CHECK(cells.count() == 10);
    CHECK(cells.mean() == Approx(1));  // by hand: 5 / 5
    CHECK(cells.sd() == Approx(std::sqrt((16 + 4 + 1 + 1 + 36) / 5.0)));
    CHECK(cells.share_positive() == 0.4);
    CHECK(cells.share_negative() == 0.4);
    CHECK(cells.mean_gain() == Approx(9 / 5.0));
    CHECK(cells.quantile(0) == Approx(-3).epsilon(2e-3));
    CHECK(cells.quantile(1) == Approx(7).epsilon(2e-3));
    CHECK(cells.share_below(1) == 0.6);
}

TEST_CASE("parts put together are the same as the whole, in any order")
{
    auto const values = skewed(5'000);
    auto const frame = Cells::frame_of(std::span(values).first(256));
    Cells one(frame);
    Cells two(frame);
    one.add(std::span(values).first(1'234));
    two.add(std::span(values).subspan(1'234));
    auto const whole = cells_of(values);
    auto forwards = one;
    forwards.add(two);
    auto backwards = two;
    backwards.add(one);
    for (auto const p : {0.01, 0.5, 0.99}) {
        CHECK(std::bit_cast<std::uint64_t>(forwards.quantile(p)) == std::bit_cast<std::uint64_t>(whole.quantile(p)));
        CHECK(std::bit_cast<std::uint64_t>(backwards.quantile(p)) == std::bit_cast<std::uint64_t>(whole.quantile(p)));
    }
}

TEST_CASE("one value, no value and values out of all bounds have percentiles too")
{
    CHECK(Cells({}).quantile(0.5) == 0);
    auto const same = cells_of({5, 5, 5});
    CHECK(same.quantile(0.05) == 5);
    CHECK(same.sd() == 0);
    Cells wild({0, 1});
    for (double const value : {-1e300, 1e300, HUGE_VAL, std::nan("")}) wild.add(value);
    CHECK(wild.count() == 2);
    CHECK(wild.not_finite() == 2);
    CHECK(wild.quantile(0.0) >= -1e300);
    CHECK(wild.quantile(1.0) <= 1e300);
}
