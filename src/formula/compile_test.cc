// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/compile.h"

#include "base/limits.h"
#include "formula/run.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <cstdint>
#include <map>
#include <string>

namespace alzette::formula {

namespace {

constexpr std::size_t year_count = 4;

// A case with a few inputs; every formula starts at line 7, column 20.
struct Case {
    UnitTable units;
    Builder builder{year_count};
    base::Findings findings;
    Compiler compiler;
    std::map<std::string, Typed> known;
    std::vector<double> inputs;

    Case() : compiler(make_compiler(builder, units, findings, 2025, year_count))
    {
        REQUIRE(units.declare("kiosk", {}));
        add("price", 5, "EUR");
        add("wage", 8, "EUR/h");
        add("yearly", 100, "EUR/year");
        add("hours", 2, "h");
        add("years", 3, "year");
        add("share", 0.3, "");
        add("area", 16, "m2");
        add("kiosks", 30, "kiosk");
        add("speed", 12, "km/h");
        known["late"] = Typed{builder.make(Op::less_equal, builder.constant(2), compiler.t.value), {}, true};
    }

    void add(std::string const& name, double number, std::string_view unit)
    {
        auto const read = units.parse(unit, {});
        REQUIRE(read);
        known[name] = {builder.input(inputs.size()), read->dimension};
        inputs.push_back(number * read->factor);
    }

    std::optional<Typed> compiled(std::string_view text)
    {
        auto const formula = parse_formula(text, {7, 20});
        REQUIRE_MESSAGE(formula, text);
        auto const scope = [&](std::string const& name, base::Place place) -> std::optional<Typed> {
            auto const found = known.find(name);
            if (found != known.end()) return found->second;
            findings.error(place, say::function_unknown, {{"found", name}});
            return std::nullopt;
        };
        return compile(*formula, scope, compiler);
    }

    std::string unit_of(std::string_view text)
    {
        auto const typed = compiled(text);
        REQUIRE_MESSAGE(typed, text << ": " << findings.sorted()[0].message.in(base::Language::en));
        return units.name_of(typed->dimension);
    }

    Program so_far() const
    {
        auto copy = builder;
        return std::move(copy).finish();
    }

