// SPDX-License-Identifier: Apache-2.0
#include "prove/wording.h"

#include <doctest/doctest.h>
#include <set>

namespace alzette::prove {

using base::Language;
using formula::UnitTable;

namespace {

formula::Uncertain value(std::string_view text)
{
    static auto const units = UnitTable();
    auto parsed = formula::parse_uncertain(text, {}, units, nullptr);
    REQUIRE(parsed.has_value());
    return *parsed;
}

std::string words(std::string_view text, Language language = Language::en)
{
    decide::Input input;
    input.value = value(text);
    return value_in_words(input, language);
}

std::set<std::string> arguments_of(std::string_view pattern)
{
    std::set<std::string> names;
    for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1))
        names.emplace(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    return names;
}

#undef MESSAGE  // doctest has one too
constexpr base::CatalogueEntry own_entries[] = {
#define MESSAGE(id, en, fr) {#id, en, fr},
#include "base/catalogue/prove.def"
#undef MESSAGE
};

}  // namespace

TEST_CASE("a value in words says its spread and repeats its unit only where it must")
{
    CHECK(words("39000 /day") == "39,000/day");
    CHECK(words("1.5 .. 3 .. 5 min") == "from 1.5 to 5\u00A0min, most likely 3\u00A0min");
    CHECK(words("0 .. 10 .. 30 %") == "from 0% to 30%, most likely 10%");
    CHECK(words("1 .. 4 h") == "from 1 to 4\u00A0h, all equally likely");
    CHECK(words("100 EUR +- 15 %") == "100\u00A0EUR, standard deviation 15\u00A0EUR (normal)");
    CHECK(words("discrete(1 = 0.3, 2 = 0.7) EUR") == "1\u00A0EUR (probability 30%) or 2\u00A0EUR (probability 70%)");
    CHECK(words("quantiles(p5=1, p95=9) h") == "by percentiles: 1\u00A0h at 5% and 9\u00A0h at 95%");
    CHECK(words("1.5 .. 3 .. 5 min", Language::fr) == "de 1,5 à 5\u00A0min, le plus probable 3\u00A0min");
}

TEST_CASE("growth, series and price years are said")
{
    decide::Input input;
    input.value = value("8.6 EUR/h");
    input.grows = decide::Growth{0.012, 2022};
    CHECK(value_in_words(input, Language::en) == "8.6\u00A0EUR/h, +1.2% a year from 2022");
    input.grows = std::nullopt;
    input.prices = 2015;
    CHECK(value_in_words(input, Language::en) == "8.6\u00A0EUR/h, in money of 2015");
    input.rebase = 1.12;
    CHECK(value_in_words(input, Language::fr) == "8,6\u00A0EUR/h, converti de la monnaie de 2015 (× 1,12)");
    input = {};
    input.series = decide::Series{std::nullopt, {{2018, 54}, {2030, 250}}, {}, {}, {}};
    input.series_unit.text = "EUR/t";
    CHECK(value_in_words(input, Language::en) == "54\u00A0EUR/t in 2018 to 250\u00A0EUR/t in 2030, 2 points");
}

TEST_CASE("a value written as in a case file reads back as the same value")
{
    for (auto const* const text :
         {"39000 /day", "1.5 .. 3 .. 5 min", "1 .. 4 h", "100 +- 15 EUR", "pert(1, 3, 5) min", "lognormal(median=8, sigma=0.3)",
          "beta(2, 5)", "discrete(1 = 0.3, 2 = 0.7) EUR", "quantiles(p5=1, p7=2, p95=9) h", "5 to 10 min", "-3 %"}) {
        auto const parsed = value(text);
        CHECK(value(value_as_written(parsed)) == parsed);
    }
}

TEST_CASE("when an amount falls due is said in calendar years")
{
    decide::Occurrence occurrence;
    CHECK(when_in_words(occurrence, 2014, 10, Language::en) == "every year from 2015 to 2024");
    occurrence.during = decide::YearSpan{3, 3};
    CHECK(when_in_words(occurrence, 2014, 10, Language::fr) == "en 2017 seulement");
    occurrence = {};
    occurrence.at = {0};
    CHECK(when_in_words(occurrence, 2014, 10, Language::en) == "once, in 2014");
    occurrence.at = {3, 6};
    CHECK(when_in_words(occurrence, 2014, 10, Language::fr) == "en totalité en 2017 et 2020");
    occurrence = {};
    occurrence.every = 5;
    CHECK(when_in_words(occurrence, 2014, 30, Language::en) == "every 5 years, in full in 2019, 2024, … and 2039");
}

TEST_CASE("a formula is shown with the signs people write")
{
    CHECK(formula_in_words("hours_saved * occupancy - a / b") == "hours_saved × occupancy − a / b");
    CHECK(formula_in_words("if(t >= 3, a, 0) * 1e-3") == "if(t ≥ 3, a, 0) × 1e-3");
}

TEST_CASE("a target names its indicator, and money is money")
{
    CHECK(target_in_words({"npv", decide::Comparison::equal, 0, "npv = 0"}, "EUR", Language::en) == "net present value = €0");
    CHECK(target_in_words({"bcr", decide::Comparison::greater_equal, 1.3, "bcr >= 1.3"}, "EUR", Language::fr) == "avantages / coûts ≥ 1,3");
    CHECK(target_in_words({"visits", decide::Comparison::equal, 0, "visits = 0"}, "EUR", Language::en) == "visits = 0");
}

TEST_CASE("a discount schedule says each of its steps and what beta adds")
{
    decide::Discount discount;
    discount.schedule.steps = {{1, std::nullopt, 0.025, 0.02}, {1, 2071, 0.015, 0.03}};
    CHECK(discount_in_words(discount, Language::en) == "4.5% (2.5% + 1 × 2%) and 4.5% (1.5% + 1 × 3%) from 2071");
    discount.schedule.steps = {{1, std::nullopt, 0.04, 0}, {31, std::nullopt, 0.02, 0}};
    CHECK(discount_in_words(discount, Language::fr) == "4\u00A0% et 2\u00A0% à partir de t = 31");
}

TEST_CASE("a sentence begins with a capital, accents too")
{
    CHECK(with_capital("net") == "Net");
    CHECK(with_capital("écart") == "Écart");
    CHECK(with_capital("÷") == "÷");
    CHECK(with_capital("") == "");
    CHECK(with_capital("€1") == "€1");
}

TEST_CASE("every sentence of reports names the same arguments in both languages and keeps French spaces")
{
    for (auto const& entry : own_entries) {
        CAPTURE(entry.id);
        CHECK(arguments_of(entry.en) == arguments_of(entry.fr));
        std::string_view const french = entry.fr;
        for (std::size_t at = 1; at < french.size(); ++at) {
            auto const before = french.substr(0, at);
            if (std::string_view(":;?!").find(french[at]) != std::string_view::npos)
                CHECK((before.ends_with("\u00A0") || before.ends_with("\u202F")));
        }
        CHECK(french.find("« ") == std::string_view::npos);
        CHECK(french.find('"') == std::string_view::npos);
    }
}

}  // namespace alzette::prove
