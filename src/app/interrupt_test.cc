// SPDX-License-Identifier: Apache-2.0
#include "app/interrupt.h"

#include <csignal>
#include <doctest/doctest.h>

using namespace alzette::app;

TEST_CASE("the first interruption is a request, and each computation starts without one")
{
    {
        Interrupt const interrupt;
        CHECK_FALSE(Interrupt::asked());
        std::raise(SIGINT);
        CHECK(Interrupt::asked());
    }
    Interrupt const next;
    CHECK_FALSE(Interrupt::asked());
}
