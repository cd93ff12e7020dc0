// SPDX-License-Identifier: Apache-2.0
#include "decide/threshold.h"

#include "base/catalogue/decide.h"
#include "base/format.h"
#include "decide/root.h"
#include "decide/target.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace alzette::decide {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr int steps_inside = 64;
constexpr int steps_beyond = 24;   // each twice the last: 16 million times the range
constexpr double beyond_start = 1.0 / 16;
constexpr int halvings = 60;  // to the last digits

using Measure = std::function<double(formula::Run const&, std::size_t draw)>;

// The signed distance of the indicator from its target; not a number where the indicator does not exist.
Measure distance_to(Target const& target, CentralCase const& central)
{
    constexpr std::string_view of_sums[] = {"npv",          "public_outlay", "npv_per_public_euro", "npv_per_investment",
                                            "npv_per_cost", "bcr",           "bcr_public",          "residual"};
    auto const quick = std::ranges::find(of_sums, target.indicator) != std::end(of_sums);
    return [&target, &central, quick](formula::Run const& run, std::size_t draw) {
        Indicators indicators;
        if (quick) Valuation::add_ratios(central.sums(run, draw), indicators);
        else indicators = central.valuation.result(run, draw).indicators;
        return indicator(indicators, target.indicator).value_or(nothing) - target.value;
    };
}

// Between `outside`, where the measure is not zero, and `inside`, from where on it is: the end of a plateau.
double edge_of_plateau(double outside, double inside, Moved& moved, Measure const& measure)
{
    for (auto i = 0; i < halvings; ++i) {
        auto const middle = outside + (inside - outside) / 2;
        (measure(moved.at(middle), 0) == 0 ? inside : outside) = middle;
    }
    return inside;
}

// `measured` holds the measure at each place of the grid. Of a plateau of zeros its ends count, not where the grid or the indicator ends.
std::vector<double> roots_on(std::vector<double> const& grid, std::vector<double> const& measured, Moved& moved, Measure const& measure)
{
    auto const exact = [&](double x) { return measure(moved.at(x), 0); };
    auto const is_zero = [&](std::size_t i) { return i < measured.size() && measured[i] == 0; };
    auto const is_other = [&](std::size_t i) { return i < measured.size() && std::isfinite(measured[i]) && measured[i] != 0; };
    std::vector<double> roots;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (!is_zero(i)) {
            auto const changes = is_other(i) && is_other(i + 1) && (measured[i] > 0) != (measured[i + 1] > 0);
            auto const root = changes ? root_between(exact, grid[i], grid[i + 1]) : std::nullopt;
            if (root && !is_jump(exact, *root, grid[i], grid[i + 1])) roots.push_back(*root);
            continue;
        }
        auto const begins = i == 0 || !is_zero(i - 1);
        auto const ends = !is_zero(i + 1);
        if (begins && ends) roots.push_back(grid[i]);
        else if (begins && is_other(i - 1)) roots.push_back(edge_of_plateau(grid[i - 1], grid[i], moved, measure));
        else if (ends && is_other(i + 1)) roots.push_back(edge_of_plateau(grid[i + 1], grid[i], moved, measure));
    }
    std::ranges::sort(roots);
    auto const same = [](double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); };
    roots.erase(std::unique(roots.begin(), roots.end(), same), roots.end());
    return roots;
}

// The stated range finely, then ever wider steps beyond both ends; an input that is nowhere negative stays so.
std::vector<double> search_grid(double central, std::optional<formula::Range> const& stated)
{
    auto const reach = central == 0 ? 1.0 : std::abs(central);
    auto const range = stated.value_or(central == 0 ? formula::Range{-reach, reach} : formula::Range{std::min(0.0, 2 * central), std::max(0.0, 2 * central)});
    auto const width = range.high - range.low;
    std::vector<double> grid;
    for (auto i = 0; i <= steps_inside; ++i) grid.push_back(range.low + width * i / steps_inside);
    auto step = width * beyond_start;
    for (auto i = 0; i < steps_beyond; ++i, step *= 2) {
        grid.push_back(range.high + step);
        if (range.low >= 0) grid.push_back(std::max(0.0, range.low - step));
        else grid.push_back(range.low - step);
    }
    if (range.high <= 0) std::erase_if(grid, [](double x) { return x > 0; });
    std::ranges::sort(grid);
    grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
    return grid;
}

