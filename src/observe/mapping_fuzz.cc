// SPDX-License-Identifier: Apache-2.0
// A mapping that is read is written, and reads back the same.
#include "base/check.h"
#include "observe/mapping.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    base::Findings findings;
    auto const mapping = observe::read_mapping({reinterpret_cast<char const*>(data), size}, findings);  // NOLINT: bytes as characters
    CHECK_THAT(mapping.has_value() != findings.has_errors());
    if (!mapping) return 0;
    auto const text = observe::mapping_text(*mapping);
    base::Findings none;
    auto const again = observe::read_mapping(text, none);
    CHECK_THAT(again.has_value() && observe::mapping_text(*again) == text);
    return 0;
}
