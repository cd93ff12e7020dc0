// SPDX-License-Identifier: Apache-2.0
#include "prove/html_writer.h"

#include <doctest/doctest.h>

#include <limits>

namespace alzette::prove {

TEST_CASE("text and attribute values are escaped")
{
    HtmlWriter page;
    page.leaf("p", "<script>alert(\"a\" & 'b')</script>", {{"title", "\"><b>"}});
    CHECK(page.html() == "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;</p>\n");
}

TEST_CASE("control characters are replaced where a reader can see it")
{
    HtmlWriter page;
    page.text(std::string_view("a\0b\x1B" "c\n", 6));
    CHECK(page.html() == "a\uFFFDb\uFFFDc\n");
}

TEST_CASE("elements close in the order of their blocks, and empty attributes are left out")
{
    HtmlWriter page;
    {
        auto const outer = page.inside("div", {{"class", ""}, {"id", "a"}});
        auto const inner = page.inside("span");
        page.empty("rect", {{"x", percentage(12.5)}});
    }
    CHECK(page.html() == "<div id=\"a\"><span><rect x=\"12.5%\"/></span></div>\n");
}

TEST_CASE("coordinates are short and always numbers")
{
    CHECK(coordinate(3) == "3");
    CHECK(coordinate(1.0 / 3) == "0.33");
    CHECK(coordinate(-0.001) == "0");
    CHECK(coordinate(std::numeric_limits<double>::quiet_NaN()) == "0");
    CHECK(percentage(std::numeric_limits<double>::infinity()) == "0%");
}

}  // namespace alzette::prove
