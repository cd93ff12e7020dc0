// SPDX-License-Identifier: Apache-2.0
#include "decide/series.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

namespace {

using Point = std::pair<int, double>;

double between(Point const& left, Point const& right, int year, Interpolation interpolation)
{
    if (interpolation == Interpolation::step) return left.second;
    auto const share = static_cast<double>(year - left.first) / (right.first - left.first);
    if (interpolation == Interpolation::linear) return left.second + share * (right.second - left.second);
    return left.second * std::pow(right.second / left.second, share);
}

double yearly_growth(Point const& left, Point const& right) { return std::pow(right.second / left.second, 1.0 / (right.first - left.first)); }

// Beyond the points, from the nearest one on.
std::optional<double> beyond(std::vector<Point> const& points, int year, Extend extend)
{
    auto const early = year < points.front().first;
    auto const& end = early ? points.front() : points.back();
    if (extend == Extend::none) return std::nullopt;
    if (extend == Extend::flat || points.size() < 2) return end.second;
    auto const growth = early ? yearly_growth(points[0], points[1]) : yearly_growth(points[points.size() - 2], points.back());
    return end.second * std::pow(growth, year - end.first);
}

}  // namespace

std::optional<double> Series::at(int year) const
{
    if (anchor) return anchor->value * std::pow(1 + anchor->growth, year - anchor->year);
    if (points.empty()) return std::nullopt;
    if (year < points.front().first || year > points.back().first) return beyond(points, year, extend);
    auto const right = std::ranges::lower_bound(points, year, {}, &Point::first);
    if (right->first == year) return right->second;
    return between(*std::prev(right), *right, year, interpolation);
}

std::optional<YearSpan> Series::span() const
{
    if (published) return published;
    if (points.empty()) return std::nullopt;
    return YearSpan{points.front().first, points.back().first};
}

}  // namespace alzette::decide
