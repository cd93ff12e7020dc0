// SPDX-License-Identifier: Apache-2.0
#include "formula/data_column.h"

#include "base/nearest.h"
#include "formula/number.h"

#include <algorithm>
#include <string>

namespace alzette::formula {

using base::Errc;
using base::fail;

namespace {

std::string_view next_line(std::string_view& text)
{
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::vector<std::string_view> cells(std::string_view line, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        auto const end = std::min(line.find(separator), line.size());
        auto cell = without_blanks(line.substr(0, end));
        if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
        parts.push_back(cell);
        if (end == line.size()) return parts;
        line.remove_prefix(end + 1);
    }
}

char separator_of(std::string_view heading)
{
    for (auto const separator : {'\t', ';'})
        if (heading.find(separator) != std::string_view::npos) return separator;
    return ',';
}

}  // namespace

base::Result<std::vector<double>> data_column(std::string_view csv, std::string_view column, base::Place place)
{
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    auto const heading = next_line(csv);
    auto const separator = separator_of(heading);
    auto const names = cells(heading, separator);
    auto const found = std::ranges::find(names, column);
    if (found == names.end())
        return fail(Errc::not_found, say::data_column_missing, {{"column", column}, {"near", base::nearest(column, names)}}, place);
    auto const index = static_cast<std::size_t>(found - names.begin());
    std::vector<double> numbers;
    for (auto line_number = 2; !csv.empty(); ++line_number) {
        auto const line = cells(next_line(csv), separator);
        if (index >= line.size() || line[index].empty()) continue;
        auto cell = std::string(line[index]);
        if (separator != ',') std::ranges::replace(cell, ',', '.');
        auto const number = read_number(cell);
        if (!number || !number->rest.empty())
            return fail(Errc::invalid, say::data_cell, {{"found", cell}, {"line", line_number}, {"column", column}}, place);
        numbers.push_back(number->value);
    }
    if (numbers.empty()) return fail(Errc::invalid, say::data_empty, {{"column", column}}, place);
    return numbers;
}

}  // namespace alzette::formula
