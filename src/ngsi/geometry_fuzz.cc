// SPDX-License-Identifier: Apache-2.0
// A geo-query (its relation, type and coordinates on a line each) and a geometry (the fourth line): both are read or refused, the box of a query meets
// whatever matches it, and distances are distances.
#include "base/check.h"
#include "ngsi/context.h"
#include "ngsi/geometry.h"
#include "ngsi/geoquery.h"

#include <array>
#include <cmath>
#include <string>

using namespace alzette;

namespace {

std::array<std::string, 4> lines_of(std::string_view text)
{
    std::array<std::string, 4> lines;
    for (auto& line : lines) {
        line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return lines;
}

bool meet(ngsi::Box const& left, ngsi::Box const& right)
{
    return left.west <= right.east && right.west <= left.east && left.south <= right.north && right.south <= left.north;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    auto const lines = lines_of({reinterpret_cast<char const*>(data), size});  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    auto const query = ngsi::read_geo_query({&lines[0], &lines[1], &lines[2], nullptr}, *ngsi::Context::core());
    auto const geometry = json::parse(lines[3]);
    auto const is_sound = geometry && ngsi::check_geometry(*geometry);
    if (is_sound) {
        auto const box = ngsi::box_of(*geometry);
        CHECK_THAT(box.west <= box.east && box.south <= box.north);
        CHECK_THAT(meet(ngsi::widened(box, 1), box));
    }
    if (!query || !*query || !is_sound) return 0;
    ngsi::GeoMatcher const matcher(**query);
    auto const box = matcher.search_box();
    if (matcher.matches(*geometry) && box) CHECK_THAT(meet(*box, ngsi::box_of(*geometry)));
    auto const metres = ngsi::distance_between_m((*query)->reference, *geometry);
    CHECK_THAT(!std::isnan(metres) && metres >= 0);
    return 0;
}
