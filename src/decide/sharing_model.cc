// SPDX-License-Identifier: Apache-2.0
#include "decide/sharing_model.h"

#include "base/catalogue/formula.h"
#include "base/catalogue/sharing.h"
#include "base/nearest.h"

#include <algorithm>
#include <utility>

namespace alzette::decide {

namespace {

using base::Place;
using formula::Expression;
using formula::Typed;
using Kind = OverMembers::Kind;

// sum and count are always over members; max and min where they have one argument, since of one number there is nothing to compare.
bool is_over_members(Expression const& expression)
{
    if (expression.kind != Expression::Kind::call) return false;
    auto const& name = expression.text;
    return name == "sum" || name == "count" || ((name == "max" || name == "min") && expression.parts.size() == 1);
}

class SharingCompiler {
public:
    SharingCompiler(Case const& subject, ReadCase const& read, formula::Scope const& names, base::Findings& findings)
        : sharing_(*subject.sharing), subject_(subject), read_(read), names_(names), findings_(findings)
    {
    }

    std::shared_ptr<SharingModel const> compile()
    {
        auto formula = sharing_.cost;
        auto const sound = take_totals(formula);
        formula::Builder members(1);
        formula::Builder groups(1);
        auto const totals = compile_totals(members);
        if (!sound || !totals) return nullptr;
        auto compiler = formula::make_compiler(groups, subject_.units, findings_, subject_.conventions.base_year, 1);
        auto const scope = [&](std::string const& name, Place place) -> std::optional<Typed> {
            if (name.starts_with(total_mark)) {
                auto const total = std::stoul(name.substr(1));
                return Typed{groups.input(total), (*totals)[total].dimension};
            }
            if (sharing_.attribute_index(name) == sharing_.attributes.size()) return of_case(name, place, groups, calls_.size());
            findings_.error(place, say::sharing_attribute_alone, {{"name", name}});
            return std::nullopt;
        };
        auto const cost = formula::compile(formula, scope, compiler);
        if (!cost || !check_money(*cost)) return nullptr;
        model_.cost = cost->value;
        model_.members = finished(std::move(members), sharing_.attributes.size());
        model_.groups = finished(std::move(groups), calls_.size());
        return std::make_shared<SharingModel const>(std::move(model_));
    }

private:
    // Stands before the number of a total where its call stood; no name starts so.
    static constexpr char total_mark = '#';

    // Takes the calls over members out of the formula, each replaced by the name of its total.
    bool take_totals(Expression& expression)
    {
        if (expression.kind == Expression::Kind::name && (expression.text == "t" || expression.text == "year")) {
            findings_.error(expression.place, say::sharing_over_years, {{"name", expression.text}});
            return false;
        }
        if (!is_over_members(expression)) {
            auto sound = true;
            for (auto& part : expression.parts) sound = take_totals(part) && sound;
            return sound;
        }
        auto const total = Expression{Expression::Kind::name, expression.place, 0, total_mark + std::to_string(calls_.size()), {}};
        calls_.push_back(std::exchange(expression, total));
        return check_call(calls_.back());
    }

    bool check_call(Expression const& call)
    {
        auto const least = call.text == "count" ? 0U : 1U;
        if (call.parts.size() < least || call.parts.size() > 1) {
            findings_.error(call.place, say::sharing_one_argument, {{"name", call.text}, {"found", call.parts.size()}});
            return false;
        }
        return std::ranges::all_of(call.parts, [&](Expression const& part) { return check_inside(call, part); });
    }

    bool check_inside(Expression const& call, Expression const& part)
    {
        if (is_over_members(part)) findings_.error(part.place, say::sharing_nested, {{"inner", part.text}, {"outer", call.text}});
        auto const is_year = part.kind == Expression::Kind::name && (part.text == "t" || part.text == "year");
        if (is_year) findings_.error(part.place, say::sharing_over_years, {{"name", part.text}});
        if (is_over_members(part) || is_year) return false;
        return std::ranges::all_of(part.parts, [&](Expression const& inner) { return check_inside(call, inner); });
    }

    // Every call is checked even when one is at fault; nothing is returned then.
    std::optional<std::vector<Typed>> compile_totals(formula::Builder& members)
    {
        auto compiler = formula::make_compiler(members, subject_.units, findings_, subject_.conventions.base_year, 1);
        auto const attributes = sharing_.attributes.size();
        auto const scope = [&](std::string const& name, Place place) -> std::optional<Typed> {
            auto const attribute = sharing_.attribute_index(name);
            if (attribute == attributes) return of_case(name, place, members, attributes);
            auto const& unit = sharing_.attributes[attribute].unit;
            if (!unit) return std::nullopt;
            return Typed{members.input(attribute), unit->dimension};
        };
        std::vector<Typed> totals;
        for (auto const& call : calls_) {
            auto const total = compile_total(call, scope, compiler);
            if (total) totals.push_back(*total);
        }
        if (totals.size() != calls_.size()) return std::nullopt;
        return totals;
    }

