// SPDX-License-Identifier: Apache-2.0
#include "ngsi/literal.h"

#include "base/catalogue/ngsi_query.h"
#include "ngsi/names.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Result;
using Kind = Literal::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Literal> moment_literal(std::string_view word)
{
    for (auto const kind : {Kind::instant, Kind::date, Kind::time})
        if (auto const instant = moment(kind, word)) return Literal{kind, json::Value(word), {}, *instant};
    return std::nullopt;
}

std::optional<Literal> number_literal(std::string_view word)
{
    if (!is_digit(word.front()) && word.front() != '-') return std::nullopt;
    auto parsed = json::parse(word);
    if (!parsed || !parsed->is_number()) return std::nullopt;
    return Literal{Kind::number, *std::move(parsed), {}, {}};
}

Literal text_literal(std::string text, Context const& context, Text as)
{
    auto expanded = context.expand(text);
    return {Kind::text, json::Value(as == Text::expanded ? expanded : std::move(text)), std::move(expanded), {}};
}

// To the sign that ends a value; two dots are a range's.
std::size_t word_length(std::string_view text)
{
    return std::min({text.find_first_of(";|),"), text.find(".."), text.size()});
}

// A word is longer when a comma starts a fraction of a second (clause 4.6.3); else a comma separates values.
std::string_view take_word(Cursor& cursor)
{
    auto const text = cursor.rest();
    auto const length = word_length(text);
    if (length < text.size() && text[length] == ',') {
        auto const longer = length + 1 + word_length(text.substr(length + 1));
        if (moment_literal(text.substr(0, longer))) return cursor.take(longer);
    }
    return cursor.take(length);
}

Result<std::string> read_quoted(Cursor& cursor)
{
    auto const text = cursor.rest();
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
    if (end >= text.size()) {
        cursor.take(text.size());
        return cursor.wrong("'\"'");
    }
    auto const parsed = json::parse(text.substr(0, end + 1));
    if (!parsed || parsed->text() == nullptr) return cursor.wrong(say::query_value_expected);
    cursor.take(end + 1);
    return *parsed->text();
}

// Numbers and moments; nothing where none stands, and the cursor stays.
std::optional<Literal> read_unquoted_ordered(Cursor& cursor)
{
    auto const before = cursor.offset();
    auto const word = take_word(cursor);
    if (!word.empty()) {
        if (auto number = number_literal(word)) return number;
        if (auto found = moment_literal(word)) return found;
    }
    cursor.back_to(before);
    return std::nullopt;
}

}  // namespace

std::optional<base::Instant> moment(Kind kind, std::string_view text)
{
    if (kind == Kind::instant) return base::parse_instant(text);
    // Lengths first, so that no text of one kind is made one of another.
    if (kind == Kind::date && text.size() == 10) return base::parse_instant(std::string(text).append("T00:00:00Z"));
    if (kind == Kind::time && text.size() >= 9) return base::parse_instant(std::string("1970-01-01T").append(text));
    return std::nullopt;
}

Result<Literal> read_literal(Cursor& cursor, Context const& context, Text text)
{
    if (cursor.rest().starts_with('"')) return read_ordered_literal(cursor, context, text);
    if (auto ordered = read_unquoted_ordered(cursor)) return *std::move(ordered);
    auto const before = cursor.offset();
    auto const word = take_word(cursor);
    if (word == "true" || word == "false") return Literal{Kind::truth, json::Value(word == "true"), {}, {}};
    // What starts like a number or a date and is none is a mistake, not a term.
    auto const is_term = is_name(word) && !is_digit(word.front()) && word.front() != '-';
    if (is_uri(word) || is_term) return text_literal(std::string(word), context, text);
    cursor.back_to(before);
    return cursor.wrong(say::query_value_expected);
}

Result<Literal> read_ordered_literal(Cursor& cursor, Context const& context, Text text)
{
    if (cursor.rest().starts_with('"')) {
        auto quoted = TRY(read_quoted(cursor));
        return text_literal(std::move(quoted), context, text);
    }
    auto ordered = read_unquoted_ordered(cursor);
    if (!ordered) return cursor.wrong(say::query_ordered_expected);
    return *std::move(ordered);
}

void write_literal(Literal const& literal, std::string& out)
{
    auto const is_moment = literal.kind == Kind::instant || literal.kind == Kind::date || literal.kind == Kind::time;
    if (is_moment) out += *literal.value.text();
    else json::write(literal.value, out);
}

}  // namespace alzette::ngsi
