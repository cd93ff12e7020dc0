// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "prove/html_sections.h"
#include "prove/html_table.h"
#include "prove/report_inputs.h"
#include "prove/wording.h"

#include <algorithm>
#include <span>

namespace alzette::prove {

using decide::Evaluation;
using decide::Input;
using decide::Status;
using Kind = HtmlColumn::Kind;
using Narrow = HtmlTable::Narrow;

namespace {

// Footnotes under a table: what the value set says about the figures it names.
class Notes {
public:
    explicit Notes(int first) : first_(first) {}

    // The number of the new note, as a cell takes it; nothing where there is nothing to say.
    std::vector<int> add(std::vector<std::string> remarks)
    {
        if (remarks.empty()) return {};
        notes_.push_back(std::move(remarks));
        return {first_ + static_cast<int>(notes_.size()) - 1};
    }

    void write(HtmlWriter& page, ReportWords const& words) const
    {
        if (notes_.empty()) return;
        auto const list = page.inside("ol", {{"class", "notes"}, {"start", std::to_string(first_)}});
        for (std::size_t i = 0; i < notes_.size(); ++i) {
            auto const number = first_ + static_cast<int>(i);
            auto const item = page.inside("li", {{"id", note_id(number)}});
            for (auto const& remark : notes_[i]) page.text(remark + " ");
            page.leaf("a", "↩",
                      {{"href", "#" + note_call_id(number)}, {"aria-label", words.say(say::report_back_to, {{"number", number}})}});
        }
    }

private:
    int first_;
    std::vector<std::vector<std::string>> notes_;
};

// Inputs

bool has_inputs(Evaluation const& evaluation) { return !evaluation.subject.inputs.empty() || !evaluation.subject.quantities.empty(); }

// A sign for each status, so that colour is not needed to tell a guess from a source.
std::string_view sign_of(Status status)
{
    switch (status) {
    case Status::official: return "◆";
    case Status::measured: return "●";
    case Status::published: return "■";
    case Status::expert: return "▲";
    case Status::assumed: return "○";
    }
    return "";
}

std::string marked_status(ReportWords const& words, Status status)
{
    return std::string(sign_of(status)) + "\u00A0" + words.say(words_for(status));
}

void write_status_counts(HtmlWriter& page, ReportWords const& words)
{
    auto const& inputs = words.evaluation.subject.inputs;
    page.leaf("p", words.say(say::report_inputs_intro, {{"count", inputs.size()}}));
    auto const list = page.inside("ul", {{"class", "counts"}});
    for (auto const status : {Status::official, Status::measured, Status::published, Status::expert, Status::assumed}) {
        auto const count = std::ranges::count(inputs, status, &Input::status);
        if (count == 0) continue;
        auto const item = page.inside("li", {{"class", status == Status::assumed ? "weak" : ""}});
        page.leaf("strong", std::to_string(count));
        page.text(" " + marked_status(words, status));
    }
}

HtmlCell source_cell(ReportWords const& words, Input const& input, Notes& notes)
{
    HtmlCell cell{input.source};
    if (input.from.empty()) return cell;
    cell.code = input.from;
    auto const* value = official(words.evaluation.subject, input.from);
    if (!value) return cell;
    cell.text = value->document;
    cell.notes = notes.add(remarks(words, *value));
    cell.details = whereabouts(words, *value);
    return cell;
}

void write_input(HtmlTable& table, ReportWords const& words, Input const& input, Notes& notes)
{
    auto const label = words.name(input.label, input.id);
    HtmlCell name{with_capital(label), label == input.id ? std::string() : input.id};
    if (!input.note.empty()) name.details.push_back(words.text(input.note));
    HtmlCell status{marked_status(words, input.status), {}, {}, {}, input.is_weak() ? "weak" : ""};
    if (input.verification) status.details.push_back(words.say(words_for(*input.verification)));
    auto const range = range_words(words, input);
    table.row({name,
               {central_words(words, input), {}, change_words(words, input)},
               {range.empty() ? "–" : range, {}, {shape_words(words, input)}},
               status,
               source_cell(words, input, notes)});
}

// Footnotes of inputs come first; those of the conventions go on from them.
int input_notes(ReportWords const& words)
{
    auto const& subject = words.evaluation.subject;
    auto count = 0;
    auto const add = [&](std::vector<Input> const& inputs) {
        for (auto const& input : inputs)
            if (auto const* value = official(subject, input.from); value && !remarks(words, *value).empty()) ++count;
    };
    add(subject.inputs);
    for (auto const& variant : subject.variants) add(variant.inputs);
    return count;
}

void write_quantities(HtmlWriter& page, ReportWords const& words)
{
    auto const& quantities = words.evaluation.subject.quantities;
    if (quantities.empty()) return;
    HtmlTable table(page, words.say(say::report_caption_quantities),
                    {{words.say(say::report_quantity)}, {words.say(say::report_formula)}, {words.say(say::report_unit)}},
                    {Narrow::cards, quantities.size()});
    for (auto const& quantity : quantities) {
        auto const label = words.name(quantity.label, quantity.id);
        HtmlCell name{with_capital(label), label == quantity.id ? std::string() : quantity.id};
        table.row({name, {{}, quantity.text}, {quantity.unit ? words.unit(quantity.unit->text) : std::string("–")}});
    }
}

void write_inputs(HtmlWriter& page, ReportWords const& words)
{
    auto const& subject = words.evaluation.subject;
    Notes notes(1);
    if (!subject.inputs.empty()) {
        write_status_counts(page, words);
        HtmlTable table(page, words.say(say::report_caption_inputs),
                        {{words.say(say::report_input)},
                         {words.say(say::report_central), Kind::figure},
                         {words.say(say::report_range_heading)},
                         {words.say(say::report_status)},
                         {words.say(say::report_source)}},
                        {Narrow::cards, 3 * subject.inputs.size()});
        for (auto const& input : subject.inputs) write_input(table, words, input, notes);
        for (auto const& variant : subject.variants) {
            if (variant.inputs.empty()) continue;
            table.group(words.say(say::report_only_in, {{"option", words.name(variant.label, variant.id)}}), "");
            for (auto const& input : variant.inputs) write_input(table, words, input, notes);
        }
    }
    notes.write(page, words);
    write_quantities(page, words);
}

// The value set

bool has_values(Evaluation const& evaluation) { return evaluation.subject.values != nullptr; }

void write_pair(HtmlWriter& page, std::string_view name, std::string_view value, std::string_view style = "")
{
    auto const pair = page.inside("div");
    page.leaf("dt", name);
    page.leaf("dd", value, {{"class", style}});
}

void write_values(HtmlWriter& page, ReportWords const& words)
{
    auto const& values = *words.evaluation.subject.values;
    auto const list = page.inside("dl", {{"class", "pairs"}});
    write_pair(page, words.say(say::report_value_set), words.name(values.title, values.id) + " (" + values.id + ")");
    write_pair(page, words.say(say::report_edition), values.edition);
    write_pair(page, "SHA-256", values.sha256, "hash");
}

// Conventions

std::string residual_words(ReportWords const& words)
{
    auto const& residual = words.evaluation.subject.conventions.residual;
    switch (residual.kind) {
    case decide::Residual::Kind::none: return words.say(say::report_residual_none);
    case decide::Residual::Kind::linear: return words.say(say::report_residual_linear);
    case decide::Residual::Kind::perpetuity:
        return words.say(say::report_residual_perpetuity, {{"growth", words.percent(residual.growth)}});
    case decide::Residual::Kind::extend: return words.say(say::report_residual_extend, {{"years", residual.years}});
    case decide::Residual::Kind::amount: return words.say(say::report_residual_amount, {{"amount", words.money(residual.amount)}});
    }
    return {};
}

// "from year 1: 1.2 % + 1 × 2 % = 3.2 %"
std::vector<std::string> rates(ReportWords const& words)
{
    auto const& discount = words.evaluation.subject.conventions.discount;
    std::vector<std::string> out;
    for (auto const& step : discount.schedule.steps) {
        auto const from = step.from_year ? words.say(say::report_from_calendar_year, {{"year", std::to_string(*step.from_year)}})
                                         : words.say(say::report_from_year, {{"year", step.from}});
        auto const total = words.percent(step.risk_free + discount.beta * step.premium);
        out.push_back(step.premium == 0 ? words.say(say::report_flat_rate, {{"from", from}, {"rate", total}})
                                        : words.say(say::report_built_rate, {{"from", from},
                                                                             {"risk_free", words.percent(step.risk_free)},
                                                                             {"beta", words.number(discount.beta)},
                                                                             {"premium", words.percent(step.premium)},
                                                                             {"rate", total}}));
    }
    return out;
}

// What the set says of a convention taken from it, under the convention itself.
HtmlCell with_origin(ReportWords const& words, HtmlCell cell, std::string const& from, std::optional<decide::Verification> verification,
                     Notes& notes)
{
    if (from.empty()) return cell;
    cell.code = from;
    if (verification) cell.details.push_back(words.say(words_for(*verification)));
    if (auto const* value = official(words.evaluation.subject, from)) {
        cell.details.push_back(value->document);
        for (auto& place : whereabouts(words, *value)) cell.details.push_back(std::move(place));
        cell.notes = notes.add(remarks(words, *value));
    }
    return cell;
}

HtmlCell discount_cell(ReportWords const& words, Notes& notes)
{
    auto const& discount = words.evaluation.subject.conventions.discount;
    auto const* value = official(words.evaluation.subject, discount.from);
    auto const lines = rates(words);
    HtmlCell cell{value && !value->label.empty() ? words.text(value->label) : words.say(say::report_own_rate), {}, lines};
    return with_origin(words, std::move(cell), discount.from, discount.verification, notes);
}

void write_conventions(HtmlWriter& page, ReportWords const& words)
{
    auto const& conventions = words.evaluation.subject.conventions;
    Notes notes(1 + input_notes(words));
    {
        HtmlTable table(page, words.say(say::report_caption_conventions),
                        {{words.say(say::report_convention)}, {words.say(say::report_choice)}}, {});
        auto const row = [&](base::MessageId name, HtmlCell cell) { table.row({{words.say(name)}, std::move(cell)}); };
        row(say::report_base_year, {std::to_string(conventions.base_year)});
        row(say::report_horizon,
            {words.say(conventions.horizon == 1 ? say::report_plain_year : say::report_plain_years, {{"years", conventions.horizon}})});
        row(say::report_timing, {words.say(words_for(conventions.timing))});
        row(say::report_money,
            {words.say(say::report_money_of, {{"currency", conventions.currency}, {"year", std::to_string(conventions.price_year)}})});
        row(say::report_discount_schedule, discount_cell(words, notes));
        HtmlCell funds{words.say(say::report_multiplier, {{"multiplier", words.number(conventions.public_funds.multiplier)},
                                                          {"premium", words.percent(conventions.public_funds.multiplier - 1)}})};
        row(say::report_public_funds,
            with_origin(words, std::move(funds), conventions.public_funds.from, conventions.public_funds.verification, notes));
        row(say::report_residual_heading, {residual_words(words)});
        if (conventions.welfare_elasticity) row(say::report_welfare, {words.number(*conventions.welfare_elasticity)});
        row(say::report_unstated, {words.say(say::report_either_way, {{"share", words.percent(conventions.unstated_range)}})});
    }
    notes.write(page, words);
}

// Warnings

bool has_warnings(Evaluation const& evaluation) { return !evaluation.warnings.empty(); }

void write_warnings(HtmlWriter& page, ReportWords const& words)
{
    auto const& warnings = words.evaluation.warnings;
    HtmlTable table(page, words.say(say::report_caption_warnings), {{words.say(say::report_line)}, {words.say(say::report_warning)}},
                    {.rows = warnings.size()});
    for (auto const& warning : warnings) {
        HtmlCell line{warning.place.line > 0 ? std::to_string(warning.place.line) : "–"};
        if (!warning.file.empty()) line.details.push_back(warning.file);
        table.row({line, {words.sentence(warning.message)}});
    }
}

// How to repeat it

bool always(Evaluation const&) { return true; }

void write_repeat(HtmlWriter& page, ReportWords const& words)
{
    page.leaf("p", words.say(say::report_repeat, {{"id", words.evaluation.subject.id}}));
    {
        auto const block = page.inside("pre");
        page.leaf("code", words.say(say::report_command));
    }
    auto const list = page.inside("dl", {{"class", "pairs"}});
    write_pair(page, words.say(say::report_program), "Alzette " + words.evaluation.version);
    write_pair(page, words.say(say::report_case), words.evaluation.subject.id);
}

constexpr ReportSection sections[] = {
    {"inputs", say::report_section_inputs, has_inputs, write_inputs},
    {"values", say::report_section_values, has_values, write_values},
    {"conventions", say::report_section_conventions, always, write_conventions},
    {"warnings", say::report_section_warnings, has_warnings, write_warnings},
    {"repeat", say::report_section_repeat, always, write_repeat},
};

}  // namespace

std::span<ReportSection const> evidence_sections() { return sections; }

}  // namespace alzette::prove
