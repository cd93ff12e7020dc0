// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/value_set.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Two value sets matched value by value. Figures stand beside each other and are never averaged or converted. Any thread.
namespace alzette::prove {

// "discount" of "fr.discount.2021": without the country before and the year behind, by which values of two countries are matched.
std::string_view subject_without_place_and_year(std::string_view id);

// What keeps two figures from being subtracted.
enum class Apart { nothing, kind, unit, base, prices, prices_unknown, no_common_year };  // base: of indices
std::string_view name_of(Apart apart);

// B less A: as a share of A, or in points where both are rates. Of a year where both are series.
struct Difference {
    std::optional<int> year;
    bool at_start;  // of schedules: only their first rates are compared, and later ones differ
    double a;
    double b;
    std::optional<double> relative;  // nothing where A is zero
    std::optional<double> points;    // of rates: 0.003 is 0.3 points
};

struct ValuePair {
    decide::OfficialValue const* a;
    decide::OfficialValue const* b;
    Apart apart = Apart::nothing;
    std::vector<Difference> differences;  // empty where something keeps them apart
};

struct SetComparison {
    std::vector<ValuePair> both;
    std::vector<decide::OfficialValue const*> only_a;
    std::vector<decide::OfficialValue const*> only_b;
};

// By id; then, among what is left, by id without country and year. Of several vintages of one thing those in force are matched, superseded ones only
// where no other is; several in force are all paired, each with each. Borrows both sets.
SetComparison compare(decide::ValueSet const& a, decide::ValueSet const& b);

}  // namespace alzette::prove
