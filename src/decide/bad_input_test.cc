// SPDX-License-Identifier: Apache-2.0
// Mistakes: a sound case, changed in one place, and what is told of it, "line:column message" for each error. Each cause is told once.
#include "base/catalogue/record.h"
#include "base/limits.h"
#include "decide/for_test.h"

#include <chrono>
#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto slow_build = true;
#else
constexpr auto slow_build = false;
#endif

constexpr auto sound =
    "alzette: case/1\n"
    "id: lamps\n"
    "title: Lamps\n"
    "conventions:\n"
    "  base_year: 2025\n"
    "  horizon: 10\n"
    "  timing: end_of_year\n"
    "  money: EUR 2025\n"
    "  values: fr-2025\n"
    "  discount: fr.discount.2021\n"
    "  public_funds: 1.2\n"
    "units: [lamp]\n"
    "actors:\n"
    "  city: {kind: public}\n"
    "  users: {kind: users}\n"
    "reference: Old lamps stay.\n"
    "inputs:\n"
    "  lamps: {value: 100 lamp, status: expert}\n"
    "  price: {value: 300 EUR/lamp, status: expert}\n"
    "  saved: {value: 40 kWh/year/lamp, status: expert}\n"
    "  tariff: {value: 0.2 EUR/kWh, status: expert}\n"
    "  carbon: {from: fr.carbon.2025}\n"
    "  content: {value: 40 g/kWh, status: expert}\n"
    "quantities:\n"
    "  energy: {formula: lamps * saved, unit: kWh/year}\n"
    "effects:\n"
    "  works: {by: city, category: investment, amount: lamps * price, at: 0}\n"
    "  power: {to: city, category: energy, amount: energy * tariff}\n"
    "  air: {to: users, category: carbon, amount: energy * content * carbon}\n"
    "transfers:\n"
    "  fee: {from: users, to: city, amount: energy * tariff / 10}\n"
    "thresholds:\n"
    "  - {solve: tariff, until: npv = 0}\n";

struct Change {
    std::string_view from;  // where it stands first
    std::string_view to;
    std::string_view expected;
};

std::string changed(std::string_view from, std::string_view to)
{
    std::string text = sound;
    auto const found = text.find(from);
    REQUIRE(found != std::string::npos);
    return text.replace(found, from.size(), to);
}

std::string errors_of(std::string const& text)
{
    std::string all;
    for (auto const& finding : refused(text)) {
        if (finding.severity == base::Severity::warning) continue;
        all +=
            fmt::format("{}{}:{} {}", all.empty() ? "" : ", ", finding.place.line, finding.place.column, base::name_of(finding.message.id));
    }
    return all;
}

void check(std::vector<Change> const& changes)
{
    for (auto const& change : changes) {
        INFO(change.from << " -> " << change.to);
        CHECK(errors_of(changed(change.from, change.to)) == change.expected);
    }
}

}  // namespace

TEST_CASE("the sound case is sound") { CHECK(std::isfinite(evaluated(sound).central.indicators.npv)); }

TEST_CASE("refused at its place: an unknown or misspelt key")
{
    check({
        {"units: [lamp]", "unitz: [lamp]", "12:1 key_unknown_near"},
        {"conventions:", "convention:", "4:1 key_unknown_near"},
        {"  horizon: 10", "  horizont: 10", "6:3 key_unknown_near"},
        {"  timing: end_of_year", "  timming: end_of_year", "7:3 key_unknown_near"},
        {"  values: fr-2025", "  value: fr-2025", "9:3 key_unknown_near"},
        {"actors:", "actor:", "13:1 key_unknown_near"},
        {"inputs:", "inputz:", "17:1 key_unknown_near"},
        {"effects:", "efects:", "26:1 key_unknown_near"},
        {"thresholds:", "colour: blue\nthresholds:", "32:1 key_unknown"},
        {"{value: 300 EUR/lamp, status: expert}", "{valeu: 300 EUR/lamp, status: expert}", "19:11 key_unknown_near"},
        {"{value: 300 EUR/lamp, status: expert}", "{value: 300 EUR/lamp, satus: expert}", "19:32 key_unknown_near"},
        {"{by: city, category: investment", "{bye: city, category: investment", "27:11 key_unknown_near"},
        {"category: investment", "categorie: investment", "27:21 key_unknown_near"},
        {"at: 0}", "at: 0, evry: 5}", "27:73 key_unknown_near"},
        {"{from: users, to: city", "{form: users, to: city", "31:9 key_unknown_near"},
        {"{formula: lamps * saved", "{formular: lamps * saved", "25:12 key_unknown_near"},
        {"{solve: tariff, until", "{solv: tariff, until", "33:6 key_unknown_near"},
    });
}

