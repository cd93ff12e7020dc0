// SPDX-License-Identifier: Apache-2.0
#include "ngsi/language.h"

#include "base/words.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace alzette::ngsi {

namespace {

struct Range {
    std::string_view tag;
    double weight = 1;
};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

double weight_of(std::string_view parameter)
{
    parameter = trimmed(parameter);
    if (!parameter.starts_with("q=")) return 1;
    double weight = 0;
    std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
    return weight;
}

std::vector<Range> ranges_of(std::string_view preference)
{
    std::vector<Range> ranges;
    while (!preference.empty()) {
        auto const part = preference.substr(0, preference.find(','));
        auto const semicolon = part.find(';');
        auto const weight = semicolon == std::string_view::npos ? 1 : weight_of(part.substr(semicolon + 1));
        if (weight > 0) ranges.push_back({trimmed(part.substr(0, semicolon)), weight});
        preference.remove_prefix(std::min(preference.size(), part.size() + 1));
    }
    std::ranges::stable_sort(ranges, std::greater(), &Range::weight);
    return ranges;
}

// RFC 4647, 3.4: a range is shortened from its end until a tag fits.
std::string const* lookup(json::Value::Object const& map, std::string_view range)
{
    while (!range.empty()) {
        for (auto const& member : map)
            if (base::is_same_without_case(member.name, range)) return &member.name;
        auto const dash = range.rfind('-');
        range = dash == std::string_view::npos ? std::string_view() : range.substr(0, dash);
    }
    return nullptr;
}

bool is_subtag(std::string_view text)
{
    constexpr std::size_t letters_max = 8;
    auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= letters_max && std::ranges::all_of(text, fits);
}

}  // namespace

bool is_language_tag(std::string_view text)
{
    if (text == "@none") return true;
    while (true) {
        auto const part = text.substr(0, text.find('-'));
        if (!is_subtag(part)) return false;
        if (part.size() == text.size()) return true;
        text.remove_prefix(part.size() + 1);
    }
}

std::string suitable_language(json::Value::Object const& language_map, std::string_view preference)
{
    for (auto const& range : ranges_of(preference))
        if (auto const* const found = lookup(language_map, range.tag)) return *found;
    if (auto const* const none = lookup(language_map, "@none")) return *none;
    return language_map.empty() ? std::string() : language_map.front().name;
}

}  // namespace alzette::ngsi
