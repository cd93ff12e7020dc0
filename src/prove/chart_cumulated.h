// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <functional>
#include <string>
#include <vector>

namespace alzette::prove {

// A value over years as a line, with its area above and below zero, the year it turns positive and the value it ends at.
struct CumulatedChart {
    struct Point {
        int year = 0;
        double value = 0;
    };
    ChartText text;
    std::vector<Point> points;            // rising years
    std::function<std::string(double)> axis_figure;
    std::string final_figure;
    int turning_year = 0;                 // 0: it never turns positive
    std::string turning_label;
};

void write_cumulated_chart(HtmlWriter& page, CumulatedChart const& chart);

}  // namespace alzette::prove