    // count() counts all members, count(condition) those for whom it holds.
    std::optional<Typed> compile_total(Expression const& call, formula::Scope const& scope, formula::Compiler& compiler)
    {
        auto const is_count = call.text == "count";
        auto const one = Typed{compiler.builder.constant(1)};
        auto value = call.parts.empty() ? one : formula::compile(call.parts[0], scope, compiler);
        if (!value) return std::nullopt;
        if (value->is_truth && !is_count) {
            findings_.error(call.parts[0].place, say::number_not_condition, {});
            return std::nullopt;
        }
        if (is_count && !value->is_truth) value = one;
        auto const kind = call.text == "max" ? Kind::largest : call.text == "min" ? Kind::smallest : Kind::sum;
        model_.totals.push_back({kind, value->value});
        return Typed{0, is_count ? formula::Dimension{} : value->dimension};
    }

    // An input or quantity, which comes in after `first` other inputs of a program.
    std::optional<Typed> of_case(std::string const& name, Place place, formula::Builder& builder, std::size_t first)
    {
        auto found = std::ranges::find(model_.of_case, name, &SharingModel::OfCase::name);
        if (found == model_.of_case.end()) {
            if (!is_known(name, place)) return std::nullopt;
            auto const value = names_(name, place);
            if (!value) return std::nullopt;
            found = model_.of_case.insert(found, {name, place, *value});
        }
        auto value = found->value;
        value.value = builder.input(first + static_cast<std::size_t>(found - model_.of_case.begin()));
        return value;
    }

    bool is_known(std::string const& name, Place place)
    {
        std::vector<std::string_view> known;
        for (auto const& attribute : sharing_.attributes) known.emplace_back(attribute.name);
        for (auto const& input : subject_.inputs) known.emplace_back(input.id);
        for (auto const& quantity : subject_.quantities) known.emplace_back(quantity.id);
        if (std::ranges::find(known, name) != known.end() || read_.faulty.contains(name) || !read_.names_known) return true;
        auto const near = base::nearest(name, known);
        if (near.empty()) findings_.error(place, say::sharing_name_unknown, {{"found", name}});
        else findings_.error(place, say::sharing_name_unknown_near, {{"found", name}, {"near", near}});
        return false;
    }

    bool check_money(Typed const& cost)
    {
        auto const& currency = subject_.conventions.currency;
        if (currency.empty()) return false;  // its mistake is reported already
        auto const once = subject_.units.currency(currency);
        model_.yearly = cost.dimension == once / formula::calendar_year();
        if (!cost.is_truth && (cost.dimension == once || model_.yearly || cost.is_literal_zero)) return true;
        findings_.error(sharing_.cost_place, say::sharing_not_money,
                        {{"currency", currency},
                         cost.is_truth ? base::Argument("found", say::sharing_a_condition)
                                       : base::Argument("found", subject_.units.name_of(cost.dimension))});
        return false;
    }

    formula::Program finished(formula::Builder builder, std::size_t own_inputs) const
    {
        auto program = std::move(builder).finish();
        program.input_count = own_inputs + model_.of_case.size();
        return program;
    }

    Sharing const& sharing_;
    Case const& subject_;
    ReadCase const& read_;
    formula::Scope const& names_;
    base::Findings& findings_;
    std::vector<Expression> calls_;  // those over members, in the order of the formula
    SharingModel model_;
};

}  // namespace

std::shared_ptr<SharingModel const> compile_sharing(Case const& subject, ReadCase const& read, formula::Scope const& names, base::Findings& findings)
{
    if (!subject.sharing || subject.sharing->cost_text.empty()) return nullptr;
    return SharingCompiler(subject, read, names, findings).compile();
}

void check_sharing_years(SharingModel const& sharing, formula::Program const& program, base::Findings& findings)
{
    for (auto const& used : sharing.of_case) {
        auto const varies = static_cast<unsigned>(program.instructions[used.value.value].varies);
        if ((varies & static_cast<unsigned>(formula::Varies::by_year)) != 0)
            findings.error(used.place, say::sharing_over_years, {{"name", used.name}});
    }
}

}  // namespace alzette::decide
