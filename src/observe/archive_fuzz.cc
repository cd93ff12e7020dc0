// SPDX-License-Identifier: Apache-2.0
// No bytes are taken for an archive that export did not write, as they stand or as the text of one.
#include "base/blake2b.h"
#include "base/check.h"
#include "observe/archive.h"
#include "store/compress.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = std::string_view(reinterpret_cast<char const*>(data), size);  // NOLINT: bytes as characters
    (void)observe::check_archive(bytes);
    if (bytes.empty()) return 0;
    // With a last line that fits, what stands before it is looked at to the end.
    auto const text = std::string(bytes) + (bytes.ends_with('\n') ? "" : "\n");
    std::size_t entities = 0;
    for (auto at = text.find("\"entity\""); at != std::string::npos; at = text.find("\"entity\"", at + 1)) ++entities;
    auto const end = R"({"end":{"entities":)" + std::to_string(entities) + R"(,"contexts":0,"blake2b":")" +
                     base::hexadecimal(base::blake2b_256({text})) + "\"}}\n";
    auto const whole = store::compressed(text) + store::compressed(end);
    auto const facts = observe::check_archive(whole);
    if (facts) CHECK_THAT(facts->entities == entities);
    CHECK_THAT(!observe::check_archive(std::string_view(whole).substr(0, whole.size() - 1)).has_value());
    return 0;
}
