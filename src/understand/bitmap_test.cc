// SPDX-License-Identifier: Apache-2.0
#include "understand/bitmap.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <iterator>
#include <rapidcheck.h>
#include <set>

using namespace alzette;
using understand::Bitmap;

namespace {

using Slots = std::set<std::uint32_t>;

Slots some_slots() { return *rc::gen::container<Slots>(rc::gen::inRange<std::uint32_t>(0, 20'000)); }

Bitmap bitmap_of(Slots const& slots)
{
    Bitmap bitmap;
    for (auto const slot : slots) bitmap.insert(slot);
    return bitmap;
}

Slots slots_of(Bitmap const& bitmap)
{
    Slots slots;
    bitmap.each([&](std::uint32_t slot) { return slots.insert(slot).second; });
    RC_ASSERT(slots.size() == bitmap.size());
    return slots;
}

}  // namespace

TEST_CASE("a bitmap is a set")
{
    CHECK(rc::check("insert and erase", [] {
        auto const slots = some_slots();
        auto const gone = some_slots();
        auto bitmap = bitmap_of(slots);
        for (auto const slot : gone) bitmap.erase(slot);
        Slots left;
        std::ranges::set_difference(slots, gone, std::inserter(left, left.end()));
        RC_ASSERT(slots_of(bitmap) == left);
        for (auto const slot : slots) RC_ASSERT(bitmap.contains(slot) == left.contains(slot));
    }));
    CHECK(rc::check("both, either and without", [] {
        auto const left = some_slots();
        auto const right = some_slots();
        Slots both;
        Slots either;
        Slots without;
        std::ranges::set_intersection(left, right, std::inserter(both, both.end()));
        std::ranges::set_union(left, right, std::inserter(either, either.end()));
        std::ranges::set_difference(left, right, std::inserter(without, without.end()));
        auto bitmap = bitmap_of(left);
        RC_ASSERT(slots_of(bitmap &= bitmap_of(right)) == both);
        bitmap = bitmap_of(left);
        RC_ASSERT(slots_of(bitmap |= bitmap_of(right)) == either);
        bitmap = bitmap_of(left);
        RC_ASSERT(slots_of(bitmap -= bitmap_of(right)) == without);
    }));
}

TEST_CASE("members come in order until no more are wanted")
{
    auto const bitmap = bitmap_of({5, 4'095, 4'096, 100'000});
    std::vector<std::uint32_t> taken;
    bitmap.each([&](std::uint32_t slot) {
        taken.push_back(slot);
        return taken.size() < 3;
    });
    CHECK(taken == std::vector<std::uint32_t>{5, 4'095, 4'096});
}
