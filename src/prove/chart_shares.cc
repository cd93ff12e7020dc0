// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_shares.h"

#include "prove/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

namespace {

constexpr double line_height = 17;
constexpr double bar_height = 16;
constexpr double inset = 4;  // of the solid bar in the outlined one
constexpr double gap = 14;
constexpr std::size_t label_characters = 30;  // what stands beside a figure on a phone

Chart::Box box_between(double from, double to, double y, double height)
{
    return {std::min(from, to), y, std::max(std::abs(to - from), 0.3), height};
}

void write_bar(Chart& svg, ShareChart::Bar const& bar, ChartScale const& scale, double y)
{
    auto const zero = scale.at(0);
    svg.box(box_between(zero, scale.at(bar.alone), y, bar_height), "outline");
    auto const solid = box_between(zero, scale.at(bar.share), y + inset, bar_height - 2 * inset);
    if (bar.share < 0) svg.hatched_box(solid, "bar loss");
    else svg.box(solid, "bar gain");
    if (!bar.interval) return;
    auto const low = scale.at(bar.interval->first);
    auto const high = scale.at(bar.interval->second);
    auto const middle = y + bar_height / 2;
    svg.line(low, middle, high, middle, "zero");
    for (auto const end : {low, high}) svg.line(end, y + 2, end, y + bar_height - 2, "zero");
}

}  // namespace

void write_share_chart(HtmlWriter& page, ShareChart const& chart)
{
    ChartDomain domain;
    domain.include(0);
    std::vector<std::vector<std::string>> labels;
    auto height = 0.0;
    for (auto const& bar : chart.bars) {
        for (auto const value : {bar.share, bar.alone}) domain.include(value);
        if (bar.interval) {
            domain.include(bar.interval->first);
            domain.include(bar.interval->second);
        }
        labels.push_back(in_two_lines(bar.label, label_characters));
        height += line_height * static_cast<double>(labels.back().size()) + bar_height + gap;
    }
    ChartScale const scale(domain.low, domain.high, 0, 100);
    Chart svg(page, chart.text, height);
    auto y = 0.0;
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        auto const& bar = chart.bars[i];
        svg.label(100, y + 13, "end", "label haloed", bar.figure);
        for (auto const& line : labels[i]) svg.label(0, (y += line_height) - 4, "start", "label haloed", line);
        write_bar(svg, bar, scale, y + 2);
        y += bar_height + gap;
    }
    if (scale.at(0) > 0) svg.line(scale.at(0), 0, scale.at(0), height - gap + 6, "zero");
}

}  // namespace alzette::prove
