// SPDX-License-Identifier: Apache-2.0
#include "prove/reference.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/manual.h"
#include "base/format.h"
#include "decide/keys.h"
#include "decide/target.h"
#include "formula/compile.h"
#include "formula/expression.h"
#include "formula/uncertain.h"
#include "prove/markdown.h"
#include "prove/reference_keys.h"
#include "prove/text_page.h"
#include "prove/wording.h"

#include <algorithm>

namespace alzette::prove {

using base::Language;
using base::MessageId;

namespace {

constexpr IndicatorDefinition indicators[] = {
    {"npv", say::define_npv, std::nullopt},
    {"public_outlay", say::define_public_outlay, std::nullopt},
    {"npv_per_public_euro", say::define_npv_per_public_euro, say::no_public_outlay},
    {"npv_per_investment", say::define_npv_per_investment, say::no_investment},
    {"npv_per_cost", say::define_npv_per_cost, say::no_costs},
    {"bcr", say::define_bcr, say::no_costs},
    {"bcr_public", say::define_bcr_public, say::no_public_outlay},
    {"irr", say::define_irr, say::absent_irr},
    {"payback", say::define_payback, say::absent_payback},
    {"discounted_payback", say::define_discounted_payback, say::absent_payback},
    {"first_year_return", say::define_first_year_return, say::no_outlay_at_start},
    {"annual_equivalent", say::define_annual_equivalent, std::nullopt},
    {"residual", say::define_residual, std::nullopt},
    {"public_funds_premium", say::define_public_funds_premium, std::nullopt},
    {"benefits", say::define_benefits, std::nullopt},
    {"costs", say::define_costs, std::nullopt},
    {"investment", say::define_investment, std::nullopt},
    {"others", say::define_others, std::nullopt},
    {"npv_weighted", say::define_npv_weighted, say::absent_npv_weighted},
};

constexpr NotationEntry notations[] = {
    {"39000 /day", say::notation_point, say::central_itself},
    {"1 .. 4 h", say::notation_uniform, say::central_middle},
    {"1.5 .. 3 .. 5 min", say::notation_triangular, say::central_mode},
    {"5 to 10 min", say::notation_interval, say::central_median},
    {"100 +- 15 EUR", say::notation_normal, say::central_mean},
    {"100 EUR +- 15 %", say::notation_relative, say::central_mean},
};

struct Meaning {
    std::string_view name;
    MessageId meaning;
};

constexpr Meaning statuses[] = {{"official", say::meaning_official}, {"measured", say::meaning_measured}, {"published", say::meaning_published},
                                {"expert", say::meaning_expert},     {"assumed", say::meaning_assumed}};
constexpr Meaning verifications[] = {{"primary", say::meaning_primary}, {"secondary", say::meaning_secondary}, {"unverified", say::meaning_unverified}};

struct ExitCode {
    int code;
    MessageId meaning;
};

constexpr int of(base::Errc kind) { return static_cast<int>(kind); }

constexpr ExitCode exit_codes[] = {{0, say::exit_done},
                                   {1, say::exit_fail_if},
                                   {of(base::Errc::invalid), say::exit_invalid},
                                   {of(base::Errc::not_found), say::exit_not_found},
                                   {of(base::Errc::conflict), say::exit_conflict},
                                   {of(base::Errc::denied), say::exit_denied},
                                   {of(base::Errc::exhausted), say::exit_exhausted},
                                   {of(base::Errc::unavailable), say::exit_unavailable},
                                   {of(base::Errc::unsupported), say::exit_unsupported},
                                   {of(base::Errc::interrupted), say::exit_interrupted},
                                   {70, say::exit_bug}};

// "m3" for the "m^3" of the table; a pure number has no name.
std::string base_unit(formula::UnitEntry const& unit, Language language)
{
    std::string base(unit.base);
    std::erase(base, '^');
    auto const factor = base::number(unit.factor, language, 7);
    return base.empty() ? factor : factor + " " + base;
}

std::string with_commas(std::string_view words)
{
    std::string list(words);
    for (auto at = list.find(' '); at != std::string::npos; at = list.find(' ', at + 2)) list.replace(at, 1, ", ");
    return list;
}

// The parts of the page. Each writes its heading and its content.
struct ReferencePage {
    MarkdownPage& page;
    Language language;

    std::string say(MessageId message, std::vector<base::Argument> arguments = {}) const { return in_words(language, message, std::move(arguments)); }

    void begin(MessageId heading, MessageId introduction) const
    {
        page.heading(2, say(heading));
        page.paragraph(say(introduction));
    }

