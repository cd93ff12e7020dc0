// SPDX-License-Identifier: Apache-2.0
#include "prove/text_page.h"

namespace alzette::prove {

// A blank line before what begins a new part; a heading stands close to what it is over.
void TextPage::part()
{
    if (!out_.empty() && !after_heading_) out_ += '\n';
    after_heading_ = false;
}

void TextPage::lines(std::string_view text, std::string_view first, std::string_view rest, Tone tone)
{
    auto lead = first;
    for (auto const& line : wrapped(text, page_width - first.size())) {
        out_.append(lead).append(painted(line, tone, colour_)).append("\n");
        lead = rest;
    }
    after_heading_ = false;
}

void TextPage::heading(std::string_view text)
{
    part();
    lines(text, "", "", Tone::strong);
    after_heading_ = true;
}

void TextPage::paragraph(std::string_view text, Tone tone)
{
    part();
    lines(text, "", "", tone);
}

void TextPage::line(std::string_view text, Tone tone) { lines(text, "", "", tone); }

void TextPage::item(std::string_view text) { lines(text, "- ", "  ", Tone::plain); }

void TextPage::table(Table const& table)
{
    part();
    out_ += table.text(colour_);
}

}  // namespace alzette::prove
