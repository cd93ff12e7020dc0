// SPDX-License-Identifier: Apache-2.0
// What must hold for every case, tried on generated ones.
#include "decide/for_test.h"

#include <doctest/doctest.h>
#include <numeric>
#include <random>
#include <rapidcheck.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

struct GeneratedInput {
    double value;
    bool yearly;
};

struct GeneratedFlow {
    int kind;                 // 0 gain, 1 cost, 2 transfer
    int actor;                // who gains, bears or pays
    int other;                // who receives
    std::vector<int> inputs;  // summed
    int shape;                // of the yearly: 0 flat, 1 with a ramp, 2 growing; of the one-off: its year
    int span;                 // of the yearly: during span .. horizon where above 1
    bool yearly;
};

struct Generated {
    int horizon;
    int timing;
    int rate;  // per mille
    bool has_premium;
    int residual;
    std::vector<GeneratedInput> inputs;
    std::vector<GeneratedFlow> flows;
    std::vector<GeneratedFlow> reference;
};

constexpr std::string_view actors[] = {"city", "users", "shop", "state"};
constexpr std::string_view timings[] = {"start_of_year", "mid_year", "end_of_year"};
constexpr std::string_view residuals[] = {"none", "extend(3)", "perpetuity", "linear"};

rc::Gen<GeneratedFlow> flow_of(int horizon, int input_count)
{
    return rc::gen::build<GeneratedFlow>(
        rc::gen::set(&GeneratedFlow::kind, rc::gen::inRange(0, 3)), rc::gen::set(&GeneratedFlow::actor, rc::gen::inRange(0, 4)),
        rc::gen::set(&GeneratedFlow::other, rc::gen::inRange(1, 4)),
        rc::gen::set(&GeneratedFlow::inputs, rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, input_count)))),
        rc::gen::set(&GeneratedFlow::shape, rc::gen::inRange(0, horizon + 1)),
        rc::gen::set(&GeneratedFlow::span, rc::gen::inRange(1, horizon + 1)),
        rc::gen::set(&GeneratedFlow::yearly, rc::gen::arbitrary<bool>()));
}

