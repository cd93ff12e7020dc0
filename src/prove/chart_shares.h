// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alzette::prove {

// For each player a solid bar, its share, within or beyond an outlined one, what it would pay alone; a whisker where the share is sampled.
// Solid, outline and whisker are told apart without colour.
struct ShareChart {
    struct Bar {
        std::string label;
        std::string figure;
        double share = 0;
        double alone = 0;
        std::optional<std::pair<double, double>> interval;
    };
    ChartText text;
    std::vector<Bar> bars;
};

void write_share_chart(HtmlWriter& page, ShareChart const& chart);

}  // namespace alzette::prove
