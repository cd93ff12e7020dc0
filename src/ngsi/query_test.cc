// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"
#include "ngsi/query.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace alzette;
using ngsi::Comparison;
using ngsi::Condition;
using ngsi::Context;
using ngsi::Literal;
using ngsi::Query;

namespace {

constexpr auto vocabulary = ngsi::default_vocabulary;

std::string iri(std::string_view term) { return std::string(vocabulary).append(term); }

Query read(std::string_view text)
{
    CAPTURE(text);
    auto query = ngsi::read_query(text, *Context::core());
    REQUIRE(query.has_value());
    return *std::move(query);
}

Condition condition(std::string_view text)
{
    auto const query = read(text);
    REQUIRE(query.kind == Query::Kind::condition);
    return query.condition;
}

base::Error refused(std::string_view text)
{
    CAPTURE(text);
    auto const query = ngsi::read_query(text, *Context::core());
    REQUIRE_FALSE(query.has_value());
    return query.error();
}

std::string again(std::string_view text) { return ngsi::write_query(read(text), *Context::core()); }

Literal::Kind literal_kind(std::string_view literal) { return condition(std::string("a==").append(literal)).values.at(0).kind; }

std::string nested(std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); }

std::string any_text() { return *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)); }

Literal any_literal(bool is_ordered)
{
    switch (*rc::gen::inRange(0, is_ordered ? 5 : 6)) {
    case 0: return {Literal::Kind::number, json::Value(*rc::gen::arbitrary<std::int64_t>()), {}, {}};
    case 1: return {Literal::Kind::number, json::Value(*rc::gen::arbitrary<double>()), {}, {}};
    case 2: return condition("a==2017-12-24T12:00:00.5Z").values.front();
    case 3: return condition("a==2017-12-24").values.front();
    case 4: {
        auto const text = any_text();
        return {Literal::Kind::text, json::Value(text), Context::core()->expand(text), {}};
    }
    default: return {Literal::Kind::truth, json::Value(*rc::gen::arbitrary<bool>()), {}, {}};
    }
}

std::string any_name() { return iri(*rc::gen::element<std::string>("a", "speed", "température", "x_1")); }

ngsi::ValuePath any_path()
{
    ngsi::ValuePath path;
    for (int links = *rc::gen::inRange(0, 3); links > 0; --links) {
        path.links.push_back({any_name(), {}});
        if (*rc::gen::arbitrary<bool>()) path.links.back().types = {any_name(), any_name()};
    }
    for (int names = *rc::gen::inRange(1, 4); names > 0; --names) path.names.push_back(any_name());
    if (*rc::gen::arbitrary<bool>()) path.member = *rc::gen::element<std::string>("observedAt", "unitCode", "datasetId");
    else if (*rc::gen::arbitrary<bool>()) path.trail = {"*", "né@1"};
    return path;
}

Condition any_condition()
{
    auto const comparison = static_cast<Comparison>(*rc::gen::inRange(0, 9));
    Condition condition{any_path(), comparison};
    if (comparison == Comparison::exists) return condition;
    if (comparison == Comparison::matches || comparison == Comparison::matches_not) {
        condition.pattern.text = *rc::gen::element<std::string>("^a;b", R"(\d+\)|[)(;])", R"(\")", "(x|y)*");
        return condition;
    }
    auto const is_equality = comparison == Comparison::equal || comparison == Comparison::unequal;
    condition.is_range = is_equality && *rc::gen::arbitrary<bool>();
    auto const values = condition.is_range ? 2 : is_equality ? *rc::gen::inRange(1, 4) : 1;
    for (int i = 0; i < values; ++i) condition.values.push_back(any_literal(!is_equality || condition.is_range));
    return condition;
}

Query any_query(int depth)
{
    auto const kind = static_cast<Query::Kind>(depth == 0 ? 0 : *rc::gen::inRange(0, 3));
    if (kind == Query::Kind::condition) return {kind, any_condition(), {}};
    Query query{kind, {}, {}};
    for (int parts = *rc::gen::inRange(2, 4); parts > 0; --parts) query.parts.push_back(any_query(depth - 1));
    return query;
}

}  // namespace

