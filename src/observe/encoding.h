// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace alzette::observe {

// How a file writes its characters. `found`: by its byte order mark, else line by line: UTF-8 where it is valid, else Windows-1252, which holds Latin-1;
// files put together from two sources mix both.
enum class Encoding { found, utf_8, windows_1252, utf_16 };

// The text in UTF-8 without byte order mark. Fails (invalid) on bytes that the encoding named does not have, with the line.
base::Result<std::string> to_utf8(std::string_view bytes, Encoding encoding);

}  // namespace alzette::observe
