// SPDX-License-Identifier: Apache-2.0
#include "ngsi/scope.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"

#include <algorithm>

namespace alzette::ngsi {

bool is_scope_level(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    });
}

base::Result<std::string> read_scope(std::string_view text)
{
    auto rest = text.starts_with('/') ? text.substr(1) : text;
    std::string scope;
    std::size_t levels = 0;
    while (true) {
        auto const level = rest.substr(0, rest.find('/'));
        if (!is_scope_level(level)) return base::fail(base::Errc::invalid, say::scope_wrong, {{"found", text}});
        if (++levels > base::limits::scope_levels_max)
            return base::fail(base::Errc::exhausted, say::scope_too_deep, {{"found", text}, {"most", base::limits::scope_levels_max}});
        scope.append("/").append(level);
        if (level.size() == rest.size()) return scope;
        rest.remove_prefix(level.size() + 1);
    }
}

}  // namespace alzette::ngsi
