// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "decide/case_reader.h"
#include "decide/game.h"
#include "decide/sharing.h"
#include "formula/compile.h"

#include <memory>

namespace alzette::decide {

// A cost formula compiled in two programs that run over rows: one over the players, for what stands inside sum(), max(), min() and count(), and one over
// groups, for the formula around them. Names of the case come in as numbers, computed by the program of the case.
struct SharingModel {
    struct Total {
        OverMembers::Kind kind;
        formula::Value of_member;  // in `members`
    };
    struct OfCase {
        std::string name;
        base::Place place;
        formula::Typed value;  // in Model::program
    };
    formula::Program members;  // inputs: the attributes, then the names of the case
    formula::Program groups;   // inputs: the totals, then the names of the case
    std::vector<Total> totals;
    formula::Value cost = 0;   // in `groups`
    std::vector<OfCase> of_case;
    bool yearly = false;       // the cost is money a year
};

// Checks the cost formula of a case (names, units, where attributes stand) and compiles it. `names` resolves inputs and quantities into the program of
// the case; `read` says which names are at fault already. Null where there is a mistake.
std::shared_ptr<SharingModel const> compile_sharing(Case const& subject, ReadCase const& read, formula::Scope const& names, base::Findings& findings);

// Reports the names of the case whose value changes over the years: a share is of one amount.
void check_sharing_years(SharingModel const& sharing, formula::Program const& program, base::Findings& findings);

}  // namespace alzette::decide
