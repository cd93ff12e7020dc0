// SPDX-License-Identifier: Apache-2.0
#include "formula/expression.h"

#include "base/catalogue/formula.h"
#include "base/limits.h"
#include "formula/character.h"
#include "formula/number.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

namespace alzette::formula {

using base::Errc;
using base::fail;
using base::Place;
using base::Result;

namespace {

constexpr std::string_view reserved[] = {"t", "year", "and", "or", "not"};

OperatorEntry const operators[] = {
    {"+", "1 + 2", 3, {"sum; both sides in units of one dimension", "somme ; les deux côtés ont la même dimension"}},
    {"-", "3 - 1", 2, {"difference; before a value, its opposite", "différence ; devant une valeur, son opposé"}},
    {"*", "2 * 3", 6, {"product; units multiply", "produit ; les unités se multiplient"}},
    {"/", "6 / 3", 2, {"quotient; units divide", "quotient ; les unités se divisent"}},
    {"^", "2 ^ 3 ^ 2", 512, {"power, from right to left; the exponent has no unit", "puissance, de droite à gauche ; l'exposant n'a pas d'unité"}},
    {"<", "if(1 < 2, 1, 0)", 1, {"less than", "inférieur à"}},
    {"<=", "if(2 <= 2, 1, 0)", 1, {"at most", "inférieur ou égal à"}},
    {">", "if(1 > 2, 1, 0)", 0, {"greater than", "supérieur à"}},
    {">=", "if(2 >= 2, 1, 0)", 1, {"at least", "supérieur ou égal à"}},
    {"==", "if(2 == 2, 1, 0)", 1, {"equal", "égal à"}},
    {"!=", "if(2 != 2, 1, 0)", 0, {"different", "différent de"}},
    {"and", "if(1 < 2 and 2 < 3, 1, 0)", 1, {"both conditions", "les deux conditions"}},
    {"or", "if(1 < 2 or 3 < 2, 1, 0)", 1, {"one condition at least", "une condition au moins"}},
    {"not", "if(not 1 < 2, 1, 0)", 0, {"the contrary of a condition", "le contraire d'une condition"}},
};

// What people type for an operator, by habit or because a word processor put it there.
struct Spelling {
    std::string_view found;
    std::string_view expected;
};
constexpr Spelling spellings[] = {
    {"×", "*"},  {"·", "*"},  {"⋅", "*"},  {"÷", "/"},  {"−", "-"},   {"–", "-"},  {"—", "-"},   {"≤", "<="},
    {"≥", ">="}, {"≠", "!="}, {"²", "^2"}, {"³", "^3"}, {"&", "and"}, {"|", "or"}, {"!", "not"}, {"√", "sqrt()"},
};

constexpr std::string_view units_at_hand[] = {"%", "‰", "€", "$", "£"};

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::size_t word_length(std::string_view text)
{
    auto length = letter_length(text);
    if (length == 0) return 0;
    while (length < text.size()) {
        auto const next = is_digit(text[length]) ? 1 : letter_length(text.substr(length));
        if (next == 0) break;
        length += next;
    }
    return length;
}

struct Token {
    enum class Kind { number, name, symbol, end };
    Kind kind;
    std::string_view text;
    double number = 0;
};

std::size_t symbol_length(std::string_view text)
{
    for (std::string_view const two : {"<=", ">=", "==", "!="})
        if (text.starts_with(two)) return 2;
    return std::string_view("+-*/^(),<>").find(text[0]) != std::string_view::npos ? 1 : 0;
}

// Recursive descent over a formula of limited length and depth.
class Parser {
public:
    Parser(std::string_view text, Place place) : whole_(text), rest_(text), place_(place) {}

    Result<Expression> formula()
    {
        TRY_VOID(advance());
        auto expression = TRY(either(0));
        if (token_.kind != Token::Kind::end) return unexpected();
        return expression;
    }

private:
    using Level = Result<Expression> (Parser::*)(std::size_t);

    Place at(std::string_view part) const
    {
        auto const before = whole_.substr(0, static_cast<std::size_t>(part.data() - whole_.data()));
        return {place_.line, place_.column + characters(before)};
    }