TEST_CASE("each operator of the query language is read (clause 4.9, production Operator)")
{
    CHECK(condition("a").comparison == Comparison::exists);
    CHECK(condition("a==1").comparison == Comparison::equal);
    CHECK(condition("a!=1").comparison == Comparison::unequal);
    CHECK(condition("a>1").comparison == Comparison::greater);
    CHECK(condition("a>=1").comparison == Comparison::greater_equal);
    CHECK(condition("a<1").comparison == Comparison::less);
    CHECK(condition("a<=1").comparison == Comparison::less_equal);
    CHECK(condition("a~=1").comparison == Comparison::matches);
    CHECK(condition("a!~=1").comparison == Comparison::matches_not);
}

TEST_CASE("each kind of value is told by its form (clauses 4.6.3 and 4.9)")
{
    CHECK(literal_kind("-2.5e3") == Literal::Kind::number);
    CHECK(literal_kind("true") == Literal::Kind::truth);
    CHECK(literal_kind("\"true\"") == Literal::Kind::text);
    CHECK(literal_kind("urn:ngsi-ld:Lamp:1") == Literal::Kind::text);
    CHECK(literal_kind("2017-12-24T12:00:00Z") == Literal::Kind::instant);
    CHECK(literal_kind("2017-12-24") == Literal::Kind::date);
    CHECK(literal_kind("12:00:00.25Z") == Literal::Kind::time);
}

TEST_CASE("a comma starts a fraction of a second or separates values, whichever gives moments (clause 4.6.3)")
{
    CHECK(condition("a==2017-12-24T12:00:00,5Z,12:00:00,5Z").values.size() == 2);
    CHECK(condition("a==2017-12-24T12:00:00Z,5").values.size() == 2);
    CHECK(condition("a==1,5").values.size() == 2);
}

TEST_CASE("a text in quotes may hold any sign of the language, escaped as in JSON (RFC 8259, 7)")
{
    CHECK(*condition(R"(a=="x;y|(z),\"\u00e9..")").values.at(0).value.text() == "x;y|(z),\"é..");
}

TEST_CASE("names are expanded, but for members and what stands within brackets (clause 4.9, examples 8 to 10)")
{
    auto const path = condition("sensor.rawdata[airquality.particulate]==40").path;
    CHECK(path.names == std::vector{iri("sensor"), iri("rawdata")});
    CHECK(path.trail == std::vector<std::string>{"airquality", "particulate"});
    CHECK(condition("location.observedAt").path.names == std::vector<std::string>{"https://uri.etsi.org/ngsi-ld/location"});
    CHECK(condition("location.observedAt").path.member == "observedAt");
    CHECK(condition("modifiedAt>2026-01-01T00:00:00Z").path == ngsi::ValuePath{{}, {}, "modifiedAt", {}});
}

TEST_CASE("linked entities nest, each with types or without (clause 4.9, production LinkedEntityPath)")
{
    auto const path = condition("room{Room,Hall:sensor{humidity.accuracy}}==40").path;
    REQUIRE(path.links.size() == 2);
    CHECK(path.links[0] == ngsi::LinkStep{iri("room"), {iri("Room"), iri("Hall")}});
    CHECK(path.links[1] == ngsi::LinkStep{iri("sensor"), {}});
    CHECK(path.names == std::vector{iri("humidity"), iri("accuracy")});
}

TEST_CASE("AND binds tighter than OR, and brackets tighter than both (clause 4.9, examples 6 and 7)")
{
    CHECK(read("a|b;c") == read("a|(b;c)"));
    CHECK(read("a|b;c") != read("(a|b);c"));
    CHECK(read("((a))") == read("a"));
}

TEST_CASE("values of the attributes in expandValues are expanded (clause 4.9, example 12)")
{
    auto const query = ngsi::read_query("gender==Male;name==Male", *Context::core(), {{iri("gender")}});
    REQUIRE(query.has_value());
    CHECK(query->parts.at(0).condition.values.at(0).value == json::Value(iri("Male")));
    CHECK(query->parts.at(1).condition.values.at(0).value == json::Value("Male"));
}

TEST_CASE("a pattern ends where the query goes on, not at the signs within its brackets")
{
    CHECK(condition("(name~=^(a|b;)[);]$)").pattern.text == "^(a|b;)[);]$");
    CHECK(condition(R"(name~=a\;b)").pattern.text == R"(a\;b)");
    CHECK(read("name~=a|b").kind == Query::Kind::any);
    CHECK(condition(R"(name~="a|b;\d")").pattern.text == R"(a|b;\d)");
}

