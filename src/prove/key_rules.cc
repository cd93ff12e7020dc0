// SPDX-License-Identifier: Apache-2.0
#include "prove/key_rules.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr KeyRules rules[] = {
    {"input", "value from points", "status from", ""},
    {"effect", "to by", "", "during at, during every"},
    {"transfer", "", "", "during at, during every"},
    {"value", "value anchor points discount index", "", ""},
    {"discount", "", "rate risk_free steps", ""},
    {"step", "", "rate risk_free", ""},
};

std::vector<std::string_view> split(std::string_view text, std::string_view by)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        auto const end = std::min(text.find(by), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + by.size(), text.size()));
    }
    return parts;
}

}  // namespace

KeyRules rules_of(std::string_view section)
{
    auto const found = std::ranges::find(rules, section, &KeyRules::section);
    return found == std::end(rules) ? KeyRules{section, "", "", ""} : *found;
}

std::vector<std::string_view> words_of_list(std::string_view text) { return split(text, " "); }

std::vector<std::string_view> parts_of_list(std::string_view text) { return split(text, ", "); }

bool has_example(yaml::Key const& key) { return key.example.find("...") == std::string_view::npos; }

}  // namespace alzette::prove
