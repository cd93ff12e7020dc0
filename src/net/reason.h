// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace alzette::net {

// "Not Found" for 404 (RFC 9110, section 15); "Unknown" for a number nobody here sends.
std::string_view reason_phrase(int status);

}  // namespace alzette::net
