// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"

#include <doctest/doctest.h>

using namespace alzette::base;

TEST_CASE("what is nearly certain is not told as certain")
{
    CHECK(percent(0.5, Language::en) == "50%");
    CHECK(percent(0.0672, Language::en) == "6.72%");
    CHECK(percent(0.9949, Language::en) == "99.5%");
    CHECK(percent(0.9998, Language::en) == "99.98%");
    CHECK(percent(0.9998, Language::fr) == "99,98\u00A0%");
    CHECK(percent(1, Language::en) == "100%");
    CHECK(percent(1.5, Language::en) == "150%");
}
