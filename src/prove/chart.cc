// SPDX-License-Identifier: Apache-2.0
#include "prove/chart.h"

#include "prove/report_words.h"

namespace alzette::prove {

Chart::Chart(HtmlWriter& page, ChartText const& text, double height)
    : page_(page),
      hatch_(text.id + "-hatch"),
      svg_(page.inside("svg", {{"role", "img"},
                               {"class", "chart"},
                               {"width", "100%"},
                               {"height", coordinate(height)},
                               {"aria-labelledby", text.id + "-title " + text.id + "-desc"}}))
{
    page_.leaf("title", text.title, {{"id", text.id + "-title"}});
    page_.leaf("desc", text.description, {{"id", text.id + "-desc"}});
    auto const definitions = page_.inside("defs");
    auto const pattern = page_.inside(
        "pattern",
        {{"id", hatch_}, {"width", "6"}, {"height", "6"}, {"patternUnits", "userSpaceOnUse"}, {"patternTransform", "rotate(45)"}});
    page_.empty("rect", {{"width", "6"}, {"height", "6"}, {"class", "hatch-ground"}});
    page_.empty("line", {{"x1", "0"}, {"y1", "0"}, {"x2", "0"}, {"y2", "6"}, {"class", "hatch-line"}});
}

void Chart::box(Box const& box, std::string_view style)
{
    page_.empty("rect", {{"x", percentage(box.x)},
                         {"y", coordinate(box.y)},
                         {"width", percentage(box.width)},
                         {"height", coordinate(box.height)},
                         {"class", style}});
}

void Chart::hatched_box(Box const& box, std::string_view style)
{
    page_.empty("rect", {{"x", percentage(box.x)},
                         {"y", coordinate(box.y)},
                         {"width", percentage(box.width)},
                         {"height", coordinate(box.height)},
                         {"fill", "url(#" + hatch_ + ")"},
                         {"class", style}});
}

void Chart::line(double x1, double y1, double x2, double y2, std::string_view style)
{
    page_.empty("line", {{"x1", percentage(x1)}, {"y1", coordinate(y1)}, {"x2", percentage(x2)}, {"y2", coordinate(y2)}, {"class", style}});
}

void Chart::circle(double x, double y, double radius, std::string_view style)
{
    page_.empty("circle", {{"cx", percentage(x)}, {"cy", coordinate(y)}, {"r", coordinate(radius)}, {"class", style}});
}

void Chart::pointer(double x, double y, std::string_view style)
{
    auto const place = page_.inside("svg", {{"x", percentage(x)}, {"y", coordinate(y)}, {"class", "overflowing"}});
    page_.empty("path", {{"d", "M0 0 L-6 -10 L6 -10 Z"}, {"class", style}});
}

void Chart::label(double x, double y, std::string_view anchor, std::string_view style, std::string_view text)
{
    page_.leaf("text", text, {{"x", percentage(x)}, {"y", coordinate(y)}, {"text-anchor", anchor}, {"class", style}});
}

// Paths know no per cent: they lie in a stretched box of 100 by the height; the style keeps the stroke's width.
void Chart::path(Points const& points, double height, std::string_view style, bool closed)
{
    std::string d;
    for (auto const& [x, y] : points) d += (d.empty() ? "M" : " L") + coordinate(x) + " " + coordinate(y);
    if (closed && !d.empty()) d += " Z";
    auto const stretched = page_.inside("svg", {{"width", "100%"},
                                                {"height", coordinate(height)},
                                                {"viewBox", "0 0 100 " + coordinate(height)},
                                                {"preserveAspectRatio", "none"}});
    page_.empty("path", {{"d", d}, {"class", style}});
}

std::vector<std::string> in_two_lines(std::string_view text, std::size_t characters)
{
    if (shortened(text, characters) == text) return {std::string(text)};
    auto const first = shortened(text, characters + 1);
    auto const blank = first.rfind(' ');
    if (blank == std::string::npos || blank < characters / 3) return {shortened(text, characters)};
    return {std::string(text.substr(0, blank)), shortened(text.substr(blank + 1), characters)};
}

}  // namespace alzette::prove
