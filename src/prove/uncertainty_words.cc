// SPDX-License-Identifier: Apache-2.0
#include "prove/uncertainty_words.h"

#include "base/catalogue/uncertainty.h"
#include "base/format.h"
#include "prove/wording.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using base::Message;
using base::Text;
using decide::InputShare;
using decide::Uncertainty;

namespace {

// A mean nearer the central case than this share of the spread is told by the figures alone.
constexpr double difference_worth_words = 0.02;
constexpr double errors_worth_words = 3;
constexpr std::size_t names_max = 2;
constexpr double worth_least = 0.005;  // of money: less is written as nothing
constexpr double worth_of_noise = 0.005;  // of the worth of knowing everything

Text percent(double share, int digits = 3) { return {base::percent(share, base::Language::en, digits), base::percent(share, base::Language::fr, digits)}; }

Text number(std::uint64_t count) { return base::number_in_both(static_cast<double>(count)); }

Text with_capitals(Message const& message) { return {with_capital(message.in(base::Language::en)), with_capital(message.in(base::Language::fr))}; }

double log_odds(double probability) { return std::log(probability / (1 - probability)); }

// How much further an input reaches on one side: zero where its ends lie as far above the central npv as below.
double pull(InputShare const& input, double central_npv) { return (input.low + input.high) / 2 - central_npv; }

std::vector<std::string> inputs_that_pull(Uncertainty const& drawn, double central_npv)
{
    auto const difference = drawn.npv.mean - central_npv;
    auto const computed = by_width(drawn);
    std::vector<InputShare const*> pulling;
    for (auto const& input : computed)
        if (pull(input, central_npv) * difference > 0) pulling.push_back(&input);
    std::ranges::stable_sort(pulling, [&](InputShare const* a, InputShare const* b) {
        return std::abs(pull(*a, central_npv)) > std::abs(pull(*b, central_npv));
    });
    std::vector<std::string> names;
    for (auto const* input : pulling) {
        auto const is_small = std::abs(pull(*input, central_npv)) < std::abs(pull(*pulling.front(), central_npv)) / 4;
        if (names.size() == names_max || is_small) break;
        names.push_back(input->input);
    }
    return names;
}

}  // namespace

Message chance_in_words(double probability)
{
    struct Fraction {
        int count;
        int of;
    };
    constexpr Fraction fractions[] = {{1, 100}, {1, 50}, {1, 30}, {1, 20}, {1, 15}, {1, 10}, {1, 8}, {1, 6}, {1, 5}, {1, 4}, {3, 10}, {1, 3}, {2, 5}, {1, 2}};
    if (!(probability >= 0.01)) return say::sure_under;
    if (probability > 0.99) return say::sure_over;
    auto const rarer = std::min(probability, 1 - probability);
    auto const distance = [&](Fraction const& each) { return std::abs(log_odds(static_cast<double>(each.count) / each.of) - log_odds(rarer)); };
    auto const nearest = *std::ranges::min_element(fractions, {}, distance);
    auto const count = probability > 0.5 ? nearest.of - nearest.count : nearest.count;
    if (count == 1) return {say::sure_one_in, {{"of", nearest.of}}};
    return {say::sure_some_in, {{"count", count}, {"of", nearest.of}}};
}

Message chance_of_loss(Uncertainty const& drawn)
{
    auto const loss = 1 - drawn.npv.probability_positive;
    if (loss == 0) return say::sure_loss_never;
    if (loss == 1) return say::sure_loss_always;
    return {say::sure_loss, {{"chance", with_capitals(chance_in_words(loss))}, {"probability", percent(loss)}}};
}

std::vector<Message> how_drawn(Uncertainty const& drawn)
{
    std::vector<Message> told;
    if (drawn.interrupted) told.push_back({say::sure_interrupted, {{"draws", number(drawn.draws)}, {"asked", number(drawn.asked)}}});
    told.push_back({say::sure_drawn, {{"draws", number(drawn.draws)},
                                      {"asked", number(drawn.asked)},
                                      {"method", drawn.method == decide::Method::quasi ? say::sure_quasi : say::sure_plain},
                                      {"sets", number(drawn.randomisations)},
                                      {"seed", std::to_string(drawn.seed)}}});
    return told;
}

