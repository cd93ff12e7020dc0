// SPDX-License-Identifier: Apache-2.0
#include "observe/json_items.h"

#include "base/catalogue/observe.h"

#include <algorithm>

namespace alzette::observe {

// Asked in the order of the text, so that the whole is counted once.
base::Place JsonItems::place()
{
    for (; counted_ < at_ && counted_ < text_.size(); ++counted_) {
        if (text_[counted_] != '\n') continue;
        ++line_;
        line_start_ = counted_ + 1;
    }
    auto const before = text_.substr(line_start_, at_ - line_start_);
    constexpr std::size_t counted_max = 10'000;  // a file may be one line: beyond, bytes will do
    auto const characters = std::ranges::count_if(before.substr(0, counted_max), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {line_, static_cast<std::uint32_t>(1 + static_cast<std::size_t>(characters) + (before.size() > counted_max ? before.size() - counted_max : 0))};
}

std::optional<JsonItem> JsonItems::stop(base::MessageId message)
{
    if (!fault_) fault_ = base::Error{base::Errc::invalid, base::Message(message), place()};
    return std::nullopt;
}

void JsonItems::skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

char JsonItems::peek()
{
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
}

// From its opening quote to behind the closing one.
bool JsonItems::skip_text()
{
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\\') ++at_;
        else if (text_[at_] == '"') return ++at_, true;
    }
    at_ = std::min(at_, text_.size());
    return false;
}

bool JsonItems::skip_brackets()
{
    std::size_t depth = 0;
    while (at_ < text_.size()) {
        auto const c = text_[at_];
        if (c == '"') {
            if (!skip_text()) return false;
            continue;
        }
        ++at_;
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
}

std::optional<JsonItem> JsonItems::value()
{
    auto const first = peek();
    auto const where = place();
    auto const start = at_;
    auto is_whole = true;
    if (first == '"') is_whole = skip_text();
    else if (first == '{' || first == '[') is_whole = skip_brackets();
    else at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    if (!is_whole) return stop(say::import_json_cut);
    if (at_ == start) return stop(say::import_json_value_expected);
    return JsonItem{text_.substr(start, at_ - start), where};
}

std::optional<std::vector<JsonItems::Member>> JsonItems::members()
{
    std::vector<Member> members;
    if (peek() != '{') return std::nullopt;
    ++at_;
    if (peek() == '}') return members;
    while (true) {
        if (peek() != '"') return stop(say::import_json_cut), std::nullopt;
        auto const start = at_ + 1;
        if (!skip_text()) return stop(say::import_json_cut), std::nullopt;
        auto name = std::string(text_.substr(start, at_ - start - 1));
        if (peek() != ':') return stop(say::import_json_cut), std::nullopt;
        ++at_;
        auto const item = value();
        if (!item) return std::nullopt;
        members.push_back({std::move(name), *item});
        auto const sign = peek();
        if (sign != ',' && sign != '}') return stop(say::import_json_cut), std::nullopt;
        ++at_;
        if (sign == '}') return members;
    }
}

bool JsonItems::enter_array()
{
    if (peek() != '[') return false;
    ++at_;
    is_first_ = true;
    return true;
}

std::optional<JsonItem> JsonItems::next()
{
    if (fault_) return std::nullopt;
    auto sign = peek();
    if (sign == ']') {
        ++at_;
        return std::nullopt;
    }
    if (!is_first_) {
        if (sign != ',') return stop(say::import_json_cut);
        ++at_;
    }
    is_first_ = false;
    return value();
}

}  // namespace alzette::observe