    tl::unexpected<base::Error> unexpected() const
    {
        auto const place = at(token_.text);
        if (token_.kind == Token::Kind::end) return fail(Errc::invalid, say::formula_ends_early, {{"formula", whole_}}, place);
        if (token_.text == ")" && open_ == 0) return fail(Errc::invalid, say::formula_bracket_not_opened, {{"formula", whole_}}, place);
        if (token_.text == ")") return fail(Errc::invalid, say::formula_value_missing, {{"found", token_.text}}, place);
        if (is_decimal_comma()) return fail(Errc::invalid, say::number_decimal_comma, {{"found", whole_}}, place);
        auto const is_operator = token_.kind == Token::Kind::symbol || is("and") || is("or") || is("not");
        if (is_operator) return fail(Errc::invalid, say::formula_unexpected, {{"found", token_.text}}, place);
        return fail(Errc::invalid, say::formula_operator_missing, {{"found", token_.text}}, place);
    }

    // Between the values of a call a comma is in its place, so only elsewhere does it show what was meant.
    bool is_decimal_comma() const
    {
        auto const at_comma = static_cast<std::size_t>(token_.text.data() - whole_.data());
        return token_.text == "," && at_comma > 0 && has_decimal_comma(whole_.substr(at_comma - 1, 3));
    }

    Result<void> advance()
    {
        while (auto const length = blank_length(rest_)) rest_.remove_prefix(length);
        if (rest_.empty()) return token_ = {Token::Kind::end, rest_}, Result<void>{};
        if (is_digit(rest_[0]) || (rest_[0] == '.' && rest_.size() > 1 && is_digit(rest_[1]))) return advance_number();
        auto const word = word_length(rest_);
        auto const length = word > 0 ? word : symbol_length(rest_);
        if (length == 0) return strange();
        token_ = {word > 0 ? Token::Kind::name : Token::Kind::symbol, rest_.substr(0, length)};
        rest_.remove_prefix(length);
        return {};
    }

    Result<void> advance_number()
    {
        auto const number = read_number(rest_);
        if (!number || !has_allowed_size(number->value)) {
            auto const written = rest_.substr(0, rest_.find_first_not_of("0123456789.eE"));
            return fail(Errc::invalid, say::number_out_of_range, {{"found", written}}, at(rest_));
        }
        token_ = {Token::Kind::number, rest_.substr(0, rest_.size() - number->rest.size()), number->value};
        rest_ = number->rest;
        return {};
    }

    tl::unexpected<base::Error> strange() const
    {
        auto const found = rest_.substr(0, character_length(rest_));
        if (found == "=") return fail(Errc::invalid, say::formula_single_equals, {}, at(rest_));
        auto const is_unit = std::ranges::find(units_at_hand, found) != std::end(units_at_hand);
        if (is_unit) return fail(Errc::invalid, say::formula_holds_unit, {{"found", found}}, at(rest_));
        auto const meant = std::ranges::find(spellings, found, &Spelling::found);
        if (meant != std::end(spellings)) return fail(Errc::invalid, say::write_instead, {{"found", found}, {"expected", meant->expected}}, at(rest_));
        return fail(Errc::invalid, say::formula_unexpected, {{"found", found}}, at(rest_));
    }

    bool is(std::string_view text) const { return token_.kind != Token::Kind::end && token_.kind != Token::Kind::number && token_.text == text; }

    // One more bracket, sign, "not" or exponent inside another: what the stack must hold.
    Result<Expression> nested(Level level, std::size_t depth)
    {
        if (depth >= base::limits::formula_depth_max)
            return fail(Errc::exhausted, say::formula_too_deep, {{"depth_max", base::limits::formula_depth_max}}, at(token_.text));
        return (this->*level)(depth + 1);
    }

    static Expression operation(Token const& token, Place place, std::vector<Expression> parts)
    {
        return {Expression::Kind::operation, place, 0, std::string(token.text), std::move(parts)};
    }

    // left-to-right operators of one strength
    Result<Expression> chain(std::span<std::string_view const> symbols, Level next, std::size_t depth)
    {
        auto left = TRY((this->*next)(depth));
        while (std::ranges::any_of(symbols, [&](auto symbol) { return is(symbol); })) {
            auto const token = token_;
            TRY_VOID(advance());
            auto right = TRY((this->*next)(depth));
            left = operation(token, at(token.text), two(std::move(left), std::move(right)));
        }
        return left;
    }

    Result<Expression> either(std::size_t depth) { return chain(std::array<std::string_view, 1>{"or"}, &Parser::both, depth); }
    Result<Expression> both(std::size_t depth) { return chain(std::array<std::string_view, 1>{"and"}, &Parser::negation, depth); }

    Result<Expression> negation(std::size_t depth)
    {
        if (!is("not")) return comparison(depth);
        auto const token = token_;
        TRY_VOID(advance());
        auto part = TRY(nested(&Parser::negation, depth));
        return operation(token, at(token.text), one(std::move(part)));
    }