TEST_CASE("refused at its place: an unknown name")
{
    check({
        {"300 EUR/lamp", "300 EUR/lmap", "19:26 unit_unknown_near"},
        {"300 EUR/lamp", "300 EURO/lamp", "19:22 unit_unknown_near"},
        {"40 kWh/year/lamp", "40 kwh/year/lamp", "20:21 unit_unknown_near"},
        {"lamps * price", "lamps * prise", "27:59 name_unknown_near"},
        {"lamps * price", "lamps * weather", "27:59 name_unknown"},
        {"lamps * price", "mni(lamps * price)", "27:51 function_unknown_near"},
        {"lamps * price", "lamps * price(2)", "27:59 function_unknown"},
        {"by: city", "by: ctiy", "27:15 actor_unknown_near"},
        {"by: city", "by: ministry", "27:15 actor_unknown"},
        {"to: city, amount", "to: town, amount", "31:26 actor_unknown"},
        {"from: fr.carbon.2025", "from: fr.carbon.2052", "22:18 value_unknown_near"},
        {"from: fr.carbon.2025", "from: gold", "22:18 value_unknown"},
        {"from: fr.carbon.2025", "from: fr.optimism_bias", "22:18 value_missing_from_set"},
        {"from: fr.carbon.2025", "from: fr.discount.2021", "22:18 official_not_an_input"},
        {"values: fr-2025", "values: fr-2052", "9:11 value_set_unknown"},
        {"  values: fr-2025\n", "", "9:13 no_value_set, 21:18 no_value_set"},
        {"discount: fr.discount.2021", "discount: fr.discount.2012", "10:13 value_unknown_near"},
        {"discount: fr.discount.2021", "discount: fr.car.co2", "10:13 not_a_schedule"},
        {"public_funds: 1.2", "public_funds: fr.carbon.2025", "11:17 not_a_multiplier"},
        {"public_funds: 1.2", "public_funds: fr.cofp", "11:17 value_unknown_near"},
        {"solve: tariff", "solve: tarif", "33:13 input_unknown_near"},
        {"solve: tariff", "solve: energy", "33:13 input_unknown"},
        {"npv = 0", "nvp = 0", "33:28 indicator_unknown"},
        {"npv = 0", "npv", "33:28 target_expected"},
        {"npv = 0", "npv = none", "33:28 target_expected"},
        {"timing: end_of_year", "timing: end", "7:11 choice_unknown"},
        {"kind: public", "kind: publik", "14:16 choice_unknown"},
        {"kind: public", "kind: public, colour: blue", "14:24 key_unknown"},
        {"status: expert}\n  price", "status: guessed}\n  price", "18:36 choice_unknown"},
    });
}

