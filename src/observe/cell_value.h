// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>

// What a text of a table means.
namespace alzette::observe {

enum class Decimal { either, point, comma };

// "1 234,5", "1234.5": blanks (no-break and narrow ones too) part groups; with Decimal::either the one sign that stands once and alone is the decimal
// one. Whole numbers stay whole. Nothing for any other text.
std::optional<json::Value> read_number(std::string_view text, Decimal decimal);

// oui, non, vrai, faux, true, false, yes, no, 1, 0, o, n, y, in any case.
std::optional<bool> read_boolean(std::string_view text);

// A date by a pattern of YYYY, YY, MM, DD, hh, mm, ss and signs that stand for themselves.
// Two digits of a year are 1969 to 2068, as POSIX reads them.
struct Moment {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};
std::optional<Moment> read_moment(std::string_view text, std::string_view pattern);
std::string date_text(Moment const& moment);  // "2010-05-26"
// As an instant in UTC, from a clock that is so many minutes ahead of it: "2010-05-26T11:45:00Z".
std::string instant_text(Moment const& moment, int minutes_ahead);

// "Z", "+02:00", "-05:00" in minutes.
std::optional<int> read_offset(std::string_view text);

std::string_view trimmed(std::string_view text);

}  // namespace alzette::observe
