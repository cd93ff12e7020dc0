// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/json.h"
#include "base/limits_broker.h"
#include "json/value.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace alzette;
using json::Value;

namespace {

Value parsed(std::string_view text)
{
    auto value = json::parse(text);
    REQUIRE(value.has_value());
    return *std::move(value);
}

base::Error refused(std::string_view text)
{
    auto const value = json::parse(text);
    REQUIRE_FALSE(value.has_value());
    return value.error();
}

std::string again(std::string_view text) { return json::write(parsed(text)); }

}  // namespace

TEST_CASE("what is written is what was read, without spaces")
{
    CHECK(again(R"( {"a": [1, -2.5, "x\n\"é\u0001", true, false, null], "b": {}} )") == R"({"a":[1,-2.5,"x\n\"é\u0001",true,false,null],"b":{}})");
}

TEST_CASE("whole numbers of 64 bits stay whole, larger ones are doubles")
{
    CHECK(again("9007199254740993") == "9007199254740993");
    CHECK(again("-9223372036854775808") == "-9223372036854775808");
    CHECK(parsed("18446744073709551615").whole() == nullptr);
    CHECK(parsed("18446744073709551615").number() == doctest::Approx(18446744073709551615.0));
}

TEST_CASE("a double beyond 64 bits comes back as it went, an integer beyond them is refused")
{
    CHECK(again("455211155555552111555.051").ends_with(".0"));
    CHECK(again(again("455211155555552111555.051")) == again("455211155555552111555.051"));
    CHECK(refused("455211155555552111555").message.id == say::json_wrong);
}

TEST_CASE("numbers are equal whatever their form, and objects whatever their order")
{
    CHECK(parsed("1") == parsed("1.0"));
    CHECK(parsed("9007199254740993") != parsed("9007199254740992"));
    CHECK(parsed(R"({"a":1,"b":2})") == parsed(R"({"b":2,"a":1})"));
    CHECK(parsed(R"({"a":1,"b":2})") != parsed(R"({"a":1,"c":2})"));
    CHECK(parsed("[1,2]") != parsed("[2,1]"));
    CHECK(parsed("0") != parsed("false"));
}

TEST_CASE("what is no JSON is refused with a reason")
{
    CHECK(refused("").message.id == say::json_empty);
    CHECK(refused("{\"a\":}").message.id == say::json_wrong);
    CHECK(refused("{} {}").message.id == say::json_wrong);
    CHECK(refused("\"\xff\"").message.id == say::json_not_utf8);
    CHECK(refused("[1,]").kind == base::Errc::invalid);
}

TEST_CASE("a name given twice in one object is refused, in different objects it is not")
{
    CHECK(refused(R"({"a":1,"b":2,"a":3})").message.id == say::json_name_twice);
    CHECK(json::parse(R"({"a":{"a":1}})").has_value());
}

TEST_CASE("brackets may nest as deep as the limit says and no deeper")
{
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(json::parse(nested(base::limits::json_depth_max - 1)).has_value());
    CHECK(refused(nested(base::limits::json_depth_max + 1)).kind == base::Errc::exhausted);
    CHECK(refused(nested(100'000)).kind == base::Errc::exhausted);
}

TEST_CASE("a text larger than the limit is refused before it is read")
{
    CHECK(refused(std::string(base::limits::json_bytes_max + 1, ' ')).message.id == say::json_too_large);
}

TEST_CASE("any text comes back as it went")
{
    CHECK(rc::check("texts", [] {
        auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
        RC_ASSERT(json::parse(json::write(Value(text))) == Value(text));
    }));
    CHECK(rc::check("numbers", [](double number) { RC_ASSERT(json::parse(json::write(Value(number))) == Value(number)); }));
}
