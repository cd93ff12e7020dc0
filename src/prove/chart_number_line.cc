// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_number_line.h"

#include "prove/chart_scale.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr double mark_row = 14;     // baseline of the labels of marks
constexpr double band_top = 34;
constexpr double band_height = 16;
constexpr double end_row = 68;      // baseline of the ends of the range
constexpr double central_row = 88;
constexpr double label_width = 26;  // per cent a label takes on a phone

ChartDomain domain_of(NumberLine const& chart)
{
    ChartDomain domain;
    if (chart.range) {
        domain.include(chart.range->first);
        domain.include(chart.range->second);
    }
    if (chart.central) domain.include(*chart.central);
    for (auto const mark : chart.marks) domain.include(mark);
    return domain.padded(0.04);
}

void write_ends(Chart& svg, NumberLine const& chart, ChartScale const& scale)
{
    auto const low = scale.at(chart.range->first);
    auto const high = scale.at(chart.range->second);
    if (high - low < 2 * label_width) {
        auto const middle = (low + high) / 2;
        auto const both = chart.figure(chart.range->first) + " – " + chart.figure(chart.range->second);
        svg.label(middle, end_row, anchor_at(middle, both), "axis-label", both);
        return;
    }
    svg.label(low, end_row, "start", "axis-label", chart.figure(chart.range->first));
    svg.label(high, end_row, "end", "axis-label", chart.figure(chart.range->second));
}

// The band is the stated range; what lies on the losing side of the mark is hatched.
void write_band(Chart& svg, NumberLine const& chart, ChartScale const& scale)
{
    auto const low = scale.at(chart.range->first);
    auto const high = scale.at(chart.range->second);
    auto const box = [&](double from, double to) { return Chart::Box{from, band_top, std::max(to - from, 0.4), band_height}; };
    if (chart.loses == NumberLine::Loses::nowhere || chart.marks.size() != 1) {
        svg.box(box(low, high), "band");
        return;
    }
    auto const mark = std::clamp(scale.at(chart.marks.front()), low, high);
    auto const loses_below = chart.loses == NumberLine::Loses::below;
    if (mark > low) {
        if (loses_below) svg.hatched_box(box(low, mark), "bar loss");
        else svg.box(box(low, mark), "bar gain");
    }
    if (mark < high) {
        if (loses_below) svg.box(box(mark, high), "bar gain");
        else svg.hatched_box(box(mark, high), "bar loss");
    }
}

}  // namespace

void write_number_line(HtmlWriter& page, NumberLine const& chart)
{
    auto const domain = domain_of(chart);
    ChartScale const scale(domain.low, domain.high, 0, 100);
    auto const height = chart.central ? central_row + 8 : end_row + 8;
    auto const middle = band_top + band_height / 2;

    Chart svg(page, chart.text, height);
    svg.line(0, middle, 100, middle, "track");
    if (chart.range) {
        write_band(svg, chart, scale);
        write_ends(svg, chart, scale);
    }
    if (chart.central) {
        auto const x = scale.at(*chart.central);
        svg.line(x, band_top - 3, x, central_row - 13, "central");
        svg.circle(x, middle, 6, "dot end");
        svg.label(x, central_row, anchor_at(x, chart.central_label), "label", chart.central_label);
    }
    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        auto const x = scale.at(chart.marks[i]);
        svg.line(x, band_top - 4, x, band_top + band_height + 4, "threshold-line");
        svg.pointer(x, band_top - 4, "pointer");
        // Marks too near each other share the label of the first.
        auto const is_apart = i == 0 || x - scale.at(chart.marks[i - 1]) >= label_width;
        if (!is_apart) continue;
        auto const figure = chart.figure(chart.marks[i]);
        svg.label(x, mark_row, anchor_at(x, figure), "figure strong", figure);
    }
}

}  // namespace alzette::prove
