// SPDX-License-Identifier: Apache-2.0
#include "net/reason.h"

#include <algorithm>
#include <array>
#include <utility>

namespace alzette::net {

std::string_view reason_phrase(int status)
{
    using Row = std::pair<int, std::string_view>;
    constexpr std::array rows = std::to_array<Row>({
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {207, "Multi-Status"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    });
    auto const found = std::ranges::find(rows, status, &Row::first);
    return found == rows.end() ? std::string_view("Unknown") : found->second;
}

}  // namespace alzette::net
