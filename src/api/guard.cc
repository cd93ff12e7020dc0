// SPDX-License-Identifier: Apache-2.0
#include "api/guard.h"

#include "base/catalogue/api.h"
#include "base/clock.h"
#include "base/words.h"

namespace alzette::api {

namespace {

using access::Verb;
using base::Errc;
using base::Result;

Result<void> check_rights(Guard guard, Verb verb, Call const& call)
{
    if (guard == Guard::anyone) return {};
    if (guard == Guard::administrator) {
        if (call.sight.administers()) return {};
        return base::fail(Errc::denied, say::change_not_allowed);
    }
    if (call.sight.may(verb)) return {};
    // The default tenant is always there; of another nothing is said to who has no right in it.
    if (call.tenant.empty() || call.sight.may(Verb::see)) return base::fail(Errc::denied, say::change_not_allowed);
    return base::fail(Errc::not_found, say::tenant_unknown, {{"tenant", call.tenant}});
}

}  // namespace

std::string_view credentials(net::Request const& request, std::string_view scheme)
{
    auto const* const header = request.header("Authorization");
    if (header == nullptr || header->size() <= scheme.size() || (*header)[scheme.size()] != ' ') return {};
    auto const text = std::string_view(*header);
    return base::is_same_without_case(text.substr(0, scheme.size()), scheme) ? text.substr(scheme.size() + 1) : std::string_view();
}

Result<void> admit(Services const& services, Guard guard, Verb verb, Call& call)
{
    if (services.doors.are_open || guard == Guard::nobody) return {};
    auto const secret = credentials(*call.request, "Bearer");
    auto who = secret.empty() ? nullptr : services.doors.accounts.find(secret, base::now());
    if (who == nullptr) return base::fail(Errc::denied, say::token_needed);
    call.sight = Sight(std::move(who), call.tenant);
    return check_rights(guard, verb, call);
}

Result<void> check_still(Services const& services, Guard guard, Call const& call)
{
    if (credentials(*call.request, "Bearer").empty()) return {};
    auto again = call;
    return admit(services, guard, Verb::see, again);
}

}  // namespace alzette::api
