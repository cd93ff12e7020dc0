// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "formula/character.h"
#include "formula/number.h"
#include "formula/uncertain.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

// Any text as an uncertain value: no crash and no hang, places inside the text, sentences in whole characters; what parses has finite numbers, also in
// base units, a central value inside its range, and is one number for parse_quantity exactly when it is a point. The first line is the value, the
// others are the data file it may name.

using namespace alzette;
using namespace alzette::formula;

namespace {

constexpr base::Place start{7, 20};

bool is_text(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const length = character_length(bytes);
        if (length == 1 && static_cast<unsigned char>(bytes[0]) >= 0x80) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

void check_error(std::string_view text, base::Error const& error, bool all_is_text)
{
    CHECK_THAT(error.place.line == start.line);
    CHECK_THAT(error.place.column >= start.column && error.place.column <= start.column + characters(text));
    for (auto const language : {base::Language::en, base::Language::fr}) {
        auto const sentence = error.message.in(language);
        CHECK_THAT(!sentence.empty());
        CHECK_THAT(!all_is_text || is_text(sentence));
    }
}

// Finite, and still so after 8 standard deviations of a lognormal, where no draw comes.
void check_value(Uncertain const& value, UnitTable const& units)
{
    CHECK_THAT(!value.numbers.empty());
    CHECK_THAT(std::ranges::all_of(value.numbers, [](double number) { return std::isfinite(number); }));
    CHECK_THAT(value.unit.factor > 0 && std::isfinite(value.unit.factor));
    CHECK_THAT(has_allowed_powers(value.unit.dimension));
    CHECK_THAT(units.parse(value.unit.text, {})->dimension == value.unit.dimension);
    CHECK_THAT(std::isfinite(value.central() * value.unit.factor));
    if (value.shape == Shape::lognormal) CHECK_THAT(std::isfinite(value.numbers[0] * std::exp(8 * value.numbers[1])));
    auto const range = value.range();
    CHECK_THAT(range.has_value() == (value.shape != Shape::point));
    if (!range) return;
    CHECK_THAT(std::isfinite(range->low * value.unit.factor) && std::isfinite(range->high * value.unit.factor));
    CHECK_THAT(range->low <= value.central() && value.central() <= range->high);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const all(data, data + size);
    auto const line_end = std::min(all.find('\n'), all.size());
    auto const text = std::string_view(all).substr(0, line_end);
    auto const file = line_end == all.size() ? std::string() : all.substr(line_end + 1);
    auto const read_file = [&](std::string const&) -> base::Result<std::string> { return file; };

    UnitTable units;
    CHECK_THAT(units.declare("kiosk", {}));
    auto const value = parse_uncertain(text, start, units, read_file);
    auto const again = parse_uncertain(text, start, units, read_file);
    CHECK_THAT(value.has_value() == again.has_value());
    if (value) {
        CHECK_THAT(*value == *again);
        check_value(*value, units);
    } else {
        CHECK_THAT(value.error().place == again.error().place);
        CHECK_THAT(value.error().message.in(base::Language::en) == again.error().message.in(base::Language::en));
        check_error(text, value.error(), is_text(all));
    }
    auto const quantity = parse_quantity(text, start, units);
    CHECK_THAT(quantity.has_value() == (value && value->shape == Shape::point));
    if (!quantity) check_error(text, quantity.error(), is_text(all));
    return 0;
}
