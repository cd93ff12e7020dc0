// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/render.h"

#include <string>
#include <string_view>
#include <vector>

// Text in columns for a terminal. Widths are those a terminal shows: accents that combine take no column, East Asian characters two.
namespace alzette::prove {

inline constexpr std::size_t page_width = 80;

enum class Tone { plain, good, bad, strong };

std::size_t width_of(std::string_view text);

// Without what would steer a terminal (escape sequences, line feeds, marks that turn the direction of text): blanks stand in their place.
std::string printable(std::string_view text);

// Lines of at most `width` columns, broken at ordinary spaces, never before : ; ! ? » nor after «; only a word longer than a line is cut.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

std::string painted(std::string_view text, Tone tone, Colour colour);

struct Cell {
    std::string text;
    Tone tone = Tone::plain;

    Cell(std::string content = {}, Tone its_tone = Tone::plain) : text(std::move(content)), tone(its_tone) {}
};

// Rows of cells under headings. Text stands left and is wrapped when the table is too wide, figures stand right and never are. One owner.
class Table {
public:
    enum class Side { left, right };
    struct Column {
        std::string heading;
        Side side = Side::left;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    // One cell for each column.
    void row(std::vector<Cell> cells);
    // A line across, before a sum.
    void rule();
    bool empty() const { return rows_.empty(); }

    std::string text(Colour colour, std::size_t width = page_width) const;

private:
    std::vector<std::size_t> widths(std::size_t width_max) const;
    void print(std::string& out, std::vector<Cell> const& cells, std::vector<std::size_t> const& widths, Colour colour) const;

    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;  // an empty one is a rule
};

}  // namespace alzette::prove
