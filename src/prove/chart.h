// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_writer.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alzette::prove {

// What a chart says to those who do not see it. The identifier is unique in the page.
struct ChartText {
    std::string id;
    std::string title;
    std::string description;
};

// An SVG image as wide as its place: x is in per cent of the width, y in pixels, so that text keeps its size from a phone to a projector.
// Open while the object lives.
class Chart {
public:
    Chart(HtmlWriter& page, ChartText const& text, double height);

    struct Box {
        double x;
        double y;
        double width;
        double height;
    };
    void box(Box const& box, std::string_view style);
    // Filled with slanted lines: what is lost or paid, also in greyscale.
    void hatched_box(Box const& box, std::string_view style);
    void line(double x1, double y1, double x2, double y2, std::string_view style);
    void circle(double x, double y, double radius, std::string_view style);
    // Pointing down, its tip at (x, y).
    void pointer(double x, double y, std::string_view style);
    void label(double x, double y, std::string_view anchor, std::string_view style, std::string_view text);
    // A line or an area through points of (per cent, pixels).
    using Points = std::vector<std::pair<double, double>>;
    void path(Points const& points, double height, std::string_view style, bool closed);

private:
    HtmlWriter& page_;
    std::string hatch_;
    HtmlWriter::Element svg_;
};

// A text in at most two lines of about `characters`, the second cut where it is longer.
std::vector<std::string> in_two_lines(std::string_view text, std::size_t characters);

}  // namespace alzette::prove
