// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alzette::prove {

// How far a result moves when each value moves over its range, one at a time. What lies below zero is hatched.
struct Tornado {
    struct Bar {
        std::string label;
        std::string remark;      // "" or why this one matters
        double result_low = 0;   // the least and the greatest result
        double result_high = 0;
        std::string ends;        // the values that give them, in that order
    };
    ChartText text;
    std::optional<double> central;  // where all values are central
    std::string central_label;
    std::function<std::string(double)> axis_figure;
    std::vector<Bar> bars;
};

void write_tornado(HtmlWriter& page, Tornado const& chart);

}  // namespace alzette::prove
