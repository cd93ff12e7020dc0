// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_distribution.h"

#include "prove/chart_scale.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr double row_height = 18;
constexpr double bars_height = 150;
constexpr double tick_row = 18;       // under the axis
constexpr double interval_row = 34;
constexpr double label_row = 52;
constexpr double foot = 58;
constexpr double between_bars = 0.15;  // per cent

double density(DistributionChart::Bar const& bar) { return bar.high > bar.low ? bar.share / (bar.high - bar.low) : 0; }

void write_bars(Chart& svg, DistributionChart const& chart, ChartScale const& scale, double axis)
{
    double most = 0;
    for (auto const& bar : chart.bars) most = std::max(most, density(bar));
    ChartScale const height(0, most, 0, bars_height);
    for (auto const& bar : chart.bars) {
        if (!(bar.share > 0) || !(most > 0)) continue;
        auto const tall = std::max(height.at(density(bar)), 0.75);
        auto const from = scale.at(bar.low) + between_bars;
        auto const to = std::max(scale.at(bar.high) - between_bars, from);
        auto const zero = std::clamp(scale.at(0), from, to);
        if (bar.low < 0) svg.hatched_box({from, axis - tall, zero - from, tall}, "bar loss");
        if (bar.high > 0) svg.box({zero, axis - tall, to - zero, tall}, "bar gain");
    }
}

// Away from the mark that stands beside it, where there is room: its line goes down past the labels of the rows below.
char const* anchor_beside(DistributionChart const& chart, DistributionChart::Mark const& mark, ChartScale const& scale)
{
    auto const at = scale.at(mark.at);
    auto const is_right = std::ranges::any_of(chart.marks, [&](DistributionChart::Mark const& other) { return other.at < mark.at; });
    std::string_view const anchor = anchor_at(at, mark.label);
    if (chart.marks.size() < 2 || anchor != "middle") return anchor_at(at, mark.label);
    constexpr double label_width = 55;  // per cent a label takes on a phone
    if (is_right) return at + label_width < 100 ? "start" : "middle";
    return at > label_width ? "end" : "middle";
}

void write_interval(Chart& svg, DistributionChart const& chart, ChartScale const& scale, double axis)
{
    auto const low = scale.at(chart.interval.first);
    auto const high = scale.at(chart.interval.second);
    auto const y = axis + interval_row;
    svg.line(low, y, high, y, "threshold-line");
    for (auto const end : {low, high}) svg.line(end, y - 5, end, y + 5, "threshold-line");
    auto const middle = (low + high) / 2;
    svg.label(middle, axis + label_row, anchor_at(middle, chart.interval_label), "label", chart.interval_label);
}

}  // namespace

void write_distribution(HtmlWriter& page, DistributionChart const& chart)
{
    ChartDomain domain;
    domain.include(0);
    for (auto const& bar : chart.bars) {
        domain.include(bar.low);
        domain.include(bar.high);
    }
    for (auto const& mark : chart.marks) domain.include(mark.at);
    ChartScale const scale(domain.low, domain.high, 0, 100);
    auto const head = row_height * static_cast<double>(chart.marks.size()) + 8;
    auto const axis = head + bars_height;

    Chart svg(page, chart.text, axis + foot);
    for (auto const tick : round_ticks(domain.low, domain.high, 5)) {
        auto const x = scale.at(tick);
        svg.line(x, axis, x, axis + 5, "tick");
        svg.label(x, axis + tick_row, x < 6 ? "start" : x > 94 ? "end" : "middle", "axis-label", chart.axis_figure(tick));
    }
    write_bars(svg, chart, scale, axis);
    svg.line(0, axis, 100, axis, "rule");
    svg.line(scale.at(0), head - 6, scale.at(0), axis + 5, "zero");
    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        auto const& mark = chart.marks[i];
        auto const x = scale.at(mark.at);
        auto const baseline = row_height * static_cast<double>(i) + 13;
        svg.line(x, baseline + 5, x, axis, "halo");
        svg.line(x, baseline + 5, x, axis, mark.is_dashed ? "mark" : "threshold-line");
    }
    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        auto const& mark = chart.marks[i];
        svg.label(scale.at(mark.at), row_height * static_cast<double>(i) + 13, anchor_beside(chart, mark, scale), "label strong haloed", mark.label);
    }
    write_interval(svg, chart, scale, axis);
}

}  // namespace alzette::prove
