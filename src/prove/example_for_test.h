// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/decide.h"
#include "base/catalogue/formula.h"
#include "base/catalogue/prove.h"
#include "decide/evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>

// An evaluation built by hand for the tests of this folder: Strasbourg's parking observatory (data/cases), its central values, the figures
// the case format expects. Thresholds, swings and sensitivity are written down, not searched for. Included by tests only.
namespace alzette::prove::example {

namespace d = decide;

inline d::Input input(std::string id, formula::Uncertain value, d::Status status, std::string source = {})
{
    d::Input made;
    made.id = std::move(id);
    made.value = std::move(value);
    made.status = status;
    made.source = std::move(source);
    return made;
}

inline formula::Unit unit(std::string text, double factor = 1) { return {{}, factor, std::move(text)}; }

inline d::Flow flow(std::string id, d::FlowKind kind, std::string actor, std::string category, std::string amount)
{
    d::Flow made;
    made.id = std::move(id);
    made.kind = kind;
    made.actor = std::move(actor);
    made.category = std::move(category);
    made.amount_text = std::move(amount);
    return made;
}

inline std::vector<d::Flow> flows()
{
    using enum d::FlowKind;
    std::vector<d::Flow> all{flow("time_saved", gain, "motorists", "time", "hours_saved * occupancy * value_of_time"),
                             flow("fuel_saved", gain, "motorists", "vehicle", "km_saved * car_cost"),
                             flow("co2_avoided", gain, "climate", "carbon", "km_saved * car_co2 * carbon"),
                             flow("cleaner_air", gain, "residents", "air", "km_saved * air_cost"),
                             flow("equipment", cost, "city", "investment", "scooters + platform"),
                             flow("running", cost, "city", "operation", "operation"),
                             flow("paid_parking", transfer, "motorists", "", "receipts * recovered * ramp")};
    all[4].occurrence.at = {0};
    all[6].to = "city";
    return all;
}

inline std::vector<d::Input> inputs()
{
    using formula::Shape;
    using enum d::Status;
    std::vector<d::Input> all{
        input("operations", {Shape::point, {39000}, unit("/day")}, published, "60 000 parking operations a day less 21 000 by residents"),
        input("search", {Shape::triangular, {1.5, 3, 5}, unit("min")}, assumed),
        input("reduction", {Shape::triangular, {0, 10, 30}, unit("%", 0.01)}, assumed),
        input("value_of_time", {Shape::triangular, {7, 8.6, 10}, unit("EUR/h")}, published, "Quinet 2013"),
        input("car_cost", {Shape::point, {0.12}, unit("EUR/km")}, official),
        input("carbon", {Shape::point, {1}, unit("")}, official)};
    all[2].label = {"Search time avoided", "Temps de recherche évité"};
    all[2].note = {"SFpark measured 43 % with pricing", ""};
    all[3].grows = d::Growth{0.012, 2022};
    all[4].from = "fr.car.running_cost";
    all[4].verification = d::Verification::secondary;
    all[5].from = "fr.carbon.2025";
    all[5].verification = d::Verification::unverified;
    all[5].series = d::Series{d::Series::Anchor{2025, 256, 0.032}, {}, d::Interpolation::linear, d::Extend::none, d::YearSpan{2025, 2050}};
    all[5].series_unit = unit("EUR/t");
    return all;
}

inline d::Threshold threshold(std::string solve, std::string indicator, double value, std::string text)
{
    return {std::move(solve), {std::move(indicator), d::Comparison::equal, value, std::move(text)}, {}};
}

inline d::Case subject()
{
    d::Case made;
    made.id = "strasbourg-parking-observatory";
    made.title = {"Strasbourg parking observatory", "Observatoire du stationnement de Strasbourg"};
    made.question = {"Extend the observatory beyond its trial?", "Étendre l'observatoire au-delà de l'essai ?"};
    made.territory = {"Strasbourg", ""};
    auto& conventions = made.conventions;
    conventions.base_year = 2014;
    conventions.horizon = 10;
    conventions.currency = "EUR";
    conventions.price_year = 2022;
    conventions.discount = {{{{1, std::nullopt, 0.012, 0.02}}, 1}, "fr.discount.2021", d::Verification::primary, 1};
    conventions.public_funds = {1.2, d::Verification::unverified, "fr.public_funds"};
    auto values = std::make_shared<d::ValueSet>();
    values->id = "fr-2025";
    values->title = {"France 2025", ""};
    values->edition = "2025-11";
    values->sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    made.values = values;
    made.actors = {{"motorists", d::ActorKind::users, {"Motorists", "Automobilistes"}, {}},
                   {"city", d::ActorKind::public_body, {"City and its concessionaire", "Ville et délégataire"}, {}},
                   {"residents", d::ActorKind::third_party, {"Residents", "Riverains"}, {}},
                   {"climate", d::ActorKind::climate, {"Climate", "Climat"}, {}}};
    made.inputs = inputs();
    made.quantities = {{"ramp", {}, {}, "min(1, t / 3)", {}, {}}, {"km_saved", {}, {}, "hours_saved * speed", unit("km/year"), {}}};
    made.reference.label = {"No observatory; tariffs and checks are set from occasional surveys.",
                            "Pas d'observatoire ; tarifs et contrôles fixés d'après des enquêtes ponctuelles."};
    made.project.flows = flows();
    made.project.horizon = 10;
    made.unmeasured = {{"noise", {"Noise", "Bruit"}, "residents", true, {"vehicle-km avoided", "véhicules-km évités"}, {}},
                       {"privacy", {}, "motorists", false, {"plates scanned per year", "plaques lues par an"}, {}}};
    made.thresholds = {threshold("reduction", "npv", 0, "npv = 0"),
                       threshold("reduction", "npv_per_public_euro", 1.3, "npv_per_public_euro = 1.3")};
    return made;
}

// The flows of one line, t = 0 .. 10, by the formulas of the case; `scale` multiplies the one-off cost (the variant).
inline std::vector<double> yearly(std::string const& id, double scale)
{
    std::vector<double> amounts;
    for (int t = 0; t <= 10; ++t) {
        auto const hours = 39000 * 300 * 0.45 * (3.0 / 60) * 0.10 * std::min(1.0, t / 3.0);
        auto const km = hours * 12;
        auto const year = 2014 + t;
        if (id == "equipment") amounts.push_back(t == 0 ? -410000 * scale : 0);
        else if (t == 0) amounts.push_back(0);
        else if (id == "time_saved") amounts.push_back(hours * 1.25 * 8.6 * std::pow(1.012, year - 2022));
        else if (id == "fuel_saved") amounts.push_back(km * 0.12);
        else if (id == "co2_avoided") amounts.push_back(km * 132e-6 * 256 * std::pow(1.032, year - 2025));
        else if (id == "cleaner_air") amounts.push_back(km * 0.0388);
        else if (id == "running") amounts.push_back(-130000);
        else amounts.push_back(8400000 * 0.01 * std::min(1.0, t / 3.0));
    }
    return amounts;
}

inline void add_actors(d::OptionResult& option, d::Case const& subject)
{
    for (auto const& actor : subject.actors) {
        d::ActorResult result{actor.id, actor.label, actor.kind, 0, 0};
        for (auto const& line : option.lines) {
            if (line.kind != d::FlowKind::transfer && line.actor == actor.id) result.effects += line.discounted;
            if (line.kind == d::FlowKind::transfer && line.actor == actor.id) result.transfers -= line.discounted;
            if (line.kind == d::FlowKind::transfer && line.to == actor.id) result.transfers += line.discounted;
        }
        option.actors.push_back(result);
    }
}

inline void add_years(d::OptionResult& option)
{
    double cumulated = 0;
    for (int t = 0; t <= 10; ++t) {
        d::YearResult year{t, 2014 + t, std::pow(1.032, -t), 0, 0, 0};
        for (auto const& line : option.lines) {
            auto const amount = line.flows[static_cast<std::size_t>(t)];
            auto const outlay = line.actor == "city" ? -amount : line.to == "city" ? -amount : 0;
            year.npv += (line.kind == d::FlowKind::transfer ? 0 : amount) - 0.2 * outlay;
        }
        if (t == 10) year.npv += option.indicators.residual / year.factor;
        year.discounted = year.npv * year.factor;
        year.cumulated = cumulated += year.discounted;
        option.years.push_back(year);
    }
}

inline void add_indicators(d::OptionResult& option)
{
    auto& of = option.indicators;
    for (auto const& line : option.lines) {
        if (line.kind == d::FlowKind::gain) of.benefits += line.discounted;
        if (line.kind == d::FlowKind::cost) of.costs -= line.discounted;
        if (line.kind == d::FlowKind::cost && line.one_off) of.investment -= line.discounted;
    }
    for (auto const& actor : option.actors) (actor.kind == d::ActorKind::public_body ? of.public_outlay : of.others) += actor.total();
    of.public_outlay = -of.public_outlay;
    of.public_funds_premium = -0.2 * of.public_outlay;
    of.npv = of.others - of.public_outlay + of.public_funds_premium + of.residual;
    of.npv_per_public_euro = of.npv / of.public_outlay;
    of.npv_per_investment = of.npv / of.investment;
    of.npv_per_cost = of.npv / of.costs;
    of.bcr = of.benefits / of.costs;
    of.bcr_public = of.others / of.public_outlay;
    of.irr = {0.3125};
    of.sign_changes = 1;
    of.payback = 5;
    of.discounted_payback = 6;
    of.annual_equivalent = 97000.5;
}

inline d::OptionResult option(d::Case const& subject, std::string id, double scale)
{
    d::OptionResult made;
    made.id = std::move(id);
    made.horizon = 10;
    for (auto const& flow : subject.project.flows) {
        d::LineResult line{flow.id, flow.label, flow.kind, flow.actor, flow.to, flow.category, flow.amount_text,
                           flow.occurrence.one_off(), false, 0, yearly(flow.id, scale), {}};
        for (std::size_t t = 0; t <= 10; ++t) {
            line.discounted_flows.push_back(line.flows[t] * std::pow(1.032, -static_cast<double>(t)));
            line.discounted += line.discounted_flows.back();
        }
        made.lines.push_back(line);
    }
    add_actors(made, subject);
    add_indicators(made);
    add_years(made);
    made.indicators.first_year_return = made.years[1].npv / -made.years[0].npv;
    made.categories = {{"time", 2062897.40, 0}, {"investment", 0, 410000 * scale}};
    return made;
}

inline d::Evaluation strasbourg()
{
    d::Evaluation made;
    made.version = "0.1.0";
    made.subject = subject();
    made.central = option(made.subject, "", 1);
    made.variants = {option(made.subject, "large", 1.5)};
    made.variants[0].label = {"Twice the scooters", "Deux fois plus de scooters"};
    base::Text const npv{"€822,826", "822\u202F826\u00A0€"};
    made.verdict = {d::Outcome::not_settled,
                    {say::verdict_not_settled,
                     {{"input", base::Text{"Search time avoided", "Temps de recherche évité"}},
                      {"range", base::Text{"0% to 30%", "0\u00A0% à 30\u00A0%"}},
                      {"npv", npv},
                      {"switch", base::Text{"6.717%", "6,717\u00A0%"}}}},
                    "reduction"};
    made.swings = {
        {"reduction", {"Search time avoided", "Temps de recherche évité"}, true, 0, 0.3, "", true, -1600000, 5600000, 0.0671699, true},
        {"carbon", {}, false, 128, 384, "EUR/t", false, 788856, 856796, std::nullopt, false}};
    formula::Range const stated{0, 0.3};
    formula::Range const searched{-0.3, 0.6};
    made.thresholds = {
        {"reduction", made.subject.thresholds[0].until, {0.0671699}, {2.5e7}, "", true, 0.1, stated, searched, true, std::nullopt},
        {"reduction", made.subject.thresholds[1].until, {0.1127611, 0.4}, {30, -4}, "", true, 0.1, stated, searched, true, std::nullopt},
        {"search", made.subject.thresholds[0].until, {}, {}, "min", false, 3, formula::Range{1.5, 5}, {0, 10}, false,
         base::Message(say::indicator_npv)}};
    made.by_rate = {{base::Message(say::rate_of_case), 0.032, 822826.34, 0.936127, 1.66235, true},
                    {{say::rate_higher, {{"points", base::Text{"1.3", "1,3"}}}}, 0.045, 722280.69, 0.846541, 1.620666, false}};
    made.by_beta = {{{say::beta_of, {{"beta", base::Text{"0.5", "0,5"}}}}, 0.022, 910000, std::nullopt, 1.7, false},
                    {{say::beta_of, {{"beta", "1"}}}, 0.032, 822826.34, 0.936127, 1.66235, true}};
    base::Findings findings;
    findings.warning({31, 5}, say::number_expected, {{"found", "carbon"}});
    made.warnings = findings.sorted();
    return made;
}

}  // namespace alzette::prove::example
