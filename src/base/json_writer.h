// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::base {

// Writes one JSON value to one buffer, without spaces. Objects and arrays close themselves; a value without key in an object, a key in an
// array or a second value beside the first stops the program. Text must be valid UTF-8. Numbers are the shortest that read back the same;
// NaN and infinities are null. One owner, one thread.
class JsonWriter {
public:
    template <std::invocable Members>
    void object(Members const& members)
    {
        open('{');
        members();
        close('}');
    }
    template <std::invocable Items>
    void array(Items const& items)
    {
        open('[');
        items();
        close(']');
    }
    // Names the next value; gives the writer back so that the value can follow: json.key("irr").array(...).
    JsonWriter& key(std::string_view name);

    void value(std::string_view text);
    void value(std::string const& text) { value(std::string_view(text)); }
    void value(char const* text) { value(std::string_view(text)); }
    void value(std::same_as<bool> auto truth) { put(truth ? "true" : "false"); }
    void value(std::floating_point auto number) { put_number(static_cast<double>(number)); }
    template <std::integral Whole>
        requires(!std::same_as<Whole, bool> && sizeof(Whole) <= 8)
    void value(Whole number)
    {
        if constexpr (std::is_signed_v<Whole>) put(std::to_string(static_cast<std::int64_t>(number)));
        else put(std::to_string(static_cast<std::uint64_t>(number)));
    }
    void null() { put("null"); }
    template <class Value>
    void value(std::optional<Value> const& maybe)
    {
        if (maybe) value(*maybe);
        else null();
    }
    template <class Value>
    void member(std::string_view name, Value const& its_value)
    {
        key(name).value(its_value);
    }

    // The text, once its one value is complete.
    std::string take() &&;

private:
    struct Level {
        bool is_object;
        bool has_items = false;
    };
    void open(char bracket);
    void close(char bracket);
    void before_value();
    void put(std::string_view text);
    void put_number(double number);
    void put_string(std::string_view text);

    std::string out_;
    std::vector<Level> levels_;
    bool key_given_ = false;
};

}  // namespace alzette::base
