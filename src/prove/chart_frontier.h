// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alzette::prove {

// What is gained against what is spent: a line of steps with a dot for each answer, and a mark at the one that holds.
struct FrontierChart {
    struct Point {
        double x = 0;
        double y = 0;
    };
    ChartText text;
    std::vector<Point> points;  // rising in x
    std::function<std::string(double)> across_figure;
    std::function<std::string(double)> up_figure;
    std::string across;         // what x is
    std::string up;             // what y is
    std::optional<Point> mark;
    std::string mark_label;
};

void write_frontier_chart(HtmlWriter& page, FrontierChart const& chart);

}  // namespace alzette::prove
