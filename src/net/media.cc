// SPDX-License-Identifier: Apache-2.0
#include "net/media.h"

#include "base/words.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace alzette::net {

namespace {

constexpr std::string_view context_relation = "http://www.w3.org/ns/json-ld#context";

std::string_view trimmed(std::string_view text)
{
    auto const is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// Splits at a separator that stands outside "..." and <...>.
std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    bool is_quoted = false;
    bool is_target = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && !is_target) is_quoted = !is_quoted;
        else if (text[i] == '<' && !is_quoted) is_target = true;
        else if (text[i] == '>' && !is_quoted) is_target = false;
        else if (text[i] == separator && !is_quoted && !is_target) {
            parts.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    }
    parts.push_back(trimmed(text.substr(start)));
    return parts;
}

struct Range {
    std::string type;
    double weight = 1;
};

Range range_of(std::string_view text)
{
    auto const parts = split(text, ';');
    Range range{base::in_lower_case(std::string(parts.front()))};
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (parts[i].starts_with("q=") || parts[i].starts_with("Q="))
            std::from_chars(parts[i].data() + 2, parts[i].data() + parts[i].size(), range.weight);
    return range;
}

// How exactly a range names a type: 3 for the type itself, 1 for */*, 0 when it does not.
int exactness(std::string_view range, std::string_view type)
{
    if (range == type) return 3;
    auto const slash = type.find('/');
    if (range.size() == slash + 2 && range.ends_with("/*") && range.substr(0, slash) == type.substr(0, slash)) return 2;
    return range == "*/*" || range == "*" ? 1 : 0;
}

// The weight of the most exact range that names a type.
double weight_of(std::string_view type, std::vector<Range> const& ranges)
{
    int best = 0;
    double weight = 0;
    for (auto const& range : ranges)
        if (auto const exact = exactness(range.type, type); exact > best) {
            best = exact;
            weight = range.weight;
        }
    return weight;
}

std::string_view unquoted(std::string_view text)
{
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::optional<std::size_t> acceptable(std::string_view accept, std::span<std::string_view const> offered)
{
    if (trimmed(accept).empty()) return offered.empty() ? std::nullopt : std::optional<std::size_t>(0);
    std::vector<Range> ranges;
    for (auto const part : split(accept, ','))
        if (!part.empty()) ranges.push_back(range_of(part));
    std::optional<std::size_t> best;
    double best_weight = 0;
    for (std::size_t i = 0; i < offered.size(); ++i)
        if (auto const weight = weight_of(offered[i], ranges); weight > best_weight) {
            best = i;
            best_weight = weight;
        }
    return best;
}

std::string media_type(std::string_view content_type) { return base::in_lower_case(std::string(split(content_type, ';').front())); }

std::optional<std::string> context_link(std::string_view link)
{
    for (auto const part : split(link, ',')) {
        auto const pieces = split(part, ';');
        auto const target = pieces.front();
        if (target.size() < 2 || target.front() != '<' || target.back() != '>') continue;
        auto const is_relation = [](std::string_view piece) {
            return base::is_same_without_case(piece.substr(0, 4), "rel=") && unquoted(trimmed(piece.substr(4))) == context_relation;
        };
        if (std::any_of(pieces.begin() + 1, pieces.end(), is_relation)) return std::string(target.substr(1, target.size() - 2));
    }
    return std::nullopt;
}

std::string link_to_context(std::string_view uri)
{
    return std::string("<").append(uri).append(">; rel=\"").append(context_relation).append(R"("; type="application/ld+json")");
}

}  // namespace alzette::net
