// SPDX-License-Identifier: Apache-2.0
// Whatever bytes a file holds, records come out of it with places in their order, and what is written of them reads back the same.
#include "base/check.h"
#include "base/utf8.h"
#include "observe/csv.h"
#include "observe/encoding.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    constexpr observe::Encoding encodings[] = {observe::Encoding::found, observe::Encoding::utf_8, observe::Encoding::windows_1252, observe::Encoding::utf_16};
    auto const bytes = std::string_view(reinterpret_cast<char const*>(data) + 1, size - 1);  // NOLINT: bytes as characters
    auto const text = observe::to_utf8(bytes, encodings[data[0] % 4]);
    if (!text) return 0;
    CHECK_THAT(base::is_utf8(*text));
    auto const separator = observe::find_separator(*text);
    observe::CsvReader reader(*text, separator);
    base::Place last;
    for (observe::CsvRecord record; reader.next(record);) {
        CHECK_THAT(!record.fields.empty());
        std::vector<std::string> fields;
        for (auto const& field : record.fields) {
            CHECK_THAT(field.place > last);
            last = field.place;
            fields.push_back(field.text);
        }
        if (record.fault) continue;
        std::string written;
        observe::write_csv(fields, separator, written);
        observe::CsvReader again(written, separator);
        observe::CsvRecord same;
        CHECK_THAT(again.next(same) && !same.fault && same.fields.size() == fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) CHECK_THAT(same.fields[i].text == fields[i]);
    }
    return 0;
}