Generated any_case()
{
    Generated made;
    made.horizon = *rc::gen::inRange(1, 25);
    made.timing = *rc::gen::inRange(0, 3);
    made.rate = *rc::gen::inRange(1, 90);
    made.has_premium = *rc::gen::arbitrary<bool>();
    made.residual = *rc::gen::inRange(0, 4);
    auto const count = *rc::gen::inRange(1, 6);
    for (auto i = 0; i < count; ++i) made.inputs.push_back({*rc::gen::inRange(1, 100'000) / 8.0, i % 2 == 0});
    made.flows = *rc::gen::nonEmpty(rc::gen::container<std::vector<GeneratedFlow>>(flow_of(made.horizon, count)));
    made.reference = *rc::gen::container<std::vector<GeneratedFlow>>(flow_of(made.horizon, count));
    if (made.flows.size() > 8) made.flows.resize(8);
    if (made.reference.size() > 4) made.reference.resize(4);
    return made;
}

// How a generated case is written; what each property changes.
struct Writing {
    double money_scale = 1;
    std::string input_prefix = "x";
    bool reversed = false;      // actors, inputs, effects
    bool in_blocks = false;     // block style with comments and blank lines
    bool doubled = false;       // every flow in two halves
    bool as_reference = false;  // the reference does what the project does
    std::string timing = {};
};

std::string flow_text(Generated const& made, GeneratedFlow const& flow, std::string const& id, Writing const& writing, double part)
{
    std::string amount;
    for (auto const index : flow.inputs) {
        auto const i = static_cast<std::size_t>(index);
        if (made.inputs[i].yearly != flow.yearly) continue;
        amount += (amount.empty() ? "" : " + ") + writing.input_prefix + std::to_string(index);
    }
    if (amount.empty()) amount = flow.yearly ? "year_unit" : "once_unit";
    if (flow.yearly && flow.shape % 3 == 1) amount = "(" + amount + ") * ramp(t, 0, 5)";
    if (flow.yearly && flow.shape % 3 == 2) amount = "(" + amount + ") * 1.02 ^ t";
    if (part != 1) amount = "(" + amount + ") * " + figure(part);
    auto const actor = actors[static_cast<std::size_t>(flow.actor)];
    auto const other = actors[static_cast<std::size_t>((flow.actor + flow.other) % 4)];
    std::vector<std::string> keys;
    if (flow.kind == 2) keys = {fmt::format("from: {}", actor), fmt::format("to: {}", other)};
    else keys = {fmt::format("{}: {}", flow.kind == 0 ? "to" : "by", actor), fmt::format("category: kind_{}", flow.shape % 2)};
    keys.emplace_back("amount: \"" + amount + "\"");
    if (flow.yearly && flow.span > 1) keys.push_back(fmt::format("during: {} .. {}", flow.span, made.horizon));
    if (!flow.yearly) keys.push_back(fmt::format("at: {}", flow.shape));
    if (!flow.yearly && flow.kind == 1) keys.emplace_back("life: 12 year");
    if (!writing.in_blocks) return fmt::format("  {}: {{{}}}\n", id, fmt::join(keys, ", "));
    return fmt::format("  {}:   # a comment\n\n      {}\n", id, fmt::join(keys, "\n      "));
}

// Effects and transfers, each under its section.
std::string flows_text(Generated const& made, std::vector<GeneratedFlow> const& flows, Writing const& writing)
{
    std::vector<std::string> effects;
    std::vector<std::string> transfers;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto& list = flows[i].kind == 2 ? transfers : effects;
        auto const parts = writing.doubled ? std::vector{0.25, 0.75} : std::vector{1.0};
        for (std::size_t k = 0; k < parts.size(); ++k)
            list.push_back(flow_text(made, flows[i], fmt::format("flow_{}_{}", i, k), writing, parts[k]));
    }
    if (writing.reversed) std::ranges::reverse(effects), std::ranges::reverse(transfers);
    std::string text = effects.empty() ? "effects: {}\n" : "effects:\n";
    for (auto const& effect : effects) text += effect;
    if (!transfers.empty()) text += "transfers:\n";
    for (auto const& transfer : transfers) text += transfer;
    return text;
}

std::string indented(std::string const& text)
{
    std::string out;
    std::istringstream lines(text);
    for (std::string line_text; std::getline(lines, line_text);) out += (line_text.empty() ? "" : "  ") + line_text + "\n";
    return out;
}

std::string text_of(Generated const& made, Writing const& writing = {})
{
    auto const timing = writing.timing.empty() ? std::string(timings[static_cast<std::size_t>(made.timing)]) : writing.timing;
    auto text = fmt::format(
        "alzette: case/1\nid: made\ntitle: Made\nconventions: {{base_year: 2025, horizon: {}, timing: {}, money: EUR 2025, "
        "discount: {} %, public_funds: {}, residual: {}}}\n",
        made.horizon, timing, made.rate / 10.0, made.has_premium ? 1.2 : 1, residuals[static_cast<std::size_t>(made.residual)]);
    std::vector<std::string> parts{"  city: {kind: public}\n", "  users: {kind: users}\n", "  shop: {kind: firm}\n",
                                   "  state: {kind: public}\n"};
    if (writing.reversed) std::ranges::reverse(parts);
    text += "actors:\n" + parts[0] + parts[1] + parts[2] + parts[3];
    auto const own = flows_text(made, made.flows, writing);
    text += "reference:\n  label: Otherwise.\n" + indented(writing.as_reference ? own : flows_text(made, made.reference, writing));
    std::vector<std::string> inputs{fmt::format("  year_unit: {{value: {} EUR/year, status: expert}}\n", writing.money_scale),
                                    fmt::format("  once_unit: {{value: {} EUR, status: expert}}\n", writing.money_scale)};
    for (std::size_t i = 0; i < made.inputs.size(); ++i)
        inputs.push_back(fmt::format("  {}{}: {{value: {} {}, status: expert}}\n", writing.input_prefix, i,
                                     made.inputs[i].value * writing.money_scale, made.inputs[i].yearly ? "EUR/year" : "EUR"));
    if (writing.reversed) std::ranges::reverse(inputs);
    text += "inputs:\n";
    for (auto const& input_text : inputs) text += input_text;
    return text + own;
}

// Equal up to rounding, relative to the money that moves.
void check_same(double a, double b, double size) { RC_ASSERT(std::abs(a - b) <= 1e-9 * (1 + size)); }

double size_of(OptionResult const& result)
{
    double size = 0;
    for (auto const& one : result.lines)
        for (auto const flow : one.flows) size += std::abs(flow);
    return size * 40;  // perpetuities
}

void check_same(OptionResult const& a, OptionResult const& b)
{
    auto const size = size_of(a);
    check_same(a.indicators.npv, b.indicators.npv, size);
    check_same(a.indicators.public_outlay, b.indicators.public_outlay, size);
    check_same(a.indicators.public_funds_premium, b.indicators.public_funds_premium, size);
    check_same(a.indicators.residual, b.indicators.residual, size);
    check_same(a.indicators.benefits, b.indicators.benefits, size);
    check_same(a.indicators.costs, b.indicators.costs, size);
    for (auto const& one : a.actors) check_same(one.total(), actor(b, one.id).total(), size);
    RC_ASSERT(a.years.size() == b.years.size());
    for (std::size_t t = 0; t < a.years.size(); ++t) check_same(a.years[t].npv, b.years[t].npv, size);
}

OptionResult valued(std::string const& text)
{
    base::Findings findings;
    auto evaluation = evaluate_text(text, library(), nullptr, {}, findings);
    if (!evaluation) RC_FAIL(told(findings) + text);
    return std::move(evaluation->central);
}

}  // namespace

TEST_CASE("money counted in another size scales what is worth money and nothing else")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        auto const one = valued(text_of(made));
        auto const thousand = valued(text_of(made, {.money_scale = 1000}));
        check_same(1000 * one.indicators.npv, thousand.indicators.npv, 1000 * size_of(one));
        check_same(1000 * one.indicators.public_outlay, thousand.indicators.public_outlay, 1000 * size_of(one));
        RC_ASSERT(one.indicators.bcr.has_value() == thousand.indicators.bcr.has_value());
        if (one.indicators.bcr) check_same(*one.indicators.bcr, *thousand.indicators.bcr, std::abs(*one.indicators.bcr));
    }));
}

