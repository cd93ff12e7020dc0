// SPDX-License-Identifier: Apache-2.0
#include "ngsi/query.h"

#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
namespace limits = base::limits;

struct ComparisonRow {
    std::string_view sign;
    Comparison comparison;
};

// A sign stands before those it starts with.
constexpr ComparisonRow comparisons[] = {
    {"==", Comparison::equal},      {"!=", Comparison::unequal}, {">=", Comparison::greater_equal}, {">", Comparison::greater},
    {"<=", Comparison::less_equal}, {"<", Comparison::less},     {"~=", Comparison::matches},       {"!~=", Comparison::matches_not},
};

bool is_equality(Comparison comparison) { return comparison == Comparison::equal || comparison == Comparison::unequal; }

bool has_pattern(Comparison comparison) { return comparison == Comparison::matches || comparison == Comparison::matches_not; }

Comparison read_comparison(Cursor& cursor)
{
    for (auto const& [sign, comparison] : comparisons)
        if (cursor.took(sign)) return comparison;
    return Comparison::exists;
}

// The length of a pattern without quotes: to the ';', '|' or ')' that stands outside of its own brackets.
std::size_t pattern_length(std::string_view text)
{
    std::size_t round = 0;
    bool is_class = false;
    for (std::size_t end = 0; end < text.size(); ++end) {
        auto const c = text[end];
        if (c == '\\') ++end;
        else if (is_class) is_class = c != ']';
        else if (c == '[') is_class = true;
        else if (c == '(') ++round;
        else if (round == 0 && (c == ')' || c == ';' || c == '|')) return end;
        else if (c == ')') --round;
    }
    return text.size();
}

// The length of a pattern in quotes up to the second one: a quote within it has a backslash before it, which a pattern may have before any sign.
std::size_t quoted_pattern_length(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
    return std::min(end, text.size());
}

// Every quote with a backslash before it, as within quotes.
std::string with_escaped_quotes(std::string_view pattern)
{
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '"') out += '\\';
        out += pattern[i];
        if (pattern[i] == '\\' && i + 1 < pattern.size()) out += pattern[++i];
    }
    return out;
}

Result<Pattern> read_pattern(Cursor& cursor)
{
    auto const before = cursor.offset();
    std::string_view text;
    if (cursor.took("\"")) {
        text = cursor.take(quoted_pattern_length(cursor.rest()));
        if (!cursor.took("\"")) return cursor.wrong("'\"'");
    } else {
        text = cursor.take(pattern_length(cursor.rest()));
    }
    if (text.empty()) {
        cursor.back_to(before);
        return cursor.wrong(say::query_pattern_expected);
    }
    Pattern pattern{with_escaped_quotes(text), {}};
    pattern.compiled = TRY(compile_pattern(pattern.text));
    return pattern;
}

class QueryReader {
public:
    QueryReader(Cursor cursor, Context const& context, QueryOptions const& options) : cursor_(cursor), context_(context), options_(options) {}

    Result<Query> read()
    {
        auto query = TRY(any(0));
        if (!cursor_.is_at_end()) return cursor_.wrong("';' '|'");
        return query;
    }

private:
    // AND binds tighter than OR (clause 4.9).
    Result<Query> any(std::size_t depth) { return joined(depth, "|", Query::Kind::any, &QueryReader::all); }
    Result<Query> all(std::size_t depth) { return joined(depth, ";", Query::Kind::all, &QueryReader::term); }

    Result<Query> joined(std::size_t depth, std::string_view separator, Query::Kind kind, Result<Query> (QueryReader::*part)(std::size_t))
    {
        Query query{kind, {}, {}};
        do {
            query.parts.push_back(TRY((this->*part)(depth)));
        } while (cursor_.took(separator));
        if (query.parts.size() > 1) return query;
        return std::move(query.parts.front());
    }

    Result<Query> term(std::size_t depth)
    {
        if (depth > limits::query_depth_max) return base::fail(Errc::exhausted, say::query_too_deep, {{"most", limits::query_depth_max}});
        if (cursor_.took("(")) {
            auto inner = TRY(any(depth + 1));
            if (!cursor_.took(")")) return cursor_.wrong("';' '|' ')'");
            return inner;
        }
        if (++terms_ > limits::query_terms_max) return base::fail(Errc::exhausted, say::query_too_many_terms, {{"most", limits::query_terms_max}});
        Query query;
        query.condition = TRY(condition());
        return query;
    }

    Result<Condition> condition()
    {
        Condition condition;
        condition.path = TRY(read_path(cursor_, context_));
        condition.comparison = read_comparison(cursor_);
        if (condition.comparison == Comparison::exists) return condition;
        if (has_pattern(condition.comparison)) condition.pattern = TRY(read_pattern(cursor_));
        else TRY_VOID(values(condition));
        return condition;
    }

    Result<void> values(Condition& condition)
    {
        auto const text = is_expanded(condition.path) ? Text::expanded : Text::as_written;
        if (!is_equality(condition.comparison)) {
            condition.values.push_back(TRY(read_ordered_literal(cursor_, context_, text)));
            return {};
        }
        auto const before = cursor_.offset();
        condition.values.push_back(TRY(read_literal(cursor_, context_, text)));
        if (cursor_.took("..")) {
            auto const behind = cursor_.offset();
            cursor_.back_to(before);
            condition.values.front() = TRY(read_ordered_literal(cursor_, context_, text));
            cursor_.back_to(behind);
            condition.values.push_back(TRY(read_ordered_literal(cursor_, context_, text)));
            condition.is_range = true;
            return {};
        }
        while (cursor_.took(",")) condition.values.push_back(TRY(read_literal(cursor_, context_, text)));
        return {};
    }

    bool is_expanded(ValuePath const& path) const
    {
        return !path.names.empty() && std::ranges::find(options_.expand_values, path.names.front()) != options_.expand_values.end();
    }

    Cursor cursor_;
    Context const& context_;
    QueryOptions const& options_;
    std::size_t terms_ = 0;
};

void write_condition(Condition const& condition, Context const& context, std::string& out)
{
    write_path(condition.path, context, out);
    for (auto const& [sign, comparison] : comparisons)
        if (comparison == condition.comparison) out += sign;
    if (has_pattern(condition.comparison)) out.append("\"").append(condition.pattern.text).append("\"");
    for (auto separator = std::string_view(); auto const& value : condition.values) {
        out += separator;
        write_literal(value, out);
        separator = condition.is_range ? ".." : ",";
    }
}

void write_part(Query const& query, Context const& context, std::string& out)
{
    if (query.kind == Query::Kind::condition) return write_condition(query.condition, context, out);
    auto const is_any = query.kind == Query::Kind::any;
    for (auto separator = std::string_view(); auto const& part : query.parts) {
        out += separator;
        auto const is_bare = part.kind == Query::Kind::condition || (is_any && part.kind == Query::Kind::all);
        if (!is_bare) out += '(';
        write_part(part, context, out);
        if (!is_bare) out += ')';
        separator = is_any ? "|" : ";";
    }
}

}  // namespace

Result<Query> read_query(std::string_view text, Context const& context, QueryOptions const& options)
{
    auto const cursor = TRY(Cursor::open(text, "q"));
    return QueryReader(cursor, context, options).read();
}

std::size_t link_depth(Query const& query)
{
    auto deepest = query.condition.path.links.size();
    for (auto const& part : query.parts) deepest = std::max(deepest, link_depth(part));
    return deepest;
}

std::string write_query(Query const& query, Context const& context)
{
    std::string out;
    write_part(query, context, out);
    return out;
}

}  // namespace alzette::ngsi