    void print_units() const
    {
        begin(say::heading_units, say::units_introduced);
        page.table({say(say::fact_unit), say(say::column_aliases), say(say::column_meaning), say(say::column_in_base)});
        for (auto const& unit : formula::unit_entries())
            page.row({code(unit.name), with_commas(unit.aliases), unit.meaning.in(language), base_unit(unit, language)});
    }

    void print_operators() const
    {
        begin(say::heading_operators, say::operators_introduced);
        page.table({say(say::column_operator), say(say::column_meaning), say(say::column_example), say(say::column_result)});
        for (auto const& each : formula::operator_entries())
            page.row({code(each.symbol), each.summary.in(language), code(each.example), base::number(each.example_result, language)});
    }

    void print_functions() const
    {
        begin(say::heading_functions, say::functions_introduced);
        page.table({say(say::column_function), say(say::column_meaning), say(say::column_example), say(say::column_result)});
        for (auto const& each : formula::function_entries())
            page.row({code(std::string(each.name) + "(" + std::string(each.parameters) + ")"), each.summary.in(language), code(each.example),
                      base::number(each.example_result, language)});
    }

    void print_uncertain_values() const
    {
        begin(say::heading_uncertain, say::uncertain_introduced);
        page.table({say(say::column_written), say(say::column_meaning), say(say::column_central)});
        for (auto const& notation : notations) page.row({code(notation.example), say(notation.meaning), say(notation.central)});
        page.paragraph(say(say::distributions_introduced));
        page.table({say(say::column_distribution), say(say::column_parameters), say(say::column_meaning), say(say::column_example),
                    say(say::column_central)});
        for (auto const& each : formula::distribution_entries())
            page.row({code(each.name), with_commas(each.parameters), each.summary.in(language), code(each.example),
                      base::number(each.example_central, language)});
    }

    void print_indicators() const
    {
        begin(say::heading_indicators, say::indicators_introduced);
        page.table({say(say::column_key), say(say::column_meaning), say(say::column_definition), say(say::column_absent_where)});
        for (auto const& indicator : indicators) {
            auto const named = std::ranges::find(decide::indicator_names(), indicator.id) != decide::indicator_names().end();
            page.row({code(indicator.id) + (named ? "" : " *"), indicator_name(indicator.id, language), say(indicator.definition),
                      indicator.absent_where ? say(*indicator.absent_where) : ""});
        }
        page.paragraph(say(say::indicators_not_named));
    }

    void print_statuses() const
    {
        begin(say::heading_statuses, say::statuses_introduced);
        page.table({code("status"), say(say::column_meaning)});
        for (auto const& status : statuses) page.row({code(status.name), say(status.meaning)});
        page.paragraph(say(say::verifications_introduced));
        page.table({code("status"), say(say::column_meaning)});
        for (auto const& verification : verifications) page.row({code(verification.name), say(verification.meaning)});
    }

    void print_exit_codes() const
    {
        begin(say::heading_exit_codes, say::exit_codes_introduced);
        page.table({say(say::column_exit_code), say(say::column_meaning)});
        for (auto const& exit : exit_codes) page.row({std::to_string(exit.code), say(exit.meaning)});
    }
};

}  // namespace

std::span<IndicatorDefinition const> indicator_definitions() { return indicators; }

std::span<NotationEntry const> notation_entries() { return notations; }

std::string render_reference(Language language)
{
    MarkdownPage page;
    auto const reference = ReferencePage{page, language};
    page.paragraph(reference.say(say::reference_generated));
    page.heading(1, reference.say(say::reference_title));
    page.paragraph(reference.say(say::reference_introduced));
    reference.begin(say::heading_case_file, say::case_file_introduced);
    print_keys(page, decide::case_sections(), language);
    reference.begin(say::heading_value_set_file, say::value_set_file_introduced);
    print_keys(page, decide::value_set_sections(), language);
    reference.print_units();
    reference.print_operators();
    reference.print_functions();
    reference.print_uncertain_values();
    reference.print_indicators();
    reference.print_statuses();
    reference.print_exit_codes();
    return std::move(page).take();
}

std::string render_units(Language language)
{
    auto const tell = [&](MessageId message) { return in_words(language, message); };
    TextPage page(Colour::never);
    page.heading(tell(say::heading_units));
    Table table({{tell(say::fact_unit)}, {tell(say::column_aliases)}, {tell(say::column_meaning)}, {tell(say::column_in_base), Table::Side::right}});
    for (auto const& unit : formula::unit_entries())
        table.row({std::string(unit.name), with_commas(unit.aliases), unit.meaning.in(language), base_unit(unit, language)});
    page.table(table);
    page.paragraph(tell(say::units_introduced));
    return std::move(page).take();
}

}  // namespace alzette::prove
