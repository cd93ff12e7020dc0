// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/portfolio.h"
#include "decide/portfolio_study.h"
#include "prove/wording.h"

#include <optional>
#include <string>
#include <vector>

namespace alzette::prove {

// How the reports of a portfolio speak: sentences and figures of one result in one language. Borrows the result; any thread.
struct PortfolioWords {
    decide::PortfolioResult const& result;
    base::Language language;

    decide::Portfolio const& portfolio() const { return *result.subject; }
    std::string say(base::MessageId message, std::vector<base::Argument> arguments = {}) const { return in_words(language, message, std::move(arguments)); }
    std::string heading(base::MessageId message) const { return with_capital(say(message)); }
    std::string money(double amount) const;
    std::string signed_money(double amount) const;
    std::string percent(double share) const;

    std::string title() const;
    std::string money_line() const;
    std::string answer() const;
    std::string how_valued() const;
    std::string candidate(std::size_t index) const;  // "Street lighting, variant Large"
    std::string budget(decide::Budget const& budget) const;
    std::vector<std::string> doubts() const;         // one sentence each; none without draws
    std::string shared() const;

    // Whether it is known how often each project is in the best set.
    bool has_shares() const { return result.doubt && result.doubt->decided > 0; }
    bool is_chosen(std::size_t candidate) const;
    // Those chosen first, then by how often they are in the best set, then by worth.
    std::vector<std::size_t> candidates_in_order() const;
    // "Lighting and Heating", of the chosen projects that serve a commune.
    std::string chosen_in(std::string const& commune) const;
    // What each further unit of the one budget brings between a point of the frontier and the one before; nothing where there is more than one budget.
    std::optional<double> marginal(std::size_t point) const;
    // Of a set on the frontier, with * where it is not proven to be the best.
    std::string worth(decide::ChosenSet const& set) const;
    std::string frontier_note() const;
    // A budget where there is one, else how the budgets are multiplied.
    std::string frontier_budget(std::size_t point) const;
};

}  // namespace alzette::prove