TEST_CASE("refused at its place: something missing")
{
    check({
        {"category: investment, ", "", "27:10 key_missing"},
        {", amount: lamps * price", "", "27:10 key_missing"},
        {"by: city, category: investment", "category: investment", "27:3 to_or_by"},
        {"by: city, category: investment", "by: city, to: users, category: investment", "27:3 to_or_by"},
        {", status: expert}\n  price", "}\n  price", "18:3 status_missing"},
        {"{value: 300 EUR/lamp, status: expert}", "300 EUR/lamp", "19:10 input_needs_status"},
        {"value: 300 EUR/lamp, ", "", "19:3 input_one_kind"},
        {"value: 300 EUR/lamp, ", "value: 300 EUR/lamp, from: fr.carbon.2025, ", "19:3 input_one_kind"},
        {"value: 300 EUR/lamp, ", "value: 300, unit: EUR/lamp, ", "19:29 only_for_points"},
        {"reference: Old lamps stay.\n", "", "1:1 key_missing"},
        {"reference: Old lamps stay.", "reference:", "16:1 key_without_value"},
        {"  timing: end_of_year\n", "", "5:3 key_missing"},
        {"id: lamps\n", "", "1:1 key_missing"},
        {"alzette: case/1\n", "", "1:1 key_missing"},
        {"case/1", "case/2", "1:10 choice_unknown"},
        {"  base_year: 2025\n", "", "5:3 key_missing"},
        {"  money: EUR 2025\n", "", "5:3 key_missing"},
        {"{kind: public}", "{label: City}", "14:9 key_missing"},
        {"amount: lamps * price", "amount:", "27:43 key_without_value"},
        {"{formula: lamps * saved, unit: kWh/year}", "", "25:3 value_missing"},
        {"to: city, amount: energy", "amount: energy", "31:8 key_missing"},
    });
}

TEST_CASE("refused at its place: units that do not fit")
{
    check({
        {"lamps * price, at", "lamps + price, at", "27:57 units_differ"},
        {"lamps * price, at", "lamps * saved, at", "27:51 amount_once_expected"},
        {"lamps * price, at: 0", "lamps * price", "27:51 amount_yearly_expected"},
        {"energy * tariff}", "energy * tariff, at: 3}", "28:47 amount_once_expected"},
        {"0.2 EUR/kWh", "0.2 GBP/kWh", "28:47 amount_yearly_expected, 31:40 amount_yearly_expected"},
        {"40 kWh/year/lamp", "40 kWh/h/lamp", "25:3 quantity_other_unit"},
        {"unit: kWh/year}", "unit: kWh}", "25:3 quantity_other_unit"},
        {"energy * tariff}", "energy > tariff}", "28:54 units_differ"},
        {"energy * tariff}", "tariff ^ 0.5}", "28:56 exponent_not_whole"},
        {"energy * tariff}", "if(tariff, energy * tariff, 0)}", "28:58 comma_in_braces"},
        {"energy * tariff}", "\"if(tariff, energy * tariff, 0)\"}", "28:51 condition_expected"},
        {"energy * tariff}", "log(tariff) * energy}", "28:51 function_needs_plain"},
        {"until: npv = 0}", "until: npv = 0 EUR}", "33:28 target_expected"},
        {"at: 0}", "at: 0, life: 5 EUR}", "27:79 years_expected"},
        {"at: 0}", "at: 0, optimism: 5 EUR}", "27:83 plain_number_expected"},
        {"at: 0}", "at: 0, optimism: fr.vsl.2010}", "27:83 plain_number_expected"},
        {"at: 0}", "at: 0, optimism: 50 %, mitigated: 150 %}", "27:100 share_out_of_range"},
        {"public_funds: 1.2", "public_funds: 20 %", "11:17 public_funds_out_of_range"},
        {"public_funds: 1.2", "public_funds: 1.2 EUR", "11:17 plain_number_expected"},
        {"discount: fr.discount.2021", "discount: 3.2 EUR", "10:13 plain_number_expected"},
        {"discount: fr.discount.2021", "discount: 320 %", "10:13 rate_out_of_range"},
        {"discount: fr.discount.2021", "discount: -100 %", "10:13 rate_out_of_range"},
        {"discount: fr.discount.2021", "discount: fr.discount.2021\n  beta: -80", "11:9 rate_out_of_range"},
        {"discount: fr.discount.2021", "discount: fr.discount.2021\n  residual: 100 GBP", "11:13 residual_expected"},
        {"discount: fr.discount.2021", "discount: fr.discount.2021\n  residual: perpetuity(3.2 %)", "11:13 perpetuity_growth"},
        {"discount: fr.discount.2021", "discount: fr.discount.2021\n  residual: extend(0)", "11:13 residual_expected"},
        {"discount: fr.discount.2021", "discount: fr.discount.2021\n  residual: for_ever", "11:13 residual_expected"},
    });
}

