// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <string>
#include <vector>

namespace alzette::prove {

// Bars to both sides of zero: what is gained to the right, solid; what is paid to the left, hatched. Sums are set apart.
struct BarChart {
    struct Bar {
        std::string label;
        std::string figure;
        double value = 0;
        bool is_sum = false;
    };
    ChartText text;
    std::string left;   // what the left side means
    std::string right;  // what the right side means
    std::vector<Bar> bars;
};

void write_bar_chart(HtmlWriter& page, BarChart const& chart);

}  // namespace alzette::prove
