// SPDX-License-Identifier: Apache-2.0
// What is read once is written so that it reads back the same.
#include "base/check.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const value = alzette::json::parse({reinterpret_cast<char const*>(data), size});  // NOLINT: bytes as characters
    if (!value) return 0;
    auto const again = alzette::json::parse(alzette::json::write(*value));
    CHECK_THAT(again.has_value() && *again == *value);
    return 0;
}