TEST_CASE("refused at its place: a formula at fault")
{
    check({
        {"lamps * saved, unit", "energy * saved, unit", "25:21 formula_circular"},
        {"energy: {formula: lamps * saved, unit: kWh/year}", "energy: a\n  a: b\n  b: energy", "27:6 formula_circular"},
        {"lamps * price, at", "lamps * * price, at", "27:59 formula_unexpected"},
        {"lamps * price, at", "(lamps * price, at", "27:51 bracket_not_closed"},
        {"lamps * price, at", "lamps * price), at", "27:64 formula_bracket_not_opened"},
        {"lamps * price, at", "lamps price, at", "27:57 formula_operator_missing"},
        {"lamps * price, at", "lamps * 300 EUR, at", "27:63 formula_operator_missing"},
        {"lamps * price, at", "\"lamps * price * min(1, t\", at", "27:71 bracket_not_closed"},
        {"lamps * price, at", "lamps * min(1, t) * price, at", "27:66 comma_in_braces"},
        {"quantities:\n  energy: {formula: lamps * saved, unit: kWh/year}", "quantities: {energy: lamps * saved * min(1, t / 3)}",
         "24:41 bracket_not_closed"},
        {"{formula: lamps * saved, unit: kWh/year}", "{formula: lamps * saved * min(1, t / 3), unit: kWh/year}", "25:44 comma_in_braces"},
        {"lamps * price, at", "lamps = price, at", "27:57 formula_single_equals"},
        {"lamps * price, at", "\"\", at", "27:52 formula_ends_early"},
        {"lamps * price, at", "[lamps], at", "27:51 text_expected"},
        {"lamps * price, at", "lamps * price / 0, at", "27:51 amount_not_finite"},
        {"energy * tariff}", "energy * tariff / (t - 4)}", "28:47 amount_not_finite"},
    });
}

TEST_CASE("refused at its place: years at fault")
{
    check({
        {"horizon: 10", "horizon: 0", "6:12 integer_expected"},
        {"horizon: 10", "horizon: 10000", "6:12 integer_expected"},
        {"horizon: 10", "horizon: ten years", "6:12 integer_expected"},
        {"horizon: 10", "horizon: 10.5", "6:12 integer_expected"},
        {"base_year: 2025", "base_year: 25", "5:14 integer_expected"},
        {"base_year: 2025", "base_year: [2025]", "5:14 text_expected"},
        {"at: 0}", "at: 11}", "27:70 integer_expected"},
        {"at: 0}", "at: -1}", "27:70 integer_expected"},
        {"at: 0}", "at: [0, 0]}", "27:70 at_doubled"},
        {"at: 0}", "at: []}", "27:70 value_missing"},
        {"at: 0}", "at: soon}", "27:70 integer_expected"},
        {"at: 0}", "every: 0}", "27:73 integer_expected"},
        {"at: 0}", "at: 0, during: 1 .. 5}", "27:81 during_with_at"},
        {"energy * tariff}", "energy * tariff, during: 5 .. 11}", "28:72 during_outside_horizon"},
        {"energy * tariff}", "energy * tariff, during: 7 .. 3}", "28:72 span_expected"},
        {"energy * tariff}", "energy * tariff, during: 0 .. 3}", "28:72 during_outside_horizon"},
        {"{value: 0.2 EUR/kWh,", "{points: {2026: 0.2, 2030: 0.3}, unit: EUR/kWh,", "21:3 series_does_not_cover"},
        {"{value: 0.2 EUR/kWh,", "{points: {26: 0.2}, unit: EUR/kWh,", "21:21 year_expected"},
        {"{value: 0.2 EUR/kWh,", "{points: 0.2 EUR/kWh,", "21:20 points_expected"},
        {"{value: 0.2 EUR/kWh,", "{value: 0.2 EUR/kWh, grows: 2 %,", "21:39 growth_expected"},
        {"{value: 0.2 EUR/kWh,", "{value: 0.2 EUR/kWh, prices: 15,", "21:40 integer_expected"},
        {"money: EUR 2025", "money: EURO 2025", "8:10 money_expected"},
        {"money: EUR 2025", "money: EUR", "8:10 money_expected"},
        {"money: EUR 2025", "money: EUR 2025.5", "8:10 money_expected"},
    });
}

