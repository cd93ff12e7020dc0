// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"
#include "prove/cube.h"
#include "prove/render.h"

#include <cmath>

namespace alzette::prove {

using decide::FlowKind;
using decide::LineResult;
using decide::OptionResult;

namespace {

// A spreadsheet runs a cell that begins so; an apostrophe makes it text.
bool runs_in_a_spreadsheet(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

std::string cell(std::string_view text)
{
    std::string out(runs_in_a_spreadsheet(text) ? "'" : "");
    out += text;
    if (out.find_first_of("\",\r\n") == std::string::npos) return out;
    std::string quoted = "\"";
    for (auto const c : out) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string_view name_of_kind(FlowKind kind)
{
    switch (kind) {
    case FlowKind::gain: return "gain";
    case FlowKind::cost: return "cost";
    case FlowKind::transfer: break;
    }
    return "transfer";
}

// What a row is about; the rest of it varies by year.
struct Subject {
    std::string_view variant;
    std::string_view actor;
    std::string_view line;
    std::string_view kind;
    std::string_view category;
};

struct Figures {
    double amount;
    double factor;
    double discounted;
};

class Rows {
public:
    void add(Subject const& of, decide::YearResult const& year, Figures const& figures)
    {
        for (auto const text : {of.variant, of.actor, of.line, of.kind, of.category}) out_.append(cell(text)).append(",");
        out_ += std::to_string(year.t) + "," + std::to_string(year.year);
        for (auto const number : {figures.amount, figures.factor, figures.discounted}) out_.append(",").append(base::shortest(number));
        out_ += '\n';
    }
    std::string take() && { return std::move(out_); }

private:
    std::string out_ = "variant,actor,line,kind,category,t,year,amount,factor,discounted\n";
};

// The factor an amount was discounted by: the option's, unless the effect has a beta of its own.
double factor_of(double amount, double discounted, double factor_of_option)
{
    auto const is_own = std::abs(amount * factor_of_option - discounted) > 1e-12 * std::abs(discounted);
    return is_own && amount != 0 ? discounted / amount : factor_of_option;
}

void add_line(Rows& rows, OptionResult const& option, LineResult const& line)
{
    auto const add = [&](std::string_view actor, double sign) {
        auto const of = Subject{option.id, actor, line.id, name_of_kind(line.kind), line.category};
        for (std::size_t t = 0; t < option.years.size(); ++t) {
            auto const amount = sign * line.flows[t];
            auto const discounted = sign * line.discounted_flows[t];
            rows.add(of, option.years[t], {amount, factor_of(amount, discounted, option.years[t].factor), discounted});
        }
    };
    if (line.kind != FlowKind::transfer) return add(line.actor, 1);
    add(line.actor, -1);
    add(line.to, 1);
}

void add_option(Rows& rows, OptionResult const& option)
{
    for (auto const& line : option.lines) add_line(rows, option, line);
    auto const beside = beside_effects(option);
    for (std::size_t t = 0; t < beside.size(); ++t)
        rows.add({option.id, "", "public_funds_premium", "premium", ""}, option.years[t],
                 {beside[t].premium, option.years[t].factor, beside[t].premium_discounted});
    if (!beside.empty())
        rows.add({option.id, "", "residual", "residual", ""}, option.years.back(),
                 {beside.back().residual, option.years.back().factor, beside.back().residual_discounted});
}

}  // namespace

std::string render_csv(decide::Evaluation const& evaluation)
{
    Rows rows;
    add_option(rows, evaluation.central);
    for (auto const& variant : evaluation.variants) add_option(rows, variant);
    return std::move(rows).take();
}

}  // namespace alzette::prove
