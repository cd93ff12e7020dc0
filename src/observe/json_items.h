// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::observe {

// A part of a JSON text that holds one value, unread, and where it begins.
struct JsonItem {
    std::string_view text;
    base::Place place;
};

// Goes through a JSON text without keeping it as values, so that a fault in one item of a long array is that item's alone: brackets are counted, and texts
// between quotes skipped. What an item holds is for its reader to check.
class JsonItems {
public:
    explicit JsonItems(std::string_view text) : text_(text) {}

    // Members of the object that begins here; nothing when none does, or when the text ends first.
    struct Member {
        std::string name;  // as it is written between the quotes
        JsonItem value;
    };
    std::optional<std::vector<Member>> members();
    // Of an array: enters it, then gives item after item; nothing at its end, with fault() where the text ends or goes on otherwise than an array does.
    bool enter_array();
    std::optional<JsonItem> next();
    std::optional<base::Error> const& fault() const { return fault_; }
    // The first character that is no blank; '\0' at the end.
    char peek();

private:
    std::optional<JsonItem> value();
    bool skip_text();
    bool skip_brackets();
    void skip_blanks();
    base::Place place();
    std::optional<JsonItem> stop(base::MessageId message);

    std::string_view text_;
    std::size_t at_ = 0;
    bool is_first_ = true;
    std::optional<base::Error> fault_;
    std::size_t counted_ = 0;  // up to here lines were counted
    std::size_t line_start_ = 0;
    std::uint32_t line_ = 1;
};

}  // namespace alzette::observe