TEST_CASE("refused at its place: values at fault")
{
    check({
        {"300 EUR/lamp", "500 .. 300 EUR/lamp", "19:18 range_not_rising"},
        {"300 EUR/lamp", "300 .. 300 EUR/lamp", "19:18 range_not_rising"},
        {"300 EUR/lamp", "3,5 EUR/lamp", "19:18 comma_in_number"},
        {"{value: 300 EUR/lamp, status: expert}", "{value: \"3,5 EUR/lamp\", status: expert}", "19:20 number_decimal_comma"},
        {"discount: fr.discount.2021", "discount: 3,2 %", "10:14 number_decimal_comma"},
        {"300 EUR/lamp", "dear", "19:18 number_expected"},
        {"300 EUR/lamp", "normal(3) EUR/lamp", "19:18 distribution_parameters"},
        {"300 EUR/lamp", "nromal(3) EUR/lamp", "19:18 distribution_unknown_near"},
        {"{value: 300 EUR/lamp,", "{value: 100 .. 300 EUR/lamp, central: 200 EUR,", "19:48 central_other_unit"},
        {"{value: 300 EUR/lamp,", "{value: \"data(prices.csv, lamp)\",", "19:19 data_not_here"},
        {"solve: tariff", "solve: [tariff]", "33:13 text_expected"},
    });
}

TEST_CASE("refused at its place: names at fault")
{
    check({
        {"energy: {formula: lamps", "price: {formula: 2 * lamps * saved}\n  energy: {formula: lamps", "25:3 name_is_input_too"},
        {"units: [lamp]", "units: [lamp, EUR]", "12:8 unit_already_built_in"},
        {"units: [lamp]", "units: lamp", "12:8 list_expected"},
        {"units: [lamp]", "units: [2lamps, lamp]", "12:8 unit_not_a_name"},
        {"from: users, to: city", "from: city, to: city", "31:3 transfer_to_itself"},
    });
}

TEST_CASE("refused at its place: YAML at fault")
{
    check({
        {"title: Lamps", "title:", "3:1 key_without_value"},
        {"title: Lamps", "title: Lamps\ntitle: More lamps", "4:1 yaml_key_twice"},
        {"  saved: {value", "  price: {value: 200 EUR/lamp, status: expert}\n  saved: {value", "20:3 yaml_key_twice"},
        {"  price: {value", "\tprice: {value", "19:1 yaml_tab"},
        {"{kind: public}", "{kind: public", "15:3 yaml_comma_missing"},
        {"title: Lamps", "title: \"Lamps", "3:8 yaml_quote_open"},
        {"title: Lamps", "title: Lamps: new ones", "3:13 yaml_colon_in_text"},
        {"title: Lamps", "title: !text Lamps", "3:8 yaml_tag"},
        {"title: Lamps", "title: *lamps", "3:9 yaml_anchor_unknown"},
        {"title: Lamps", "title: [Lamps]", "3:8 people_text_expected"},
        {"actors:\n", "actors: none\nmore:\n", "13:9 mapping_expected, 14:1 key_unknown"},
        {"actors:\n  city: {kind: public}\n  users: {kind: users}", "actors: [city, users]", "13:9 mapping_expected"},
        {"thresholds:\n  - {", "thresholds:\n  one: {", "33:3 list_expected"},
    });
}

