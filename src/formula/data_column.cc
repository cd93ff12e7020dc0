// SPDX-License-Identifier: Apache-2.0
#include "formula/data_column.h"

#include "base/catalogue/formula.h"
#include "base/nearest.h"
#include "formula/number.h"

#include <algorithm>
#include <string>

namespace alzette::formula {

using base::Errc;
using base::fail;

namespace {

// One row of cells, quoted ones without their quotes ("" inside them is one quote); what is read is taken off the text.
// A quoted cell may hold separators and line ends, which is why rows cannot be cut before cells.
class Rows {
public:
    Rows(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    bool done() const { return rest_.empty(); }
    std::size_t line() const { return line_; }  // of the row read last
    bool unclosed() const { return unclosed_; } // a quote swallowed the rest of the text

    std::vector<std::string> next()
    {
        line_ = next_line_++;
        std::vector<std::string> cells;
        while (true) {
            cells.push_back(cell());
            auto const ends = rest_.empty() || rest_.front() == '\n';
            if (!rest_.empty()) rest_.remove_prefix(1);
            if (ends) return cells;
        }
    }

private:
    std::string cell()
    {
        auto const start = rest_.find_first_not_of(separator_ == '\t' ? " " : " \t");
        if (start != std::string_view::npos && rest_[start] == '"') return quoted(start + 1);
        auto const end = std::min(rest_.find_first_of(ends()), rest_.size());
        auto const text = without_blanks(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return std::string(text);
    }

    std::string quoted(std::size_t start)
    {
        std::string text;
        rest_.remove_prefix(start);
        while (!rest_.empty() && (rest_.front() != '"' || rest_.starts_with("\"\""))) {
            if (rest_.front() == '\n') ++next_line_;
            text += rest_.front();
            rest_.remove_prefix(rest_.front() == '"' ? 2 : 1);
        }
        unclosed_ = unclosed_ || rest_.empty();
        rest_.remove_prefix(std::min(rest_.find_first_of(ends()), rest_.size()));
        return std::string(without_blanks(text));
    }

    std::string ends() const { return {separator_, '\n'}; }

    std::string_view rest_;
    char separator_;
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    bool unclosed_ = false;
};

// As the heading line shows. A single column has none; then a comma in a cell is a decimal comma.
char separator_of(std::string_view csv)
{
    std::string heading;
    auto is_quoted = false;
    for (auto const c : csv.substr(0, csv.find('\n'))) {
        if (c == '"') is_quoted = !is_quoted;
        if (!is_quoted) heading += c;
    }
    for (auto const separator : {'\t', ';', ','})
        if (heading.find(separator) != std::string::npos) return separator;
    return ';';
}

base::Result<std::size_t> column_index(std::vector<std::string> const& headings, std::string_view column, base::Place place)
{
    auto const found = std::ranges::find(headings, column);
    if (found != headings.end()) return static_cast<std::size_t>(found - headings.begin());
    auto const near = base::nearest(column, std::vector<std::string_view>(headings.begin(), headings.end()));
    if (near.empty()) return fail(Errc::not_found, say::data_column_missing, {{"column", column}}, place);
    return fail(Errc::not_found, say::data_column_missing_near, {{"column", column}, {"near", near}}, place);
}

}  // namespace

base::Result<std::vector<double>> data_column(std::string_view csv, std::string_view column, base::Place place)
{
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    auto const separator = separator_of(csv);
    Rows rows(csv, separator);
    auto const headings = rows.next();
    auto const index = TRY(column_index(headings, column, place));
    std::vector<double> numbers;
    while (!rows.done()) {
        auto const cells = rows.next();
        if (rows.unclosed()) return fail(Errc::invalid, say::data_quote_not_closed, {{"line", rows.line()}}, place);
        // A decimal comma between commas shifts the columns: better no figure than that of another column.
        auto const extra = cells.size() > headings.size() && !cells[headings.size()].empty();
        if (extra) return fail(Errc::invalid, say::data_row_too_long, {{"line", rows.line()}}, place);
        if (index >= cells.size() || cells[index].empty()) continue;
        auto cell = cells[index];
        if (separator != ',') std::ranges::replace(cell, ',', '.');
        auto const number = read_number(cell);
        if (!number || !number->rest.empty() || !has_allowed_size(number->value))
            return fail(Errc::invalid, say::data_cell, {{"found", cells[index]}, {"line", rows.line()}, {"column", column}}, place);
        numbers.push_back(number->value);
    }
    if (numbers.empty()) return fail(Errc::invalid, say::data_empty, {{"column", column}}, place);
    return numbers;
}

}  // namespace alzette::formula
