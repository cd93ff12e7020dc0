// SPDX-License-Identifier: Apache-2.0
#include "formula/expression.h"

#include "base/limits.h"
#include "formula/number.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

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

bool is_name_start(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return std::isalpha(byte) != 0 || c == '_' || byte >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

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
        if (token_.kind == Token::Kind::end) return fail(Errc::invalid, say::formula_ends_early, {{"formula", whole_}}, at(token_.text));
        if (token_.text == ")") return fail(Errc::invalid, say::formula_bracket_not_opened, {{"formula", whole_}}, at(token_.text));
        if (token_.kind == Token::Kind::symbol) return fail(Errc::invalid, say::formula_unexpected, {{"found", token_.text}}, at(token_.text));
        return fail(Errc::invalid, say::formula_operator_missing, {{"found", token_.text}}, at(token_.text));
    }

    Result<void> advance()
    {
        rest_ = rest_.substr(rest_.size() - without_leading_blanks(rest_).size());
        if (rest_.empty()) return token_ = {Token::Kind::end, rest_}, Result<void>{};
        auto const c = rest_[0];
        std::size_t length = 0;
        if (std::isdigit(static_cast<unsigned char>(c)) != 0 || (c == '.' && rest_.size() > 1)) {
            auto const number = read_number(rest_);
            if (!number) return fail(Errc::invalid, say::number_expected, {{"found", rest_}}, at(rest_));
            length = rest_.size() - number->rest.size();
            token_ = {Token::Kind::number, rest_.substr(0, length), number->value};
        } else if (is_name_start(c)) {
            while (length < rest_.size() && is_name_part(rest_[length])) ++length;
            token_ = {Token::Kind::name, rest_.substr(0, length)};
        } else {
            length = symbol_length(rest_);
            if (length == 0) return strange(rest_);
            token_ = {Token::Kind::symbol, rest_.substr(0, length)};
        }
        rest_.remove_prefix(length);
        return {};
    }

    static std::string_view without_leading_blanks(std::string_view text)
    {
        while (!text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r')) text.remove_prefix(1);
        if (text.starts_with("\u00A0")) return without_leading_blanks(text.substr(2));
        if (text.starts_with("\u202F")) return without_leading_blanks(text.substr(3));
        return text;
    }

    tl::unexpected<base::Error> strange(std::string_view text) const
    {
        if (text[0] == '=') return fail(Errc::invalid, say::formula_single_equals, {}, at(text));
        if (text[0] == '%') return fail(Errc::invalid, say::formula_holds_unit, {{"found", "%"}}, at(text));
        return fail(Errc::invalid, say::formula_unexpected, {{"found", text.substr(0, 1)}}, at(text));
    }

    bool is(std::string_view text) const { return token_.kind != Token::Kind::end && token_.kind != Token::Kind::number && token_.text == text; }

    Result<Expression> deeper(Level level, std::size_t depth)
    {
        if (depth > base::limits::formula_depth_max)
            return fail(Errc::exhausted, say::formula_too_deep, {{"depth_max", base::limits::formula_depth_max}}, at(token_.text));
        return (this->*level)(depth);
    }

    static Expression operation(Token const& token, Place place, std::vector<Expression> parts)
    {
        return {Expression::Kind::operation, place, 0, std::string(token.text), std::move(parts)};
    }

    // left-to-right operators of one strength
    Result<Expression> chain(std::span<std::string_view const> symbols, Level next, std::size_t depth)
    {
        auto left = TRY(deeper(next, depth + 1));
        while (std::ranges::any_of(symbols, [&](auto symbol) { return is(symbol); })) {
            auto const token = token_;
            TRY_VOID(advance());
            auto right = TRY(deeper(next, depth + 1));
            std::vector<Expression> parts;
            parts.push_back(std::move(left));
            parts.push_back(std::move(right));
            left = operation(token, at(token.text), std::move(parts));
            if (++operations_ > base::limits::formula_length_max) return unexpected();
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
        auto part = TRY(deeper(&Parser::negation, depth + 1));
        return operation(token, at(token.text), one(std::move(part)));
    }

    Result<Expression> comparison(std::size_t depth)
    {
        auto left = TRY(deeper(&Parser::sum, depth));
        auto const compares = [&] { return is("<") || is("<=") || is(">") || is(">=") || is("==") || is("!="); };
        if (!compares()) return left;
        auto const token = token_;
        TRY_VOID(advance());
        auto right = TRY(deeper(&Parser::sum, depth));
        if (compares()) return fail(Errc::invalid, say::formula_comparison_chain, {}, at(token_.text));
        std::vector<Expression> parts;
        parts.push_back(std::move(left));
        parts.push_back(std::move(right));
        return operation(token, at(token.text), std::move(parts));
    }

    Result<Expression> sum(std::size_t depth) { return chain(std::array<std::string_view, 2>{"+", "-"}, &Parser::product, depth); }
    Result<Expression> product(std::size_t depth) { return chain(std::array<std::string_view, 2>{"*", "/"}, &Parser::sign, depth); }

    Result<Expression> sign(std::size_t depth)
    {
        if (!is("-") && !is("+")) return raised(depth);
        auto const token = token_;
        TRY_VOID(advance());
        auto part = TRY(deeper(&Parser::sign, depth + 1));
        if (token.text == "+") return part;
        return operation(token, at(token.text), one(std::move(part)));
    }

    Result<Expression> raised(std::size_t depth)
    {
        auto base = TRY(deeper(&Parser::primary, depth + 1));
        if (!is("^")) return base;
        auto const token = token_;
        TRY_VOID(advance());
        auto exponent = TRY(deeper(&Parser::sign, depth + 1));
        std::vector<Expression> parts;
        parts.push_back(std::move(base));
        parts.push_back(std::move(exponent));
        return operation(token, at(token.text), std::move(parts));
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
        TRY_VOID(advance());
        auto inner = TRY(deeper(&Parser::either, depth + 1));
        if (!is(")")) return not_closed(open);
        TRY_VOID(advance());
        return inner;
    }

    Result<Expression> call(Token const& name, Place place, std::size_t depth)
    {
        auto const open = token_;
        Expression call{Expression::Kind::call, place, 0, std::string(name.text), {}};
        TRY_VOID(advance());
        while (!is(")")) {
            auto argument = TRY(deeper(&Parser::either, depth + 1));
            call.parts.push_back(std::move(argument));
            if (is(")")) break;
            if (!is(",")) return not_closed(open);
            TRY_VOID(advance());
            if (is(")")) return unexpected();
        }
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

    std::string_view whole_;
    std::string_view rest_;
    Place place_;
    Token token_{Token::Kind::end, {}};
    std::size_t operations_ = 0;
};

}  // namespace

std::span<OperatorEntry const> operator_entries() { return operators; }

bool is_reserved(std::string_view text) { return std::ranges::find(reserved, text) != std::end(reserved); }

bool is_name(std::string_view text)
{
    return !text.empty() && text.size() <= 100 && is_name_start(text[0]) && std::ranges::all_of(text, is_name_part) && !is_reserved(text);
}

Result<Expression> parse_formula(std::string_view text, Place place)
{
    if (text.size() > base::limits::formula_length_max)
        return fail(Errc::exhausted, say::formula_too_long, {{"length_max", base::limits::formula_length_max}}, place);
    return Parser(text, place).formula();
}

}  // namespace alzette::formula
