// SPDX-License-Identifier: Apache-2.0
#include "prove/chart.h"
#include "prove/chart_bars.h"
#include "prove/chart_cumulated.h"
#include "prove/chart_number_line.h"
#include "prove/chart_scale.h"
#include "prove/chart_tornado.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace alzette::prove {

namespace {

constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

bool has_no_number(std::string const& html)
{
    return html.find("=\"nan") != std::string::npos || html.find("nan ") != std::string::npos || html.find("inf") != std::string::npos;
}

std::string plain(double value) { return std::isfinite(value) ? std::to_string(value) : "?"; }

}  // namespace

TEST_CASE("a scale stays inside its bounds and never divides by zero")
{
    ChartScale const scale(-1, 3, 0, 100);
    CHECK(scale.at(0) == doctest::Approx(25));
    CHECK(scale.at(99) == 100);
    CHECK(scale.at(not_a_number) == 0);
    CHECK(ChartScale(2, 2, 0, 100).at(2) == 50);
    CHECK(ChartScale(0, std::numeric_limits<double>::infinity(), 0, 100).at(1) == 50);
}

TEST_CASE("ticks are round values inside the domain")
{
    CHECK(round_ticks(-535'000, 822'826, 4) == std::vector<double>{-500'000, 0, 500'000});
    CHECK(round_ticks(0, 10, 5) == std::vector<double>{0, 2, 4, 6, 8, 10});
    CHECK(round_ticks(1, 1, 4).empty());
    CHECK(round_ticks(0, not_a_number, 4).empty());
    CHECK(round_ticks(1e300, 1.1e300, 4).size() <= 20);
}

TEST_CASE("a label is anchored so that it stays inside a phone")
{
    CHECK(std::string(anchor_at(0, "0 %")) == "start");
    CHECK(std::string(anchor_at(50, "0 %")) == "middle");
    CHECK(std::string(anchor_at(100, "0 %")) == "end");
    CHECK(std::string(anchor_at(25, "a label of thirty characters..")) == "start");
}

TEST_CASE("a long label takes two lines and is cut at its words")
{
    CHECK(in_two_lines("short", 20) == std::vector<std::string>{"short"});
    CHECK(in_two_lines("City and its concessionaire", 20) == std::vector<std::string>{"City and its", "concessionaire"});
    CHECK(in_two_lines(std::string(50, 'x'), 20).front().ends_with("…"));
    CHECK(in_two_lines("one two " + std::string(50, 'x'), 20).size() == 2);
}

TEST_CASE("a chart says in words what it shows, and marks losses by lines, not by colour alone")
{
    HtmlWriter page;
    write_bar_chart(page, {{"c", "Who <gains>", "City −1"}, "pays", "gains", {{"City", "−1", -1, false}, {"Users", "+3", 3, false}}});
    auto const& html = page.html();
    CHECK(html.find("<svg role=\"img\" class=\"chart\" width=\"100%\"") == 0);
    CHECK(html.find("<title id=\"c-title\">Who &lt;gains&gt;</title>") != std::string::npos);
    CHECK(html.find("<desc id=\"c-desc\">City −1</desc>") != std::string::npos);
    CHECK(html.find("width=\"25%\" height=\"14\" fill=\"url(#c-hatch)\" class=\"bar loss\"") != std::string::npos);
    CHECK(html.find("width=\"75%\" height=\"14\" class=\"bar gain\"") != std::string::npos);
}

TEST_CASE("the area of a line is parted where it crosses zero")
{
    HtmlWriter page;
    write_cumulated_chart(page, {{"c", "t", "d"}, {{2014, -100}, {2015, 100}}, plain, "+100", 2015, "positive"});
    // Zero lies half way, at x = 50 % and y = (48 + 248) / 2.
    CHECK(page.html().find("d=\"M0 148 L0 148 L50 148 L100 48 L100 148 Z\" class=\"area gain\"") != std::string::npos);
    CHECK(page.html().find("d=\"M0 148 L0 248 L50 148 L100 148 L100 148 Z\" class=\"area loss\"") != std::string::npos);
}

TEST_CASE("charts of nothing, of zeros and of what is no number are drawn without one")
{
    HtmlWriter page;
    write_bar_chart(page, {{"a", "t", "d"}, "pays", "gains", {}});
    write_bar_chart(page, {{"b", "t", "d"}, "pays", "gains", {{"x", "0", 0, false}, {"y", "?", not_a_number, true}}});
    write_cumulated_chart(page, {{"c", "t", "d"}, {{2014, 0}}, plain, "0", 0, ""});
    write_cumulated_chart(page, {{"d", "t", "d"}, {{2014, not_a_number}, {2015, 1}}, plain, "1", 2015, "positive"});
    write_cumulated_chart(page, {{"e", "t", "d"}, {}, plain, "", 0, ""});
    NumberLine line;
    line.figure = plain;
    write_number_line(page, line);
    line.range = {1, 1};
    line.central = 1;
    line.marks = {not_a_number, 1};
    write_number_line(page, line);
    Tornado tornado;
    tornado.axis_figure = plain;
    write_tornado(page, tornado);
    tornado.bars = {{"x", "", 0, 0, "0"}, {"y", "⇄", not_a_number, not_a_number, "?"}};
    write_tornado(page, tornado);
    CHECK_FALSE(has_no_number(page.html()));
}

TEST_CASE("on a number line the losing side of the threshold is hatched")
{
    NumberLine line;
    line.text = {"n", "t", "d"};
    line.range = {0, 10};
    line.marks = {4};
    line.loses = NumberLine::Loses::below;
    line.figure = plain;
    HtmlWriter page;
    write_number_line(page, line);
    auto const& html = page.html();
    auto const loss = html.find("class=\"bar loss\"");
    auto const gain = html.find("class=\"bar gain\"");
    REQUIRE(loss != std::string::npos);
    REQUIRE(gain != std::string::npos);
    CHECK(loss < gain);
}

}  // namespace alzette::prove