std::optional<Message> why_mean_differs(Uncertainty const& drawn, double central_npv, std::string_view currency,
                                        std::function<std::string(std::string_view)> const& name)
{
    auto const difference = drawn.npv.mean - central_npv;
    if (!(std::abs(difference) > std::max(errors_worth_words * drawn.npv.standard_error, difference_worth_words * drawn.npv.sd))) return std::nullopt;
    std::vector<std::string> names;
    for (auto const& input : inputs_that_pull(drawn, central_npv)) names.push_back(name(input));
    Text const inputs{list_of(names, base::Language::en), list_of(names, base::Language::fr)};
    auto const because = names.empty() ? Message(say::sure_together) : Message(say::sure_skewed, {{"inputs", inputs}});
    return Message(difference > 0 ? say::sure_mean_above : say::sure_mean_below,
                   {{"difference", base::money(std::abs(difference), currency)}, {"because", because.in_both()}});
}

std::vector<InputShare> by_width(Uncertainty const& drawn)
{
    if (std::ranges::all_of(drawn.inputs, [](InputShare const& input) { return input.low == input.high; })) return {};
    auto inputs = drawn.inputs;
    std::ranges::stable_sort(inputs, [](InputShare const& a, InputShare const& b) { return std::abs(a.high - a.low) > std::abs(b.high - b.low); });
    return inputs;
}

std::vector<InputShare> by_worth(Uncertainty const& drawn)
{
    if (std::ranges::all_of(drawn.inputs, [](InputShare const& input) { return input.total == 0 && input.evppi == 0; })) return {};
    auto inputs = drawn.inputs;
    std::ranges::stable_sort(inputs, [](InputShare const& a, InputShare const& b) { return a.evppi > b.evppi; });
    return inputs;
}

bool is_worth_knowing(InputShare const& input, Uncertainty const& drawn) { return input.evppi >= worth_least && input.evppi > drawn.evpi * worth_of_noise; }

std::vector<Message> what_to_measure(Uncertainty const& drawn, std::string_view currency, std::function<std::string(std::string_view)> const& name)
{
    std::vector<Message> told;
    auto const first = by_worth(drawn).front();
    if (is_worth_knowing(first, drawn)) {
        told.push_back({say::sure_measure_first, {{"input", name(first.input)}, {"worth", base::money(first.evppi, currency)}}});
        if (first.turns > 0)
            told.push_back({say::sure_turns, {{"chance", with_capitals(chance_in_words(first.turns))}, {"probability", percent(first.turns, 2)}}});
    }
    else told.emplace_back(say::sure_measure_none);
    if (drawn.evpi >= worth_least) told.push_back({say::sure_evpi, {{"evpi", base::money(drawn.evpi, currency)}}});
    if (drawn.assumed_share > 0) told.push_back({say::sure_assumed, {{"share", percent(drawn.assumed_share)}}});
    return told;
}

std::vector<decide::Bin> fewer_bins(std::vector<decide::Bin> const& bins, std::size_t count)
{
    auto const together = (bins.size() + count - 1) / std::max<std::size_t>(count, 1);
    std::vector<decide::Bin> fewer;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (i % together == 0) fewer.push_back({bins[i].low, bins[i].high, 0});
        fewer.back().high = bins[i].high;
        fewer.back().share += bins[i].share;
    }
    return fewer;
}

StatedUnit stated_unit(decide::Case const& subject, InputShare const& share)
{
    auto const* const input = subject.find_input(share.input);
    if (input == nullptr) return {"", 1, false};
    auto const& unit = input->value.unit;
    return unit.text == "%" ? StatedUnit{"", unit.factor, true} : StatedUnit{unit.text, 1, false};
}

ShareInterval share_interval(double share, double standard_error)
{
    auto const kept = [](double value) { return std::clamp(value, 0.0, 1.0); };
    return {kept(share), kept(share - 2 * standard_error), kept(share + 2 * standard_error)};
}

std::vector<OptionChance> by_chance(decide::Evaluation const& evaluation)
{
    std::vector<OptionChance> options;
    double sum = 0;
    auto is_computed = true;
    auto const add = [&](decide::OptionResult const& option) {
        if (!option.uncertainty) return;
        options.push_back({&option, option.uncertainty->probability_best});
        sum += option.uncertainty->probability_best;
    };
    add(evaluation.central);
    for (auto const& variant : evaluation.variants) add(variant);
    if (options.empty()) return options;
    // Nothing is the best in every draw only where no option ever gains.
    if (sum == 0) is_computed = std::ranges::all_of(options, [](OptionChance const& each) { return each.option->uncertainty->npv.probability_positive == 0; });
    if (!is_computed)
        for (auto& each : options) each.best.reset();
    std::ranges::stable_sort(options, [](OptionChance const& a, OptionChance const& b) { return a.best.value_or(0) > b.best.value_or(0); });
    options.push_back({nullptr, is_computed ? std::optional(std::max(0.0, 1 - sum)) : std::nullopt});
    return options;
}

}  // namespace alzette::prove
