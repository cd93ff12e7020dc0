// SPDX-License-Identifier: Apache-2.0
#include "yaml/node.h"

#include <algorithm>

namespace alzette::yaml {

Node const* Node::find(std::string_view key) const
{
    auto const found = std::ranges::find(members, key, &Member::key);
    return found == members.end() ? nullptr : &found->value;
}

}  // namespace alzette::yaml