TEST_CASE("what is wrong is said with its column, in characters, and with what was expected there")
{
    auto const error = refused("température==é;b==");
    CHECK(error.kind == base::Errc::invalid);
    CHECK(error.place == base::Place{1, 19});
    CHECK(error.message.in(base::Language::en).find("at character 19 of 'température==é;b==': a number, true, false") != std::string::npos);
    CHECK(refused("(a;b").place.column == 5);
    CHECK(refused("a)").place.column == 2);
    CHECK(refused("a;").place.column == 3);
    CHECK(refused("a[b").place.column == 4);
    CHECK(refused("a[]").place.column == 3);
    CHECK(refused("a{b").place.column == 4);
    CHECK(refused("a{B,C}").place.column == 6);
    CHECK(refused("a==\"b").place.column == 6);
    CHECK(refused("a.observedAt.b").place.column == 13);
    CHECK(refused("\"a\"").message.in(base::Language::en).find("the name of an attribute was expected") != std::string::npos);
    CHECK(refused("").message.id == say::query_empty);
}

TEST_CASE("what looks like a number or a date and is none is refused, not taken for a term")
{
    CHECK(refused("a==2017-13-24").place.column == 4);
    CHECK(refused("a==12:00:00+01:00").place.column == 4);
    CHECK(refused("a==01").place.column == 4);
}

TEST_CASE("only what has an order is compared by order (clause 4.9, production ComparableValue)")
{
    for (auto const* const text : {"a>true", "a<=urn:x:1", "a==true..false", "a==1..b"}) CHECK(refused(text).kind == base::Errc::invalid);
    CHECK(refused("a==b..1").place.column == 4);
    CHECK(condition("a==\"b\"..\"c\"").is_range);
}

TEST_CASE("what is no pattern is refused, and one that needs too much memory")
{
    CHECK(refused("a~=(").message.id == say::pattern_wrong);
    CHECK(refused("a~=").place.column == 4);
    CHECK(refused("a~=((x{100}){10}){10}").message.id == say::pattern_wrong);
}

TEST_CASE("length, depth and number of conditions reach their limits and no further")
{
    namespace limits = base::limits;
    CHECK(ngsi::read_query(nested(limits::query_depth_max), *Context::core()).has_value());
    CHECK(refused(nested(limits::query_depth_max + 1)).kind == base::Errc::exhausted);
    CHECK(refused(nested(3'000)).kind == base::Errc::exhausted);
    std::string many = "a";
    for (std::size_t i = 1; i < limits::query_terms_max; ++i) many += ";a";
    CHECK(ngsi::read_query(many, *Context::core()).has_value());
    CHECK(refused(many + "|a").message.id == say::query_too_many_terms);
    CHECK(refused(std::string(limits::query_length_max + 1, 'a')).message.id == say::query_too_long);
    std::string linked;
    for (std::size_t i = 0; i <= limits::query_depth_max; ++i) linked += "a{";
    CHECK(refused(linked + "b").message.id == say::query_too_deep);
}

TEST_CASE("a query is written in its shortest form")
{
    CHECK(again("((speed>50|rpm>3000);brandName==\"Mercedes\")") == "(speed>50|rpm>3000);brandName==\"Mercedes\"");
    CHECK(again("(a;b)|c") == "a;b|c");
    CHECK(again("gender==Male") == "gender==\"Male\"");
    CHECK(again("room{Room:sensor{humidity.observedAt}}!=1..2.5") == "room{Room:sensor{humidity.observedAt}}!=1..2.5");
    CHECK(again("name~=say \"x\"") == R"(name~="say \"x\"")");
}

TEST_CASE("any query comes back as it went")
{
    CHECK(rc::check("read(write(query)) is the query", [] {
        auto const query = any_query(3);
        auto const text = ngsi::write_query(query, *Context::core());
        RC_PRE(text.size() <= base::limits::query_length_max);
        RC_LOG() << text;
        auto const read = ngsi::read_query(text, *Context::core());
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == query);
    }));
}

TEST_CASE("the depth of links is that of the condition that follows most")
{
    CHECK(ngsi::link_depth(read("a==1;b.c")) == 0);
    CHECK(ngsi::link_depth(read("a|(b{c}==1;b{c{d}}<3)")) == 2);
}
