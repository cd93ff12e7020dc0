// SPDX-License-Identifier: Apache-2.0
#include "api/join.h"

#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "ngsi/names.h"

namespace alzette::api {

using base::Errc;
using base::Result;

namespace {

Result<Join::Kind> kind_of(Call const& call)
{
    auto const* const text = call.parameter("join");
    if (text == nullptr || *text == "@none") return Join::Kind::none;
    if (*text == "inline") return Join::Kind::inside;
    if (*text == "flat") return Join::Kind::flat;
    return base::fail(Errc::invalid, say::join_wrong, {{"found", *text}});
}

}  // namespace

// What does not apply without join is read all the same: a mistake in it is one.
Result<Join> read_join(Call const& call)
{
    Join join{TRY(kind_of(call))};
    auto const levels = TRY(call.count("joinLevel", 1, base::limits::linked_levels_max));
    if (levels == 0) return base::fail(Errc::invalid, say::join_level_zero);
    if (join.kind != Join::Kind::none) join.levels = levels;
    join.contained_by = call.list("containedBy");
    for (auto const& id : join.contained_by) TRY_VOID(ngsi::check_entity_id(id));
    return join;
}

Result<void> check_depth(std::string_view parameter, std::size_t levels, Join const& join)
{
    if (levels <= join.levels) return {};
    return base::fail(Errc::invalid, say::join_too_short, {{"parameter", parameter}, {"levels", levels}});
}

}  // namespace alzette::api
