// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <doctest/doctest.h>

using namespace alzette::app;

TEST_CASE("a bar fills from left to right and keeps its width")
{
    CHECK(progress_bar("Drawing", 0) == "Drawing [                                        ]   0%");
    CHECK(progress_bar("Drawing", 0.5) == "Drawing [####################                    ]  50%");
    CHECK(progress_bar("Drawing", 0.999) == "Drawing [####################################### ]  99%");
    CHECK(progress_bar("Drawing", 7).size() == progress_bar("Drawing", 0).size());
}
