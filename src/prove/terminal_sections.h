// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/text_page.h"
#include "prove/wording.h"

#include <vector>

// The parts of the report for a terminal. Each writes its heading and its content, or nothing when there is nothing to say.
namespace alzette::prove {

struct TerminalReport {
    decide::Evaluation const& evaluation;
    base::Language language;
    TextPage& page;

    std::string say(base::MessageId message, std::vector<base::Argument> arguments = {}) const;
    std::string heading(base::MessageId message) const;  // with a capital, like the label of a row
    std::string money(double amount) const;
    // Signed both ways and toned, so that a loss is told by its sign, with or without colour.
    Cell gain_or_loss(double amount) const;
    // Why an indicator does not exist.
    std::string reason(decide::Indicators const& indicators, std::string_view id) const;
};

void print_who(TerminalReport const& report);
void print_effects(TerminalReport const& report);
void print_ratios(TerminalReport const& report);
void print_returns(TerminalReport const& report);
void print_years(TerminalReport const& report);
void print_sharing(TerminalReport const& report);
void print_variants(TerminalReport const& report);
void print_groups(TerminalReport const& report);

void print_thresholds(TerminalReport const& report);
void print_sensitivity(TerminalReport const& report);
void print_swings(TerminalReport const& report);
// What draws say, where they were made.
void print_chance(TerminalReport const& report);
void print_losers(TerminalReport const& report);
void print_drivers(TerminalReport const& report);
void print_measure(TerminalReport const& report);
void print_scenarios(TerminalReport const& report);
void print_trials(TerminalReport const& report);
void print_best(TerminalReport const& report);

void print_unmeasured(TerminalReport const& report);
void print_rests_on(TerminalReport const& report);
void print_warnings(TerminalReport const& report);

// "0.94 = €822,826 / €878,969": a ratio with its two sides.
std::string ratio_with_sides(double ratio, double above, double below, std::string_view currency, base::Language language);

}  // namespace alzette::prove
