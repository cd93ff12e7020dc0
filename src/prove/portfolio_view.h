// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/portfolio_study.h"
#include "prove/render.h"

#include <string>

// The choice among projects as people and programs read it. Text out; nothing here computes a figure of its own. Any thread.
namespace alzette::prove {

// The answer in one sentence, then projects, budgets, communes, how sure, the frontier. For a terminal from 80 wide.
std::string render_portfolio_terminal(decide::PortfolioResult const& result, base::Language language, Colour colour);

// docs/formats/portfolio.md; the texts for people are in `language`, all else is the same in both.
std::string render_portfolio_json(decide::PortfolioResult const& result, base::Language language);

// One self-contained page that opens offline and prints on A4.
std::string render_portfolio_html(decide::PortfolioResult const& result, base::Language language);

}  // namespace alzette::prove
