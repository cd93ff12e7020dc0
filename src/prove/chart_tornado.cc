// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_tornado.h"

#include "prove/chart_scale.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr double head = 28;
constexpr double line_height = 17;
constexpr double bar_height = 14;
constexpr double ends_height = 16;
constexpr double gap = 9;
constexpr std::size_t label_characters = 30;

void write_bar(Chart& svg, Tornado::Bar const& bar, ChartScale const& scale, double y)
{
    auto const low = scale.at(bar.result_low);
    auto const high = scale.at(bar.result_high);
    auto const zero = std::clamp(scale.at(0), low, high);
    if (zero > low) svg.hatched_box({low, y, zero - low, bar_height}, "bar loss");
    if (high > zero || high - low < 0.3) svg.box({zero, y, std::max(high - zero, 0.3), bar_height}, "bar gain");
    auto const middle = (low + high) / 2;
    svg.label(middle, y + bar_height + 14, anchor_at(middle, bar.ends), "axis-label haloed", bar.ends);
}

}  // namespace

void write_tornado(HtmlWriter& page, Tornado const& chart)
{
    ChartDomain domain;
    domain.include(0);
    if (chart.central) domain.include(*chart.central);
    std::vector<std::vector<std::string>> labels;
    auto height = head;
    for (auto const& bar : chart.bars) {
        domain.include(bar.result_low);
        domain.include(bar.result_high);
        labels.push_back(in_two_lines(bar.label, bar.remark.empty() ? 2 * label_characters / 3 * 2 : label_characters));
        height += line_height * static_cast<double>(labels.back().size()) + bar_height + ends_height + gap;
    }
    ChartScale const scale(domain.low, domain.high, 0, 100);
    auto const axis = height;

    Chart svg(page, chart.text, height + 26);
    for (auto const tick : round_ticks(domain.low, domain.high, 4)) {
        auto const x = scale.at(tick);
        svg.line(x, head - 6, x, axis, "grid");
        svg.label(x, axis + 18, x < 6 ? "start" : x > 94 ? "end" : "middle", "axis-label", chart.axis_figure(tick));
    }
    svg.line(scale.at(0), head - 6, scale.at(0), axis, "zero");
    auto const central = scale.at(chart.central.value_or(0));
    if (chart.central) svg.line(central, head - 10, central, axis, "mark");
    auto y = head;
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        auto const& bar = chart.bars[i];
        if (!bar.remark.empty()) svg.label(100, y + 13, "end", "figure strong haloed", bar.remark);
        for (auto const& line : labels[i]) {
            svg.label(0, y + 13, "start", "label haloed", line);
            y += line_height;
        }
        write_bar(svg, bar, scale, y + 3);
        y += bar_height + ends_height + gap;
    }
    if (chart.central) svg.label(central, 13, anchor_at(central, chart.central_label), "label strong", chart.central_label);
}

}  // namespace alzette::prove
