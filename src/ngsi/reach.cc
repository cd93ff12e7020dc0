// SPDX-License-Identifier: Apache-2.0
#include "ngsi/reach.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using json::Value;

class Walk {
public:
    Walk(ValuePath const& path, std::function<bool(Target const&)> const& test) : path_(path), test_(test) {}

    bool in_entity(Entity const& entity) const
    {
        if (!path_.names.empty()) return in_attributes(entity.attributes, 0, nullptr);
        if (path_.member == "expiresAt") return at_instant(entity.expires_at);
        return at_instant(path_.member == "createdAt" ? entity.created_at : entity.modified_at);
    }

private:
    // Down the names from the one at an index; `top` is the instance of the first, nullptr before it.
    bool in_attributes(std::vector<NamedAttribute> const& attributes, std::size_t index, Attribute const* top) const
    {
        auto const* const attribute = find(attributes, path_.names[index]);
        if (attribute == nullptr) return false;
        return std::ranges::any_of(attribute->instances, [&](Attribute const& instance) {
            auto const& whole = top == nullptr ? instance : *top;
            if (index + 1 < path_.names.size()) return in_attributes(instance.attributes, index + 1, &whole);
            return path_.member.empty() ? in_value(instance) : at_member(instance, whole);
        });
    }

    // Within a value, member by member as in ECMAScript: what is not defined there does not exist.
    bool in_value(Attribute const& instance) const
    {
        auto const is_relationship = instance.kind == Kind::relationship || instance.kind == Kind::list_relationship;
        auto const is_any_language = path_.trail.empty() || (path_.trail.size() == 1 && path_.trail.front() == "*");
        auto const* const languages = instance.kind == Kind::language_property ? instance.value.object() : nullptr;
        if (languages != nullptr && is_any_language) return in_languages(*languages);
        auto const* value = &instance.value;
        for (auto const& name : path_.trail) {
            value = value->find(name);
            if (value == nullptr) return false;
        }
        return test_({{&value, 1}, instance.kind, is_relationship});
    }

    bool in_languages(Value::Object const& language_map) const
    {
        std::vector<Value const*> values;
        for (auto const& [language, value] : language_map) values.push_back(&value);
        return test_({values, Kind::language_property, false});
    }

    bool at_member(Attribute const& instance, Attribute const& top) const
    {
        auto const& name = path_.member;
        if (name == "observedAt") return at_instant(instance.observed_at);
        if (name == "expiresAt") return at_instant(instance.expires_at);
        // Attributes of attributes have the times of the whole.
        if (name == "createdAt") return at_instant(top.created_at);
        if (name == "modifiedAt") return at_instant(top.modified_at);
        auto const& text = name == "unitCode" ? instance.unit_code : instance.dataset_id;
        return !text.empty() && at_text(text);
    }

    bool at_instant(std::optional<base::Instant> const& instant) const { return instant && at_text(base::instant_text(*instant)); }

    bool at_text(std::string text) const
    {
        Value const value(std::move(text));
        auto const* const values = &value;
        return test_({{&values, 1}, Kind::property, false});
    }

    ValuePath const& path_;
    std::function<bool(Target const&)> const& test_;
};

}  // namespace

bool reach(ValuePath const& path, Entity const& entity, std::function<bool(Target const&)> const& test) { return Walk(path, test).in_entity(entity); }

}  // namespace alzette::ngsi
