// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_writer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::prove {

struct HtmlColumn {
    std::string heading;
    enum class Kind { text, figure } kind = Kind::text;
};

// What a cell says, most important first; empty parts are left out.
struct HtmlCell {
    std::string text;
    std::string code = {};            // an identifier or a formula, as written
    std::vector<std::string> details = {};  // smaller, each on a line of its own
    std::vector<int> notes = {};      // numbers of footnotes
    std::string style = {};           // of `text`
};

// A table with its caption and headings, repeated on each printed page. On a phone it scrolls, or shows each row as a card.
// Rows are written as they come; open while the object lives.
class HtmlTable {
public:
    enum class Narrow { fits, cards };
    struct Options {
        Narrow narrow = Narrow::fits;
        std::size_t rows = 0;  // that will come; a short table is not torn between two pages
    };
    HtmlTable(HtmlWriter& page, std::string_view caption, std::vector<HtmlColumn> columns, Options options);

    enum class Row { plain, sum, marked };
    // The first cell is the heading of its row.
    void row(std::vector<HtmlCell> const& cells, Row kind = Row::plain);
    // A heading over the rows that follow, with what they come to in the last column.
    void group(std::string_view heading, std::string_view figure);

private:
    void write_cell(HtmlCell const& cell);

    HtmlWriter& page_;
    std::vector<HtmlColumn> columns_;
    HtmlWriter::Element frame_;
    HtmlWriter::Element table_;
    std::optional<HtmlWriter::Element> body_;
};

// Where a footnote is and where it is called from.
std::string note_id(int number);
std::string note_call_id(int number);

}  // namespace alzette::prove
