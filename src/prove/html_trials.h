// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_sections.h"

// The part of the page on trying first, stopping later and waiting; left out where nothing of it was valued.
namespace alzette::prove {

bool has_trials(decide::Evaluation const& evaluation);
void write_trials(HtmlWriter& page, ReportWords const& words);

}  // namespace alzette::prove
