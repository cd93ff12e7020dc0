// SPDX-License-Identifier: Apache-2.0
// A text that is an instant is written as one that reads back to it.
#include "base/check.h"
#include "base/instant.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    using namespace alzette;
    auto const instant = base::parse_instant({reinterpret_cast<char const*>(data), size});  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    if (!instant) return 0;
    auto const text = base::instant_text(*instant);
    CHECK_THAT(text.ends_with('Z') && text.size() <= std::string_view("2026-11-26T15:40:00.250125Z").size());
    CHECK_THAT(base::parse_instant(text) == instant);
    return 0;
}
