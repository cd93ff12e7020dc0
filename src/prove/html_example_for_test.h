// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/decide.h"
#include "prove/example_for_test.h"

// The example evaluation with every part of the page filled: variants, groups, footnotes, many swings, warnings. Included by tests only.
namespace alzette::prove::example {

inline d::OfficialValue official_value(std::string id, base::Text label, d::Verification verification, std::string document)
{
    d::OfficialValue made;
    made.id = std::move(id);
    made.label = std::move(label);
    made.verification = verification;
    made.document = std::move(document);
    return made;
}

inline std::shared_ptr<d::ValueSet const> full_values(d::ValueSet set)
{
    set.values = {
        official_value("fr.car.running_cost", {"Running cost of a car", "Coût d'usage d'une voiture"}, d::Verification::secondary,
                       "Bénéfriches"),
        official_value("fr.carbon.2025", {"Carbon", "Carbone"}, d::Verification::unverified, "La valeur de l'action pour le climat"),
        official_value("fr.discount.2021", {"Social discount rate", "Taux d'actualisation"}, d::Verification::primary,
                       "France Stratégie"),
        official_value("fr.public_funds", {"Cost of public funds", ""}, d::Verification::unverified, "Quinet 2013")};
    set.values[0].superseded_by = "fr.car.running_cost.2027";
    set.values[1].page = "table 1";
    set.values[1].date = "2025-03-20";
    set.values[1].via = "strategie.gouv.fr";
    set.values[1].prices = 2023;
    set.values[1].prices_confirmed = false;
    set.values[1].note = {"Euros of 2023.", "Euros de 2023."};
    set.values[1].conflicts = {{"The commission of 2019 had 250 EUR in 2030.", "La commission de 2019 donnait 250 EUR en 2030."}};
    set.values[2].note = {"3.2 % at beta 1.", "3,2 % pour un bêta de 1."};
    return std::make_shared<d::ValueSet const>(std::move(set));
}

inline d::Swing swing(std::string id, double low, double high, std::string of, double npv_low, double npv_high)
{
    return {std::move(id), {}, false, low, high, std::move(of), false, npv_low, npv_high, std::nullopt, false};
}

inline d::Evaluation full()
{
    auto made = strasbourg();
    auto& subject = made.subject;
    subject.values = full_values(*subject.values);
    auto large = subject.project;
    large.id = "large";
    large.label = made.variants[0].label;
    large.inputs = {input("scooters", {formula::Shape::point, {120000}, unit("EUR")}, d::Status::published, "4 x 30 000 EUR")};
    subject.variants = {large};
    for (auto const* id : {"cheap", "shared", "late"}) made.variants.push_back(option(subject, id, 0.8));
    made.central.groups = {{"modest", {"Modest households", "Ménages modestes"}, "motorists", 0.3, 0.75, 1.412, 515372.2, 727893},
                           {"others", {}, "motorists", 0.7, 1.1, 0.892, 1202535, 1072661}};
    made.central.npv_weighted = 905472;
    subject.conventions.welfare_elasticity = 1.2;
    made.central.lines.back().in_reference = true;
    made.central.indicators.bcr_public.reset();
    made.central.indicators.not_applicable = {{"bcr_public", base::Message(say::no_public_outlay)}};
    for (auto const* id : {"platform", "operation", "speed", "days"}) made.swings.push_back(swing(id, 80, 220, "EUR/year", 1.3e6, -9e4));
    subject.set_aside = {say::evidence_set_aside};
    base::Findings findings;
    findings.warning({}, say::evidence_set_aside);
    findings.warning({14, 13}, say::input_unused, {{"name", "days"}});
    made.warnings = findings.sorted();
    made.warnings.back().file = "fr-2025.yaml";
    return made;
}

}  // namespace alzette::prove::example
