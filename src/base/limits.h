// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Every limit has a name; reaching one is an error that says so.
namespace alzette::base::limits {

inline constexpr std::size_t case_file_bytes_max = 4 << 20;   // the largest real case seen has 10 KiB
inline constexpr std::size_t yaml_depth_max = 64;
inline constexpr std::size_t yaml_nodes_max = 200'000;        // after aliases are expanded
inline constexpr std::size_t yaml_lookahead_bytes_max = 256 << 10;  // read before a value is complete; bounds the parser's memory
inline constexpr std::size_t yaml_blanks_max = 200;           // in a row within a line; bounds the parser's time
inline constexpr std::size_t formula_length_max = 4'000;
inline constexpr std::size_t formula_depth_max = 100;
inline constexpr std::size_t value_length_max = 4'000;        // "1 .. 4 h", "discrete(...)"
inline constexpr double number_size_max = 1e30;               // no figure of a city comes near, and products of a few stay finite
inline constexpr double number_size_min = 1e-30;              // below it only zero
inline constexpr int unit_power_max = 12;                     // m^12 and beyond is a mistake, and powers are kept in 8 bits
inline constexpr std::size_t findings_max = 200;              // nobody reads more at once
inline constexpr int horizon_max = 200;                       // years
inline constexpr std::size_t names_max = 2'000;               // inputs, quantities, effects, thresholds of one case, each
inline constexpr std::size_t variants_max = 50;               // of one case; each is written out in full
inline constexpr std::size_t correlated_max = 60;              // inputs that move together; an impossible matrix of them is explained in a second
inline constexpr std::size_t trials_max = 50;                // pilots and gates of one case; each is valued over many draws
inline constexpr int sample_max = 1'000'000;                  // measurements of one trial
inline constexpr int waiting_years_max = 30;                  // each is valued as a project of its own
inline constexpr std::size_t program_values_max = 8'000'000;  // of all formulas in all years: 64 MiB
inline constexpr double valuation_steps_max = 1e10;           // of one evaluation, verdict and thresholds included: some ten seconds
inline constexpr int draws_max = 1'000'000'000;               // an hour of a large case
inline constexpr int seed_max = 2'000'000'000;
inline constexpr std::size_t projects_max = 1'000;             // of one portfolio
inline constexpr std::size_t choices_max = 50'000'000;         // draws x candidates of a portfolio: 400 MB
inline constexpr std::size_t data_file_bytes_max = 64 << 20;  // a column of measurements beside a case

}  // namespace alzette::base::limits
