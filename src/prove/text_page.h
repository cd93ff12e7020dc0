// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/table.h"

#include <string>
#include <string_view>

namespace alzette::prove {

// A text of headings, paragraphs, items and tables, wrapped for a terminal, one blank line between them. One owner.
class TextPage {
public:
    explicit TextPage(Colour colour) : colour_(colour) {}

    void heading(std::string_view text);
    void paragraph(std::string_view text, Tone tone = Tone::plain);
    // Lines that follow the heading, paragraph or item before them without a blank line.
    void line(std::string_view text, Tone tone = Tone::plain);
    void item(std::string_view text);
    void table(Table const& table);

    std::string take() && { return std::move(out_); }

private:
    void part();
    void lines(std::string_view text, std::string_view first, std::string_view rest, Tone tone);

    Colour colour_;
    std::string out_;
    bool after_heading_ = false;
};

}  // namespace alzette::prove
