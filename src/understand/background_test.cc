// SPDX-License-Identifier: Apache-2.0
#include "understand/background.h"

#include <doctest/doctest.h>
#include <future>
#include <string>
#include <utility>

using alzette::understand::Background;

TEST_CASE("pieces take turns, and all are done before the thread ends")
{
    std::string order;
    std::promise<void> both;
    {
        Background background(10);
        background.run([&] { return both.get_future().wait(), false; });
        auto const piece = [&](char name) { return [&order, name, left = 3]() mutable { return order += name, --left > 0; }; };
        CHECK(background.run(piece('a')));
        CHECK(background.run(piece('b')));
        both.set_value();
    }
    CHECK(order == "ababab");
}

TEST_CASE("no more pieces are taken than the limit says, and room comes when one is done")
{
    std::promise<void> go;
    std::promise<void> gone;
    Background background(1);
    CHECK(background.run([&, is_waiting = true]() mutable {
        if (std::exchange(is_waiting, false)) return go.get_future().wait(), true;
        return gone.set_value(), false;
    }));
    CHECK_FALSE(background.run([] { return false; }));
    go.set_value();
    gone.get_future().wait();
    while (!background.run([] { return false; })) std::this_thread::yield();
}
