// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/record.h"

#include <span>
#include <string_view>
#include <vector>

// What holds between the keys of a section, beside what the tables of keys say of each: for the JSON Schema and the manual. Any thread.
namespace alzette::prove {

struct KeyRules {
    std::string_view section;
    std::string_view exactly_one;     // keys parted by spaces, of which one and only one stands
    std::string_view at_least_one;
    std::string_view never_together;  // pairs parted by commas: "during at, during every"
};
// Empty rules for a section that has none.
KeyRules rules_of(std::string_view section);

// The words of a text parted by spaces; and the parts of one parted by ", ".
std::vector<std::string_view> words_of_list(std::string_view text);
std::vector<std::string_view> parts_of_list(std::string_view text);

// Whether a key's own example says something: "..." stands for what an example would be too long for.
bool has_example(yaml::Key const& key);

}  // namespace alzette::prove
