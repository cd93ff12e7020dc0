// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace alzette::decide {

enum class Interpolation { linear, geometric, step };
enum class Extend { none, flat, growth };

struct YearSpan {
    int first;
    int last;
    friend bool operator==(YearSpan const&, YearSpan const&) = default;
};

// A value by calendar year: an anchor with yearly growth (covers all years, back as well as forth), or points (cover their span; `extend` says more).
struct Series {
    struct Anchor {
        int year;
        double value;
        double growth;  // 0.032 is +3.2 % a year
        friend bool operator==(Anchor const&, Anchor const&) = default;
    };
    std::optional<Anchor> anchor;
    std::vector<std::pair<int, double>> points;  // rising years
    Interpolation interpolation = Interpolation::linear;
    Extend extend = Extend::none;
    std::optional<YearSpan> published;           // what the source prints; outside it the figure is ours

    // Nothing in a year the series does not cover. Extend::growth goes on at the rate of the last (first) two points.
    std::optional<double> at(int year) const;
    // The years the source speaks of.
    std::optional<YearSpan> span() const;
    friend bool operator==(Series const&, Series const&) = default;
};

}  // namespace alzette::decide
