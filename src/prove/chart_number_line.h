// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/chart.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alzette::prove {

// One value on a line: the range its author states, its central value, and where something changes.
struct NumberLine {
    ChartText text;
    std::optional<std::pair<double, double>> range;
    std::optional<double> central;
    std::vector<double> marks;  // rising
    // Where the project loses, the line is hatched: below the first mark, or above it. Only with a single mark.
    enum class Loses { nowhere, below, above };
    Loses loses = Loses::nowhere;
    std::string loses_label;
    std::string gains_label;
    std::function<std::string(double)> figure;
    std::string central_label;  // "central value {}" is filled by the caller
};

void write_number_line(HtmlWriter& page, NumberLine const& chart);

}  // namespace alzette::prove
