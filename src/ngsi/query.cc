// SPDX-License-Identifier: Apache-2.0
#include "ngsi/query.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"
#include "ngsi/names.h"
#include "ngsi/pattern.h"

#include <algorithm>
#include <charconv>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
namespace limits = base::limits;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of a term: letters, digits and '_' (clause 4.9); bytes above 127 are letters of other alphabets. '-' is common in names in use.
bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// Members that a path may end with and that are no attributes (clause 4.9, example 8).
bool is_member_name(std::string_view name)
{
    constexpr std::string_view members[] = {"observedAt", "createdAt", "modifiedAt", "unitCode", "datasetId", "expiresAt"};
    return std::ranges::find(members, name) != std::end(members);
}

bool is_date(std::string_view text) { return text.size() == 10 && base::parse_instant(std::string(text) + "T00:00:00Z").has_value(); }

bool is_time(std::string_view text) { return text.size() >= 9 && base::parse_instant("1970-01-01T" + std::string(text)).has_value(); }

class QueryReader {
public:
    QueryReader(std::string_view text, Context const& context, QueryOptions const& options) : text_(text), context_(context), options_(options) {}

    Result<Query> read()
    {
        if (text_.size() > limits::query_length_max) return base::fail(Errc::exhausted, say::query_too_long, {{"most", limits::query_length_max}});
        auto query = TRY(any(0));
        if (at_ != text_.size()) return wrong("';' '|'");
        return query;
    }

    Result<ValuePath> read_path()
    {
        std::size_t open = 0;
        auto found = TRY(path(open));
        if (at_ != text_.size() || open != 0) return wrong(say::query_name_expected);
        return found;
    }

private:
    // AND binds tighter than OR (clause 4.9).
    Result<Query> any(std::size_t depth) { return joined(depth, '|', Query::Kind::any, &QueryReader::all); }
    Result<Query> all(std::size_t depth) { return joined(depth, ';', Query::Kind::all, &QueryReader::term); }

    Result<Query> joined(std::size_t depth, char separator, Query::Kind kind, Result<Query> (QueryReader::*part)(std::size_t))
    {
        Query query{kind, {}, {}};
        while (true) {
            query.parts.push_back(TRY((this->*part)(depth)));
            if (!took(separator)) break;
        }
        if (query.parts.size() > 1) return query;
        return std::move(query.parts.front());
    }

