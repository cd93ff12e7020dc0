// SPDX-License-Identifier: Apache-2.0
#include "decide/model.h"

#include "base/catalogue/decide.h"
#include "decide/sharing_model.h"
#include "decide/valuation.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "formula/compile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace alzette::decide {

namespace {

using base::Findings;
using base::Place;
namespace limits = base::limits;
using formula::Op;
using formula::Typed;

// What the names of one option stand for. An option's own inputs and quantities come before the case's.
class Names {
public:
    Names(Model& model, Option const* option, ReadCase const& read, formula::Compiler& compiler)
        : model_(model), option_(option), read_(read), compiler_(compiler)
    {
    }

    std::optional<Typed> resolve(std::string const& name, Place place)
    {
        if (auto const known = known_.find(name); known != known_.end()) return known->second;
        if (auto const* const quantity = find_quantity(name)) return known_[name] = compile_quantity(*quantity, place);
        if (auto const found = find_input(name); found.input != nullptr) return known_[name] = compile_input(found);
        if (read_.names_known && !read_.faulty.contains(name)) report_unknown(name, place);
        return std::nullopt;
    }

    std::optional<Typed> compile(formula::Expression const& formula)
    {
        if (names_reserved(formula)) return std::nullopt;
        return formula::compile(formula, [this](std::string const& name, Place place) { return resolve(name, place); }, compiler_);
    }

private:
    Case const& subject() const { return *model_.subject; }

    Quantity const* find_quantity(std::string const& name) const
    {
        for (auto const* list : {option_ == nullptr ? nullptr : &option_->quantities, &subject().quantities}) {
            if (list == nullptr) continue;
            auto const found = std::ranges::find(*list, name, &Quantity::id);
            if (found != list->end()) return &*found;
        }
        return nullptr;
    }

    ModelInput find_input(std::string const& name) const
    {
        if (option_ != nullptr) {
            auto const own = std::ranges::find(option_->inputs, name, &Input::id);
            if (own != option_->inputs.end()) return {&*own, option_->id};
        }
        return {subject().find_input(name), {}};
    }

    // A name that is reserved and declared all the same stands for something else than the author means.
    bool names_reserved(formula::Expression const& formula) const
    {
        if (formula.kind == formula::Expression::Kind::name)
            return formula::is_reserved(formula.text) && read_.faulty.contains(formula.text);
        return std::ranges::any_of(formula.parts, [&](formula::Expression const& part) { return names_reserved(part); });
    }

    std::optional<Typed> compile_quantity(Quantity const& quantity, Place place)
    {
        if (std::ranges::find(path_, quantity.id) != path_.end()) return report_circle(quantity, place);
        path_.push_back(quantity.id);
        auto const value = compile(quantity.formula);
        path_.pop_back();
        if (!value || !quantity.unit || value->dimension == quantity.unit->dimension || value->is_literal_zero) return value;
        compiler_.findings.error(quantity.place, say::quantity_other_unit,
                                 {{"name", quantity.id}, {"expected", quantity.unit->text}, {"found", compiler_.units.name_of(value->dimension)}});
        return std::nullopt;
    }

    std::optional<Typed> report_circle(Quantity const& quantity, Place place)
    {
        std::string path;
        for (auto at = std::ranges::find(path_, quantity.id); at != path_.end(); ++at) path += *at + " -> ";
        compiler_.findings.error(place, say::formula_circular, {{"name", quantity.id}, {"path", path + quantity.id}});
        return std::nullopt;
    }

    Typed compile_input(ModelInput const& found)
    {
        auto const& input = *found.input;
        auto& builder = compiler_.builder;
        auto const index = std::ranges::find(model_.inputs, found.input, &ModelInput::input) - model_.inputs.begin();
        if (static_cast<std::size_t>(index) == model_.inputs.size()) model_.inputs.push_back(found);
        auto value = builder.input(static_cast<std::size_t>(index));
        auto const scale = input.unit().factor * input.rebase;
        if (input.series) value = builder.make(Op::multiply, value, builder.series(by_year(*input.series, scale)));
        else value = builder.make(Op::multiply, value, builder.constant(scale));
        if (input.grows) value = builder.make(Op::multiply, value, builder.series(growth(*input.grows)));
        return {value, input.unit().dimension};
    }

    std::size_t year_count() const { return model_.program.year_count; }

    // A year the series does not cover has no number; using it is reported when the case is valued.
    std::vector<double> by_year(Series const& series, double scale) const
    {
        std::vector<double> values(year_count());
        for (std::size_t t = 0; t < values.size(); ++t)
            values[t] = series.at(subject().conventions.base_year + static_cast<int>(t)).value_or(std::nan("")) * scale;
        return values;
    }

    std::vector<double> growth(Growth const& grows) const
    {
        std::vector<double> values(year_count());
        for (std::size_t t = 0; t < values.size(); ++t)
            values[t] = std::pow(1 + grows.rate, subject().conventions.base_year + static_cast<int>(t) - grows.from);
        return values;
    }

