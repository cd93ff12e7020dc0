// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

// Regular expressions of users, in time linear in what they are matched with.
namespace alzette::ngsi {

// Fails (invalid) on what is no pattern, or needs more than `limits::pattern_bytes_max` of memory.
base::Result<std::shared_ptr<re2::RE2 const>> compile_pattern(std::string_view text);

// Whether a pattern is found anywhere in a text.
bool matches_pattern(re2::RE2 const& pattern, std::string_view text);

// A pattern ready for use; two are equal when their texts are.
struct Pattern {
    std::string text = {};
    std::shared_ptr<re2::RE2 const> compiled = {};
    friend bool operator==(Pattern const& left, Pattern const& right) { return left.text == right.text; }
};

}  // namespace alzette::ngsi
