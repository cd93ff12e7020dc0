// SPDX-License-Identifier: Apache-2.0
// Any text makes entities or defects: by a mapping guessed of itself, which can be written and read, or as NGSI-LD.
#include "base/check.h"
#include "observe/import.h"

#include <cstddef>
#include <cstdint>

using namespace alzette;
using namespace alzette::observe;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = to_utf8({reinterpret_cast<char const*>(data), size}, Encoding::found);  // NOLINT: bytes as characters
    if (!text) return 0;
    Defects defects;
    Intake intake(nullptr, {"", "fuzz"}, Intake::Mode::trial, defects);
    auto const format = format_of(*text);
    if (format == FileFormat::ngsi_ld) {
        understand::Contexts contexts([](std::string_view) -> base::Result<std::shared_ptr<json::Value const>> {
            return base::fail(base::Errc::unavailable, base::MessageId());
        });
        auto const read = import_entities(*text, contexts, intake, defects);
        CHECK_THAT(read.has_value() && intake.finish().has_value());
        CHECK_THAT(intake.counts().created + defects.count() >= *read);
        return 0;
    }
    auto const mapping = guess(*text, format, "T");
    if (!mapping) return 0;
    base::Findings findings;
    CHECK_THAT(read_mapping(mapping_text(*mapping), findings).has_value());
    auto const table = open_table(*text, format, mapping->separator);
    CHECK_THAT(table.has_value());
    auto const rows = import_rows(*table, *mapping, intake, defects, findings);
    CHECK_THAT(rows.has_value() && intake.finish().has_value());
    if (findings.has_errors()) {  // the file names coordinates that nobody knows
        CHECK_THAT(*rows == 0 && intake.counts().created == 0);
        return 0;
    }
    CHECK_THAT(intake.counts().created + defects.count() >= *rows);
    return 0;
}