    Result<Expression> comparison(std::size_t depth)
    {
        auto left = TRY(sum(depth));
        auto const compares = [&] { return is("<") || is("<=") || is(">") || is(">=") || is("==") || is("!="); };
        if (!compares()) return left;
        auto const token = token_;
        TRY_VOID(advance());
        auto right = TRY(sum(depth));
        if (compares()) return fail(Errc::invalid, say::formula_comparison_chain, {}, at(token_.text));
        return operation(token, at(token.text), two(std::move(left), std::move(right)));
    }

    Result<Expression> sum(std::size_t depth) { return chain(std::array<std::string_view, 2>{"+", "-"}, &Parser::product, depth); }
    Result<Expression> product(std::size_t depth) { return chain(std::array<std::string_view, 2>{"*", "/"}, &Parser::sign, depth); }

    Result<Expression> sign(std::size_t depth)
    {
        if (!is("-") && !is("+")) return raised(depth);
        auto const token = token_;
        TRY_VOID(advance());
        auto part = TRY(nested(&Parser::sign, depth));
        if (token.text == "+") return part;
        return operation(token, at(token.text), one(std::move(part)));
    }

    Result<Expression> raised(std::size_t depth)
    {
        auto base = TRY(primary(depth));
        if (!is("^")) return base;
        auto const token = token_;
        TRY_VOID(advance());
        auto exponent = TRY(nested(&Parser::sign, depth));
        return operation(token, at(token.text), two(std::move(base), std::move(exponent)));
    }

    Result<Expression> primary(std::size_t depth)
    {
        auto const token = token_;
        auto const place = at(token.text);
        if (token.kind == Token::Kind::number) {
            TRY_VOID(advance());
            return Expression{Expression::Kind::number, place, token.number, std::string(token.text), {}};
        }
        if (is("(")) return bracketed(depth);
        if (token.kind != Token::Kind::name || is("and") || is("or") || is("not")) return unexpected();
        TRY_VOID(advance());
        if (!is("(")) return Expression{Expression::Kind::name, place, 0, std::string(token.text), {}};
        return call(token, place, depth);
    }

    Result<Expression> bracketed(std::size_t depth)
    {
        auto const open = token_;
        ++open_;
        TRY_VOID(advance());
        auto inner = TRY(nested(&Parser::either, depth));
        if (!is(")")) return not_closed(open);
        --open_;
        TRY_VOID(advance());
        return inner;
    }

    Result<Expression> call(Token const& name, Place place, std::size_t depth)
    {
        auto const open = token_;
        Expression call{Expression::Kind::call, place, 0, std::string(name.text), {}};
        ++open_;
        TRY_VOID(advance());
        while (!is(")")) {
            auto argument = TRY(nested(&Parser::either, depth));
            call.parts.push_back(std::move(argument));
            if (is(")")) break;
            if (!is(",")) return not_closed(open);
            TRY_VOID(advance());
            if (is(")")) return unexpected();
        }
        --open_;
        TRY_VOID(advance());
        return call;
    }

    tl::unexpected<base::Error> not_closed(Token const& open) const
    {
        if (token_.kind == Token::Kind::end) return fail(Errc::invalid, say::bracket_not_closed, {{"found", whole_}}, at(open.text));
        return unexpected();
    }

    static std::vector<Expression> one(Expression part)
    {
        std::vector<Expression> parts;
        parts.push_back(std::move(part));
        return parts;
    }

    static std::vector<Expression> two(Expression left, Expression right)
    {
        std::vector<Expression> parts;
        parts.reserve(2);
        parts.push_back(std::move(left));
        parts.push_back(std::move(right));
        return parts;
    }

    std::string_view whole_;
    std::string_view rest_;
    Place place_;
    Token token_{Token::Kind::end, {}};
    std::size_t open_ = 0;  // brackets
};

}  // namespace

std::span<OperatorEntry const> operator_entries() { return operators; }

bool is_reserved(std::string_view text) { return std::ranges::find(reserved, text) != std::end(reserved); }

bool is_name(std::string_view text)
{
    return text.size() <= 100 && is_word(text) && !is_reserved(text);
}

Result<Expression> parse_formula(std::string_view text, Place place)
{
    if (text.size() > base::limits::formula_length_max)
        return fail(Errc::exhausted, say::formula_too_long, {{"length_max", base::limits::formula_length_max}}, place);
    return Parser(text, place).formula();
}

}  // namespace alzette::formula
