// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/uncertainty.h"
#include "prove/html_example_for_test.h"

// The example evaluation as draws leave it, written down by hand: two options, every part filled. Included by tests only.
namespace alzette::prove::example {

inline d::Uncertainty uncertainty()
{
    d::Uncertainty made;
    made.draws = 16384;
    made.asked = 10000;
    made.randomisations = 16;
    made.seed = 20180522;
    made.npv = {1645775, 143, 1987000, -1019900, 1325200, 5395500, 0.788};
    made.evpi = 142500;
    made.distribution = {{-2e6, -1e6, 0.05}, {-1e6, 0, 0.162}, {0, 1e6, 0.228}, {1e6, 2e6, 0.25}, {2e6, 4e6, 0.21}, {4e6, 6e6, 0.1}};
    made.inputs = {{"reduction", 0.68, 0.01, 0.74, 0.01, 103300, 0.29, -712796, 4462689, 3.9, 23.1},
                   {"search", 0.16, 0.02, 0.2, 0.01, 2100, 0.02, -2296, 1999450, 1.9, 4.3},
                   {"value_of_time", 0.004, 0.002, 0.005, 0.001, 0, 0, 556544, 1048724, 7.6, 9.5}};
    made.groups = {{"street_survey", {"search", "reduction"}, 128251}};
    made.scenarios = {{"calm", {"Calm traffic", "Trafic calme"}, 0.7, {1.2e6, 200, 1.5e6, -1.2e6, 1e6, 4e6, 0.74}},
                      {"dense", {}, 0.3, {2.6e6, 300, 1.5e6, -2e5, 2e6, 6e6, 0.9}}};
    made.assumed_share = 0.96;
    made.probability_best = 0.55;
    made.actors = {{"motorists", {2427413, 90, 1.8e6, -95490, 2e6, 5938148, 0.94}, 0.06},
                   {"city", {-848644, 60, 5e5, -1605307, -8e5, -36227, 0.042}, 0.958}};
    return made;
}

inline d::Evaluation with_draws()
{
    auto made = full();
    made.central.uncertainty = std::make_shared<d::Uncertainty const>(uncertainty());
    auto large = uncertainty();
    large.probability_best = 0.25;
    large.npv.mean = 1.1e6;
    made.variants[0].uncertainty = std::make_shared<d::Uncertainty const>(large);
    return made;
}

}  // namespace alzette::prove::example
