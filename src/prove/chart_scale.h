// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace alzette::prove {

// A straight scale from values to positions (per cent of a chart's width, pixels of its height). It never divides by zero nor leaves its
// bounds: a domain without extent puts every value in the middle, what is not a number lies at the start.
class ChartScale {
public:
    ChartScale(double low, double high, double from, double to) : low_(low), high_(high), from_(from), to_(to) {}
    double at(double value) const;

private:
    double low_;
    double high_;
    double from_;
    double to_;
};

// The least and the greatest of what a chart must show.
struct ChartDomain {
    double low = 0;
    double high = 0;
    bool is_empty = true;

    void include(double value);  // ignores what is not a finite number
    // Wider by a share of its extent on both sides.
    ChartDomain padded(double share) const;
};

// Round values inside a domain, rising: about `count` of them, steps of 1, 2 or 5 times a power of ten.
std::vector<double> round_ticks(double low, double high, int count);

// How a label at a position (per cent of the width) is anchored so that it stays inside the chart, down to a phone.
char const* anchor_at(double position, std::string_view label);

}  // namespace alzette::prove
