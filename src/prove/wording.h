// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/prove.h"
#include "decide/evaluation.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// The parts of sentences that several reports share. Any thread.
namespace alzette::prove {

// One catalogue entry, in a language.
std::string in_words(base::Language language, base::MessageId message, std::vector<base::Argument> arguments = {});

std::string with_capital(std::string text);
// "a, b and c"
std::string list_of(std::span<std::string const> items, base::Language language, base::MessageId join = say::list_and);

// The author's label, else the id.
std::string label_or_id(base::Text const& label, std::string_view id, base::Language language);
// "Search time avoided (reduction)"; the id alone where there is no label.
std::string name_with_id(base::Text const& label, std::string_view id, base::Language language);
std::string actor_name(decide::Case const& subject, std::string_view actor, base::Language language);
std::string input_name(decide::Case const& subject, std::string_view input, base::Language language);
// Empty for an id that is no indicator.
std::string indicator_name(std::string_view id, base::Language language);

base::MessageId words_for(decide::ActorKind kind);
base::MessageId words_for(decide::Status status);
base::MessageId words_for(decide::Verification verification);
base::MessageId words_for(decide::Timing timing);
// "official, not verified"
std::string status_words(decide::Input const& input, base::Language language);

// An input's value with its spread and its growth: "from 1.5 to 5 min, most likely 3 min".
std::string value_in_words(decide::Input const& input, base::Language language);
std::string amount_in_words(formula::Uncertain const& value, base::Language language);
// The same as a case file writes it: "1.5 .. 3 .. 5 min"; empty for a series and for measurements, which a file holds.
std::string value_as_written(formula::Uncertain const& value);

// "hours_saved × occupancy", with the signs people write.
std::string formula_in_words(std::string_view formula);
// "every year from 2015 to 2024"
std::string when_in_words(decide::Occurrence const& occurrence, int base_year, int horizon, base::Language language);
// "net present value = €0"
std::string target_in_words(decide::Target const& target, std::string_view currency, base::Language language);
// "3.2% (1.2% + 1 × 2%)", with every step of a schedule that changes.
std::string discount_in_words(decide::Discount const& discount, base::Language language);
// "Residents, gain: Noise, followed in vehicle-km avoided"
std::string unmeasured_in_words(decide::Case const& subject, decide::Unmeasured const& effect, base::Language language);
// "0% to 30%"
std::string range_in_words(double low, double high, std::string_view unit, bool is_share, base::Language language);

}  // namespace alzette::prove
