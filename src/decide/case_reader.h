// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/case.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace alzette::decide {

// What a reading gives even when the text has mistakes: the sound parts, and the names whose own definition is at fault.
struct ReadCase {
    Case subject;
    std::set<std::string, std::less<>> faulty;
    bool names_known = true;  // false where inputs or quantities could not be read as a whole
};

// Reads a case file's text. Every mistake goes to `findings` with its place. Nothing is returned only when the text is no YAML mapping.
// `read_file` reads a data file named beside the case; null refuses them. Formulas are parsed here and checked for names and units by compile_model.
std::optional<ReadCase> read_case(std::string_view yaml, ValueLibrary const& library, formula::ReadFile const& read_file, base::Findings& findings);

// Replaces the discount convention by another schedule of the case's value set or a rate ("4.5 %"), as a caller asks.
void override_discount(Case& subject, std::string const& text, base::Findings& findings);

}  // namespace alzette::decide
