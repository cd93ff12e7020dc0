// SPDX-License-Identifier: Apache-2.0
#include "prove/markdown.h"

namespace alzette::prove {

void MarkdownPage::part()
{
    if (!out_.empty()) out_ += '\n';
    in_list_ = false;
}

void MarkdownPage::heading(std::size_t level, std::string_view text)
{
    part();
    out_.append(level, '#').append(" ").append(text).append("\n");
}

void MarkdownPage::paragraph(std::string_view text)
{
    part();
    out_.append(text).append("\n");
}

void MarkdownPage::item(std::string_view text)
{
    if (!in_list_) part();
    in_list_ = true;
    out_.append("- ").append(text).append("\n");
}

void MarkdownPage::table(std::vector<std::string> const& headings)
{
    part();
    line_of(headings);
    for (std::size_t i = 0; i < headings.size(); ++i) out_ += "|---";
    out_ += "|\n";
}

void MarkdownPage::row(std::vector<std::string> const& cells) { line_of(cells); }

// A bar would end its cell, in code too.
void MarkdownPage::line_of(std::vector<std::string> const& cells)
{
    for (auto const& cell : cells) {
        out_ += "| ";
        for (auto const sign : cell) {
            if (sign == '|') out_ += '\\';
            out_ += sign;
        }
        if (!cell.empty()) out_ += ' ';
    }
    out_ += "|\n";
}

std::string code(std::string_view text) { return text.empty() ? std::string() : "`" + std::string(text) + "`"; }

}  // namespace alzette::prove
