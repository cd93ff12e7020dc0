// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Many projects, one budget or several: what may be chosen and under which conditions. All of it are values.
namespace alzette::decide {

// A case among others. Its project and its variants exclude each other.
struct Project {
    std::string id;
    base::Text label;
    std::string file;
    Model model;
    std::vector<std::string> communes;       // that it serves
    std::vector<std::size_t> requirements;   // other projects without which it is not done
    base::Place place;
};

// What may be spent, net of what comes in: by one public actor or by all of them; in certain calendar years, undiscounted, or over all years, discounted.
struct Budget {
    std::string id;
    base::Text label;
    double amount = 0;               // in the currency and price year of the cases
    std::optional<YearSpan> years;
    std::string funder;              // "" for all public actors together
    base::Place place;
};

// At most one of these.
struct Exclusion {
    std::string id;
    base::Text label;
    std::vector<std::size_t> projects;
    base::Place place;
};

// At least so many projects in each of these communes.
struct Coverage {
    std::string id;
    base::Text label;
    std::vector<std::string> communes;
    int at_least = 1;
    base::Place place;
};

struct Portfolio {
    std::string id;
    base::Text title;
    std::vector<Project> projects;   // at least one; all by the same conventions
    std::vector<Budget> budgets;     // at least one
    std::vector<Exclusion> exclusions;
    std::vector<Coverage> coverages;
    std::vector<std::string> shared; // inputs of several cases that are one and the same unknown
    std::optional<std::uint64_t> draws;
    std::optional<std::uint64_t> seed;

    Conventions const& conventions() const { return projects.front().model.subject->conventions; }
    std::vector<std::string> communes() const;  // of all projects, each once, in the order named
};

// Whether a text says that it is a portfolio ("alzette: portfolio/...") and not a case.
bool is_portfolio(std::string_view yaml);

// Reads a portfolio file and the cases it names; `read_file` reads those, and the data files they name. Mistakes of a case carry its file's name.
// Nothing is returned when there is any mistake.
std::optional<Portfolio> read_portfolio(std::string_view yaml, ValueLibrary const& library, formula::ReadFile const& read_file, base::Findings& findings);

// The same from cases alone under one budget over all years: an amount, with or without its currency.
struct CaseFile {
    std::string file;
    std::string text;
    formula::ReadFile read_file;
};
std::optional<Portfolio> portfolio_of_cases(std::span<CaseFile const> cases, std::string const& budget, ValueLibrary const& library, base::Findings& findings);

}  // namespace alzette::decide
