// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace alzette::base {

// Bytes of the character at an offset within a text; 0 where it is not valid UTF-8 (RFC 3629).
std::size_t utf8_character(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

}  // namespace alzette::base
