// SPDX-License-Identifier: Apache-2.0
// Whatever is on the disk, reading it stays within its bytes.
#include "base/check.h"
#include "understand/entries.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    using namespace alzette;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): the fuzzer's interface
    understand::Entries entries;
    if (understand::read_entries(bytes, entries))
        for (auto const& attribute : entries.attributes) CHECK_THAT(entries.find(attribute.name) != nullptr);
    if (auto const row = understand::open_row(bytes)) CHECK_THAT(row->entries.size() + row->kept.size() <= size);
    return 0;
}
