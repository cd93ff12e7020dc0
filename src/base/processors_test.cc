// SPDX-License-Identifier: Apache-2.0
#include "base/processors.h"

#include <doctest/doctest.h>
#include <sched.h>

using namespace alzette;

TEST_CASE("only the processors that are left to the process count")
{
    cpu_set_t before;
    CPU_ZERO(&before);
    REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
    CHECK(base::processors() == static_cast<unsigned>(CPU_COUNT(&before)));
    cpu_set_t one;
    CPU_ZERO(&one);
    std::size_t first = 0;
    while (!CPU_ISSET(first, &before)) ++first;
    CPU_SET(first, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK(base::processors() == 1);
    REQUIRE(sched_setaffinity(0, sizeof before, &before) == 0);
}
