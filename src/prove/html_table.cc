// SPDX-License-Identifier: Apache-2.0
#include "prove/html_table.h"

namespace alzette::prove {

namespace {

constexpr std::size_t columns_on_a_phone = 2;
constexpr std::size_t short_rows_max = 18;

std::string_view name_of(HtmlTable::Row kind)
{
    switch (kind) {
    case HtmlTable::Row::plain: return "";
    case HtmlTable::Row::sum: return "sum";
    case HtmlTable::Row::marked: return "marked";
    }
    return "";
}

std::string_view frame_style(HtmlTable::Options const& options) { return options.rows <= short_rows_max ? "frame kept" : "frame"; }

}  // namespace

// A region that scrolls takes the focus, so that a keyboard can scroll it; roles stay with the cards, which are displayed as no table.
HtmlTable::HtmlTable(HtmlWriter& page, std::string_view caption, std::vector<HtmlColumn> columns, Options options)
    : page_(page),
      columns_(std::move(columns)),
      frame_(options.narrow == Narrow::fits && columns_.size() > columns_on_a_phone
                 ? page.inside("div", {{"class", frame_style(options)}, {"role", "region"}, {"aria-label", caption}, {"tabindex", "0"}})
                 : page.inside("div", {{"class", frame_style(options)}})),
      table_(page.inside("table", {{"role", "table"}, {"class", options.narrow == Narrow::cards ? "cards" : ""}}))
{
    {
        auto const place = page_.inside("caption");
        page_.leaf("span", caption);
    }
    auto const head = page_.inside("thead", {{"role", "rowgroup"}});
    auto const headings = page_.inside("tr", {{"role", "row"}});
    for (auto const& column : columns_)
        page_.leaf("th", column.heading,
                   {{"scope", "col"}, {"role", "columnheader"}, {"class", column.kind == HtmlColumn::Kind::figure ? "figure" : ""}});
}

void HtmlTable::row(std::vector<HtmlCell> const& cells, Row kind)
{
    if (!body_) body_.emplace(page_, "tbody", HtmlWriter::Attributes{{"role", "rowgroup"}});
    auto const line = page_.inside("tr", {{"role", "row"}, {"class", name_of(kind)}});
    for (std::size_t i = 0; i < cells.size() && i < columns_.size(); ++i) {
        auto const figure = columns_[i].kind == HtmlColumn::Kind::figure ? "figure" : "";
        if (i == 0) {
            auto const heading = page_.inside("th", {{"scope", "row"}, {"role", "rowheader"}, {"class", figure}});
            write_cell(cells[i]);
        }
        else {
            auto const cell = page_.inside("td", {{"role", "cell"}, {"data-label", columns_[i].heading}, {"class", figure}});
            write_cell(cells[i]);
        }
    }
}

void HtmlTable::group(std::string_view heading, std::string_view figure)
{
    body_.reset();
    body_.emplace(page_, "tbody", HtmlWriter::Attributes{{"role", "rowgroup"}});
    auto const line = page_.inside("tr", {{"role", "row"}, {"class", "group"}});
    page_.leaf("th", heading, {{"scope", "rowgroup"}, {"role", "rowheader"}, {"colspan", std::to_string(columns_.size() - 1)}});
    page_.leaf("td", figure, {{"role", "cell"}, {"class", "figure"}, {"data-label", columns_.back().heading}});
}

void HtmlTable::write_cell(HtmlCell const& cell)
{
    if (!cell.text.empty()) page_.leaf("span", cell.text, {{"class", cell.style}});
    for (auto const number : cell.notes) {
        auto const raised = page_.inside("sup");
        page_.leaf("a", std::to_string(number), {{"href", "#" + note_id(number)}, {"id", note_call_id(number)}, {"class", "note"}});
    }
    if (!cell.code.empty()) page_.leaf("code", cell.code);
    for (auto const& detail : cell.details)
        if (!detail.empty()) page_.leaf("div", detail, {{"class", "detail"}});
}

std::string note_id(int number) { return "note-" + std::to_string(number); }

std::string note_call_id(int number) { return "note-call-" + std::to_string(number); }

}  // namespace alzette::prove
