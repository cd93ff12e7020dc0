// SPDX-License-Identifier: Apache-2.0
#include "yaml/record.h"

#include "base/catalogue/record.h"
#include "base/nearest.h"

#include <algorithm>
#include <charconv>

namespace alzette::yaml {

namespace {

bool has_open_bracket(std::string_view text) { return std::ranges::count(text, '(') > std::ranges::count(text, ')'); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_figure(std::string_view text) { return text.find_first_not_of("0123456789 _+-") == std::string_view::npos; }

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        auto const space = std::min(text.find(' '), text.size());
        parts.push_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return parts;
}

std::string joined(std::vector<std::string_view> const& parts)
{
    std::string out;
    for (auto const part : parts) out.append(out.empty() ? "" : ", ").append(part);
    return out;
}

}  // namespace

Record::Record(Node const& node, Section const& section, base::Findings& findings, Completeness completeness)
    : node_(node), section_(section), findings_(findings)
{
    if (node.is_mapping()) check(completeness);
    else findings_.error(node.place, say::mapping_expected, {{"section", section.name}});
}

Key const* Record::key_of(std::string_view name) const
{
    auto const found = std::ranges::find(section_.keys, name, &Key::name);
    return found == section_.keys.end() ? nullptr : &*found;
}

void Record::check(Completeness completeness)
{
    std::vector<std::string> misspelt;
    for (std::size_t i = 0; i < node_.members.size(); ++i) {
        auto const& member = node_.members[i];
        if (member.value.is_null() && report_trap(i)) continue;
        if (key_of(member.key) == nullptr) misspelt.push_back(report_unknown(member));
        else if (member.value.is_null()) findings_.error(member.key_place, say::key_without_value, {{"key", member.key}});
    }
    has_unknown_ = !misspelt.empty();
    if (completeness == Completeness::partial) return;
    for (auto const& key : section_.keys)
        if (key.required && node_.find(key.name) == nullptr && std::ranges::find(misspelt, key.name) == misspelt.end())
            findings_.error(node_.place, say::key_missing, {{"key", key.name}, {"section", section_.name}, {"example", key.example}});
}

// Inside braces a comma ends the value: {formula: min(1, t / 3)} reads as formula: "min(1" and a key "t / 3)" without value.
Member const* Record::cut_short(std::size_t index) const
{
    if (!node_.flow || !node_.members[index].value.is_null() || key_of(node_.members[index].key) != nullptr) return nullptr;
    auto before = index;
    while (before > 0 && node_.members[before].value.is_null()) --before;
    auto const& member = node_.members[before];
    auto const cuttable = member.value.is_scalar() && !member.value.quoted && !member.value.text.empty();
    return cuttable ? &member : nullptr;
}

bool Record::report_trap(std::size_t index)
{
    auto const& member = node_.members[index];
    auto const* const before = cut_short(index);
    if (before == nullptr || member.key.empty()) return false;
    auto const* const key = key_of(before->key);
    auto const& text = before->value.text;
    auto const is_text = key != nullptr && (key->form == Form::people_text || (key->form == Form::text && !is_figure(text)));
    if (is_text) {
        findings_.warning(member.key_place, say::comma_in_text, {{"before", text}, {"after", member.key}});
        return true;
    }
    if (std::ranges::find(at_fault_, &before->value) != at_fault_.end()) return true;  // told already
    at_fault_.push_back(&before->value);
    if (is_digit(text.back()) && is_digit(member.key.front()) && !has_open_bracket(text))
        findings_.error(before->value.place, say::comma_in_number, {{"found", text + "," + member.key}, {"instead", text + "." + member.key}});
    else
        findings_.error(member.key_place, say::comma_in_braces, {{"before", text}, {"after", member.key}});
    return true;
}

// A text and what a comma in braces cut off it.
std::string Record::with_rest(Node const& value) const
{
    auto text = value.text;
    for (std::size_t i = 0; i < node_.members.size(); ++i) {
        auto const* const before = cut_short(i);
        if (before != nullptr && &before->value == &value) text.append(", ").append(node_.members[i].key);
    }
    return text;
}

// Which key was meant, "" when none is near.
std::string Record::report_unknown(Member const& member) const
{
    std::vector<std::string_view> known;
    for (auto const& key : section_.keys) known.push_back(key.name);
    auto near = base::nearest(member.key, known);
    if (near.empty())
        findings_.error(member.key_place, say::key_unknown, {{"found", member.key}, {"section", section_.name}, {"known", joined(known)}});
    else findings_.error(member.key_place, say::key_unknown_near, {{"found", member.key}, {"section", section_.name}, {"near", near}});
    return near;
}

Node const* Record::find(std::string_view key) const
{
    auto const* const node = node_.find(key);
    if (node == nullptr || node->is_null() || std::ranges::find(at_fault_, node) != at_fault_.end()) return nullptr;
    return node;
}

std::string Record::text(std::string_view key) const
{
    auto const* const node = find(key);
    if (node == nullptr || !scalar(*node, findings_)) return {};
    return with_rest(*node);
}

base::Text Record::people_text(std::string_view key) const
{
    auto const* const node = find(key);
    if (node == nullptr) return {};
    if (!node->is_scalar()) return yaml::people_text(*node, findings_);
    auto const text = with_rest(*node);
    return {text, text};
}

std::optional<int> Record::integer(std::string_view key, int low, int high) const
{
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : yaml::integer(*node, low, high, findings_);
}

std::vector<std::string> Record::names(std::string_view key) const
{
    std::vector<std::string> found;
    auto const* const node = find(key);
    if (node == nullptr) return found;
    if (!node->is_sequence()) {
        findings_.error(node->place, say::list_expected, {{"key", key}});
        return found;
    }
    for (auto const& item : node->items)
        if (auto name = scalar(item, findings_)) found.push_back(*std::move(name));
    return found;
}

std::optional<std::size_t> Record::choice(std::string_view key) const
{
    auto const* const node = find(key);
    if (node == nullptr) return std::nullopt;
    auto const chosen = scalar(*node, findings_);
    if (!chosen) return std::nullopt;
    auto const choices = words(key_of(key)->of);
    auto const found = std::ranges::find(choices, *chosen);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    findings_.error(node->place, say::choice_unknown, {{"key", key}, {"found", *chosen}, {"known", joined(choices)}});
    return std::nullopt;
}

std::optional<std::string> scalar(Node const& node, base::Findings& findings)
{
    if (node.is_scalar()) return node.text;
    findings.error(node.place, node.is_null() ? say::value_missing : say::text_expected, {});
    return std::nullopt;
}

base::Text people_text(Node const& node, base::Findings& findings)
{
    if (node.is_scalar()) return {node.text, node.text};
    static Key const keys[] = {
        {"en", Form::text, false, "", {}, ""},
        {"fr", Form::text, false, "", {}, ""},
    };
    static Section const section{"en / fr", {}, keys};
    if (!node.is_mapping()) {
        findings.error(node.place, say::people_text_expected, {});
        return {};
    }
    auto const record = Record(node, section, findings);
    return {record.text("en"), record.text("fr")};
}

std::optional<int> integer(Node const& node, int low, int high, base::Findings& findings)
{
    auto const text = scalar(node, findings);
    if (!text) return std::nullopt;
    int value = 0;
    auto const read = std::from_chars(text->data(), text->data() + text->size(), value);
    auto const sound = read.ec == std::errc{} && read.ptr == text->data() + text->size();
    if (sound && value >= low && value <= high) return value;
    findings.error(node.place, say::integer_expected, {{"found", *text}, {"low", low}, {"high", high}});
    return std::nullopt;
}

}  // namespace alzette::yaml