    void report_unknown(std::string const& name, Place place)
    {
        std::vector<std::string_view> known;
        for (auto const& input : subject().inputs) known.emplace_back(input.id);
        for (auto const& quantity : subject().quantities) known.emplace_back(quantity.id);
        // The nearest name costs the product of both lengths for each one known, and nobody is told more than so many.
        auto const is_told = compiler_.findings.in_order_found().size() < limits::findings_max;
        auto const near = is_told ? base::nearest(name, known) : "";
        if (near.empty()) compiler_.findings.error(place, say::name_unknown, {{"found", name}});
        else compiler_.findings.error(place, say::name_unknown_near, {{"found", name}, {"near", near}});
    }

    Model& model_;
    Option const* option_;
    ReadCase const& read_;
    formula::Compiler& compiler_;
    std::unordered_map<std::string, std::optional<Typed>> known_;
    std::vector<std::string> path_;
};

// The units of an amount: money per year for a yearly flow, money for a one-off.
bool check_amount(Flow const& flow, Typed const& amount, Case const& subject, Findings& findings)
{
    if (amount.is_literal_zero || subject.conventions.currency.empty()) return true;
    if (amount.is_truth) return findings.error(flow.amount_place, say::amount_is_condition, {{"name", flow.id}}), false;
    auto const once = subject.units.currency(subject.conventions.currency);
    auto const yearly = once / formula::calendar_year();
    auto const& expected = flow.occurrence.one_off() ? once : yearly;
    if (amount.dimension == expected) return true;
    auto const hour = subject.units.parse("h", {})->dimension;
    auto const per_time = amount.dimension == once / hour;
    auto const message = per_time ? say::amount_per_time : flow.occurrence.one_off() ? say::amount_once_expected : say::amount_yearly_expected;
    findings.error(flow.amount_place, message,
                   {{"name", flow.id}, {"expected", subject.units.name_of(expected)}, {"found", subject.units.name_of(amount.dimension)}});
    return false;
}

double uplift_of(Flow const& flow)
{
    if (!flow.optimism) return 1;
    auto const share = [](formula::Uncertain const& value) { return value.central() * value.unit.factor; };
    return 1 + share(*flow.optimism) * (1 - (flow.mitigated ? share(*flow.mitigated) : 0));
}

void compile_lines(std::vector<Flow> const& flows, bool of_reference, int horizon, Names& names, formula::Compiler& compiler, Case const& subject,
                   std::vector<Line>& lines)
{
    for (auto const& flow : flows) {
        if (flow.amount_text.empty()) continue;  // its mistake is reported already
        auto const amount = names.compile(flow.amount);
        if (!amount || !check_amount(flow, *amount, subject, compiler.findings)) continue;
        auto line = Line{&flow, of_reference, amount->value, flow.occurrence.years(horizon), uplift_of(flow)};
        if (line.years.empty()) compiler.findings.warning(flow.place, say::flow_never_falls, {{"name", flow.id}});
        lines.push_back(std::move(line));
    }
}

formula::Value compile_claim(Claim const& claim, Names& names, formula::Compiler& compiler)
{
    auto const value = names.compile(claim.formula);
    if (!value) return 0;
    if (value->dimension != claim.says.unit.dimension)
        compiler.findings.error(claim.place, say::claim_other_unit,
                                {{"name", claim.id}, {"expected", claim.says.unit.text}, {"found", compiler.units.name_of(value->dimension)}});
    return compiler.builder.make(Op::divide, value->value, compiler.builder.constant(claim.says.unit.factor));
}

int longest_horizon(Case const& subject)
{
    auto longest = subject.conventions.horizon;
    for (auto const& variant : subject.variants) longest = std::max(longest, variant.horizon);
    return longest;
}

base::Text shares(double value) { return {base::percent(value, base::Language::en), base::percent(value, base::Language::fr)}; }

void check_perpetuity(Case const& subject, Option const& option, Findings& findings)
{
    auto const& discount = subject.conventions.discount;
    if (residual_is_finite(subject, option, discount)) return;
    findings.error(option.residual.place, say::perpetuity_growth,
                   {{"growth", shares(option.residual.growth)}, {"rate", shares(*least_far_rate(subject, option, discount))}});
}

// A beta may make a rate no rate: whatever the schedule, money must not change its sign with the years.
void check_beta(Case const& subject, double beta, Place place, Findings& findings)
{
    for (auto const& step : subject.conventions.discount.schedule.steps) {
        auto const rate = step.risk_free + beta * step.premium;
        if (rate > -1 && rate <= 1) continue;
        return findings.error(place, say::rate_out_of_range, {{"found", shares(rate)}});
    }
}

void check_betas(Case const& subject, Findings& findings)
{
    check_beta(subject, subject.conventions.discount.beta, subject.conventions.discount.place, findings);
    auto const check = [&](Option const& option) {
        for (auto const& flow : option.flows)
            if (flow.beta) check_beta(subject, *flow.beta, flow.place, findings);
    };
    check(subject.reference);
    check(subject.project);
    std::ranges::for_each(subject.variants, check);
}

void check_lives(Option const& option, Findings& findings)
{
    if (option.residual.kind != Residual::Kind::linear) return;
    for (auto const& flow : option.flows) {
        auto const has_life = flow.life || flow.occurrence.every > 0;
        if (flow.kind == FlowKind::cost && flow.occurrence.one_off() && !has_life)
            findings.warning(flow.place, say::life_missing, {{"name", flow.id}});
    }
}

std::size_t values_a_draw(formula::Program const& program)
{
    std::size_t values = 0;
    for (auto const& instruction : program.instructions) {
        auto const varies = static_cast<unsigned>(instruction.varies);
        values += (varies & static_cast<unsigned>(formula::Varies::by_year)) != 0 ? program.year_count : 1;
    }
    return values;
}

// Central case, verdict and thresholds at their worst: five points and a search for each input, a grid and a search for each threshold.
double steps_of(Model const& model)
{
    constexpr double draws_an_input = 5 + 40;
    constexpr double draws_a_threshold = 300;
    auto amounts = static_cast<double>(values_a_draw(model.program));
    for (auto const& option : model.options) amounts += static_cast<double>(option.lines.size() * model.program.year_count);
    auto const& thresholds = model.subject->thresholds;
    return amounts * (1 + draws_an_input * static_cast<double>(model.inputs.size()) + draws_a_threshold * static_cast<double>(thresholds.size()));
}

void check_size(Model const& model, Findings& findings)
{
    if (values_a_draw(model.program) <= limits::program_values_max && steps_of(model) <= limits::valuation_steps_max) return;
    findings.error({1, 1}, say::case_too_large, {});
}

void warn_unused(Model const& model, Findings& findings)
{
    for (auto const& input : model.subject->inputs)
        if (std::ranges::none_of(model.inputs, [&](ModelInput const& used) { return used.input->id == input.id; }))
            findings.warning(input.place, say::input_unused, {{"name", input.id}});
}

}  // namespace