TEST_CASE("splitting every effect in two changes nothing")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        check_same(valued(text_of(made)), valued(text_of(made, {.doubled = true})));
    }));
}

TEST_CASE("the order of actors, inputs and effects changes nothing")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        check_same(valued(text_of(made)), valued(text_of(made, {.reversed = true})));
    }));
}

TEST_CASE("the names of inputs change nothing")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        check_same(valued(text_of(made)), valued(text_of(made, {.input_prefix = "ramp_of_année_"})));
    }));
}

TEST_CASE("blank lines, comments and the style of YAML change nothing")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        check_same(valued(text_of(made)), valued(text_of(made, {.in_blocks = true})));
    }));
}

TEST_CASE("an option equal to its reference is worth nothing, to anybody, in any year")
{
    CHECK(rc::check([] {
        auto const same = valued(text_of(any_case(), {.as_reference = true}));
        RC_ASSERT(std::abs(same.indicators.npv) < 1e-6);  // rounding
        RC_ASSERT(std::abs(same.indicators.residual) < 1e-6);
        for (auto const& one : same.actors) RC_ASSERT(std::abs(one.total()) < 1e-6);
        for (auto const& year : same.years) RC_ASSERT(std::abs(year.npv) < 1e-6);
    }));
}

TEST_CASE("transfers sum to zero over the actors, each year and discounted")
{
    CHECK(rc::check([] {
        auto const result = valued(text_of(any_case()));
        auto const size = size_of(result);
        double sum = 0;
        for (auto const& one : result.actors) sum += one.transfers;
        check_same(sum, 0, size);
        for (std::size_t t = 0; t < result.years.size(); ++t) {
            double of_year = 0;
            for (auto const& one : result.actors)
                for (auto const& flow : result.lines) {
                    if (flow.kind != FlowKind::transfer) continue;
                    of_year += flow.to == one.id ? flow.flows[t] : 0;
                    of_year -= flow.actor == one.id ? flow.flows[t] : 0;
                }
            check_same(of_year, 0, size);
        }
    }));
}

