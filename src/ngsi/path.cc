// SPDX-License-Identifier: Apache-2.0
#include "ngsi/path.h"

#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"

#include <algorithm>
#include <array>

namespace alzette::ngsi {

namespace {

using base::Result;

constexpr std::array entity_times = std::to_array<std::string_view>({"createdAt", "expiresAt", "modifiedAt"});
constexpr std::array attribute_members =
    std::to_array<std::string_view>({"createdAt", "datasetId", "expiresAt", "modifiedAt", "observedAt", "unitCode"});

// Those of an entity itself are its times only.
bool is_no_attribute(std::string_view name, bool is_first)
{
    if (is_first) return std::ranges::find(entity_times, name) != entity_times.end();
    return std::ranges::find(attribute_members, name) != attribute_members.end();
}

Result<std::string_view> read_name(Cursor& cursor)
{
    auto const name = cursor.take_name();
    if (name.empty()) return cursor.wrong(say::query_name_expected);
    return name;
}

// Behind "relationship{": the types before a colon, as in {Device,Sensor:humidity}; without a colon there are none.
Result<std::vector<std::string>> read_types(Cursor& cursor, Context const& context)
{
    auto const before = cursor.offset();
    std::vector<std::string> types;
    while (true) {
        auto const type = TRY(read_name(cursor));
        types.push_back(context.expand(type));
        if (cursor.took(",")) continue;
        if (cursor.took(":")) return types;
        if (types.size() > 1) return cursor.wrong("':'");
        cursor.back_to(before);
        return std::vector<std::string>();
    }
}

// Behind '[': names of JSON members, to the ']'.
Result<std::vector<std::string>> read_trail(Cursor& cursor)
{
    std::vector<std::string> trail;
    while (true) {
        auto const member = cursor.take_until(".[]");
        if (member.empty()) return cursor.wrong(say::query_member_expected);
        trail.emplace_back(member);
        if (cursor.took("]")) return trail;
        if (!cursor.took(".")) return cursor.wrong("'.' ']'");
    }
}

Result<void> read_names(Cursor& cursor, Context const& context, std::string_view first, ValuePath& path)
{
    for (auto name = first;;) {
        if (is_no_attribute(name, path.names.empty())) {
            path.member = name;
            return {};
        }
        path.names.push_back(context.expand(name));
        if (!cursor.took(".")) break;
        name = TRY(read_name(cursor));
    }
    if (cursor.took("[")) path.trail = TRY(read_trail(cursor));
    return {};
}

void write_joined(std::vector<std::string> const& names, std::string_view separator, std::string& out)
{
    for (auto before = std::string_view(); auto const& name : names) {
        out.append(before).append(name);
        before = separator;
    }
}

std::vector<std::string> compacted(std::vector<std::string> names, Context const& context)
{
    for (auto& name : names) name = context.compact(name);
    return names;
}

}  // namespace

Result<ValuePath> read_path(Cursor& cursor, Context const& context)
{
    ValuePath path;
    auto name = TRY(read_name(cursor));
    while (cursor.took("{")) {
        if (path.links.size() == base::limits::query_depth_max)
            return base::fail(base::Errc::exhausted, say::query_too_deep, {{"most", base::limits::query_depth_max}});
        auto types = TRY(read_types(cursor, context));
        path.links.push_back({context.expand(name), std::move(types)});
        name = TRY(read_name(cursor));
    }
    TRY_VOID(read_names(cursor, context, name, path));
    for (std::size_t open = path.links.size(); open > 0; --open)
        if (!cursor.took("}")) return cursor.wrong("'}'");
    return path;
}

void write_path(ValuePath const& path, Context const& context, std::string& out)
{
    for (auto const& [relationship, types] : path.links) {
        out.append(context.compact(relationship)).append("{");
        write_joined(compacted(types, context), ",", out);
        if (!types.empty()) out += ':';
    }
    auto names = compacted(path.names, context);
    if (!path.member.empty()) names.push_back(path.member);
    write_joined(names, ".", out);
    if (!path.trail.empty()) {
        out += '[';
        write_joined(path.trail, ".", out);
        out += ']';
    }
    out.append(path.links.size(), '}');
}

}  // namespace alzette::ngsi
