// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string>
#include <string_view>

// Figures as people write them: "€822,826" in English, "822 826 €" in French (narrow no-break spaces), a true minus sign.
namespace alzette::base {

// Rounded to whole units from 100 on, to cents below.
std::string money(double amount, std::string_view currency, Language language);
Text money(double amount, std::string_view currency);

// With a sign in both directions: "+€12".
std::string signed_money(double amount, std::string_view currency, Language language);

// For the axis of a chart: "€1.5M", "1,5 M€".
std::string short_money(double amount, std::string_view currency, Language language);

// Up to `digits` significant digits, whole numbers in full, groups of three from 10 000 on.
std::string number(double value, Language language, int digits = 4);
Text number_in_both(double value, int digits = 4);

// 0.0672 -> "6.72%", "6,72 %"
std::string percent(double share, Language language, int digits = 3);

// A value in its stated unit; a share is shown in per cent.
std::string quantity(double value, std::string_view unit, bool is_share, Language language, int digits = 4);
Text quantity(double value, std::string_view unit, bool is_share);

// For machines: the shortest text that reads back as the same number, with a decimal point: "0.1", "-410000", "1e+22". The number is finite.
std::string shortest(double number);

}  // namespace alzette::base
