// SPDX-License-Identifier: Apache-2.0
#include "observe/csv_rows.h"

#include "base/catalogue/observe.h"
#include "base/limits_import.h"
#include "observe/csv.h"

#include <algorithm>
#include <memory>

namespace alzette::observe {

namespace {

using base::Errc;

struct State {
    CsvReader reader;
    std::vector<std::string> columns;
    std::size_t rows = 0;
};

std::string trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// A second column of the same name is told apart by its place.
std::vector<std::string> names_of(CsvRecord const& header)
{
    std::vector<std::string> names;
    for (auto const& field : header.fields) {
        auto name = trimmed(field.text);
        if (!name.empty() && std::ranges::find(names, name) != names.end()) name += "#" + std::to_string(names.size() + 1);
        names.push_back(std::move(name));
    }
    while (!names.empty() && names.back().empty()) names.pop_back();
    return names;
}

bool has_width(CsvRecord const& record, std::size_t columns)
{
    for (auto at = columns; at < record.fields.size(); ++at)
        if (!trimmed(record.fields[at].text).empty()) return false;
    return record.fields.size() >= columns;
}

bool next_row(State& state, Row& row, Defects& defects)
{
    CsvRecord record;
    while (state.reader.next(record)) {
        auto const number = ++state.rows;
        if (record.fault) {
            defects.add({record.fault->place, {}, record.fault->message});
            continue;
        }
        auto const place = record.fields.front().place;
        if (!has_width(record, state.columns.size())) {
            defects.add(place, {}, say::import_row_width, {{"found", record.fields.size()}, {"expected", state.columns.size()}});
            continue;
        }
        row = Row{number, place};
        for (std::size_t i = 0; i < state.columns.size(); ++i)
            if (!state.columns[i].empty()) row.cells.push_back({state.columns[i], json::Value(std::move(record.fields[i].text)), record.fields[i].place});
        return true;
    }
    return false;
}

}  // namespace

Cell const* Row::find(std::string_view column) const
{
    auto const found = std::ranges::find(cells, column, &Cell::column);
    return found == cells.end() ? nullptr : &*found;
}

base::Result<Table> csv_table(std::string_view text, char separator)
{
    auto const state = std::make_shared<State>(State{CsvReader(text, separator), {}});
    CsvRecord header;
    if (!state->reader.next(header)) return base::fail(Errc::invalid, say::import_empty);
    if (header.fault) return tl::unexpected(*header.fault);
    if (header.fields.size() > base::limits::import_columns_max)
        return base::fail(Errc::exhausted, say::import_too_many_columns, {{"found", header.fields.size()}, {"most", base::limits::import_columns_max}});
    state->columns = names_of(header);
    if (state->columns.empty()) return base::fail(Errc::invalid, say::import_empty);
    std::vector<std::string> named;
    std::ranges::copy_if(state->columns, std::back_inserter(named), [](std::string const& name) { return !name.empty(); });
    return Table{std::move(named), [state](Row& row, Defects& defects) { return next_row(*state, row, defects); }};
}

}  // namespace alzette::observe
