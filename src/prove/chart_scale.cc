// SPDX-License-Identifier: Apache-2.0
#include "prove/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

double ChartScale::at(double value) const
{
    auto const extent = high_ - low_;
    if (std::isnan(value)) return from_;
    if (!(extent > 0) || !std::isfinite(extent)) return (from_ + to_) / 2;
    return from_ + std::clamp((value - low_) / extent, 0.0, 1.0) * (to_ - from_);
}

void ChartDomain::include(double value)
{
    if (!std::isfinite(value)) return;
    low = is_empty ? value : std::min(low, value);
    high = is_empty ? value : std::max(high, value);
    is_empty = false;
}

ChartDomain ChartDomain::padded(double share) const
{
    auto const more = (high - low) * share;
    return {low - more, high + more, is_empty};
}

std::vector<double> round_ticks(double low, double high, int count)
{
    auto const extent = high - low;
    if (!(extent > 0) || !std::isfinite(extent) || count < 1) return {};
    auto const rough = extent / count;
    auto const power = std::pow(10.0, std::floor(std::log10(rough)));
    auto const fraction = rough / power;
    auto const step = power * (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10);
    if (!(step > 0) || !std::isfinite(step)) return {};
    std::vector<double> ticks;
    auto const first = std::ceil(low / step - 1e-9);
    auto const last = std::floor(high / step + 1e-9);
    for (auto i = first; i <= last && ticks.size() < 20; ++i) ticks.push_back(i * step);
    return ticks;
}

char const* anchor_at(double position, std::string_view label)
{
    constexpr double character_px = 7.5;
    constexpr double phone_px = 320;
    auto const characters = std::ranges::count_if(label, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
    auto const half = static_cast<double>(characters) * character_px / phone_px * 50;
    return position - half < 0 ? "start" : position + half > 100 ? "end" : "middle";
}

}  // namespace alzette::prove