    Result<Query> term(std::size_t depth)
    {
        if (depth > limits::query_depth_max) return base::fail(Errc::exhausted, say::query_too_deep, {{"most", limits::query_depth_max}});
        if (took('(')) {
            auto inner = TRY(any(depth + 1));
            if (!took(')')) return wrong("')'");
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
        std::size_t open = 0;
        condition.path = TRY(path(open));
        for (; open > 0; --open)
            if (!took('}')) return wrong("'}'");
        condition.comparison = comparison();
        if (condition.comparison == Comparison::exists) return condition;
        if (condition.comparison == Comparison::matches || condition.comparison == Comparison::matches_not) TRY_VOID(pattern(condition));
        else TRY_VOID(values(condition));
        return condition;
    }

    Result<ValuePath> path(std::size_t& open)
    {
        ValuePath path;
        while (true) {
            auto name = TRY(this->name());
            if (took('{')) {
                TRY_VOID(link(path, context_.expand(name)));
                if (++open > limits::query_depth_max) return base::fail(Errc::exhausted, say::query_too_deep, {{"most", limits::query_depth_max}});
                continue;
            }
            auto const is_member = !path.names.empty() && is_member_name(name);
            path.names.push_back(is_member ? std::move(name) : context_.expand(name));
            if (took('.')) continue;
            if (took('[')) TRY_VOID(members(path));
            return path;
        }
    }

    // After "relationship{": types before a colon, if any, as in {Device,Sensor:humidity}.
    Result<void> link(ValuePath& path, std::string relationship)
    {
        LinkStep step{std::move(relationship), {}};
        auto const before = at_;
        std::vector<std::string> types;
        while (true) {
            auto const type = TRY(name());
            types.push_back(context_.expand(type));
            if (took(',')) continue;
            if (took(':')) step.types = std::move(types);
            else at_ = before;
            break;
        }
        path.links.push_back(std::move(step));
        return {};
    }

    Result<void> members(ValuePath& path)
    {
        while (true) {
            auto const end = std::min(text_.find_first_of(".]", at_), text_.size());
            if (end == at_ || end == text_.size()) return wrong("']'");
            path.members.emplace_back(text_.substr(at_, end - at_));
            at_ = end;
            if (took(']')) return {};
            took('.');
        }
    }

    Result<std::string> name()
    {
        auto end = at_;
        while (end < text_.size() && is_name_character(text_[end])) ++end;
        if (end == at_) return wrong(say::query_name_expected);
        std::string found(text_.substr(at_, end - at_));
        at_ = end;
        return found;
    }

    Comparison comparison()
    {
        struct Row {
            std::string_view sign;
            Comparison comparison;
        };
        constexpr Row rows[] = {
            {"==", Comparison::equal},      {"!=", Comparison::unequal}, {">=", Comparison::greater_equal}, {">", Comparison::greater},
            {"<=", Comparison::less_equal}, {"<", Comparison::less},     {"~=", Comparison::matches},       {"!~=", Comparison::matches_not},
        };
        for (auto const& [sign, comparison] : rows)
            if (text_.substr(at_).starts_with(sign)) {
                at_ += sign.size();
                return comparison;
            }
        return Comparison::exists;
    }

    Result<void> values(Condition& condition)
    {
        auto const is_equality = condition.comparison == Comparison::equal || condition.comparison == Comparison::unequal;
        condition.values.push_back(TRY(literal(condition.path)));
        if (!is_equality) return {};
        if (text_.substr(at_).starts_with("..")) {
            at_ += 2;
            condition.is_range = true;
            condition.values.push_back(TRY(literal(condition.path)));
            return {};
        }
        while (took(',')) condition.values.push_back(TRY(literal(condition.path)));
        return {};
    }

    Result<Literal> literal(ValuePath const& path)
    {
        if (at_ < text_.size() && text_[at_] == '"') return quoted(path);
        auto const end = end_of_literal();
        auto const word = text_.substr(at_, end - at_);
        if (word.empty()) return wrong(say::query_value_expected);
        at_ = end;
        if (word == "true" || word == "false") return Literal{Literal::Kind::truth, json::Value(word == "true")};
        if (auto const number = number_of(word)) return Literal{Literal::Kind::number, *number};
        if (auto const instant = base::parse_instant(word)) return Literal{Literal::Kind::instant, json::Value(word), {}, *instant};
        if (is_date(word)) return Literal{Literal::Kind::date, json::Value(word)};
        if (is_time(word)) return Literal{Literal::Kind::time, json::Value(word)};
        if (is_uri(word) || is_name(word)) return text_literal(path, std::string(word));
        at_ = end - word.size();
        return wrong(say::query_value_expected);
    }

    // To the next sign that ends a value; a range's dots end a number but not a URI.
    std::size_t end_of_literal() const
    {
        auto end = at_;
        while (end < text_.size() && std::string_view(";|),").find(text_[end]) == std::string_view::npos && !text_.substr(end).starts_with("..")) ++end;
        return end;
    }

    static std::optional<json::Value> number_of(std::string_view word)
    {
        if (!is_digit(word.front()) && word.front() != '-') return std::nullopt;
        auto parsed = json::parse(word);
        if (!parsed || !parsed->is_number()) return std::nullopt;
        return *std::move(parsed);
    }

    Literal text_literal(ValuePath const& path, std::string text) const
    {
        auto expanded = context_.expand(text);
        auto const is_term = !path.names.empty() && std::ranges::find(options_.expand_values, path.names.front()) != options_.expand_values.end();
        auto value = json::Value(is_term ? expanded : std::move(text));
        return {Literal::Kind::text, std::move(value), std::move(expanded)};
    }

    Result<Literal> quoted(ValuePath const& path)
    {
        auto const text = TRY(quoted_text());
        return text_literal(path, text);
    }

    Result<std::string> quoted_text()
    {
        auto end = at_ + 1;
        while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
        if (end >= text_.size()) return wrong("'\"'");
        auto const parsed = json::parse(text_.substr(at_, end + 1 - at_));
        if (!parsed || parsed->text() == nullptr) return wrong(say::query_value_expected);
        at_ = end + 1;
        return *parsed->text();
    }

    // A pattern ends where its own brackets are closed and the query goes on; in quotes it may hold anything.
    Result<void> pattern(Condition& condition)
    {
        if (at_ < text_.size() && text_[at_] == '"') {
            condition.pattern = TRY(quoted_text());
        } else {
            auto const end = end_of_pattern();
            condition.pattern = text_.substr(at_, end - at_);
            at_ = end;
        }
        condition.compiled = TRY(compile_pattern(condition.pattern));
        return {};
    }

    std::size_t end_of_pattern() const
    {
        std::size_t round = 0;
        bool is_class = false;
        for (auto end = at_; end < text_.size(); ++end) {
            auto const c = text_[end];
            if (c == '\\') ++end;
            else if (c == '[') is_class = true;
            else if (c == ']') is_class = false;
            else if (!is_class && c == '(') ++round;
            else if (!is_class && c == ')' && round-- == 0) return end;
            else if (!is_class && round == 0 && (c == ';' || c == '|')) return end;
        }
        return text_.size();
    }

    bool took(char c)
    {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    template <class Expected>
    tl::unexpected<base::Error> wrong(Expected expected) const
    {
        return base::fail(Errc::invalid, say::query_wrong, {{"query", text_}, {"column", at_ + 1}, {"expected", expected}});
    }

    std::string_view text_;
    Context const& context_;
    QueryOptions options_;
    std::size_t at_ = 0;
    std::size_t terms_ = 0;
};

}  // namespace

Result<ValuePath> read_value_path(std::string_view text, Context const& context) { return QueryReader(text, context, QueryOptions()).read_path(); }

Result<Query> read_query(std::string_view text, Context const& context, QueryOptions const& options) { return QueryReader(text, context, options).read(); }

}  // namespace alzette::ngsi
