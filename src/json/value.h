// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alzette::json {

struct Member;

// One JSON value (RFC 8259). A value type: compared, copied, moved. Whole numbers that fit 64 bits stay whole; all others are doubles.
class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::vector<Member>;  // in the order of the text, no name twice

    Value() = default;  // null
    Value(bool truth);
    Value(std::int64_t whole);
    Value(double number);
    Value(std::string text);
    Value(std::string_view text);
    Value(char const* text);
    Value(Array items);
    Value(Object members);

    bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
    bool const* truth() const { return std::get_if<bool>(&data_); }
    std::int64_t const* whole() const { return std::get_if<std::int64_t>(&data_); }
    std::string const* text() const { return std::get_if<std::string>(&data_); }
    Array const* array() const { return std::get_if<Array>(&data_); }
    Object const* object() const { return std::get_if<Object>(&data_); }
    Array* array() { return std::get_if<Array>(&data_); }
    Object* object() { return std::get_if<Object>(&data_); }
    bool is_number() const { return whole() != nullptr || std::holds_alternative<double>(data_); }
    double number() const;  // of a number; 0 for anything else
    // The member of an object; nullptr when there is none, or this is no object.
    Value const* find(std::string_view name) const;
    Value* find(std::string_view name);

    friend bool operator==(Value const&, Value const&);  // 1 and 1.0 are equal; the order of members does not matter

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

struct Member {
    std::string name;
    Value value;
    friend bool operator==(Member const&, Member const&) = default;
};

// Here, where Member is complete: clang 14 asks for that.
inline Value::Value(bool truth) : data_(truth) {}
inline Value::Value(std::int64_t whole) : data_(whole) {}
inline Value::Value(double number) : data_(number) {}
inline Value::Value(std::string text) : data_(std::move(text)) {}
inline Value::Value(std::string_view text) : data_(std::string(text)) {}
inline Value::Value(char const* text) : data_(std::string(text)) {}
inline Value::Value(Array items) : data_(std::move(items)) {}
inline Value::Value(Object members) : data_(std::move(members)) {}

// The one value of a text. Fails (invalid) on what is not JSON in UTF-8, on a name given twice in one object, and (exhausted) on more than
// `limits::json_depth_max` levels or `limits::json_bytes_max` bytes.
base::Result<Value> parse(std::string_view text);

// Appends the value to `out`, without spaces. Numbers are the shortest that read back the same.
void write(Value const& value, std::string& out);
void write_text(std::string_view text, std::string& out);  // a string in quotes, escaped
std::string write(Value const& value);

}  // namespace alzette::json