std::vector<double> Model::central_inputs() const
{
    std::vector<double> values;
    values.reserve(inputs.size());
    for (auto const& input : inputs) values.push_back(input.input->central_value());
    return values;
}

std::optional<std::size_t> Model::input_index(std::string_view input_id) const
{
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (inputs[i].variant.empty() && inputs[i].input->id == input_id) return i;
    return std::nullopt;
}

std::size_t Model::draws_at_once() const
{
    return std::max<std::size_t>(1, limits::program_values_max / std::max<std::size_t>(1, values_a_draw(program)));
}

std::optional<Model> compile_model(ReadCase read, Findings& findings)
{
    Model model;
    model.subject = std::make_shared<Case const>(std::move(read.subject));
    auto const& subject = *model.subject;
    model.program.year_count = static_cast<std::size_t>(longest_horizon(subject)) + 1;
    formula::Builder builder(model.program.year_count);
    auto compiler = formula::make_compiler(builder, subject.units, findings, subject.conventions.base_year, model.program.year_count);

    Names own(model, nullptr, read, compiler);
    std::vector<Line> reference;
    compile_lines(subject.reference.flows, true, subject.conventions.horizon, own, compiler, subject, reference);
    auto const add = [&](Option const& option, Names& names) {
        OptionModel compiled{&option, {}};
        compile_lines(option.flows, false, option.horizon, names, compiler, subject, compiled.lines);
        for (auto line : reference) {
            line.years = line.flow->occurrence.years(option.horizon);
            compiled.lines.push_back(std::move(line));
        }
        check_perpetuity(subject, option, findings);
        check_lives(option, findings);
        model.options.push_back(std::move(compiled));
    };
    add(subject.project, own);
    for (auto const& quantity : subject.quantities) own.resolve(quantity.id, quantity.place);
    for (auto const& variant : subject.variants) {
        Names names(model, &variant, read, compiler);
        add(variant, names);
        for (auto const& quantity : variant.quantities) names.resolve(quantity.id, quantity.place);
    }
    for (auto const& claim : subject.claims) model.claims.push_back(compile_claim(claim, own, compiler));
    model.sharing = compile_sharing(subject, read, [&](std::string const& name, Place place) { return own.resolve(name, place); }, findings);
    check_betas(subject, findings);
    if (findings.has_errors()) return std::nullopt;
    warn_unused(model, findings);
    auto program = std::move(builder).finish();
    program.input_count = model.inputs.size();
    model.program = std::move(program);
    if (model.sharing) check_sharing_years(*model.sharing, model.program, findings);
    check_size(model, findings);
    if (findings.has_errors()) return std::nullopt;
    return model;
}

}  // namespace alzette::decide
