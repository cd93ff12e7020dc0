// SPDX-License-Identifier: Apache-2.0
#include "api/query_body.h"

#include "base/catalogue/api.h"

#include <algorithm>
#include <array>
#include <span>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using json::Value;

tl::unexpected<base::Error> wrong(std::string_view member) { return base::fail(Errc::invalid, say::query_member_wrong, {{"member", member}}); }

// A text, or several as a list with commas.
Result<std::string> list_of(std::string_view member, Value const& value)
{
    if (auto const* const text = value.text()) return *text;
    auto const* const items = value.array();
    if (items == nullptr || items->empty()) return wrong(member);
    std::string list;
    for (auto const& item : *items) {
        if (item.text() == nullptr) return wrong(member);
        list.append(list.empty() ? "" : ",").append(*item.text());
    }
    return list;
}

// Clause 5.2.23: two members are flags, one is a number, some are lists, the others texts.
Result<std::string> plain(std::string_view member, Value const& value)
{
    constexpr std::array lists = std::to_array<std::string_view>({"attrs", "pick", "omit", "containedBy", "datasetId", "orderBy"});
    auto const is_flag = member == "entityMap" || member == "splitEntities";
    if (auto const* const truth = value.truth(); truth != nullptr && is_flag) return std::string(*truth ? "true" : "false");
    if (value.is_number() && member == "joinLevel") return json::write(value);
    if (value.array() != nullptr && std::ranges::find(lists, member) == lists.end()) return wrong(member);
    return list_of(member, value);
}

// geoQ (clause 5.2.13) and ordering (5.2.43): which parameter of a query each member is. Others are refused.
struct MemberOf {
    std::string_view name;
    std::string_view parameter;
};

constexpr MemberOf geo_members[] = {{"georel", "georel"}, {"geometry", "geometry"}, {"coordinates", "coordinates"}, {"geoproperty", "geoproperty"}};
constexpr MemberOf order_members[] = {{"orderBy", "orderBy"}, {"coordinates", "orderFrom"}, {"geometry", "orderGeometry"}, {"collation", "collation"}};

// Coordinates are JSON or its text.
Result<void> add_members(Call& call, std::string const& member, Value const& value, std::span<MemberOf const> known)
{
    if (value.object() == nullptr) return wrong(member);
    for (auto const& [name, inner] : *value.object()) {
        if (name == "type") continue;
        auto const found = std::ranges::find(known, name, &MemberOf::name);
        if (found == known.end()) return wrong(std::string(member).append(".").append(name));
        auto const is_coordinates = name == "coordinates" && inner.array() != nullptr;
        call.parameters.emplace_back(found->parameter, is_coordinates ? json::write(inner) : TRY(plain(name, inner)));
    }
    return {};
}

Result<BodySelector> selector_of(Value const& value)
{
    if (value.object() == nullptr) return wrong("entities");
    BodySelector selector;
    for (auto const& [name, inner] : *value.object()) {
        if (name == "id" && inner.array() == nullptr) selector.ids.push_back(TRY(list_of(name, inner)));
        else if (name == "id")
            for (auto const& id : *inner.array()) selector.ids.push_back(TRY(list_of(name, id)));
        else if (name == "idPattern") selector.id_pattern = TRY(list_of(name, inner));
        else if (name == "type") selector.types = TRY(list_of(name, inner));
        else return wrong("entities." + name);
    }
    if (!selector.types) return wrong("entities.type");  // clause 5.2.33
    return selector;
}

Result<void> add(Call& call, std::string const& name, Value const& value)
{
    constexpr std::array known = std::to_array<std::string_view>(
        {"q", "scopeQ", "attrs", "pick", "omit", "csf", "containedBy", "datasetId", "expandValues", "entityMap",
         "entityMapLifetime", "jsonKeys", "join", "joinLevel", "lang", "splitEntities"});
    if (name == "@context") return {};
    if (name == "type") return value.text() != nullptr && *value.text() == "Query" ? Result<void>() : wrong(name);
    if (name == "geoQ") return add_members(call, name, value, geo_members);
    if (name == "ordering") return add_members(call, name, value, order_members);
    if (name == "entities") {
        if (value.array() == nullptr || value.array()->empty()) return wrong(name);
        for (auto const& each : *value.array()) call.selectors.push_back(TRY(selector_of(each)));
        return {};
    }
    if (std::ranges::find(known, name) == known.end()) return wrong(name);
    call.parameters.emplace_back(name, TRY(plain(name, value)));
    return {};
}

}  // namespace

Result<Call> with_query_body(Call const& call)
{
    auto asked = call;
    if (call.body.object() == nullptr || call.body.find("type") == nullptr) return wrong("type");
    for (auto const& [name, value] : *call.body.object()) TRY_VOID(add(asked, name, value));
    return asked;
}

}  // namespace alzette::api
