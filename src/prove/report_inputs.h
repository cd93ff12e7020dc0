// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/case.h"
#include "prove/report_words.h"

#include <optional>
#include <string>
#include <vector>

// The inputs of a case as a reader checks them: figures in words, and what the value set says of the official ones.
namespace alzette::prove {

bool is_share(decide::Input const& input);

// Of an input that is one number: as `base::quantity` takes it, a share for a value stated in per cent.
std::optional<double> plain_central(decide::Input const& input);

std::string central_words(ReportWords const& words, decide::Input const& input);
// How the central value changes over time, and how it was re-based.
std::vector<std::string> change_words(ReportWords const& words, decide::Input const& input);

// "" for a value stated as one number.
std::string range_words(ReportWords const& words, decide::Input const& input);
std::string shape_words(ReportWords const& words, decide::Input const& input);

// The entry of the value set behind an id; null for a value of the case's own.
decide::OfficialValue const* official(decide::Case const& subject, std::string_view id);

// What a user of the entry must know: its note, what other sources say, what replaced it. Empty where the set says nothing.
std::vector<std::string> remarks(ReportWords const& words, decide::OfficialValue const& value);

// "page 12", "dated 2025-03-20", "read at ..."
std::vector<std::string> whereabouts(ReportWords const& words, decide::OfficialValue const& value);

}  // namespace alzette::prove