TEST_CASE("refused at its place: variants, groups, claims and the parts set aside")
{
    check({
        {"thresholds:", "variants: {large: {inputs: {tarif: 5 EUR/kWh}}}\nthresholds:", "32:29 variant_input_unknown"},
        {"thresholds:", "variants: {large: {effects: {nothing: none}}}\nthresholds:", "32:30 nothing_to_leave_out"},
        {"thresholds:", "variants: {large: {effects: {works: {amount: lamps}}}}\nthresholds:", "32:46 amount_once_expected"},
        {"thresholds:", "variants: {large: {quantities: {energy: energy}}}\nthresholds:", "32:41 formula_circular"},
        {"thresholds:", "variants: {large: {quantities: {x: large_energy, large_energy: x}}}\nthresholds:", "32:64 formula_circular"},
        {"thresholds:", "variants: {large: {quantities: 5}}\nthresholds:", "32:32 mapping_expected"},
        {"thresholds:", "variants: {large: {effects: 5}}\nthresholds:", "32:29 mapping_expected"},
        {"thresholds:", "variants: {large: {quantities: {t: 5}}}\nthresholds:", "32:33 name_reserved"},
        {"thresholds:", "variants: {large: {horizon: 0}}\nthresholds:", "32:29 integer_expected"},
        {"thresholds:", "variants: {large: {horizont: 5}}\nthresholds:", "32:20 key_unknown_near"},
        {"thresholds:", "variants: {large: 5}\nthresholds:", "32:19 mapping_expected"},
        {"thresholds:", "groups: {poor: {of: poor, share: 30 %, income: 0.5}}\nthresholds:", "32:21 actor_unknown"},
        {"thresholds:", "groups: {poor: {of: users, share: 130 %, income: 0.5}}\nthresholds:", "32:35 share_out_of_range"},
        {"thresholds:", "groups: {poor: {of: users, share: 60 %, income: 0.5}, rich: {of: users, share: 60 %, income: 2}}\nthresholds:",
         "32:9 shares_above_one"},
        {"thresholds:", "groups: {poor: {of: users, share: 60 %, income: 0}}\nthresholds:", "32:49 income_not_positive"},
        {"thresholds:", "claims: {figure: {says: 5 EUR, formula: lamps}}\nthresholds:", "32:10 claim_other_unit"},
        {"thresholds:", "claims: {figure: {says: 5 EUR, formula: nobody}}\nthresholds:", "32:41 name_unknown"},
        {"thresholds:", "pilots: {trial: {cost: 5 EUR, measures: nobody, error: 5 %}}\nthresholds:", "32:41 input_unknown"},
        {"thresholds:", "uncertainty: {draws: many}\nthresholds:", "32:22 integer_expected"},
        {"thresholds:", "correlations: [{between: [a], ranc: 0.5}]\nthresholds:", "32:31 key_unknown_near"},
        {"thresholds:", "sharing: {players: {a: {need: 5 EUR}}}\nthresholds:", "32:10 key_missing, 32:20 sharing_few_players"},
    });
}

TEST_CASE("an input declared under a name formulas cannot use is one mistake, its uses are none")
{
    for (auto const& change : {Change{"tariff", "t", "21:3 name_reserved"}, Change{"tariff", "year", "21:3 name_reserved"},
                               Change{"content", "co2-content", "23:3 name_unsuitable"}}) {
        std::string text = sound;
        for (auto found = text.find(change.from); found != std::string::npos; found = text.find(change.from, found + change.to.size()))
            text.replace(found, change.from.size(), change.to);
        INFO(change.to);
        CHECK(errors_of(text) == change.expected);
    }
}

TEST_CASE("mistakes far apart are all told, in the order of the text")
{
    auto text = changed("horizon: 10", "horizon: 0");
    text.replace(text.find("300 EUR/lamp"), 12, "300 EUR/lmap");
    text.replace(text.find("npv = 0"), 7, "nvp = 0");
    CHECK(errors_of(text) == "6:12 integer_expected, 19:26 unit_unknown_near, 33:28 indicator_unknown");
}

TEST_CASE("a sentence names what was found, what was expected and the nearest name, in both languages")
{
    auto const finding = refused(changed("lamps * price", "lamps * prise"))[1];
    CHECK(finding.message.in(base::Language::en) == "'prise' is neither an input nor a quantity; did you mean 'price'?");
    CHECK(finding.message.in(base::Language::fr).find("« price »") != std::string::npos);
}