    double result(std::string_view text, std::size_t t = 1)
    {
        auto const typed = compiled(text);
        REQUIRE_MESSAGE(typed, text << ": " << findings.sorted()[0].message.in(base::Language::en));
        auto const program = so_far();
        Run run(program, 1);
        run(inputs);
        return run.row(typed->value, t)[0];
    }
};

struct Mistake {
    base::MessageId id;
    std::uint32_t column;
};

void check_mistakes(std::string_view text, std::vector<Mistake> const& expected)
{
    CAPTURE(text);
    Case test;
    CHECK(!test.compiled(text));
    auto const found = test.findings.sorted();
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(base::name_of(found[i].message.id) == base::name_of(expected[i].id));
        CHECK(found[i].place == base::Place{7, expected[i].column});
        CHECK(found[i].message.in(base::Language::en).find('{') == std::string::npos);
        CHECK(found[i].message.in(base::Language::fr).find('{') == std::string::npos);
    }
}

std::string message_of(std::string_view text, base::Language language = base::Language::en)
{
    Case test;
    REQUIRE(!test.compiled(text));
    return test.findings.sorted()[0].message.in(language);
}

std::string repeated(std::string_view text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("formulas compute in base units")
{
    Case test;
    CHECK(test.result("price * 2 + 1e4 * price") == 50010);
    CHECK(test.result("hours * wage") == 16);
    CHECK(test.result("hours * speed") == doctest::Approx(24000));  // 12 km/h for 2 h, in metres
    CHECK(test.result("share ^ 2") == doctest::Approx(0.09));
    CHECK(test.result("-share + 1") == doctest::Approx(0.7));
    CHECK(test.result("if(share < 0.5 and not share > 0.4, 1, 2)") == 1);
}

TEST_CASE("t counts years from 0 and year from the base year, both without unit")
{
    Case test;
    CHECK(test.result("t", 0) == 0);
    CHECK(test.result("t", 3) == 3);
    CHECK(test.result("year", 0) == 2025);
    CHECK(test.result("year - t", 3) == 2025);
    CHECK(test.unit_of("t") == "1");
    CHECK(test.result("if(late, 1, 0)", 1) == 0);
    CHECK(test.result("if(late, 1, 0)", 2) == 1);
    CHECK(test.result("price * 1.012 ^ (year - 2025)", 2) == doctest::Approx(5.12072));  // by hand: 5 x 1.012^2
}

TEST_CASE("units multiply, divide and follow powers and roots")
{
    Case test;
    CHECK(test.unit_of("hours * wage") == "EUR");
    CHECK(test.unit_of("price / hours") == "EUR/h");
    CHECK(test.unit_of("price / price") == "1");
    CHECK(test.unit_of("price ^ 2") == "EUR^2");
    CHECK(test.unit_of("hours ^ -1") == "1/h");
    CHECK(test.unit_of("hours ^ 0") == "1");
    CHECK(test.unit_of("hours ^ (1 + 1)") == "h^2");
    CHECK(test.unit_of("sqrt(area)") == "m");
    CHECK(test.unit_of("abs(-price)") == "EUR");
    CHECK(test.unit_of("yearly * years") == "EUR");
    CHECK(test.unit_of("kiosks * price") == "EUR*kiosk");
    CHECK(test.unit_of("min(price, 2 * price)") == "EUR");
    CHECK(test.unit_of("price < 2 * price") == "1");
}

TEST_CASE("a literal zero fits any unit, wherever it stands")
{
    Case test;
    CHECK(test.unit_of("0 + price") == "EUR");
    CHECK(test.unit_of("price - 0") == "EUR");
    CHECK(test.unit_of("-0 + price") == "EUR");
    CHECK(test.unit_of("0 + 0 + price") == "EUR");
    CHECK(test.unit_of("max(0, price)") == "EUR");
    CHECK(test.unit_of("max(0, 0, price)") == "EUR");
    CHECK(test.unit_of("max(0, max(0, 0), price)") == "EUR");
    CHECK(test.unit_of("if(price > 0, 0, price)") == "EUR");
    CHECK(test.unit_of("if(t > 2, price, 0)") == "EUR");
    CHECK(test.unit_of("if(t > 2, 0, if(t > 1, 0, price))") == "EUR");
    CHECK(test.unit_of("if(t > 1, 0, 0) + price") == "EUR");
    CHECK(test.unit_of("interp(t, 0, 0, 5, 0, 10, price)") == "EUR");
    CHECK(test.unit_of("interp(t, 0, price, 5, 0)") == "EUR");
    CHECK(test.unit_of("ramp(0, hours, 2 * hours)") == "1");
    CHECK(test.unit_of("logistic(0, hours, 1 / hours)") == "1");
    CHECK(test.unit_of("logistic(hours, hours, 0)") == "1");
    CHECK(test.result("interp(t, 0, 0, 2, 0, 4, price)", 3) == doctest::Approx(2.5));
    check_mistakes("1 + price", {{say::units_differ, 22}});
    check_mistakes("share * 0 + price", {{say::units_differ, 30}});
}

TEST_CASE("both sides of a sum and of a comparison are of one dimension")
{
    check_mistakes("price + hours", {{say::units_differ, 26}});
    check_mistakes("price < 5", {{say::units_differ, 26}});
    check_mistakes("price == hours", {{say::units_differ, 26}});
    CHECK(message_of("price + hours") == "'+' joins EUR and h; both sides must be of one dimension");
    CHECK(message_of("kiosks - price", base::Language::fr) == "« - » relie kiosk et EUR ; les deux côtés doivent être de même dimension");
}

TEST_CASE("calendar and physical time do not mix, and the message says what to do")
{
    check_mistakes("years + hours", {{say::units_differ_calendar, 26}});
    check_mistakes("wage + yearly", {{say::units_differ_calendar, 25}});
    check_mistakes("yearly >= wage", {{say::units_differ_calendar, 27}});
    check_mistakes("years + price", {{say::units_differ, 26}});
    CHECK(message_of("wage + yearly") ==
          "'+' joins EUR/h and EUR/year; a year is a calendar unit and nothing converts it to hours: say how many hours a year");
    CHECK(message_of("wage + yearly", base::Language::fr).find("dites combien d'heures par an") != std::string::npos);
    Case test;
    CHECK(test.unit_of("wage * hours / years + yearly") == "EUR/year");
}

TEST_CASE("an exponent has no unit, and a unit takes whole powers only")
{
    check_mistakes("share ^ hours", {{say::exponent_has_unit, 28}});
    check_mistakes("price ^ 0.5", {{say::exponent_not_whole, 28}});
    check_mistakes("price ^ share", {{say::exponent_not_whole, 28}});
    check_mistakes("price ^ t", {{say::exponent_not_whole, 28}});
    check_mistakes("price ^ log(-1)", {{say::exponent_not_whole, 28}});
    Case test;
    CHECK(test.result("share ^ t", 0) == 1);
    CHECK(test.result("4 ^ 0.5") == 2);
}

TEST_CASE("powers of a unit that would overflow are refused")
{
    check_mistakes("price ^ 13", {{say::powers_too_high, 26}});
    check_mistakes("price ^ -13", {{say::powers_too_high, 26}});
    check_mistakes("price ^ 1e9", {{say::powers_too_high, 26}});
    check_mistakes("price ^ 256", {{say::powers_too_high, 26}});  // 0 in 8 bits
    check_mistakes("area ^ 6 * area", {{say::powers_too_high, 29}});
    check_mistakes("1 / area ^ 6 / area", {{say::powers_too_high, 33}});
    check_mistakes("((area ^ 4) ^ 4) ^ 8", {{say::powers_too_high, 32}});
    check_mistakes("price" + repeated("*price", 255), {{say::powers_too_high, 91}});  // the twelfth *
    CHECK(message_of("price ^ 13") == "this gives a unit beyond the power 12; check the formula");
}

TEST_CASE("conditions and numbers do not stand for one another")
{
    check_mistakes("(t > 1) + 2", {{say::number_not_condition, 23}});
    check_mistakes("-(t > 1)", {{say::number_not_condition, 24}});
    check_mistakes("late * late", {{say::number_not_condition, 20}, {say::number_not_condition, 27}});
    check_mistakes("share and t > 1", {{say::condition_expected, 20}});
    check_mistakes("share or share", {{say::condition_expected, 20}, {say::condition_expected, 29}});
    check_mistakes("not share", {{say::condition_expected, 24}});
    check_mistakes("if(share, 1, 2)", {{say::condition_expected, 23}});
    check_mistakes("if(t > 1, t > 2, t > 3)", {{say::number_not_condition, 32}, {say::number_not_condition, 39}});
    check_mistakes("min(t > 1, 2)", {{say::number_not_condition, 26}});
    check_mistakes("(t > 1) == (t > 2)", {{say::number_not_condition, 23}, {say::number_not_condition, 34}});
    Case test;
    CHECK(test.compiled("t > 1")->is_truth);
    CHECK(test.compiled("not late or t > 1")->is_truth);
    CHECK(!test.compiled("if(late, 1, 2)")->is_truth);
}

TEST_CASE("a function is known by its name before a bracket")
{
    check_mistakes("mix(1, 2)", {{say::function_unknown_near, 20}});
    check_mistakes("share + zzzzzzzz(1)", {{say::function_unknown, 28}});
    check_mistakes("t(1)", {{say::function_unknown, 20}});
    CHECK(message_of("logistik(1, 2, 3)") == "'logistik' is not a function; did you mean 'logistic'?");
    Case test;
    test.add("min", 4, "");
    CHECK(test.result("min(min, 9)") == 4);
}

TEST_CASE("a call takes as many values as its function")
{
    check_mistakes("if(t > 1, 2)", {{say::function_arguments, 20}});
    check_mistakes("exp(1, 2)", {{say::function_arguments, 20}});
    check_mistakes("min()", {{say::function_arguments, 20}});
    check_mistakes("interp(t, 0, 1, 2)", {{say::interp_pairs, 20}});
    check_mistakes("max(1" + repeated(", 1", 50) + ")", {{say::function_arguments, 20}});
    CHECK(message_of("exp(1, 2)") == "exp(x) does not take 2 values");
}

TEST_CASE("values of a call are in units that fit")
{
    check_mistakes("max(price, hours)", {{say::function_units_differ, 20}});
    check_mistakes("if(t > 1, price, hours)", {{say::function_units_differ, 20}});
    check_mistakes("ramp(t, 0, hours)", {{say::function_units_differ, 20}});
    check_mistakes("interp(hours, 0, 1, 2, 3)", {{say::function_units_differ, 20}});
    check_mistakes("interp(t, 0, price, 2, 3)", {{say::function_units_differ, 20}});
    check_mistakes("exp(hours)", {{say::function_needs_plain, 24}});
    check_mistakes("log(price)", {{say::function_needs_plain, 24}});
    check_mistakes("sqrt(price)", {{say::square_root_of_unit, 20}});
    check_mistakes("logistic(hours, hours, 1)", {{say::logistic_slope, 43}});
    CHECK(message_of("logistic(hours, hours, 1)") == "the slope is in 1; with this x it must be in 1/h");
    check_mistakes("interp(t, 5, 1, 5, 3)", {{say::interp_not_rising, 36}});
    check_mistakes("interp(t, 9, 1, 5, 3, 2, 4)", {{say::interp_not_rising, 36}, {say::interp_not_rising, 42}});
}

TEST_CASE("all mistakes of one formula are reported, in the order of the text")
{
    check_mistakes("unknown_a + price * unknown_b", {{say::function_unknown, 20}, {say::function_unknown, 40}});
    check_mistakes("(price + hours) * (1 + area) - mix(unknown)",
                   {{say::units_differ, 27}, {say::units_differ, 41}, {say::function_unknown_near, 51}, {say::function_unknown, 55}});
    check_mistakes("if(share, price, hours) + log(price) + sqrt(hours)",
                   {{say::function_units_differ, 20}, {say::condition_expected, 23}, {say::function_needs_plain, 50}, {say::square_root_of_unit, 59}});
}

TEST_CASE("one mistake does not hide behind another nor cause one")
{
    check_mistakes("unknown + price", {{say::function_unknown, 20}});
    check_mistakes("(price + hours) + area", {{say::units_differ, 27}});  // the sum that failed has no unit to compare
}

TEST_CASE("sums as long as a formula may be are checked and run")
{
    Case test;
    auto const terms = (base::limits::formula_length_max - 1) / 2;
    CHECK(test.result("t" + repeated("+t", terms)) == static_cast<double>(terms + 1));
    CHECK(test.result("t" + repeated("-t", terms), 0) == 0);
    CHECK(test.result("2" + repeated("^1", 90)) == 2);
    CHECK(test.result(repeated("-(", 40) + "share" + repeated(")", 40)) == doctest::Approx(0.3));
    CHECK(test.result(repeated("(1+", 100) + "share" + repeated(")", 100)) == doctest::Approx(100.3));
    CHECK(test.compiled("t > 1" + repeated(" and t>1", 400))->is_truth);
}

TEST_CASE("what is shared by two formulas is computed once")
{
    Case test;
    auto const first = test.compiled("hours * wage * (1 + share)");
    auto const size = test.so_far().instructions.size();
    auto const second = test.compiled("(1 + share) * (wage * hours)");
    CHECK(test.so_far().instructions.size() == size);
    CHECK(first->value == second->value);
    CHECK(first->dimension == second->dimension);
}

TEST_CASE("every operator's example runs and gives its result")
{
    for (auto const& entry : operator_entries()) {
        CAPTURE(entry.symbol);
        Case test;
        CHECK(test.result(entry.example) == entry.example_result);
    }
}

}  // namespace alzette::formula
