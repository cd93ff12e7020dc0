// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/format.h"
#include "prove/render.h"
#include "prove/terminal_sections.h"
#include "prove/uncertainty_words.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using base::Language;
using decide::Outcome;

namespace {

void print_title(TerminalReport const& report)
{
    auto const& subject = report.evaluation.subject;
    auto const& conventions = subject.conventions;
    report.page.heading(subject.title.empty() ? subject.id : subject.title.in(report.language));
    if (!subject.question.empty()) report.page.line(subject.question.in(report.language));
    if (!subject.reference.label.empty())
        report.page.line(report.say(say::subject_compared, {{"reference", subject.reference.label.in(report.language)}}));
    report.page.line(report.say(say::subject_money_short, {{"first", conventions.base_year},
                                                           {"last", conventions.base_year + conventions.horizon},
                                                           {"currency", conventions.currency},
                                                           {"prices", conventions.price_year},
                                                           {"rate", discount_in_words(conventions.discount, report.language)}}));
}

void print_verdict(TerminalReport const& report)
{
    auto const& verdict = report.evaluation.verdict;
    auto const outcome = verdict.outcome == Outcome::worth_it ? say::outcome_worth_it
                         : verdict.outcome == Outcome::not_worth_it ? say::outcome_not_worth_it
                                                                    : say::outcome_not_settled;
    auto const tone = verdict.outcome == Outcome::worth_it       ? Tone::good
                      : verdict.outcome == Outcome::not_worth_it ? Tone::bad
                                                                 : Tone::strong;
    report.page.paragraph(report.say(say::verdict_sentence, {{"outcome", outcome}, {"because", verdict.because.in(report.language)}}),
                          tone);
    if (auto const& drawn = report.evaluation.central.uncertainty) report.page.line(chance_of_loss(*drawn).in(report.language));
}

}  // namespace

std::string TerminalReport::say(base::MessageId message, std::vector<base::Argument> arguments) const
{
    return in_words(language, message, std::move(arguments));
}

std::string TerminalReport::heading(base::MessageId message) const { return with_capital(say(message)); }

std::string TerminalReport::money(double amount) const { return base::money(amount, evaluation.subject.conventions.currency, language); }

Cell TerminalReport::gain_or_loss(double amount) const
{
    auto const tone = std::abs(amount) < 0.005 ? Tone::plain : amount > 0 ? Tone::good : Tone::bad;
    return {base::signed_money(amount, evaluation.subject.conventions.currency, language), tone};
}

std::string TerminalReport::reason(decide::Indicators const& indicators, std::string_view id) const
{
    auto const found = std::ranges::find(indicators.not_applicable, id, &decide::NotApplicable::id);
    return found == indicators.not_applicable.end() ? say(say::not_available) : found->reason.in(language);
}

std::string ratio_with_sides(double ratio, double above, double below, std::string_view currency, Language language)
{
    auto const figure = base::number(ratio, language, std::abs(ratio) < 1 ? 2 : 3);
    return figure + " = " + base::money(above, currency, language) + " / " + base::money(below, currency, language);
}

std::string render_terminal(decide::Evaluation const& evaluation, Language language, Colour colour)
{
    TextPage page(colour);
    TerminalReport const report{evaluation, language, page};
    print_title(report);
    print_verdict(report);
    for (auto const print : {print_who, print_effects, print_ratios, print_returns, print_years, print_sharing, print_variants, print_best,
                             print_chance, print_losers, print_drivers, print_measure, print_scenarios, print_trials, print_thresholds,
                             print_sensitivity, print_groups, print_swings, print_unmeasured, print_rests_on, print_warnings})
        print(report);
    return std::move(page).take();
}

}  // namespace alzette::prove
