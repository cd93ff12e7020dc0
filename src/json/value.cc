// SPDX-License-Identifier: Apache-2.0
#include "json/value.h"

#include <algorithm>

namespace alzette::json {

double Value::number() const
{
    if (auto const* const exact = whole()) return static_cast<double>(*exact);
    auto const* const inexact = std::get_if<double>(&data_);
    return inexact == nullptr ? 0 : *inexact;
}

Value const* Value::find(std::string_view name) const
{
    auto const* const members = object();
    if (members == nullptr) return nullptr;
    auto const found = std::ranges::find(*members, name, &Member::name);
    return found == members->end() ? nullptr : &found->value;
}

Value* Value::find(std::string_view name)
{
    auto* const members = object();
    if (members == nullptr) return nullptr;
    auto const found = std::ranges::find(*members, name, &Member::name);
    return found == members->end() ? nullptr : &found->value;
}

namespace {

bool same_members(Value::Object const& left, Value const& right)
{
    return std::ranges::all_of(left, [&](Member const& member) {
        auto const* const other = right.find(member.name);
        return other != nullptr && *other == member.value;
    });
}

}  // namespace

bool operator==(Value const& left, Value const& right)
{
    if (left.is_number() && right.is_number()) return left.whole() && right.whole() ? *left.whole() == *right.whole() : left.number() == right.number();
    if (left.object() && right.object()) return left.object()->size() == right.object()->size() && same_members(*left.object(), right);
    return left.data_ == right.data_;
}

}  // namespace alzette::json
