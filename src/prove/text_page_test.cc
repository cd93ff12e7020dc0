// SPDX-License-Identifier: Apache-2.0
#include "prove/text_page.h"

#include <doctest/doctest.h>

namespace alzette::prove {

TEST_CASE("parts of a page stand apart, a heading stands close to what follows it")
{
    TextPage page(Colour::never);
    page.heading("Title");
    page.line("Question?");
    page.heading("Part");
    page.item("one");
    page.item("two");
    page.paragraph("After.");
    CHECK(std::move(page).take() == "Title\nQuestion?\n\nPart\n- one\n- two\n\nAfter.\n");
}

TEST_CASE("a long item is wrapped under its own beginning")
{
    TextPage page(Colour::never);
    page.item(std::string(77, 'a') + " bb");
    CHECK(std::move(page).take() == "- " + std::string(77, 'a') + "\n  bb\n");
}

}  // namespace alzette::prove
