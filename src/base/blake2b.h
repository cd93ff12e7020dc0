// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace alzette::base {

// BLAKE2b of 256 bits (RFC 7693) over the parts one after the other: 32 bytes.
std::string blake2b_256(std::initializer_list<std::string_view> parts);

// Two lower-case digits a byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace alzette::base