double slope_at(double x, Moved& moved, Measure const& measure)
{
    auto const step = std::max(std::abs(x), 1e-6) * 1e-5;
    auto const right = measure(moved.at(x + step), 0);
    auto const left = measure(moved.at(x - step), 0);
    if (std::isfinite(right) && std::isfinite(left)) return (right - left) / (2 * step);
    return std::isfinite(right) ? right / step : -left / step;
}

// Why no value was found: the indicator does not move, or does not exist, or stays on one side.
base::Message explain_none(std::vector<double> const& measured, ThresholdResult const& result)
{
    std::vector<double> seen;
    std::ranges::copy_if(measured, std::back_inserter(seen), [](double distance) { return std::isfinite(distance); });
    if (seen.empty()) return {say::threshold_not_applicable, {{"indicator", result.until.indicator}}};
    auto const [least, most] = std::ranges::minmax(seen);
    if (least == 0 && most == 0) return {say::threshold_always, {{"input", result.solve}}};
    if (most - least <= 1e-12 * std::max(std::abs(most), std::abs(least))) return {say::threshold_no_influence, {{"input", result.solve}}};
    return {say::threshold_never_reached,
            {{"low", base::quantity(result.searched.low, result.unit, result.is_share)},
             {"high", base::quantity(result.searched.high, result.unit, result.is_share)},
             {"indicator", result.until.indicator},
             {"least", base::number_in_both(least + result.until.value)},
             {"most", base::number_in_both(most + result.until.value)}}};
}

}  // namespace

std::vector<double> npv_roots(CentralCase const& central, std::size_t input, formula::Range between)
{
    Moved moved(central, input);
    std::vector<double> grid;
    for (auto i = 0; i <= 16; ++i) grid.push_back(between.low + (between.high - between.low) * i / 16);
    Measure const npv = [&](formula::Run const& run, std::size_t draw) { return central.sums(run, draw).npv; };
    return roots_on(grid, moved.over(grid, npv), moved, npv);
}

ThresholdResult solve_threshold(CentralCase const& central, Threshold const& threshold)
{
    auto const& model = central.model;
    auto const& input = *model.subject->find_input(threshold.solve);
    auto const index = model.input_index(threshold.solve);
    ThresholdResult result;
    result.solve = threshold.solve;
    result.until = threshold.until;
    result.is_share = input.value.unit.text == "%";
    result.unit = result.is_share ? "" : input.value.unit.text;
    auto const scale = result.is_share ? input.value.unit.factor : 1;
    result.central = input.central_value() * scale;
    auto const stated = input.value.range();
    if (stated) result.stated_range = formula::Range{stated->low * scale, stated->high * scale};
    if (!index) {
        result.none_because = base::Message(say::threshold_no_influence, {{"input", threshold.solve}});
        return result;
    }
    Moved moved(central, *index);
    auto const measure = distance_to(threshold.until, central);
    auto const grid = search_grid(moved.central(), stated);
    result.searched = {grid.front() * scale, grid.back() * scale};
    auto const measured = moved.over(grid, measure);
    for (auto const root : roots_on(grid, measured, moved, measure)) {
        result.values.push_back(root * scale);
        result.slopes.push_back(slope_at(root, moved, measure) / scale);
    }
    if (result.values.empty()) {
        result.none_because = explain_none(measured, result);
        return result;
    }
    result.inside_range = result.stated_range && result.values[0] >= result.stated_range->low && result.values[0] <= result.stated_range->high;
    return result;
}

}  // namespace alzette::decide
