// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace alzette::base {

// A file compiled into the program (cmake/embed.cmake).
struct EmbeddedFile {
    char const* name;
    char const* begin;
    char const* end;

    std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

}  // namespace alzette::base
