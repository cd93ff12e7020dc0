// SPDX-License-Identifier: Apache-2.0
#include "understand/held.h"

#include "ngsi/kept.h"
#include "understand/entries.h"

namespace alzette::understand {

std::string_view Held::text() const { return ngsi::Kept::trusted(trusted_row(bytes).kept).text(); }

// The text starts with {"id":" and a URI holds nothing that JSON escapes.
std::string_view Held::id() const
{
    constexpr std::string_view start = R"({"id":")";
    auto const rest = text().substr(start.size());
    return rest.substr(0, rest.find('"'));
}

}  // namespace alzette::understand
