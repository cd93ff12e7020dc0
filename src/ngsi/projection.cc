// SPDX-License-Identifier: Apache-2.0
#include "ngsi/projection.h"

#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"
#include "ngsi/cursor.h"
#include "ngsi/names.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Result;

// As they are written in an entity, whatever the context.
bool stays(std::string_view name) { return name == "id" || name == "type" || name == "scope"; }

void add(std::vector<Projected>& list, Projected projected)
{
    auto const found = std::ranges::find(list, projected.name, &Projected::name);
    if (found == list.end()) return list.push_back(std::move(projected));
    for (auto& linked : projected.linked) add(found->linked, std::move(linked));
}

Result<std::vector<Projected>> read_list(Cursor& cursor, Context const& context, std::size_t depth)
{
    if (depth > base::limits::query_depth_max) return base::fail(base::Errc::exhausted, say::query_too_deep, {{"most", base::limits::query_depth_max}});
    std::vector<Projected> list;
    do {
        auto const before = cursor.offset();
        auto const name = cursor.take_until(",|{}");
        if (!is_name(name)) {
            cursor.back_to(before);
            return cursor.wrong(say::projection_name_expected);
        }
        Projected projected{stays(name) ? std::string(name) : context.expand(name)};
        if (cursor.took("{")) {
            projected.linked = TRY(read_list(cursor, context, depth + 1));
            if (!cursor.took("}")) return cursor.wrong("',' '|' '}'");
        }
        add(list, std::move(projected));
    } while (cursor.took(",") || cursor.took("|"));
    return list;
}

void write_list(std::vector<Projected> const& list, Context const& context, std::string& out)
{
    for (auto separator = std::string_view(); auto const& [name, linked] : list) {
        auto const shown = stays(name) ? name : short_name(name, context);
        out.append(separator).append(stays(shown) ? name : shown);  // ngsi-ld:scope is an attribute, scope is none
        separator = ",";
        if (linked.empty()) continue;
        out += '{';
        write_list(linked, context, out);
        out += '}';
    }
}

}  // namespace

Result<std::vector<Projected>> read_projection(std::string_view text, std::string_view parameter, Context const& context)
{
    auto cursor = TRY(Cursor::open(text, parameter));
    auto list = TRY(read_list(cursor, context, 0));
    if (!cursor.is_at_end()) return cursor.wrong("',' '|'");
    return list;
}

std::size_t depth(std::vector<Projected> const& projection)
{
    std::size_t deepest = 0;
    for (auto const& projected : projection)
        if (!projected.linked.empty()) deepest = std::max(deepest, depth(projected.linked) + 1);
    return deepest;
}

std::string write_projection(std::vector<Projected> const& projection, Context const& context)
{
    std::string out;
    write_list(projection, context, out);
    return out;
}

}  // namespace alzette::ngsi
