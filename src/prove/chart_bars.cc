// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_bars.h"

#include "prove/chart_scale.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr double head = 26;
constexpr double line_height = 17;
constexpr double bar_height = 14;
constexpr double gap = 16;
constexpr std::size_t label_characters = 30;  // what stands beside a figure on a phone

struct Row {
    std::vector<std::string> label;
    double y;
};

}  // namespace

void write_bar_chart(HtmlWriter& page, BarChart const& chart)
{
    ChartDomain domain;
    domain.include(0);
    std::vector<Row> rows;
    auto y = head;
    for (auto const& bar : chart.bars) {
        domain.include(bar.value);
        if (bar.is_sum) y += gap / 2;
        rows.push_back({in_two_lines(bar.label, label_characters), y});
        y += line_height * static_cast<double>(rows.back().label.size()) + bar_height + gap;
    }
    ChartScale const scale(domain.low, domain.high, 0, 100);
    auto const zero = scale.at(0);

    Chart svg(page, chart.text, y);
    if (zero > 0) svg.label(0, 13, "start", "axis-label", "◀ " + chart.left);
    if (zero < 100) svg.label(100, 13, "end", "axis-label", chart.right + " ▶");
    svg.line(zero, head - 4, zero, y - gap + 6, "zero");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& bar = chart.bars[i];
        auto const& row = rows[i];
        if (bar.is_sum) svg.line(0, row.y - gap / 2 - 4, 100, row.y - gap / 2 - 4, "rule");
        auto baseline = row.y + 13;
        auto const style = bar.is_sum ? "label strong haloed" : "label haloed";
        svg.label(100, baseline, "end", style, bar.figure);
        for (auto const& line : row.label) {
            svg.label(0, baseline, "start", style, line);
            baseline += line_height;
        }
        auto const end = scale.at(bar.value);
        Chart::Box const box{std::min(zero, end), baseline - 10, std::max(std::abs(end - zero), 0.3), bar_height};
        if (bar.value < 0) svg.hatched_box(box, "bar loss");
        else svg.box(box, "bar gain");
    }
}

}  // namespace alzette::prove
