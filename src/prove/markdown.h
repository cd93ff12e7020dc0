// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alzette::prove {

// A page of Markdown: headings, paragraphs, lists and tables with a blank line between them. One owner.
class MarkdownPage {
public:
    void heading(std::size_t level, std::string_view text);
    void paragraph(std::string_view text);
    void item(std::string_view text);
    // Rows that follow each other make one table.
    void table(std::vector<std::string> const& headings);
    void row(std::vector<std::string> const& cells);

    std::string take() && { return std::move(out_); }

private:
    void part();
    void line_of(std::vector<std::string> const& cells);

    std::string out_;
    bool in_list_ = false;
};

// `text` as code; empty stays empty.
std::string code(std::string_view text);

}  // namespace alzette::prove
