// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "formula/unit.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::formula {

// What `numbers` holds by shape, in the stated unit: point {value}; uniform {low, high}; triangular and pert {low, most likely, high};
// normal {mean, standard deviation}; lognormal {median, standard deviation of the logarithm}; beta {a, b} on 0 .. 1;
// discrete {value, probability, value, probability, ...}; quantiles {probability, value, ...} rising; data {measurements, rising}.
enum class Shape { point, uniform, triangular, normal, lognormal, pert, beta, discrete, quantiles, data };

struct Range {
    double low;
    double high;
    friend bool operator==(Range const&, Range const&) = default;
};

// A value as its author states it: a number or a distribution, with its unit.
struct Uncertain {
    Shape shape = Shape::point;
    std::vector<double> numbers;
    Unit unit;

    // The value of the central case (case-format: most likely, middle, mean or median, by shape), in the stated unit.
    double central() const;
    // What the author says it may be: the ends where there are ends, else the 90 % interval. Nothing for a point.
    std::optional<Range> range() const;
    friend bool operator==(Uncertain const&, Uncertain const&) = default;
};

// Reads a file named beside the case. A null function refuses data files (the API does).
using ReadFile = std::function<base::Result<std::string>(std::string const& name)>;

// "1.5 .. 3 .. 5 min", "1 .. 4 h", "5 to 10 min", "100 +- 15 EUR", "100 EUR +- 15 %", "lognormal(median=8, sigma=0.3) /day", "12 %", "39000 /day".
// Fails naming what is wrong at its column: a range upside down, probabilities that do not sum to 1, a decimal comma, an unknown name or unit.
base::Result<Uncertain> parse_uncertain(std::string_view text, base::Place place, UnitTable const& units, ReadFile const& read_file);

// The same text for a value that must be one number.
base::Result<Uncertain> parse_quantity(std::string_view text, base::Place place, UnitTable const& units);

// One entry for each named distribution: the reference page and the examples that run as tests.
struct DistributionEntry {
    std::string_view name;
    std::string_view parameters;  // names in order, separated by spaces; empty where they are free
    Shape shape;
    std::string_view example;
    double example_central;
    base::Text summary;
};
std::span<DistributionEntry const> distribution_entries();

}  // namespace alzette::formula
