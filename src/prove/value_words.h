// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/value_set.h"
#include "prove/wording.h"

#include <string>
#include <string_view>
#include <vector>

// Official values as people read them. Any thread.
namespace alzette::prove {

enum class ValueKind { value, series, discount, index };
ValueKind kind_of(decide::OfficialValue const& value);
std::string_view name_of(ValueKind kind);

// "256 EUR/t in 2025, +3.2% a year", "3.2% (1.2% + 1 × 2%)", "7.28 EUR/h, +1.2% a year from 2022"
std::string value_in_words(decide::OfficialValue const& value, base::Language language);
// What it stands on, in short: "2017, transcription"; "2023 ?, unverified, superseded" where the source does not confirm the price year.
std::string standing_in_words(decide::OfficialValue const& value, base::Language language);

// How a year of a series comes by its figure.
enum class Origin { stated, between, by_growth, extended };
std::string_view name_of(Origin origin);

struct YearFigure {
    int year;
    double value;
    Origin origin;
};
// The years the source speaks of; none for an anchor without a published span, and for what is no series or index.
std::vector<YearFigure> figures_by_year(decide::OfficialValue const& value);

// The series of a series or an index, nullptr for any other kind.
decide::Series const* series_of(decide::OfficialValue const& value);

}  // namespace alzette::prove
