// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"
#include "decide/evaluation.h"
#include "decide/uncertainty.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// What draws say, in the words and the order that the terminal and the page share. Any thread.
namespace alzette::prove {

// "about 1 chance in 5": the nearest of the fractions people say.
base::Message chance_in_words(double probability);

// "about 1 chance in 5 that the project costs everyone together more than it brings (21.2%)."
base::Message chance_of_loss(decide::Uncertainty const& drawn);

// "16,384 draws of all uncertain values at once ..."; how many were made where somebody stopped them.
std::vector<base::Message> how_drawn(decide::Uncertainty const& drawn);

// Why the mean is not the central case; nothing where they agree within the error of the draws. `name` is that of an input, in one language.
std::optional<base::Message> why_mean_differs(decide::Uncertainty const& drawn, double central_npv, std::string_view currency,
                                              std::function<std::string(std::string_view input)> const& name);

// The inputs, those that move the net present value most first; empty where that was not computed.
std::vector<decide::InputShare> by_width(decide::Uncertainty const& drawn);
// Those most worth knowing first; empty where that was not computed.
std::vector<decide::InputShare> by_worth(decide::Uncertainty const& drawn);
// Whether knowing it is worth more than the noise of its estimate.
bool is_worth_knowing(decide::InputShare const& input, decide::Uncertainty const& drawn);

// What to measure first and what it may change, what knowing everything would be worth, how much rests on assumed values: a sentence each.
// Needs inputs whose worth was computed. `name` is that of an input.
std::vector<base::Message> what_to_measure(decide::Uncertainty const& drawn, std::string_view currency,
                                           std::function<std::string(std::string_view input)> const& name);

// Neighbouring bins put together, at most `count` of them.
std::vector<decide::Bin> fewer_bins(std::vector<decide::Bin> const& bins, std::size_t count);

// How an input's value is said: its stated unit, what a value in it is multiplied by first, and whether that is a share.
struct StatedUnit {
    std::string unit;
    double scale;
    bool is_share;
};
StatedUnit stated_unit(decide::Case const& subject, decide::InputShare const& share);

// A share of variance below this is "under 1%", without its interval.
inline constexpr double share_worth_figures = 0.01;

// A share of variance within two standard errors, kept between 0 and 1.
struct ShareInterval {
    double value;
    double low;
    double high;
};
ShareInterval share_interval(double share, double standard_error);

// The options over the same draws, that most often the best first; the last is doing nothing, without draws.
struct OptionChance {
    decide::OptionResult const* option;   // null: doing nothing
    std::optional<double> best;           // how often; nothing where it was not computed
};
std::vector<OptionChance> by_chance(decide::Evaluation const& evaluation);

}  // namespace alzette::prove
