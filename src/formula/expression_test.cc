// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/formula.h"
#include "formula/expression.h"

#include "base/limits.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <rapidcheck.h>
#include <cstdint>
#include <set>
#include <string>

namespace alzette::formula {

namespace {

using Kind = Expression::Kind;

constexpr base::Place start{7, 20};

Expression parsed(std::string_view text)
{
    auto const formula = parse_formula(text, start);
    REQUIRE_MESSAGE(formula, text << ": " << formula.error().message.in(base::Language::en));
    return *formula;
}

// "(+ a (* 2 b))"
std::string tree(Expression const& expression)
{
    if (expression.kind == Kind::number) return fmt::format("{}", expression.number);
    if (expression.kind == Kind::name) return expression.text;
    auto text = (expression.kind == Kind::call ? "(" + expression.text + "()" : "(" + expression.text);
    for (auto const& part : expression.parts) text += " " + tree(part);
    return text + ")";
}

std::string tree(std::string_view text) { return tree(parsed(text)); }

base::Error error_of(std::string_view text)
{
    auto const formula = parse_formula(text, start);
    REQUIRE_MESSAGE(!formula, text);
    return formula.error();
}

struct Mistake {
    std::string_view text;
    base::MessageId id;
    std::uint32_t column;  // in characters; the text starts at 20
};

void check_mistakes(std::initializer_list<Mistake> mistakes)
{
    for (auto const& mistake : mistakes) {
        CAPTURE(mistake.text);
        auto const error = error_of(mistake.text);
        CHECK(base::name_of(error.message.id) == base::name_of(mistake.id));
        CHECK(error.place == base::Place{7, mistake.column});
        CHECK(error.message.in(base::Language::en).find('{') == std::string::npos);
        CHECK(error.message.in(base::Language::fr).find('{') == std::string::npos);
    }
}

std::string repeated(std::string_view text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("strong operators bind before weak ones")
{
    CHECK(tree("a + 2 * b") == "(+ a (* 2 b))");
    CHECK(tree("(a + 2) * b") == "(* (+ a 2) b)");
    CHECK(tree("a * b ^ 2") == "(* a (^ b 2))");
    CHECK(tree("-a ^ 2") == "(- (^ a 2))");
    CHECK(tree("-a * b") == "(* (- a) b)");
    CHECK(tree("a + b < c * d") == "(< (+ a b) (* c d))");
    CHECK(tree("not a < b and c < d") == "(and (not (< a b)) (< c d))");
    CHECK(tree("a < b or c < d and e < f") == "(or (< a b) (and (< c d) (< e f)))");
}

TEST_CASE("operators of one strength go from left to right, powers from right to left")
{
    CHECK(tree("a - b - c") == "(- (- a b) c)");
    CHECK(tree("a / b * c / d") == "(/ (* (/ a b) c) d)");
    CHECK(tree("a ^ b ^ c") == "(^ a (^ b c))");
    CHECK(tree("a ^ -b ^ c") == "(^ a (- (^ b c)))");
    CHECK(tree("a - -b") == "(- a (- b))");
    CHECK(tree("+a") == "a");
    CHECK(tree("- - a") == "(- (- a))");
    CHECK(tree("not not a < b") == "(not (not (< a b)))");
    CHECK(tree("a < b or c < d or e < f") == "(or (or (< a b) (< c d)) (< e f))");
}

TEST_CASE("a name before a bracket is a function, elsewhere an input or quantity")
{
    CHECK(tree("ramp(ramp, 0, 3) * ramp") == "(* (ramp() ramp 0 3) ramp)");
    CHECK(tree("if (t >= 3, a, 0)") == "(if() (>= t 3) a 0)");
    CHECK(tree("f()") == "(f())");
    CHECK(tree("if + min") == "(+ if min)");
    CHECK(tree("not(a < b)") == "(not (< a b))");
}

TEST_CASE("numbers in formulas are written as in values")
{
    CHECK(parsed("10 000").number == 10000);
    CHECK(parsed("10_000").number == 10000);
    CHECK(parsed("1e4").number == 10000);
    CHECK(parsed("10\u202F000").number == 10000);
    CHECK(parsed(".5").number == 0.5);
    CHECK(tree("a*10 000+b") == "(+ (* a 10000) b)");
    CHECK(tree("min(1, 200)") == "(min() 1 200)");
    CHECK(tree("interp(t,0,0,5,1 000)") == "(interp() t 0 0 5 1000)");
    CHECK(tree("a-1") == "(- a 1)");
    CHECK(tree("2-1") == "(- 2 1)");
}

TEST_CASE("blanks of any kind stand between names, not inside them")
{
    CHECK(tree("a\u00A0+\u202Fb\t*\n c") == "(+ a (* b c))");
    CHECK(tree("\u2009a ") == "a");
    CHECK(tree("coût\u00A0* durée") == "(* coût durée)");
}

TEST_CASE("places count characters from the place of the formula")
{
    auto const formula = parsed("coût + é * min(ß, x)");
    CHECK(formula.place == base::Place{7, 25});                        // the +
    CHECK(formula.parts[0].place == base::Place{7, 20});
    CHECK(formula.parts[1].place == base::Place{7, 29});               // the *
    CHECK(formula.parts[1].parts[1].place == base::Place{7, 31});      // min
    CHECK(formula.parts[1].parts[1].parts[1].place == base::Place{7, 38});
}

TEST_CASE("a formula that is no whole one is refused at the character at fault")
{
    check_mistakes({
        {"", say::formula_ends_early, 20},
        {"   ", say::formula_ends_early, 23},
        {"a +", say::formula_ends_early, 23},
        {"a + ", say::formula_ends_early, 24},
        {"é * ", say::formula_ends_early, 24},
        {"a * / b", say::formula_unexpected, 24},
        {"* a", say::formula_unexpected, 20},
        {"a ** 2", say::formula_unexpected, 23},
        {"and a < b", say::formula_unexpected, 20},
        {"a == not b", say::formula_unexpected, 25},
        {"a b", say::formula_operator_missing, 22},
        {"2x", say::formula_operator_missing, 21},
        {"(a)(b)", say::formula_unexpected, 23},
        {"a, b", say::formula_unexpected, 21},
        {".", say::formula_unexpected, 20},
        {"a . b", say::formula_unexpected, 22},
        {"1_0", say::formula_operator_missing, 21},
    });
}

TEST_CASE("brackets are closed and opened in pairs")
{
    check_mistakes({
        {"(a + b", say::bracket_not_closed, 20},
        {"a * (b + (c - d)", say::bracket_not_closed, 24},
        {"min(a, b", say::bracket_not_closed, 23},
        {"a + b)", say::formula_bracket_not_opened, 25},
        {")", say::formula_bracket_not_opened, 20},
        {"min(a) + b)", say::formula_bracket_not_opened, 30},
        {"()", say::formula_value_missing, 21},
        {"(a + )", say::formula_value_missing, 25},
        {"min(a, )", say::formula_value_missing, 27},
        {"min(, a)", say::formula_unexpected, 24},
        {"(a, b)", say::formula_unexpected, 22},
        {"(a b)", say::formula_operator_missing, 23},
    });
}

TEST_CASE("units in a formula are named as the mistake")
{
    check_mistakes({
        {"a * 5 EUR", say::formula_operator_missing, 26},
        {"a * 5 %", say::formula_holds_unit, 26},
        {"a * 5 €", say::formula_holds_unit, 26},
        {"5 £ * a", say::formula_holds_unit, 22},
    });
    CHECK(error_of("a * 5 €").message.in(base::Language::en) == "formulas hold no units ('€'); declare an input with its unit and name it here");
}

TEST_CASE("a decimal comma is named as the cause, at the comma")
{
    check_mistakes({
        {"a * 4,5", say::number_decimal_comma, 25},
        {"é * (1,5 + b)", say::number_decimal_comma, 26},
    });
    CHECK(tree("min(4,5)") == "(min() 4 5)");  // between the values of a call it parts them
}

TEST_CASE("signs of other languages and of word processors are named with ours")
{
    check_mistakes({
        {"a × b", say::write_instead, 22},
        {"é ÷ b", say::write_instead, 22},
        {"a − b", say::write_instead, 22},
        {"a ≤ b", say::write_instead, 22},
        {"a²", say::write_instead, 21},
        {"a < b && c < d", say::write_instead, 26},
        {"!(a < b)", say::write_instead, 20},
        {"a = b", say::formula_single_equals, 22},
        {"a < b < c", say::formula_comparison_chain, 26},
        {"a == b != c", say::formula_comparison_chain, 27},
        {"a ; b", say::formula_unexpected, 22},
        {"a # b", say::formula_unexpected, 22},
        {"a \u2192 b", say::formula_unexpected, 22},
    });
    CHECK(error_of("a × b").message.in(base::Language::en) == "'×' is not understood here; write *");
    CHECK(error_of("a \u2192 b").message.in(base::Language::en) == "'\u2192' has no place here in a formula");  // the whole character
}

TEST_CASE("bytes that are no text are refused")
{
    check_mistakes({
        {"\xFF", say::formula_unexpected, 20},
        {"a\xC3", say::formula_unexpected, 21},
        {std::string_view("a\0b", 3), say::formula_unexpected, 21},
    });
}

TEST_CASE("numbers beyond any figure are refused")
{
    check_mistakes({
        {"a * 1e31", say::number_out_of_range, 24},
        {"a * 1e999", say::number_out_of_range, 24},
        {"1e-31", say::number_out_of_range, 20},
    });
    CHECK(error_of("2 * 1e999 - a").message.in(base::Language::en).find("'1e999'") != std::string::npos);
}

TEST_CASE("a formula longer than the limit is refused, one at the limit is not")
{
    auto const longest = "1" + repeated("+1", (base::limits::formula_length_max - 1) / 2);
    CHECK(parse_formula(longest, start));
    auto const longer = parse_formula(longest + "+1", start);
    REQUIRE(!longer);
    CHECK(longer.error().kind == base::Errc::exhausted);
    CHECK(longer.error().message.id == say::formula_too_long);
    CHECK(longer.error().place == start);
}

TEST_CASE("brackets nest as deep as the message says and no deeper")
{
    auto const nested = [](std::size_t depth) { return repeated("(", depth) + "a" + repeated(")", depth); };
    auto const limit = base::limits::formula_depth_max;
    CHECK(tree(nested(limit)) == "a");
    auto const error = error_of(nested(limit + 1));
    CHECK(error.kind == base::Errc::exhausted);
    CHECK(error.message.id == say::formula_too_deep);
    for (std::string_view const opening : {"-", "2^", "not ", "min(1, ", "(", "-(2^"}) {
        CAPTURE(opening);
        CHECK(error_of(repeated(opening, 500) + "a").message.id == say::formula_too_deep);
    }
    CHECK(parse_formula(repeated("(1+", limit) + "1" + repeated(")", limit), start));
}

TEST_CASE("a formula may be copied and dropped however long its sums are")
{
    auto const formula = parsed("1" + repeated("-1", (base::limits::formula_length_max - 1) / 2));
    auto const copy = formula;
    CHECK(copy.parts.size() == 2);
}

TEST_CASE("a name is a word that is not reserved")
{
    for (auto const name : {"a", "value_of_time", "coût", "x2", "_", "ramp", "if", "Not"}) CHECK_MESSAGE(is_name(name), name);
    for (auto const name : {"", "2x", "a b", "a-b", "a\u00A0b", "t", "year", "and", "or", "not", "€", "a×b"}) CHECK_MESSAGE(!is_name(name), name);
    CHECK(is_name(std::string(100, 'x')));
    CHECK(!is_name(std::string(101, 'x')));
    CHECK(is_reserved("t"));
    CHECK(is_reserved("year"));
    CHECK(!is_reserved("ramp"));
}

TEST_CASE("every operator of the table has one entry, explained in both languages, and its example parses")
{
    std::set<std::string_view> symbols;
    for (auto const& entry : operator_entries()) {
        CAPTURE(entry.symbol);
        CHECK(symbols.insert(entry.symbol).second);
        CHECK(!entry.summary.en.empty());
        CHECK(!entry.summary.fr.empty());
        CHECK(entry.example.find(entry.symbol) != std::string_view::npos);
        CHECK(parse_formula(entry.example, {}));
    }
    CHECK(symbols.size() == 14);  // case-format, rule 7
}

TEST_CASE("reading is the same with or without blanks around every sign")
{
    CHECK(rc::check([] {
        std::string tight = "a";
        std::string wide = " a ";
        auto const signs = std::vector<std::string>{"+", "-", "*", "/", "^"};
        for (auto const& sign : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(signs))) {
            if (tight.size() > 150) break;
            tight += sign + "b";
            wide += sign + "\u00A0 b\t";
        }
        RC_ASSERT(tree(tight) == tree(wide));
    }));
}

}  // namespace alzette::formula
