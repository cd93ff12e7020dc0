// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/value_set.h"

#include <string>

// Two small value sets with one of everything, for the tests of their views. Included by tests only.
namespace alzette::prove::sample {

inline std::string const home = R"(alzette: values/1
id: aa-2025
title: {en: Land of A, fr: Pays A}
currency: EUR
edition: 2025-11
price_index: aa.index.cpi
units: [call, death]
values:
  aa.discount.2021:
    label: {en: Rate, fr: Taux}
    discount: {risk_free: 1.2 %, premium: 2 %, beta: 1}
    status: primary
    document: Guide 2021
  aa.discount.2005:
    label: {en: Old rate, fr: Ancien taux}
    discount: {steps: [{from: 1, rate: 4 %}, {from: 31, rate: 2 %}]}
    status: secondary
    document: Guide 2005
    superseded_by: aa.discount.2021
  aa.carbon.2025:
    label: {en: Carbon, fr: Carbone}
    unit: EUR/t
    anchor: {year: 2025, value: 100, growth: 10 %}
    published: 2025 .. 2027
    prices: 2023
    prices_status: unverified
    status: unverified
    document: Report
    page: table 3
    date: 2025-03
    via: example.org
    note: {en: Read twice., fr: Lu deux fois.}
    conflicts: [{en: Another says 90., fr: Un autre dit 90.}]
  aa.time: {label: Hour, value: 10 EUR/h, prices: 2022, range: 5 .. 15 EUR/h, grows: 1 % from 2022, status: secondary, document: D}
  aa.life: {label: Death, value: 3e6 EUR/death, prices: 2020, status: secondary, document: D}
  aa.call: {label: Call, value: 5 EUR/call, status: secondary, document: D}
  aa.wage: {label: Wage, value: 30 EUR/h, prices: 2022, status: secondary, document: D}
  aa.share: {label: Share, value: 20 %, status: secondary, document: D}
  aa.co2.car: {label: Car, value: 132 g/km, status: secondary, document: D}
  aa.index.cpi: {label: Prices, index: {base: 2015, points: {2015: 100, 2017: 104}}, status: primary, document: Office}
missing:
  aa.noise: {reason: {en: No figure was found., fr: Aucun chiffre trouvé.}, where: the ministry}
)";

inline std::string const abroad = R"(alzette: values/1
id: bb-2024
title: Land of B
currency: EUR
units: [visit, death]
values:
  bb.discount.2024: {label: Rate, discount: {steps: [{from: 1, rate: 3.5 %}, {from: 31, rate: 3 %}]}, status: primary, document: D}
  bb.carbon.2024: {label: Carbon, unit: EUR/t, points: {2020: 50, 2030: 150}, prices: 2023, status: primary, document: D}
  bb.time: {label: Hour, value: 12 EUR/h, prices: 2022, status: primary, document: D}
  bb.life: {label: Death, value: 4e6 EUR/death, prices: 2022, status: primary, document: D}
  bb.wage: {label: Wage, value: 40 EUR/h, status: primary, document: D}
  bb.share: {label: Share, value: 25 %, status: primary, document: D}
  bb.co2.car: {label: Car, value: 0.2 kg/km, status: primary, document: D}
  bb.index.cpi: {label: Prices, index: {base: 2020, points: {2017: 96, 2020: 100}}, status: primary, document: D}
  bb.visit: {label: Visit, value: 7 EUR/visit, status: primary, document: D}
)";

inline decide::ValueLibrary library()
{
    return decide::ValueLibrary({{"aa-2025.yaml", home}, {"bb-2024.yaml", abroad}, {"broken.yaml", "alzette: values/1\nid: broken\n"}});
}

}  // namespace alzette::prove::sample
