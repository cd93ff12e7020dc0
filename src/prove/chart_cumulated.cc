// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_cumulated.h"

#include "prove/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

namespace {

constexpr double top = 48;
constexpr double bottom = 248;
constexpr double height = 280;
constexpr std::size_t dots_max = 40;
constexpr int year_labels_max = 6;  // what a phone holds

// The part of the line on one side of zero, closed along zero. `side` is 1 or -1.
Chart::Points area(Chart::Points const& line, double zero, double side)
{
    if (line.empty()) return {};
    Chart::Points out{{line.front().first, zero}};
    auto const above = [&](double y) { return (zero - y) * side > 0; };
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto const [x, y] = line[i];
        if (i > 0 && above(line[i - 1].second) != above(y)) {
            auto const [x0, y0] = line[i - 1];
            out.emplace_back(x0 + (x - x0) * (zero - y0) / (y - y0), zero);
        }
        out.emplace_back(x, above(y) ? y : zero);
    }
    out.emplace_back(line.back().first, zero);
    return out;
}

void write_years(Chart& svg, CumulatedChart const& chart, ChartScale const& across)
{
    auto const first = chart.points.front().year;
    auto const last = chart.points.back().year;
    auto const step = std::max(1, static_cast<int>(std::ceil(static_cast<double>(last - first) / (year_labels_max - 1))));
    for (auto year = first; year <= last; year += step) {
        auto const x = across.at(year);
        svg.line(x, bottom, x, bottom + 5, "tick");
        svg.label(x, bottom + 22, x < 3 ? "start" : x > 97 ? "end" : "middle", "axis-label", std::to_string(year));
    }
}

}  // namespace

void write_cumulated_chart(HtmlWriter& page, CumulatedChart const& chart)
{
    if (chart.points.empty()) return;
    ChartDomain domain;
    domain.include(0);
    for (auto const& point : chart.points) domain.include(point.value);
    ChartScale const up(domain.low, domain.high, bottom, top);
    ChartScale const across(chart.points.front().year, chart.points.back().year, 0, 100);
    auto const zero = up.at(0);

    Chart svg(page, chart.text, height);
    Chart::Points line;
    for (auto const& point : chart.points) line.emplace_back(across.at(point.year), up.at(point.value));
    svg.path(area(line, zero, 1), height, "area gain", true);
    svg.path(area(line, zero, -1), height, "area loss", true);
    for (auto const tick : round_ticks(domain.low, domain.high, 4)) {
        auto const y = up.at(tick);
        svg.line(0, y, 100, y, tick == 0 ? "zero" : "grid");
        svg.label(0, y - 4, "start", "axis-label haloed", chart.axis_figure(tick));
    }
    write_years(svg, chart, across);
    if (chart.turning_year != 0) {
        auto const x = across.at(chart.turning_year);
        svg.line(x, 20, x, bottom, "mark");
        svg.label(x, 14, anchor_at(x, chart.turning_label), "label strong", chart.turning_label);
    }
    svg.path(line, height, "curve", false);
    if (line.size() <= dots_max)
        for (auto const& [x, y] : line) svg.circle(x, y, 3, "dot");
    svg.circle(line.back().first, line.back().second, 5, "dot end");
    svg.label(100, std::max(line.back().second - 12, 36.0), "end", "figure strong haloed", chart.final_figure);
}

}  // namespace alzette::prove
