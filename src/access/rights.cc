// SPDX-License-Identifier: Apache-2.0
#include "access/rights.h"

#include <algorithm>

namespace alzette::access {

namespace {

bool allows(Grant const& grant, Verb verb, std::string_view tenant)
{
    return (grant.tenant == "*" || grant.tenant == tenant) && std::ranges::find(grant.verbs, verb) != grant.verbs.end();
}

bool is_below(std::string_view scope, std::string_view top)
{
    return top.empty() || (scope.starts_with(top) && (scope.size() == top.size() || scope[top.size()] == '/'));
}

}  // namespace

Rights Rights::all() { return Rights({{"*", "", {Verb::see, Verb::change, Verb::administer}}}); }

Rights Rights::only_seeing() const
{
    auto rights = *this;
    for (auto& grant : rights.grants_) std::erase_if(grant.verbs, [](Verb verb) { return verb != Verb::see; });
    return rights;
}

bool Rights::may(Verb verb, std::string_view tenant) const
{
    return std::ranges::any_of(grants_, [&](Grant const& grant) { return allows(grant, verb, tenant); });
}

bool Rights::may_change_anything() const
{
    auto const changes = [](Grant const& grant) {
        return std::ranges::any_of(grant.verbs, [](Verb verb) { return verb != Verb::see; });
    };
    return std::ranges::any_of(grants_, changes);
}

bool Rights::may_all(Verb verb, std::string_view tenant) const
{
    return std::ranges::any_of(grants_, [&](Grant const& grant) { return grant.scope.empty() && allows(grant, verb, tenant); });
}

bool Rights::covers_scope(Verb verb, std::string_view tenant, std::string_view scope) const
{
    return std::ranges::any_of(grants_, [&](Grant const& grant) { return allows(grant, verb, tenant) && is_below(scope, grant.scope); });
}

}  // namespace alzette::access
