// SPDX-License-Identifier: Apache-2.0
// The only file that knows simdjson: its tree lives as long as its parser, ours as long as it is wanted.
#include "base/catalogue/json.h"
#include "base/limits_broker.h"
#include "json/value.h"

#include <algorithm>
#include <limits>
#include <simdjson.h>

namespace alzette::json {

namespace {

using base::Errc;
using base::Result;
namespace limits = base::limits;

base::Error repeated_name(std::string_view name)
{
    return {Errc::invalid, base::Message(say::json_name_twice, {{"name", name}})};
}

// Few names are compared each with each, which allocates nothing.
Result<void> refuse_repeated_of_few(Value::Object const& members)
{
    for (auto at = members.begin(); at != members.end(); ++at)
        if (std::find_if(members.begin(), at, [&](Member const& before) { return before.name == at->name; }) != at)
            return tl::unexpected(repeated_name(at->name));
    return {};
}

// Many as sorted views: compared each with each, one object of a megabyte would hold a thread for minutes.
Result<void> refuse_repeated(Value::Object const& members)
{
    constexpr std::size_t few = 16;
    if (members.size() <= few) return refuse_repeated_of_few(members);
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (auto const& member : members) names.push_back(member.name);
    std::ranges::sort(names);
    auto const twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) return tl::unexpected(repeated_name(*twice));
    return {};
}

Result<Value> value_of(simdjson::dom::element element);

Result<Value> array_of(simdjson::dom::array from)
{
    Value::Array items;
    items.reserve(from.size());
    for (auto const item : from) items.push_back(TRY(value_of(item)));
    return Value(std::move(items));
}

Result<Value> object_of(simdjson::dom::object from)
{
    Value::Object members;
    members.reserve(from.size());
    for (auto const member : from) {
        auto value = TRY(value_of(member.value));
        members.push_back({std::string(member.key), std::move(value)});
    }
    TRY_VOID(refuse_repeated(members));
    return Value(std::move(members));
}

Value number_of(std::uint64_t whole)
{
    if (whole <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {static_cast<std::int64_t>(whole)};
    return {static_cast<double>(whole)};
}

Result<Value> value_of(simdjson::dom::element element)
{
    switch (element.type()) {
    case simdjson::dom::element_type::ARRAY: return array_of(element.get_array().value_unsafe());
    case simdjson::dom::element_type::OBJECT: return object_of(element.get_object().value_unsafe());
    case simdjson::dom::element_type::INT64: return Value(element.get_int64().value_unsafe());
    case simdjson::dom::element_type::UINT64: return number_of(element.get_uint64().value_unsafe());
    case simdjson::dom::element_type::DOUBLE: return Value(element.get_double().value_unsafe());
    case simdjson::dom::element_type::STRING: return Value(element.get_string().value_unsafe());
    case simdjson::dom::element_type::BOOL: return Value(element.get_bool().value_unsafe());
    case simdjson::dom::element_type::NULL_VALUE: break;
    }
    return Value();
}

base::Error why(simdjson::error_code code)
{
    if (code == simdjson::DEPTH_ERROR) return {Errc::exhausted, base::Message(say::json_too_deep, {{"most", limits::json_depth_max}})};
    if (code == simdjson::UTF8_ERROR) return {Errc::invalid, base::Message(say::json_not_utf8)};
    if (code == simdjson::EMPTY) return {Errc::invalid, base::Message(say::json_empty)};
    return {Errc::invalid, base::Message(say::json_wrong, {{"reason", simdjson::error_message(code)}})};
}

}  // namespace

Result<Value> parse(std::string_view text)
{
    if (text.size() > limits::json_bytes_max)
        return base::fail(Errc::exhausted, say::json_too_large, {{"bytes", text.size()}, {"most", limits::json_bytes_max}});
    thread_local simdjson::dom::parser parser(limits::json_bytes_max);  // it keeps its buffers between texts
    // The library's own depth counts from 1 and is fixed at the first allocation.
    if (parser.max_depth() != limits::json_depth_max)
        if (auto const code = parser.allocate(text.size() + 1, limits::json_depth_max); code != simdjson::SUCCESS) return tl::unexpected(why(code));
    auto const parsed = parser.parse(text.data(), text.size());
    if (parsed.error() != simdjson::SUCCESS) return tl::unexpected(why(parsed.error()));
    return value_of(parsed.value_unsafe());
}

}  // namespace alzette::json
