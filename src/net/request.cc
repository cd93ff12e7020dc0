// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include <algorithm>

namespace alzette::net {

std::string const* Request::header(std::string_view name) const
{
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    auto const same = [&](Header const& header) {
        return std::ranges::equal(header.name, name, [&](char left, char right) { return lower(left) == lower(right); });
    };
    auto const found = std::ranges::find_if(headers, same);
    return found == headers.end() ? nullptr : &found->value;
}

}  // namespace alzette::net
