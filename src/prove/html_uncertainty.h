// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_writer.h"
#include "prove/report_words.h"

// The sections of what draws say. Each has content where draws were made and gave it.
namespace alzette::prove {

// How likely it is to lose: the distribution of the net present value.
bool has_chance(decide::Evaluation const& evaluation);
void write_chance(HtmlWriter& page, ReportWords const& words);

bool has_losers(decide::Evaluation const& evaluation);
void write_losers(HtmlWriter& page, ReportWords const& words);

// What makes it uncertain: each value from its 5 % to its 95 % quantile.
bool has_drivers(decide::Evaluation const& evaluation);
void write_drivers(HtmlWriter& page, ReportWords const& words);

// What knowing each value is worth.
bool has_measure(decide::Evaluation const& evaluation);
void write_measure(HtmlWriter& page, ReportWords const& words);

bool has_scenarios(decide::Evaluation const& evaluation);
void write_scenarios(HtmlWriter& page, ReportWords const& words);

// Which option is the best, and how often.
bool has_best(decide::Evaluation const& evaluation);
void write_best(HtmlWriter& page, ReportWords const& words);

}  // namespace alzette::prove
