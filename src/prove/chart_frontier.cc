// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_frontier.h"

#include "prove/chart_scale.h"

namespace alzette::prove {

namespace {

constexpr double top = 60;
constexpr double bottom = 260;
constexpr double height = 316;
constexpr int across_ticks = 4;  // what a phone holds
constexpr int up_ticks = 4;

}  // namespace

void write_frontier_chart(HtmlWriter& page, FrontierChart const& chart)
{
    if (chart.points.empty()) return;
    ChartDomain values;
    values.include(0);
    for (auto const& point : chart.points) values.include(point.y);
    ChartScale const up(values.low, values.high, bottom, top);
    ChartScale const across(chart.points.front().x, chart.points.back().x, 1, 99);

    Chart svg(page, chart.text, height);
    svg.label(0, 13, "start", "axis-label", chart.up);
    for (auto const tick : round_ticks(values.low, values.high, up_ticks)) {
        auto const y = up.at(tick);
        svg.line(0, y, 100, y, tick == 0 ? "zero" : "grid");
        svg.label(0, y - 4, "start", "axis-label haloed", chart.up_figure(tick));
    }
    for (auto const tick : round_ticks(chart.points.front().x, chart.points.back().x, across_ticks)) {
        auto const x = across.at(tick);
        svg.line(x, bottom, x, bottom + 5, "tick");
        svg.label(x, bottom + 22, x < 3 ? "start" : x > 97 ? "end" : "middle", "axis-label", chart.across_figure(tick));
    }
    svg.label(100, height - 8, "end", "axis-label", chart.across + " ▶");
    if (chart.mark) {
        auto const x = across.at(chart.mark->x);
        svg.line(x, 40, x, bottom, "mark");
        svg.label(x, 34, anchor_at(x, chart.mark_label), "label strong", chart.mark_label);
    }
    // Between two answers at least the lesser one holds: the line goes across before it goes up.
    Chart::Points line;
    for (auto const& point : chart.points) {
        if (!line.empty()) line.emplace_back(across.at(point.x), line.back().second);
        line.emplace_back(across.at(point.x), up.at(point.y));
    }
    svg.path(line, height, "curve", false);
    for (auto const& point : chart.points) svg.circle(across.at(point.x), up.at(point.y), 3, "dot");
    if (chart.mark) svg.circle(across.at(chart.mark->x), up.at(chart.mark->y), 5, "dot end");
}

}  // namespace alzette::prove
