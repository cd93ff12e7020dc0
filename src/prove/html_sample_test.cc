// SPDX-License-Identifier: Apache-2.0
#include "prove/html_sample.h"

#include <cmath>
#include <fmt/core.h>

namespace alzette::prove {

using namespace decide;
using formula::Shape;
using formula::Uncertain;

namespace {

constexpr int horizon = 10;
constexpr double rate = 0.032;

formula::Unit unit(std::string text, double factor = 1) { return {{}, factor, std::move(text)}; }

Input input(std::string id, Shape shape, std::vector<double> numbers, formula::Unit of, Status status, std::string source = {})
{
    Input out;
    out.id = std::move(id);
    out.value = {shape, std::move(numbers), std::move(of)};
    out.status = status;
    out.source = std::move(source);
    return out;
}

std::shared_ptr<ValueSet const> values()
{
    ValueSet set;
    set.id = "fr-2025";
    set.title = {"France 2025", "France 2025"};
    set.currency = "EUR";
    set.edition = "2026-11";
    set.sha256 = "3b1f7a2c9d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8";
    OfficialValue discount;
    discount.id = "fr.discount.2021";
    discount.label = {"Social discount rate, in force since 2021", "Taux d'actualisation socio-économique, en vigueur depuis 2021"};
    discount.verification = Verification::primary;
    discount.document = "France Stratégie, 'Taux d'actualisation : un bêta sensible' (infographic)";
    discount.page = "committee of 2021-10-21";
    discount.date = "2021-10-21";
    discount.via = "strategie.gouv.fr";
    discount.note = {"3.2 % at beta 1: a receipt in 22 years is then worth one half, which is the check France Stratégie prints.",
                     "3,2 % pour un bêta de 1 : une recette dans 22 ans vaut alors la moitié, contrôle imprimé par France Stratégie."};
    OfficialValue funds;
    funds.id = "fr.public_funds";
    funds.label = {"Cost of public funds", "Coût d'opportunité des fonds publics"};
    funds.verification = Verification::unverified;
    funds.document = "Quinet 2013; guides 2017 and 2023";
    funds.conflicts = {{"UK METB was 30 % (2003), 20 % (2018).", "Le METB britannique était de 30 % (2003), 20 % (2018)."}};
    OfficialValue carbon;
    carbon.id = "fr.carbon.2025";
    carbon.label = {"Carbon value for action", "Valeur de l'action pour le climat"};
    carbon.verification = Verification::primary;
    carbon.document = "La valeur de l'action pour le climat : une référence pour évaluer et agir, France Stratégie";
    carbon.page = "table 1";
    carbon.date = "2025-03-20";
    carbon.via = "strategie.gouv.fr";
    carbon.note = {"Euros of 2023.", "Euros de 2023."};
    carbon.conflicts = {{"The 2019 commission had 250 EUR in 2030.", "La commission de 2019 donnait 250 EUR en 2030."}};
    OfficialValue car;
    car.id = "fr.car.running_cost";
    car.label = {"Running cost of a car", "Coût d'usage d'une voiture"};
    car.verification = Verification::secondary;
    car.document = "Bénéfriches (ADEME)";
    car.via = "github.com/incubateur-ademe/benefriches";
    set.values = {car, carbon, discount, funds};
    return std::make_shared<ValueSet const>(std::move(set));
}

std::vector<Input> inputs()
{
    using enum Status;
    auto const guess = [](std::string id, std::vector<double> numbers, formula::Unit of) {
        return input(std::move(id), Shape::triangular, std::move(numbers), std::move(of), Status::assumed);
    };
    std::vector<Input> out;
    out.push_back(input("operations", Shape::point, {39000}, unit("/day"), published,
                        "60 000 parking operations a day less 21 000 by residents, 20minutes.fr, 2017-05-10"));
    out.push_back(guess("days", {280, 300, 310}, unit("day/year")));
    out.push_back(guess("on_street", {0.3, 0.45, 0.6}, unit("")));
    out.push_back(guess("search", {1.5, 3, 5}, unit("min")));
    out.back().note = {"per on-street operation", ""};
    out.push_back(guess("reduction", {0, 10, 30}, unit("%", 0.01)));
    out.back().label = {"reduction of search time", "réduction du temps de recherche"};
    out.back().note = {"SFpark measured 43 % with pricing (SFMTA 2014)", ""};
    out.push_back(guess("occupancy", {1.1, 1.25, 1.4}, unit("")));
    out.push_back(input("value_of_time", Shape::triangular, {7, 8.6, 10}, unit("EUR/h"), published, "Quinet 2013, purpose 'other', re-based to 2022"));
    out.back().grows = Growth{0.012, 2022};
    out.push_back(guess("speed", {8, 12, 18}, unit("km/h")));
    Input car = input("car_cost", Shape::point, {0.17}, unit("EUR/km"), official);
    car.from = "fr.car.running_cost";
    car.verification = Verification::secondary;
    out.push_back(car);
    out.push_back(input("car_co2", Shape::point, {132}, unit("g/km"), published, "Bénéfriches 2025 value, kept constant"));
    Input carbon = input("carbon", Shape::point, {1}, unit(""), official);
    carbon.from = "fr.carbon.2025";
    carbon.verification = Verification::primary;
    carbon.series_unit = unit("EUR/t");
    carbon.prices = 2023;
    carbon.series = Series{.anchor = Series::Anchor{2025, 256, 0.032}, .points = {}, .interpolation = {}, .extend = {}, .published = YearSpan{2025, 2050}};
    out.push_back(carbon);
    out.push_back(input("air_cost", Shape::point, {0.0388}, unit("EUR/km"), published, "fr.air.car, 1500 to 4500 inhabitants per km2"));
    out.push_back(input("scooters", Shape::point, {60000}, unit("EUR"), published, "2 x 30 000 EUR, 20minutes.fr, 2014-12-09"));
    out.push_back(guess("platform", {200000, 350000, 700000}, unit("EUR")));
    out.push_back(guess("operation", {80000, 130000, 220000}, unit("EUR/year")));
    out.push_back(input("receipts", Shape::point, {8400000}, unit("EUR/year"), published, "on-street receipts 2018, fps-stationnement.fr"));
    out.push_back(guess("recovered", {0, 1, 3}, unit("%", 0.01)));
    out.back().note = {"share of receipts recovered by targeted checks", ""};
    return out;
}

// A yearly flow that ramps up over three years and grows, scaled so that its discounted sum is `discounted`.
std::vector<double> ramped(double discounted, double growth)
{
    std::vector<double> flows(horizon + 1, 0.0);
    auto sum = 0.0;
    for (int t = 1; t <= horizon; ++t) {
        flows[static_cast<std::size_t>(t)] = std::min(1.0, t / 3.0) * std::pow(1 + growth, t);
        sum += flows[static_cast<std::size_t>(t)] * std::pow(1 + rate, -t);
    }
    for (auto& flow : flows) flow *= discounted / sum;
    return flows;
}

LineResult line(std::string id, FlowKind kind, std::string actor, std::string category, std::string formula, double discounted, std::vector<double> flows)
{
    LineResult out;
    out.id = std::move(id);
    out.kind = kind;
    out.actor = std::move(actor);
    out.category = std::move(category);
    out.formula = std::move(formula);
    out.discounted = discounted;
    out.flows = std::move(flows);
    return out;
}

std::vector<LineResult> lines()
{
    std::vector<double> once(horizon + 1, 0.0);
    once[0] = -410000;
    std::vector<double> yearly(horizon + 1, -130000.0);
    yearly[0] = 0;
    using enum FlowKind;
    std::vector<LineResult> out{
        line("time_saved", gain, "motorists", "time", "hours_saved * occupancy * value_of_time", 2062897.40, ramped(2062897.40, 0.012)),
        line("fuel_saved", gain, "motorists", "vehicle", "km_saved * car_cost", 283734.44, ramped(283734.44, 0)),
        line("co2_avoided", gain, "climate", "carbon", "km_saved * car_co2 * carbon", 67940.60, ramped(67940.60, 0.032)),
        line("cleaner_air", gain, "residents", "air", "km_saved * air_cost", 91740.80, ramped(91740.80, 0)),
        line("equipment", cost, "city", "investment", "scooters + platform", -410000, once),
        line("running", cost, "city", "operation", "operation", -1097693.18, yearly),
        line("paid_parking", transfer, "motorists", "", "receipts * recovered * ramp", 628724.62, ramped(628724.62, 0)),
    };
    out[4].one_off = true;
    out[6].to = "city";
    return out;
}

std::vector<YearResult> years(OptionResult const& result)
{
    std::vector<YearResult> out;
    auto cumulated = 0.0;
    for (int t = 0; t <= horizon; ++t) {
        YearResult year{t, 2014 + t, std::pow(1 + rate, -t), 0, 0, 0};
        auto outlay = 0.0;
        for (auto const& each : result.lines) {
            auto const flow = each.flows[static_cast<std::size_t>(t)];
            if (each.kind != FlowKind::transfer) year.npv += flow;
            if (each.actor == "city" || each.to == "city") outlay -= flow;
        }
        year.npv -= 0.2 * outlay;
        year.discounted = year.npv * year.factor;
        cumulated += year.discounted;
        year.cumulated = cumulated;
        out.push_back(year);
    }
    return out;
}

Indicators indicators()
{
    Indicators out;
    out.npv = 822826.34;
    out.public_outlay = 878968.56;
    out.public_funds_premium = -175793.71;
    out.benefits = 2506313.24;
    out.costs = 1507693.18;
    out.investment = 410000;
    out.others = 1877588.62;
    out.annual_equivalent = 97448.7;
    out.npv_per_public_euro = 0.936127;
    out.npv_per_investment = 2.006893;
    out.npv_per_cost = 0.545752;
    out.bcr = 1.662350;
    out.bcr_public = 2.136127;
    out.irr = {0.2634};
    out.sign_changes = 1;
    out.payback = 5;
    out.discounted_payback = 5;
    out.first_year_return = -0.0514;
    return out;
}

ThresholdResult threshold(std::string indicator, double target, std::string text, double value)
{
    ThresholdResult out;
    out.solve = "reduction";
    out.until = {std::move(indicator), Comparison::equal, target, std::move(text)};
    out.values = {value};
    out.slopes = {25063260};
    out.unit = "%";
    out.is_share = true;
    out.central = 0.1;
    out.stated_range = formula::Range{0, 0.3};
    out.searched = {0, 0.6};
    out.inside_range = true;
    return out;
}

Swing swing(std::string id, double low, double high, std::string of, double npv_low, double npv_high, std::optional<double> switches_at)
{
    Swing out;
    out.input = std::move(id);
    out.low = low;
    out.high = high;
    out.unit = std::move(of);
    out.is_share = out.unit == "%";
    out.npv_low = npv_low;
    out.npv_high = npv_high;
    out.switches_at = switches_at;
    out.flips = switches_at.has_value();
    return out;
}

void add_doubts(Evaluation& out)
{
    out.swings = {
        swing("reduction", 0, 0.3, "%", -1683499.7, 5835478.4, 0.0671699),
        swing("search", 1.5, 5, "min", -430336.9, 2493710.5, 2.0150),
        swing("on_street", 0.3, 0.6, "", -12615.9, 1658269, 0.30226),
        swing("platform", 200000, 700000, "EUR", 1002826.3, 402826.3, std::nullopt),
        swing("operation", 80000, 220000, "EUR/year", 1329453.9, -89102.1, 212000.0),
        swing("recovered", 0, 0.03, "%", 697081.4, 1074316.2, std::nullopt),
        swing("speed", 8, 18, "km/h", 675021, 1044534, std::nullopt),
        swing("occupancy", 1.1, 1.4, "", 575278.7, 1070374, std::nullopt),
        swing("days", 280, 310, "day/year", 655738.8, 906370, std::nullopt),
        swing("public_funds", 0.6, 1.8, "", 1350207.5, 295445.2, std::nullopt),
    };
    out.swings[0].label = {"reduction of search time", "réduction du temps de recherche"};
    out.swings.back().range_is_stated = false;
    out.thresholds = {threshold("npv", 0, "npv = 0", 0.0671699), threshold("npv_per_public_euro", 1.3, "npv_per_public_euro = 1.3", 0.1127611),
                      threshold("npv_per_cost", 1.3, "npv_per_cost = 1.3", 0.1453724), threshold("bcr", 1.3, "bcr = 1.3", 0.0782026)};
    auto const row = [](std::string label, double of_year_one, double npv, double ratio, double bcr, bool is_case = false) {
        return SensitivityRow{base::Message(say::report_flat_rate, {{"from", base::Text{label, label}}, {"rate", fmt::format("{:.1f} %", of_year_one * 100)}}),
                              of_year_one, npv, ratio, bcr, is_case};
    };
    out.by_rate = {row("−1 point", 0.022, 894032.1, 0.9986, 1.690), row("fr.discount.2021", 0.032, 822826.34, 0.936127, 1.66235, true),
                   row("+1 point", 0.042, 742830, 0.8646, 1.629), row("4.5 %", 0.045, 722280.69, 0.846541, 1.620666)};
    out.by_beta = {row("0.5", 0.022, 894032.1, 0.9986, 1.690), row("1", 0.032, 822826.34, 0.936127, 1.66235, true), row("2", 0.052, 668330, 0.798, 1.598)};
}

Case subject()
{
    Case out;
    out.id = "strasbourg-parking-observatory";
    out.title = {"Strasbourg parking observatory", "Observatoire du stationnement de Strasbourg"};
    out.question = {"Extend the observatory beyond its trial?", "Étendre l'observatoire au-delà de l'essai ?"};
    out.territory = {"Strasbourg", "Strasbourg"};
    auto& conventions = out.conventions;
    conventions.base_year = 2014;
    conventions.horizon = horizon;
    conventions.currency = "EUR";
    conventions.price_year = 2022;
    conventions.discount.schedule.steps = {{.from = 1, .from_year = {}, .risk_free = 0.012, .premium = 0.02}};
    conventions.discount.from = "fr.discount.2021";
    conventions.discount.verification = Verification::primary;
    conventions.public_funds = {1.2, Verification::unverified, "fr.public_funds"};
    out.values = values();
    out.actors = {{"motorists", ActorKind::users, {"Motorists", "Automobilistes"}, {}},
                  {"city", ActorKind::public_body, {"City and its concessionaire", "Ville et délégataire"}, {}},
                  {"residents", ActorKind::third_party, {"Residents", "Riverains"}, {}},
                  {"climate", ActorKind::climate, {"Climate", "Climat"}, {}}};
    out.inputs = inputs();
    Quantity ramp;
    ramp.id = "ramp";
    ramp.text = "min(1, t / 3)";
    Quantity hours;
    hours.id = "hours_saved";
    hours.text = "operations * days * on_street * search * reduction * ramp";
    hours.unit = unit("h/year");
    Quantity km;
    km.id = "km_saved";
    km.text = "hours_saved * speed";
    km.unit = unit("km/year");
    out.quantities = {ramp, hours, km};
    out.reference.label = {"No observatory; tariffs and checks are set from occasional surveys.",
                           "Pas d'observatoire ; tarifs et contrôles fixés d'après des enquêtes ponctuelles."};
    out.unmeasured = {{"noise", {}, "residents", true, {"vehicle-km avoided", "véhicules-km évités"}, {}},
                      {"accidents", {}, "residents", true, {"vehicle-km avoided", "véhicules-km évités"}, {}},
                      {"privacy", {"Privacy", "Vie privée"}, "motorists", false, {"plates scanned per year", "plaques lues par an"}, {}}};
    return out;
}

}  // namespace

Evaluation sample_evaluation()
{
    Evaluation out;
    out.version = "0.1.0";
    out.subject = subject();
    out.central.horizon = horizon;
    out.central.indicators = indicators();
    out.central.actors = {{"motorists", {"Motorists", "Automobilistes"}, ActorKind::users, 2346631.84, -628724.62},
                          {"city", {"City and its concessionaire", "Ville et délégataire"}, ActorKind::public_body, -1507693.18, 628724.62},
                          {"residents", {"Residents", "Riverains"}, ActorKind::third_party, 91740.80, 0},
                          {"climate", {"Climate", "Climat"}, ActorKind::climate, 67940.60, 0}};
    out.central.categories = {{"time", 2062897.40, 0}, {"vehicle", 283734.44, 0}, {"carbon", 67940.60, 0}, {"air", 91740.80, 0},
                              {"investment", 0, 410000}, {"operation", 0, 1097693.18}};
    out.central.lines = lines();
    out.central.years = years(out.central);
    add_doubts(out);
    out.verdict.outcome = Outcome::not_settled;
    out.verdict.carried_by = "reduction";
    out.verdict.because = base::Message(say::verdict_not_settled, {{"input", base::Text{"reduction of search time", "réduction du temps de recherche"}},
                                                                   {"range", base::Text{"0% .. 30%", "0 % .. 30 %"}},
                                                                   {"npv", base::Text{"€822,826", "822 826 €"}},
                                                                   {"switch", base::Text{"6.717%", "6,717 %"}}});
    return out;
}

Evaluation full_evaluation()
{
    auto out = sample_evaluation();
    auto const variant = [&](std::string id, base::Text label, double npv, double outlay) {
        OptionResult result = out.central;
        result.id = std::move(id);
        result.label = std::move(label);
        result.indicators.npv = npv;
        result.indicators.public_outlay = outlay;
        result.indicators.npv_per_public_euro = outlay > 0 ? std::optional(npv / outlay) : std::nullopt;
        return result;
    };
    out.variants = {variant("large", {"Four scooters", "Quatre scooters"}, 1012826, 1138968), variant("cheap", {"No platform of our own", "Sans plateforme propre"}, 1242826, 528968),
                    variant("paid_by_state", {"State pays the equipment", "L'État paie l'équipement"}, 904826, -12000), variant("late", {}, 612345, 878968)};
    Option large;
    large.id = "large";
    large.label = out.variants[0].label;
    large.inputs = {input("scooters", Shape::point, {120000}, unit("EUR"), Status::published, "4 x 30 000 EUR")};
    out.subject.variants = {large};
    out.central.groups = {{"modest", {"Modest households", "Ménages modestes"}, "motorists", 0.3, 0.75, 1.412, 515372.2, 727893},
                          {"others", {"Others", "Autres"}, "motorists", 0.7, 1.1, 0.892, 1202535, 1072661}};
    out.central.npv_weighted = 905472;
    out.subject.conventions.welfare_elasticity = 1.2;
    auto& indicators = out.central.indicators;
    indicators.bcr_public.reset();
    indicators.not_applicable = {{"bcr_public", base::Message(say::report_how_public_outlay)}};
    out.warnings = {{base::Severity::warning, {14, 13}, base::Message(say::report_prices_unconfirmed, {{"year", "2023"}})},
                    {base::Severity::warning, {47, 20}, base::Message(say::report_superseded, {{"id", "fr.carbon.2025"}}), "fr-2025.yaml"}};
    out.subject.set_aside = {say::report_title};
    return out;
}

}  // namespace alzette::prove
