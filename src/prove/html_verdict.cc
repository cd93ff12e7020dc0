// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/catalogue/report.h"
#include "base/catalogue/uncertainty.h"
#include "prove/chart_number_line.h"
#include "prove/html_sections.h"
#include "prove/report_inputs.h"
#include "prove/uncertainty_words.h"
#include "prove/wording.h"

#include <algorithm>
#include <cmath>

namespace alzette::prove {

using decide::Outcome;
using decide::Swing;

namespace {

struct Look {
    base::MessageId words;
    std::string_view style;
    std::string_view frame;  // of the symbol: what stays visible without colour
    std::string_view sign;
};

Look look_of(Outcome outcome)
{
    constexpr std::string_view circle = "M24 3a21 21 0 1 0 0 42a21 21 0 1 0 0-42z";
    switch (outcome) {
    case Outcome::worth_it: return {say::report_worth_it, "worth-it", circle, "M14 25l7 7l14-15"};
    case Outcome::not_worth_it: return {say::report_not_worth_it, "not-worth-it", circle, "M16 16l16 16M32 16l-16 16"};
    case Outcome::not_settled: break;
    }
    return {say::report_not_settled, "not-settled", "M24 2l22 22l-22 22l-22-22z",
            "M18.5 19.5a5.5 5.5 0 1 1 8 5c-1.8 1-2.5 2-2.5 4M24 33.5v.5"};
}

void write_symbol(HtmlWriter& page, Look const& look)
{
    auto const symbol =
        page.inside("svg", {{"class", "symbol"}, {"viewBox", "0 0 48 48"}, {"aria-hidden", "true"}, {"focusable", "false"}});
    page.empty("path", {{"class", "symbol-frame"}, {"d", look.frame}});
    page.empty("path", {{"class", "symbol-sign"}, {"d", look.sign}});
}

Swing const* carrier(decide::Evaluation const& evaluation)
{
    auto const found = std::ranges::find(evaluation.swings, evaluation.verdict.carried_by, &Swing::input);
    return evaluation.verdict.carried_by.empty() || found == evaluation.swings.end() ? nullptr : &*found;
}

std::string swing_name(ReportWords const& words, Swing const& swing) { return words.name(swing.label, swing.input); }

std::string period(ReportWords const& words)
{
    auto const years = words.evaluation.subject.conventions.horizon;
    return words.say(years == 1 ? say::report_one_year : say::report_years, {{"years", years}});
}

std::string balance(ReportWords const& words, double npv)
{
    return words.say(npv < 0 ? say::report_brings_less : say::report_brings_more,
                     {{"period", period(words)}, {"npv", words.money(std::abs(npv))}});
}

// Why the value that carries the verdict is weak, and how far it was moved.
std::string doubt(ReportWords const& words, Swing const& swing)
{
    auto const& inputs = words.evaluation.subject.inputs;
    auto const input = std::ranges::find(inputs, swing.input, &decide::Input::id);
    auto const is_assumed = input != inputs.end() && input->status == decide::Status::assumed;
    auto const message = !is_assumed              ? say::report_doubt_unverified
                         : swing.range_is_stated ? say::report_doubt_assumed
                                                  : say::report_doubt_no_range;
    return words.say(message, {{"range", words.range(swing.low, swing.high, swing.unit, swing.is_share)}});
}

void write_carrier(HtmlWriter& page, ReportWords const& words, Swing const& swing)
{
    auto const name = swing_name(words, swing);
    auto const figure = [&](double value) { return words.quantity(value, swing.unit, swing.is_share); };
    auto const rises = swing.npv_high >= swing.npv_low;
    auto const depends =
        words.say(rises ? say::report_only_above : say::report_only_below, {{"input", name}, {"switch", figure(*swing.switches_at)}});
    page.leaf("p", depends + " " + doubt(words, swing), {{"class", "lead"}});

    NumberLine line;
    line.text = {"chart-verdict", words.say(say::report_chart_verdict, {{"input", name}}), depends + " " + doubt(words, swing)};
    line.range = {std::min(swing.low, swing.high), std::max(swing.low, swing.high)};
    line.marks = {*swing.switches_at};
    line.loses = rises ? NumberLine::Loses::below : NumberLine::Loses::above;
    line.figure = figure;
    auto const& inputs = words.evaluation.subject.inputs;
    if (auto const input = std::ranges::find(inputs, swing.input, &decide::Input::id); input != inputs.end())
        line.central = plain_central(*input);
    if (line.central) line.central_label = words.say(say::report_central_value, {{"value", figure(*line.central)}});
    auto const drawing = page.inside("figure");
    write_number_line(page, line);
    auto const caption = page.inside("figcaption");
    page.leaf("span", words.say(say::report_npv_negative), {{"class", "key loss"}});
    page.leaf("span", words.say(say::report_npv_positive), {{"class", "key gain"}});
    page.leaf("a", words.say(say::report_see_figures), {{"href", "#swings"}});
}

// What draws say, where they were made.
void write_average(HtmlWriter& page, ReportWords const& words, std::string_view style)
{
    auto const& drawn = words.evaluation.central.uncertainty;
    if (!drawn) return;
    page.leaf("p", words.say(say::sure_on_average, {{"balance", balance(words, drawn->npv.mean)}}), {{"class", style}});
    auto const paragraph = page.inside("p");
    page.text(words.say(chance_of_loss(*drawn)) + " ");
    page.leaf("a", words.say(say::sure_heading_chance), {{"href", "#chance"}});
}

// What does not exist is said in words, smaller than a figure.
void write_fact(HtmlWriter& page, std::string_view name, std::string_view figure, bool exists = true)
{
    auto const fact = page.inside("div");
    page.leaf("dt", name);
    page.leaf("dd", figure, {{"class", exists ? "" : "words"}});
}

void write_facts(HtmlWriter& page, ReportWords const& words)
{
    auto const& result = words.evaluation.central.indicators;
    auto const facts = page.inside("dl", {{"class", "facts"}});
    write_fact(page, words.indicator("npv"), words.signed_money(result.npv));
    write_fact(page, words.indicator("public_outlay"), words.money(result.public_outlay));
    write_fact(page, words.indicator("npv_per_public_euro"), ratio_words(words, result.npv_per_public_euro),
               result.npv_per_public_euro.has_value());
    auto const year = words.evaluation.subject.conventions.base_year + result.discounted_payback.value_or(0);
    write_fact(page, words.say(say::report_positive_from),
               result.discounted_payback ? std::to_string(year) : words.say(say::not_within_horizon),
               result.discounted_payback.has_value());
}

}  // namespace

void write_verdict(HtmlWriter& page, ReportWords const& words)
{
    auto const& verdict = words.evaluation.verdict;
    auto const look = look_of(verdict.outcome);
    auto const panel = page.inside(
        "section", {{"id", "verdict"}, {"class", "verdict " + std::string(look.style)}, {"aria-labelledby", "verdict-title"}});
    {
        auto const heading = page.inside("h2", {{"id", "verdict-title"}});
        write_symbol(page, look);
        auto const both = page.inside("span");
        page.leaf("span", words.say(say::report_verdict) + " ", {{"class", "eyebrow"}});
        page.leaf("span", words.say(look.words), {{"class", "outcome"}});
    }
    auto const central = words.evaluation.central.indicators.npv;
    auto const swing = verdict.outcome == Outcome::not_settled ? carrier(words.evaluation) : nullptr;
    if (swing && swing->switches_at) {
        write_carrier(page, words, *swing);
        write_average(page, words, "");
        page.leaf("p", words.say(say::report_in_central_case, {{"balance", balance(words, central)}}));
    }
    else {
        if (swing)
            page.leaf("p", words.say(say::report_depends, {{"input", swing_name(words, *swing)}}) + " " + doubt(words, *swing),
                      {{"class", "lead"}});
        auto const style = swing ? "" : "lead";
        if (words.evaluation.central.uncertainty) {
            write_average(page, words, style);
            page.leaf("p", words.say(say::report_in_central_case, {{"balance", balance(words, central)}}));
        }
        else page.leaf("p", with_capital(balance(words, central)), {{"class", style}});
    }
    write_facts(page, words);
    page.leaf("p", words.say(say::report_because, {{"because", words.sentence(verdict.because)}}), {{"class", "because"}});
}

}  // namespace alzette::prove