TEST_CASE("what is no case at all")
{
    CHECK(errors_of("") == "1:1 not_a_case");
    CHECK(errors_of("# only a comment\n") == "1:1 not_a_case");
    CHECK(errors_of("- a\n- list\n") == "1:1 not_a_case");
    CHECK(errors_of("a text\n") == "1:1 not_a_case");
    CHECK(errors_of("\xff\xfe\x41") == "1:1 yaml_utf16");
    CHECK(errors_of("title: \xe9t\xe9\n") == "1:8 yaml_not_utf8");
    // A value set read as a case: its own keys are unknown, the case's are missing.
    auto const findings = refused("alzette: values/1\nid: town\ntitle: Town\ncurrency: EUR\nvalues: {}\n");
    CHECK(findings.size() >= 3);
    CHECK(std::ranges::any_of(findings, [](auto const& finding) { return finding.message.id == say::choice_unknown; }));
}

namespace {

// Refused, within a second.
std::string refused_at_once(std::string const& text)
{
    auto const start = std::chrono::steady_clock::now();
    auto errors = errors_of(text);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(slow_build ? 10 : 1));
    return errors;
}

std::string many(int count, std::string const& format)
{
    std::string all;
    for (auto i = 0; i < count; ++i) all += fmt::format(fmt::runtime(format), i);
    return all;
}

}  // namespace

TEST_CASE("what is too large, too deep or too many is refused at once")
{
    std::string large;
    large.resize(200'000'000, 'a');
    CHECK(refused_at_once(large) == "0:0 yaml_too_large");
    CHECK(refused_at_once("a: " + std::string(10'000, '[')) == "1:67 yaml_too_deep");
    CHECK(refused_at_once(changed("lamps * price", std::string(1'000, '(') + "lamps * price" + std::string(1'000, ')'))) ==
          "27:152 formula_too_deep");
    CHECK(refused_at_once(changed("inputs:\n", "inputs:\n" + many(3'000, "  x{}: {{value: 1, status: expert}}\n"))) ==
          "18:3 too_many_names");
    CHECK(refused_at_once(changed("quantities:\n", "quantities:\n" + many(3'000, "  x{}: lamps\n"))) == "25:3 too_many_names");
    CHECK(refused_at_once(
              changed("effects:\n", "effects:\n" + many(3'000, "  x{}: {{to: city, category: any, amount: energy * tariff}}\n"))) ==
          "27:3 too_many_names");
    CHECK(refused_at_once(changed("thresholds:\n", "thresholds:\n" + many(3'000, "  - {{solve: tariff, until: npv = {}}}\n"))) ==
          "33:3 too_many_names");
    CHECK(refused_at_once(changed("thresholds:\n", "variants:\n" + many(60, "  x{}: {{}}\n") + "thresholds:\n")) == "33:3 too_many_names");
}

TEST_CASE("aliases that multiply are refused at once")
{
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (auto i = 1; i < 10; ++i)
        bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    CHECK(refused_at_once(bomb).find("yaml_too_many_nodes") != std::string::npos);
}

TEST_CASE("work beyond measure is refused, not begun")
{
    // Two thousand quantities of each year, each in two thousand thresholds.
    auto text = changed("quantities:\n", "quantities:\n  q0: t * 1\n" + many(1'500, "  p{0}: (t - {0}) ^ 2 * lamps / price / 7\n"));
    text.replace(text.find("horizon: 10"), 11, "horizon: 200");
    text += many(1'500, "  - {{solve: tariff, until: npv = {}}}\n");
    CHECK(refused_at_once(text).find("case_too_large") != std::string::npos);
}

TEST_CASE("as many mistakes as there may be are told without delay")
{
    // Each name costs a search for the nearest; only so many are told.
    auto const names = many(300, "  q{0}: unknown_name_{0} + other_name_{0} + third_name_{0} + fourth_name_{0}\n");
    auto const known = many(1'500, "  some_input_with_a_name_{}: {{value: 1, status: expert}}\n");
    auto text = changed("quantities:\n", "quantities:\n" + names);
    text.replace(text.find("inputs:\n"), 8, "inputs:\n" + known);
    CHECK(refused(text).size() == base::limits::findings_max);
}
