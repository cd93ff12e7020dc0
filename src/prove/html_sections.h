// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_writer.h"
#include "prove/report_words.h"

#include <span>

namespace alzette::prove {

// One part of the page, in the order of reading. It is left out when it has no content; its heading is written by the page.
struct ReportSection {
    std::string_view id;
    base::MessageId title;
    bool (*has_content)(decide::Evaluation const& evaluation);
    void (*write)(HtmlWriter& page, ReportWords const& words);
};

// What a council needs to decide, what may overturn it, and what an auditor needs to check it.
std::span<ReportSection const> answer_sections();
std::span<ReportSection const> doubt_sections();
std::span<ReportSection const> evidence_sections();

// The verdict, with its own heading.
void write_verdict(HtmlWriter& page, ReportWords const& words);

// How a cost is shared.
bool has_sharing(decide::Evaluation const& evaluation);
void write_sharing(HtmlWriter& page, ReportWords const& words);

// A rate or a ratio that may not exist, as it stands in a table.
std::string ratio_words(ReportWords const& words, std::optional<double> const& ratio);
// "5 years, in 2019"
std::string payback_words(ReportWords const& words, std::optional<int> const& payback);

}  // namespace alzette::prove
