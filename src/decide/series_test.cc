// SPDX-License-Identifier: Apache-2.0
#include "decide/series.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace alzette::decide;
using doctest::Approx;

namespace {

Series points(std::vector<std::pair<int, double>> list, Interpolation interpolation = Interpolation::linear, Extend extend = Extend::none)
{
    return {std::nullopt, std::move(list), interpolation, extend, std::nullopt};
}

}  // namespace

TEST_CASE("an anchor covers all years, back as well as forth")
{
    // France Stratégie 2025: 256 EUR in 2025, +3.2 % a year; 562.6 in 2050.
    Series const carbon{Series::Anchor{2025, 256, 0.032}, {}, Interpolation::linear, Extend::none, YearSpan{2025, 2050}};
    CHECK(*carbon.at(2025) == 256);
    CHECK(std::abs(*carbon.at(2050) - 562.6) < 0.05);
    CHECK(*carbon.at(2015) == Approx(256 / std::pow(1.032, 10)).epsilon(1e-14));
    CHECK(*carbon.span() == YearSpan{2025, 2050});
}

TEST_CASE("between points the value is on a line, at equal rates or that of the point before")
{
    CHECK(*points({{2020, 100}, {2030, 400}}).at(2025) == Approx(250));
    CHECK(*points({{2020, 100}, {2030, 400}}, Interpolation::geometric).at(2025) == Approx(200));
    CHECK(*points({{2020, 100}, {2030, 400}}, Interpolation::step).at(2029) == 100);
    CHECK(*points({{2020, 100}, {2030, 400}}, Interpolation::step).at(2030) == 400);
    // Bénéfriches (ADEME), unit tests: 150 in 2025, 330 in 2034.
    auto const benefriches = points({{2020, 90}, {2030, 250}, {2040, 500}, {2050, 775}}, Interpolation::geometric, Extend::flat);
    CHECK(std::abs(*benefriches.at(2025) - 150) < 0.5);
    CHECK(std::abs(*benefriches.at(2034) - 330) < 0.5);
    CHECK(*benefriches.at(2074) == 775);
}

TEST_CASE("a point's own year has its value whatever the interpolation")
{
    for (auto const interpolation : {Interpolation::linear, Interpolation::geometric, Interpolation::step}) {
        auto const series = points({{2018, 54}, {2030, 250}, {2040, 500}}, interpolation);
        CHECK(*series.at(2018) == 54);
        CHECK(*series.at(2030) == 250);
        CHECK(*series.at(2040) == 500);
    }
}

TEST_CASE("beyond its points a series has nothing, the end value or the growth of its last two points")
{
    std::vector<std::pair<int, double>> const list{{2020, 100}, {2022, 121}, {2026, 242}};
    CHECK_FALSE(points(list).at(2019));
    CHECK_FALSE(points(list).at(2027));
    CHECK(*points(list, Interpolation::linear, Extend::flat).at(1990) == 100);
    CHECK(*points(list, Interpolation::linear, Extend::flat).at(2060) == 242);
    CHECK(*points(list, Interpolation::linear, Extend::growth).at(2030) == Approx(484));
    CHECK(*points(list, Interpolation::linear, Extend::growth).at(2018) == Approx(100 / 1.21));
    CHECK(*points({{2020, 7}}, Interpolation::linear, Extend::growth).at(2030) == 7);
    CHECK(*points(list).span() == YearSpan{2020, 2026});
}

TEST_CASE("a series without points has nothing")
{
    CHECK_FALSE(Series{}.at(2025));
    CHECK_FALSE(Series{}.span());
}
