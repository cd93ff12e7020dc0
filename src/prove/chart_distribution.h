// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace alzette::prove {

// How likely each result is: bars over a line of results, hatched where they lie below zero. Marks stand above, each on a row of its own.
struct DistributionChart {
    struct Bar {
        double low = 0;
        double high = 0;
        double share = 0;
    };
    struct Mark {
        double at = 0;
        std::string label;
        bool is_dashed = false;
    };
    ChartText text;
    std::vector<Bar> bars;  // rising, side by side
    std::vector<Mark> marks;
    std::pair<double, double> interval{0, 0};
    std::string interval_label;
    std::function<std::string(double)> axis_figure;
};

void write_distribution(HtmlWriter& page, DistributionChart const& chart);

}  // namespace alzette::prove