TEST_CASE("the years, discounted, sum to the npv, and so do the actors with premium and residual")
{
    CHECK(rc::check([] {
        auto const result = valued(text_of(any_case()));
        auto const size = size_of(result);
        auto const& indicators = result.indicators;
        double years = 0;
        for (auto const& year : result.years) years += year.discounted;
        check_same(years, indicators.npv, size);
        check_same(result.years.back().cumulated, indicators.npv, size);
        double of_actors = indicators.public_funds_premium + indicators.residual;
        for (auto const& one : result.actors) of_actors += one.total();
        check_same(of_actors, indicators.npv, size);
        double of_categories = indicators.public_funds_premium + indicators.residual;
        for (auto const& category : result.categories) of_categories += category.gains - category.costs;
        check_same(of_categories, indicators.npv, size);
        check_same(indicators.benefits - indicators.costs + indicators.public_funds_premium + indicators.residual, indicators.npv, size);
        double factors = 0;
        for (std::size_t t = 1; t < result.years.size(); ++t) factors += result.years[t].factor;
        check_same(indicators.annual_equivalent * factors, indicators.npv, size);
    }));
}

TEST_CASE("start and end of year differ by one year's factor, and in year 0 not at all")
{
    CHECK(rc::check([] {
        auto const made = any_case();
        auto const start = valued(text_of(made, {.timing = "start_of_year"}));
        auto const middle = valued(text_of(made, {.timing = "mid_year"}));
        auto const end = valued(text_of(made, {.timing = "end_of_year"}));
        auto const one_year = 1 + made.rate / 1000.0;
        RC_ASSERT(start.years[0].discounted == end.years[0].discounted);
        for (std::size_t t = 1; t < start.years.size(); ++t) {
            RC_ASSERT(std::abs(start.years[t].factor / end.years[t].factor - one_year) < 1e-12);
            RC_ASSERT(std::abs(start.years[t].factor / middle.years[t].factor - std::sqrt(one_year)) < 1e-12);
        }
    }));
}

TEST_CASE("a variant that names nothing is the project")
{
    CHECK(rc::check([] {
        auto const text = text_of(any_case()) + "variants: {same: {}, relabelled: {label: Another name}}\n";
        base::Findings findings;
        auto const evaluation = evaluate_text(text, library(), nullptr, {}, findings);
        RC_ASSERT(evaluation.has_value());
        check_same(evaluation->central, evaluation->variants[0]);
        RC_ASSERT(evaluation->central.indicators.npv == evaluation->variants[0].indicators.npv);
        RC_ASSERT(evaluation->central.indicators.irr == evaluation->variants[1].indicators.irr);
    }));
}

TEST_CASE("at each rate of return the project is worth nothing at that rate")
{
    CHECK(rc::check([] {
        auto made = any_case();
        made.residual = 0;
        made.timing = 2;
        auto const result = valued(text_of(made));
        for (auto const rate : result.indicators.irr) {
            double sum = 0;
            double size = 0;
            for (auto const& year : result.years)
                sum += year.npv * std::pow(1 + rate, -year.t), size += std::abs(year.npv) * std::pow(1 + rate, -year.t);
            RC_ASSERT(std::abs(sum) <= 1e-7 * size);
        }
    }));
}
